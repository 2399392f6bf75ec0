"""Raw mails in files, understood, for the commands that teach."""

from collections.abc import Iterator
from pathlib import Path

from router.explain.sources import mailbox_of, read_mails
from router.learning.corpus.importing import FoundMail
from router.message.understand import understand


def found_mails(source: Path) -> Iterator[FoundMail]:
    """The mails of a file, folder, mbox or Maildir, in their order; one that cannot be read says why."""
    for one in read_mails([str(source)]):
        message = understand(one.raw)
        yield FoundMail(one.name, message, mailbox_of(one.raw, message), one.problem)
