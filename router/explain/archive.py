"""Judge a whole archive of mails: many at a time, by the workers that joblib has been told to use.

Only a few seconds' worth of mails is in memory, however large the archive. What is said of a mail does not
depend on the mails beside it, nor on who judged it. A worker needs neither the archive nor the model's
folder: the mails' bytes are sent to it, and the model's file once, which it opens as safely as any other.
A mail that a worker dies of gets an object that says so, like any mail that cannot be read.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from router.explain.document import Explanation, explanation, to_json
from router.explain.explaining import explanations
from router.explain.results import ArchiveError
from router.explain.sources import Source
from router.garbage import collect_seldom
from router.learning.store.manifest import Manifest, ModelError
from router.learning.store.model_file import ModelFile
from router.message import OwnIdentity, understand
from router.taxonomy import Kind
from router.triage.model import Model

CHUNK_MAILS, CHUNK_BYTES = 32, 4 * 2**20
"""What is sent to a worker at once: so many mails, or as many as hold so many bytes."""
WINDOW_CHUNKS, WINDOW_BYTES = 12, 64 * 2**20
"""What is under way at any time: so many chunks for each worker, or as many as hold so many bytes."""

Chunk = tuple[Source, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """All that a worker needs beside the mails."""

    content: NDArray[np.uint8]
    """The model's file. It is large, and an array, because joblib sends a large array only once."""
    manifest: Manifest
    path: Path
    mailbox: Kind | None
    own: OwnIdentity

    @classmethod
    def of(cls, file: ModelFile, mailbox: Kind | None, own: OwnIdentity) -> "Judge":
        """The judge that asks the model of this file."""
        return cls(np.frombuffer(file.content, dtype=np.uint8), file.manifest, file.path, mailbox, own)


def judged(
    sources: Iterable[Source], judge: Judge, side_by_side: int
) -> Iterator[tuple[tuple[Source, ...], list[str]]]:
    """The mails in their order, some hundred at a time, and the JSON line of each.

    Raises:
        ArchiveError: the workers are gone.
        ModelError: the model cannot be opened by a worker.
    """
    with Parallel(batch_size=1, pre_dispatch="all") as parallel:
        for window in windows(sources, side_by_side):
            lines = _lines(window, judge, parallel)
            yield tuple(source for chunk in window for source in chunk), lines


def windows(sources: Iterable[Source], side_by_side: int) -> Iterator[tuple[Chunk, ...]]:
    """The mails in their order: chunks for the workers, and as many of these as may be under way at once."""
    chunks: list[Chunk] = []
    chunk: list[Source] = []
    in_chunk = in_window = 0
    for source in sources:
        chunk.append(source)
        in_chunk += len(source.raw)
        in_window += len(source.raw)
        if len(chunk) == CHUNK_MAILS or in_chunk >= CHUNK_BYTES:
            chunks.append(tuple(chunk))
            chunk, in_chunk = [], 0
            if len(chunks) == WINDOW_CHUNKS * side_by_side or in_window >= WINDOW_BYTES:
                yield tuple(chunks)
                chunks, in_window = [], 0
    if chunk:
        chunks.append(tuple(chunk))
    if chunks:
        yield tuple(chunks)


def _lines(window: Sequence[Chunk], judge: Judge, parallel: Parallel) -> list[str]:
    try:
        found = parallel(_tasks(window, judge))
    except ModelError:
        raise
    except Exception:  # noqa: BLE001 - a worker died; the backends have no error in common
        return [line for chunk in window for line in _lines_with_care(chunk, judge, parallel)]
    return [line for lines in found for line in lines]


def _lines_with_care(chunk: Chunk, judge: Judge, parallel: Parallel) -> list[str]:
    """The same where a worker has died: of which mail?"""
    try:
        (lines,) = parallel(_tasks([chunk], judge))
        return list(lines)
    except Exception as error:  # noqa: BLE001 - as above
        if len(chunk) > 1:
            middle = len(chunk) // 2
            halves = chunk[:middle], chunk[middle:]
            return [line for half in halves for line in _lines_with_care(half, judge, parallel)]
        _must_live(parallel, error)
        return [_unjudged(chunk[0], f"a worker failed on it ({type(error).__name__})")]


def _tasks(
    window: Sequence[Chunk], judge: Judge
) -> list[tuple[Callable[..., list[str]], tuple[object, ...], dict[str, object]]]:
    task = delayed(_judged)
    return [
        task(chunk, judge.content, judge.manifest, judge.path, judge.mailbox, judge.own) for chunk in window
    ]


def _judged(
    chunk: Chunk,
    content: NDArray[np.uint8],
    manifest: Manifest,
    path: Path,
    mailbox: Kind | None,
    own: OwnIdentity,
) -> list[str]:
    """The work of a worker."""
    model = _opened(content, manifest, path)
    return [_line(document) for document in explanations(chunk, model, mailbox, own)]


_models: dict[str, Model] = {}
"""The model that this worker has opened, by its hash; it is asked to judge many chunks with the same one."""


def _opened(content: NDArray[np.uint8], manifest: Manifest, path: Path) -> Model:
    model = _models.get(manifest.model_sha256)
    if model is None:
        own = content.tobytes()
        if hashlib.sha256(own).hexdigest() != manifest.model_sha256:
            raise ModelError(f"{path}: came damaged to a worker (not the manifest's hash); start again")
        model = ModelFile(manifest, own, path).open()
        _models.clear()
        _models[manifest.model_sha256] = model
        collect_seldom()
    return model


def _line(document: Explanation) -> str:
    line = to_json(document)
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates, which UTF-8 cannot hold
        return to_json(document, only_ascii=True)
    return line


def _unjudged(source: Source, reason: str) -> str:
    warning = source.problem or f"the mail could not be judged: {reason}"
    return _line(explanation(source.name, understand(b""), None, [warning]))


def _must_live(parallel: Parallel, error: Exception) -> None:
    """Was it the mail, or are there no workers any more?"""
    try:
        parallel([delayed(_nothing)()])
    except Exception:  # noqa: BLE001 - as above
        raise ArchiveError(
            f"the workers are gone ({type(error).__name__}: {error}); see to them, and start the same "
            "command again: it goes on where it stopped"
        ) from error


def _nothing() -> None:
    """What any worker can do."""
