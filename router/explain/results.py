"""The file that an archive's judgements are written to, and beside it how far that has come, to go on from.

    results.jsonl            one line a mail, in the order of the archive
    results.jsonl.progress   from what it is made, then after each batch how far it has come

The batch is on the disk before the progress says so. Whatever stood in the results after the last word of the
progress, such as half a line, is cut away when the work goes on. So the file that is complete at last is byte
for byte the one that a single run writes. What is never done: going on where model, program, settings or the
mails that were judged already have changed, and writing over a file that is not known.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from router.explain.sources import Source

PROGRESS_SUFFIX = ".progress"
_FORMAT = 1
_REMEDY = "start with another --out, or remove both files"
_TOLD = {
    "archive": "the archive's path",
    "model": "the model",
    "model_sha256": "the model's file",
    "program": "the version of ticket-router",
    "mailbox": "the mailbox",
    "identity": "the firm's own addresses",
}


class ArchiveError(Exception):
    """An archive cannot be judged, or not be gone on with. The message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What decides the results beside the mails themselves."""

    archive: tuple[str, ...]
    """The paths as they were given: the results name each mail by them."""
    model: str
    model_sha256: str
    program: str
    """The version of ticket-router."""
    mailbox: str
    """The mailbox that was given for all mails, or nothing."""
    identity: str
    """A hash of the firm's own addresses."""


@dataclass(frozen=True, slots=True)
class Done:
    """How far the results have come."""

    mails: int = 0
    size: int = 0
    """Bytes of the results."""
    sha256: str = hashlib.sha256().hexdigest()
    """Of the names and bytes of the mails that were judged."""


class MailsHash:
    """The names and bytes of mails in their order, as one hash that grows with each."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, source: Source) -> None:
        """Count in one more mail."""
        for part in (source.name.encode(), source.raw, (source.problem or "").encode()):
            self._hash.update(len(part).to_bytes(8, "big"))
            self._hash.update(part)

    def __str__(self) -> str:
        return self._hash.hexdigest()


class Results:
    """The two files, open to be added to."""

    def __init__(self, results: BinaryIO, progress: BinaryIO, done: Done) -> None:
        self._results, self._progress = results, progress
        self.done = done

    def add(self, lines: Sequence[str], mails: MailsHash) -> None:
        """Write the lines of the next mails; ``mails`` is the hash of all until now, these included."""
        content = "".join(line + "\n" for line in lines).encode()
        self._results.write(content)
        _to_disk(self._results)
        self.done = Done(self.done.mails + len(lines), self.done.size + len(content), str(mails))
        self._progress.write(json.dumps(asdict(self.done)).encode() + b"\n")
        _to_disk(self._progress)


@contextmanager
def open_results(path: Path, made_from: MadeFrom) -> Iterator[Results]:
    """The results at this path, new or to be gone on with; nobody else may write them meanwhile.

    Raises:
        ArchiveError: they are being written, are of something else, or are not known.
        OSError: a file cannot be read or written.
    """
    progress_path = path.with_name(path.name + PROGRESS_SUFFIX)
    with ExitStack() as files:
        if path.exists() and path.stat().st_size and not progress_path.exists():
            raise ArchiveError(
                f"{path}: is there already, and no {progress_path.name} beside it tells how it was made; "
                "start with another --out"
            )
        progress = files.enter_context(progress_path.open("a+b"))
        try:
            fcntl.flock(progress, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveError(
                f"{path}: is being written by another run; wait for it, or use another --out"
            ) from None
        done, valid = _read(path, progress, made_from)
        progress.truncate(valid)
        if not valid:
            head = {"format": _FORMAT, **asdict(made_from)}
            progress.write(json.dumps(head, ensure_ascii=True).encode() + b"\n")
            _to_disk(progress)
        results = files.enter_context(path.open("ab"))
        results.truncate(done.size)
        yield Results(results, progress, done)


def _read(path: Path, progress: BinaryIO, made_from: MadeFrom) -> tuple[Done, int]:
    """What was done, and how many bytes of the progress are whole lines that say so."""
    progress.seek(0)
    size = path.stat().st_size if path.exists() else 0
    done, valid = Done(), 0
    for number, line in enumerate(progress):
        try:
            record = json.loads(line)
            if not line.endswith(b"\n"):
                break  # what a crash cut short
            if number == 0:
                _check(path, record, made_from)
            else:
                done = Done(int(record["mails"]), int(record["size"]), str(record["sha256"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            if number == 0 and size:
                raise ArchiveError(f"{path}{PROGRESS_SUFFIX}: is damaged; {_REMEDY}") from error
            break
        valid += len(line)
    if size < done.size:
        raise ArchiveError(
            f"{path}: is shorter than {path.name}{PROGRESS_SUFFIX} says ({size} bytes of {done.size}); "
            f"{_REMEDY}"
        )
    return done, valid


def _check(path: Path, record: Mapping[str, object], made_from: MadeFrom) -> None:
    if record["format"] != _FORMAT:
        raise ArchiveError(f"{path}: was begun by another version of ticket-router; {_REMEDY}")
    own = json.loads(json.dumps(asdict(made_from)))
    changed = [
        f"{told} was {record[name] or 'not given'} and is {own[name] or 'not given'}"
        for name, told in _TOLD.items()
        if record[name] != own[name]
    ]
    if changed:
        raise ArchiveError(
            f"{path}: was begun with something else: {'; '.join(changed)}; go on with what was, or {_REMEDY}"
        )


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
