"""What the router understands of mails that lie in files, what it would do with each, and why; no database.

`explain` is the whole command; the parts are in :mod:`router.explain.sources` (where mails lie),
:mod:`router.explain.explaining` (from a mail to what is said of it), :mod:`router.explain.document` (the
public JSON) and :mod:`router.explain.page` (the same for people). :mod:`router.explain.archive` says the same
of many thousand mails, and :mod:`router.explain.results` keeps it.
"""

from collections.abc import Sequence

from rich.console import Console

from router.explain.document import Explanation, explanation, to_json
from router.explain.explaining import NO_IDENTITY, explanations
from router.explain.page import page
from router.explain.sources import Source, read_mails
from router.message import OwnIdentity
from router.taxonomy import Kind
from router.triage.model import Model

__all__ = ["Explanation", "Source", "explain", "explanation", "explanations", "read_mails", "to_json"]


def explain(
    paths: Sequence[str],
    model: Model,
    mailbox: Kind | None,
    *,
    write_json: bool,
    console: Console,
    own: OwnIdentity = NO_IDENTITY,
) -> None:
    """Write what is understood of each mail to the console, in the order of the paths.

    ``mailbox`` says which mailbox the mails were sent to; ``None`` works it out from each mail's addresses.
    With ``write_json``, one JSON object a line and nothing else.
    """
    for document in explanations(read_mails(paths), model, mailbox, own):
        if write_json:
            only_ascii = not console.encoding.lower().startswith("utf")
            console.file.write(to_json(document, only_ascii=only_ascii) + "\n")
        else:
            console.print(page(document))
