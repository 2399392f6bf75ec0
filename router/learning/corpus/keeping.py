"""Write corpus files so that no crash and no second thought loses a label: whole files, and single changed
lines.

A file is written beside its place and then put there in one step. Where one mail changes, every other line
stays as it was, to the byte.
"""

import os
import tempfile
from pathlib import Path

from router.learning.corpus.files import CorpusError, corpus_files
from router.learning.corpus.labelled import LabelledMail, read_line
from router.learning.corpus.lines import corpus_line


def corpus_bytes(*mails: LabelledMail) -> bytes:
    """The mails as lines of a corpus file. Half a character (a lone surrogate) stays JSON's escape for it."""
    return "".join(corpus_line(mail) + "\n" for mail in mails).encode("utf-8", "backslashreplace")


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        CorpusError: it is there already.
        OSError: it cannot be written.
    """
    if path.exists():
        raise CorpusError(f"{path}: is there already, and nothing is overwritten; give another name")
    _put(path, content)


def replace_mail(source: Path, before: LabelledMail, mail: LabelledMail) -> None:
    """Put this mail in the place of the one with its id, in the file at ``source`` that holds it.

    Raises:
        CorpusError: no file holds it, it is not what it was ``before``, or a file cannot be read.
        OSError: the file cannot be written.
    """
    for path in corpus_files(source):
        lines = path.read_bytes().split(b"\n")
        for number, line in enumerate(lines):
            if line.strip() and (there := _mail_in(line, f"{path}:{number + 1}")).mail_id == mail.mail_id:
                if there != before:
                    raise CorpusError(f"{path}:{number + 1}: was changed meanwhile; start the review again")
                lines[number] = corpus_bytes(mail)[:-1] + (b"\r" if line.endswith(b"\r") else b"")
                _put(path, b"\n".join(lines))
                return
    raise CorpusError(f"{source}: holds no mail {mail.mail_id!r} any more; start the review again")


def add_mail(path: Path, mail: LabelledMail) -> None:
    """Put the mail at the end of this corpus file, which is made where it is not there.

    Raises:
        OSError: the file cannot be read or written.
    """
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    _put(path, before + corpus_bytes(mail))


def _mail_in(line: bytes, where: str) -> LabelledMail:
    return read_line(line.decode(), where, None)


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all, with the rights that the file had."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        error.filename = str(path.parent)  # and not that of a file nobody asked for
        raise
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
