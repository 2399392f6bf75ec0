"""What speaks for an issue's kind and area: the piece itself, and four more voices.

The subject may name the matter in a word, or another issue of the mail. The sentences of the piece, each read
alone and averaged, count what a long piece says often; those that ask or wish count what it is about. The
mail's other pieces tell what this one is probably not. Each voice is what the classifier of pieces says of
its text alone; how far to trust which, the panel has learnt (:mod:`router.triage.panel`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import Kind
from router.triage import discourse, ngrams
from router.triage.asked import LONGEST_TEXT, Asked
from router.triage.features import Features, Reading, Row, Sample
from router.triage.panel import OTHERS, PIECE, QUESTIONS, SENTENCES, SUBJECT, VOICES
from router.triage.pieces import PieceModel
from router.triage.segments import segments
from router.triage.split import Piece
from router.triage.views import Sentence

SHORTEST_HEARD = 12
"""Characters of a sentence that says something by itself."""
_LEAST = 1e-300
MOST_SENTENCES = 60
"""Sentences of a piece that are heard one by one; what follows is a log or a list."""


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """What is said of some issues, in their order."""

    scores: NDArray[np.float64]
    """Issues x voices x pairs, before calibration; those of a voice add up to 0, of one that is silent they
    all are 0."""
    rows: tuple[Row, ...]
    """Of the pieces."""
    forms: tuple[Sequence[str], ...]
    """The words of the pieces."""
    sentences: tuple[NDArray[np.float64], ...]
    """Of each issue what its sentences say one by one (sentences x pairs), before calibration."""


def voices(asked: Sequence[Asked], pieces: PieceModel) -> Voices:
    """All voices of each of these pieces; each is what it would be alone."""
    book = _Book()
    heard = [_Heard.of(one, book) for one in asked]
    read, samples = book.read(pieces.features), book.samples
    rows = pieces.features.rows(
        [Sample((read[text].reading,), subject, mailbox) for text, subject, mailbox in samples]
    )
    said = _levelled(pieces.scores(rows))
    scores = np.zeros((len(asked), VOICES, said.shape[1]))
    sentences = []
    for own, one, into in zip(heard, asked, scores, strict=True):
        spoken = _of_sentences(one.sentences, pieces) if own.sentences is None else said[own.sentences]
        sentences.append(spoken)
        into[PIECE] = said[own.piece]
        into[SENTENCES] = _mean(spoken)
        if any(own.asks):
            into[QUESTIONS] = _mean(spoken[own.asks])
        if own.subject is not None:
            into[SUBJECT] = said[own.subject]
        if own.others:
            into[OTHERS] = _mean(said[own.others])
    every = tuple(rows)
    return Voices(
        scores=scores,
        rows=tuple(every[own.piece] for own in heard),
        forms=tuple(read[samples[own.piece][0]].forms for own in heard),
        sentences=tuple(sentences),
    )


def _mean(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of the rows: what NumPy's method gives, which takes twice as long with so few."""
    found: NDArray[np.float64] = np.add.reduce(scores, axis=0) / len(scores)
    return found


def _levelled(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row's scores, their sum 0."""
    found: NDArray[np.float64] = scores - scores.mean(axis=1, keepdims=True)
    return found


class _Heard(NamedTuple):
    """The places of the samples of one piece's voices."""

    piece: int
    subject: int | None
    others: list[int]
    sentences: list[int] | None
    """None where the segments have been read already, and what they say is known."""
    asks: list[bool]
    """Of each sentence: does it ask or wish?"""

    @classmethod
    def of(cls, asked: Asked, book: "_Book") -> "_Heard":
        read = asked.read
        piece = book.place(read, asked.subject, asked.mailbox)
        if len(read) < LONGEST_TEXT:
            book.know(read, asked.sentences)
        subject = book.text(asked.subject) if asked.subject.strip() else None
        others = [book.piece(asked, other) for other in asked.others]
        if asked.sentences:
            asks = [this.asks for this in _telling(asked.sentences)]
            return cls(piece, subject, others, None, asks)
        every = [segment.span.of(read) for segment in segments(read)[:MOST_SENTENCES]]
        texts = [text for text in every if len(text.strip()) >= SHORTEST_HEARD] or [(*every, read)[0]]
        return cls(piece, subject, others, [book.text(own) for own in texts], list(map(_asks, texts)))


def _telling(every: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences of the piece that say something by themselves, or the first one where none does."""
    return [this for this in every[:MOST_SENTENCES] if this.characters >= SHORTEST_HEARD] or every[:1]


def _of_sentences(every: Sequence[Sentence], pieces: PieceModel) -> NDArray[np.float64]:
    """The scores behind what was said of segments (sentences x pairs)."""
    pairs = np.array([this.pairs for this in _telling(every)])
    return _levelled(np.log(np.maximum(pairs, _LEAST)) / pieces.sharpness)


class _Read(NamedTuple):
    forms: Sequence[str]
    reading: Reading


class _Book:
    """What is to be weighed, each once, however many voices share it."""

    def __init__(self) -> None:
        self._samples: dict[tuple[int, str, Kind], int] = {}
        self._texts: dict[str, int] = {}
        self._known: dict[int, list[tuple[Sequence[str], Reading]]] = {}

    def read(self, features: Features) -> list["_Read"]:
        """What is read of each text; of one whose sentences were read already, what they come to."""
        found: dict[int, _Read] = {}
        for at, parts in self._known.items():
            forms = list(chain.from_iterable(own for own, _ in parts))
            found[at] = _Read(forms, features.joined(parts))
        places = [at for at in self._texts.values() if at not in found]
        texts = list(self._texts)
        words = [ngrams.read(texts[at]) for at in places]
        for at, own, reading in zip(places, words, features.readings(words), strict=True):
            found[at] = _Read(own.forms, reading)
        return [found[at] for at in range(len(texts))]

    @property
    def samples(self) -> Sequence[tuple[int, str, Kind]]:
        """The different samples: the place of the text, the subject and the mailbox."""
        return list(self._samples)

    def piece(self, asked: Asked, piece: Piece) -> int:
        """The place of the sample of a piece, read with what is known of its mail."""
        return self.place(asked._replace(piece=piece).read, asked.subject, asked.mailbox)

    def know(self, text: str, sentences: Sequence[Sentence]) -> None:
        """A text that has a place is these sentences, with white space between them."""
        parts = [(own.forms, own.reading) for own in sentences if own.reading is not None]
        if sentences and len(parts) == len(sentences):
            self._known[self._texts[text]] = parts

    def text(self, text: str) -> int:
        """The place of the sample of a text that is read alone."""
        return self.place(text, "", Kind.SUPPORT)

    def place(self, text: str, subject: str, mailbox: Kind) -> int:
        """The place of a sample."""
        sample = self._texts.setdefault(text, len(self._texts)), subject, mailbox
        return self._samples.setdefault(sample, len(self._samples))


def _asks(text: str) -> bool:
    return "?" in text or discourse.REQUEST.search(ngrams.lowered(text)) is not None
