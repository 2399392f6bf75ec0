"""Where mails lie outside a mail server: files, folders, mbox files, Maildir folders, standard input.

A path that cannot be read gives a source with a problem instead of bytes. Nothing here raises, so one bad
path never hides the rest.
"""

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from router.message import Message
from router.message.parse.addresses import addresses
from router.message.parse.headers import read_headers
from router.taxonomy import Kind

STANDARD_INPUT = "-"
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True, slots=True)
class Source:
    """One mail where it was found, or what was in the way of reading it."""

    name: str
    """The path; in an mbox file with ``#`` and the mail's number, from 1; ``-`` for standard input."""
    raw: bytes
    problem: str | None = None


def read_mails(paths: Sequence[str]) -> Iterator[Source]:
    """The mails of these paths, in their order; a folder's by name, with the folders below it."""
    for path in paths:
        try:
            if path == STANDARD_INPUT:
                yield from _mails_in(STANDARD_INPUT, sys.stdin.buffer.read().splitlines(keepends=True))
            else:
                yield from _below(Path(path))
        except (OSError, ValueError, MemoryError) as error:
            yield _unreadable(Path(path), error)


def _below(path: Path) -> Iterator[Source]:
    if not path.is_dir():
        yield from _file(path)
        return
    # In a Maildir, `tmp` holds what is still being written: no mail yet.
    is_maildir = (path / "cur").is_dir() and (path / "new").is_dir()
    for entry in sorted(path.iterdir()):
        if entry.is_dir():
            if not entry.is_symlink() and not (is_maildir and entry.name == "tmp"):
                yield from _folder(entry)
        elif not entry.name.startswith("."):
            yield from _file(entry)


def _folder(path: Path) -> Iterator[Source]:
    try:
        yield from _below(path)
    except OSError as error:
        yield _unreadable(path, error)


def _file(path: Path) -> Iterator[Source]:
    try:
        with path.open("rb") as file:
            first = file.read(5)
            file.seek(0)
            if first == b"From " or path.suffix == ".mbox":
                yield from _mails_in(_shown(path), file)
            else:
                yield Source(_shown(path), file.read())
    except (OSError, MemoryError) as error:
        yield _unreadable(path, error)


def _mails_in(name: str, lines: Iterable[bytes]) -> Iterator[Source]:
    """Split an mbox (RFC 4155, and `>From ` as mboxrd has it); a file without separators is one mail."""
    mail: list[bytes] = []
    number = 0
    separated = False
    after_blank = True
    for line in lines:
        if after_blank and line.startswith(b"From "):
            if mail or separated:
                number += 1
                yield Source(f"{name}#{number}", _unquoted(mail))
            mail = []
            separated = True
        else:
            mail.append(line)
        after_blank = not line.strip(b"\r\n")
    if separated:
        yield Source(f"{name}#{number + 1}", _unquoted(mail))
    else:
        yield Source(name, b"".join(mail))


def _unquoted(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _unreadable(path: Path, error: Exception) -> Source:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return Source(
        _shown(path), b"", f"{_shown(path)}: cannot be read ({reason}); check the path and its rights"
    )


def _shown(path: Path) -> str:
    """The path as a text that any terminal and any JSON reader takes."""
    return os.fsencode(path).decode("utf-8", "replace")


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder: what is to be read, roughly."""
    if not path.is_dir():
        return path.stat().st_size if path.exists() else 0
    total = 0
    for folder, _, files in os.walk(path):
        for name in files:
            with contextlib.suppress(OSError):
                total += (Path(folder) / name).lstat().st_size
    return total


def mailbox_of(raw: bytes, message: Message) -> Kind:
    """The mailbox that the mail was sent to: `oppdrag@` where one of its addresses says so, else support."""
    headers = read_headers(raw, 0, len(raw)).headers
    delivered = [
        mailbox for name in _DELIVERED_TO for value in headers.every(name) for mailbox in addresses(value)
    ]
    for mailbox in delivered or message.recipients:
        local = mailbox.address.partition("@")[0].partition("+")[0].lower()
        if local in {kind.value for kind in Kind}:
            return Kind(local)
    return Kind.SUPPORT
