"""From a piece of text to the sparse row of numbers that the linear models weigh.

A row has four blocks: the piece's words and pairs of words, its letter groups, the subject's letter groups
(weaker, since the subject may belong to another issue of the same mail) and the mailbox. Within a block it is
TF-IDF with sublinear term frequency and length one, as in scikit-learn's ``TfidfVectorizer``. It is computed
here and not there because one mail at a time must cost microseconds, and because a model that is only arrays
and strings outlives any version of scikit-learn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import Kind
from router.triage import ngrams
from router.triage.terms import NOTHING, Block, Groups, Pairs, positions

_FIRST = np.zeros(1, dtype=np.int32)
_BLOCKS = 4
_LOGARITHM = np.log(np.maximum(1, np.arange(1_000))).astype(np.float32)
"""Logarithms of small counts; a term that occurs more often counts as if it occurred 999 times."""


class Row(NamedTuple):
    """A sparse row: ``columns`` (int32) and the ``values`` in them (float32), of the same length."""

    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    known_words: int
    """How many of the piece's words the training mail held; a text unlike anything seen has few."""
    all_words: int

    @property
    def known_share(self) -> float:
        """The share of the text's words that training held; 0 for a text without words."""
        return self.known_words / self.all_words if self.all_words else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Many rows, one after the other: row k is ``columns[starts[k]:starts[k + 1]]`` and its ``values``."""

    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    starts: NDArray[np.int32]
    known_words: tuple[int, ...]
    all_words: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[Row]:
        bounds = pairwise(self.starts.tolist())
        for (start, end), known, every in zip(bounds, self.known_words, self.all_words, strict=True):
            yield Row(self.columns[start:end], self.values[start:end], known, every)


class Reading(NamedTuple):
    """The positions in their blocks of a text's known terms, as often as they occur (int32)."""

    words: NDArray[np.int32]
    letters: NDArray[np.int32]
    known_words: int
    all_words: int


class Sample(NamedTuple):
    """What one row is made of: texts that were read, the mail's subject, and the mailbox it was sent to."""

    readings: tuple[Reading, ...]
    subject: str = ""
    mailbox: Kind = Kind.SUPPORT


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The four blocks; the last column is the mailbox: ``mailbox_weight`` for ``oppdrag``, else 0."""

    words: Block
    letters: Block
    subject: Block
    mailbox_weight: float
    has_companions: bool = False
    """Are any two words of a text a term, too? It helps short texts, and costs too much for whole mails."""
    _pairs: Pairs = field(init=False, repr=False)
    _letters_of: Groups = field(init=False, repr=False)
    _subject_of: Groups = field(init=False, repr=False)
    _idf: NDArray[np.float32] = field(init=False, repr=False)
    """Of every column; 1 for the mailbox."""
    _block_of: NDArray[np.int64] = field(init=False, repr=False)
    """The number of the block that each column is in."""
    _block_weights: NDArray[np.float32] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        blocks = (self.words, self.letters, self.subject)
        weights = [*(block.weight for block in blocks), self.mailbox_weight]
        idf = np.concatenate([*(block.idf for block in blocks), np.ones(1, dtype=np.float32)])
        object.__setattr__(self, "_pairs", Pairs(self.words))
        object.__setattr__(self, "_letters_of", Groups(self.letters))
        object.__setattr__(self, "_subject_of", Groups(self.subject))
        object.__setattr__(self, "_idf", idf)
        widths = [*(len(block.terms) for block in blocks), 1]
        object.__setattr__(self, "_block_of", np.repeat(np.arange(_BLOCKS), widths))
        object.__setattr__(self, "_block_weights", np.array(weights, dtype=np.float32))

    def __reduce__(self) -> tuple[object, ...]:
        """What was remembered of texts stays behind."""
        parts = (self.words, self.letters, self.subject, self.mailbox_weight, self.has_companions)
        return Features, parts

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.subject.offset + len(self.subject.terms) + 1

    def read(self, text: str) -> Reading:
        """The known terms of one piece of text."""
        (reading,) = self.readings([ngrams.read(text)])
        return reading

    def readings(self, texts: Sequence[ngrams.Words]) -> list[Reading]:
        """The same of many texts that have been gone through."""
        known, ends, known_words = self._words_of([words.forms for words in texts])
        letters, letter_ends = positions([words.chunks for words in texts], self._letters_of)
        readings = []
        start = letter_start = 0
        for words, end, letter_end, number in zip(texts, ends, letter_ends, known_words, strict=True):
            readings.append(
                Reading(
                    words=known[start:end],
                    letters=letters[letter_start:letter_end],
                    known_words=number,
                    all_words=len(words.forms),
                )
            )
            start, letter_start = end, letter_end
        return readings

    def _words_of(self, texts: Sequence[list[str]]) -> tuple[NDArray[np.int32], list[int], list[int]]:
        """The positions of the known words and pairs of words of each text, where those of each end, and how
        many are words."""
        owner = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), np.int64, len(texts)))
        every = map(self.words.index.get, chain.from_iterable(texts), repeat(-1))
        found = np.fromiter(every, dtype=np.int32, count=len(owner))
        is_known = found >= 0
        first = np.flatnonzero(is_known[:-1] & is_known[1:] & (owner[:-1] == owner[1:]))
        pairs, is_pair = self._pairs.find(found[first], found[first + 1])
        positions, owners = [found[is_known], pairs[is_pair]], [owner[is_known], owner[first[is_pair]]]
        if self.has_companions:
            for text, forms in enumerate(texts):
                at = [self.words.index[t] for t in ngrams.companions(forms) if t in self.words.index]
                positions.append(np.array(at, dtype=np.int32))
                owners.append(np.full(len(at), text))
        owned = np.concatenate(owners)
        ends = np.cumsum(np.bincount(owned, minlength=len(texts))).tolist()
        known_words = np.bincount(owners[0], minlength=len(texts)).tolist()
        return np.concatenate(positions)[owned.argsort(kind="stable")], ends, known_words

    def joined(self, parts: Sequence[tuple[Sequence[str], Reading]]) -> Reading:
        """What would be read of a text in which these stand, in this order and with white space between them.

        Each is given by its words and by what was read of it. Not for features with companions, which no part
        tells of by itself.
        """
        if len(parts) == 1:
            return parts[0][1]
        worded = [forms for forms, _ in parts if forms]
        pairs = [f"{one[-1]} {other[0]}" for one, other in pairwise(worded)]
        index = self.words.index
        between = np.array([index[pair] for pair in pairs if pair in index], dtype=np.int32)
        return Reading(
            words=np.concatenate([*(read.words for _, read in parts), between]),
            letters=np.concatenate([NOTHING, *(read.letters for _, read in parts)]),
            known_words=sum(read.known_words for _, read in parts),
            all_words=sum(read.all_words for _, read in parts),
        )

    def row(self, text: str, subject: str, mailbox: Kind) -> Row:
        """The row of one piece of text, with the mail's subject and the mailbox that it was sent to."""
        (row,) = self.rows([Sample((self.read(text),), subject, mailbox)])
        return row

    def rows(self, samples: Sequence[Sample]) -> Rows:
        """The rows of many samples; each is, to the last digit, what it would be alone."""
        # A key is the number of the row, and in the lower bits a column; as often as the term occurs.
        found: list[NDArray[np.int32]] = []
        begins: list[int] = []
        width, letters_at, subject_at = self.width, self.letters.offset, self.subject.offset
        bits = width.bit_length()
        kind = np.int32 if (len(samples) + 1) << bits < 2**31 else np.int64
        for begin, sample in zip(count(0, 1 << bits), samples, strict=False):
            for one in sample.readings:
                found += (one.words, one.letters)
                begins += (begin, begin + letters_at)
            if sample.subject:
                found += map(self._subject_of.__getitem__, ngrams.chunks(sample.subject))
                begins += [begin + subject_at] * (len(found) - len(begins))
            if sample.mailbox is Kind.OPPDRAG:
                found.append(_FIRST)
                begins.append(begin + width - 1)
        keys = np.repeat(np.array(begins, dtype=kind), np.fromiter(map(len, found), np.int64, len(found)))
        if found:
            keys += np.concatenate(found)
        keys.sort()
        is_first = np.ones(len(keys), dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
        edges = np.flatnonzero(is_first)
        keys = keys[edges]
        counts = _lengths(edges, len(is_first))
        owner, columns = keys >> bits, (keys & ((1 << bits) - 1)).astype(np.int32, copy=False)
        values = (1.0 + _LOGARITHM[np.minimum(counts, len(_LOGARITHM) - 1)]) * self._idf[columns]
        # Within each block of each row the values get the block's weight as their length.
        block = owner * _BLOCKS + self._block_of[columns]
        is_first = is_first[: len(block)]
        np.not_equal(block[1:], block[:-1], out=is_first[1:])
        opens = np.flatnonzero(is_first)
        if len(opens):
            squares = np.add.reduceat(values * values, opens)
            scale = self._block_weights[block[opens] % _BLOCKS] / np.sqrt(squares)
            values *= np.repeat(scale, _lengths(opens, len(values)))
        starts = np.searchsorted(owner, np.arange(len(samples) + 1, dtype=kind)).astype(np.int32)
        return Rows(
            columns=columns,
            values=values,
            starts=starts,
            known_words=tuple([sum([one.known_words for one in own.readings]) for own in samples]),
            all_words=tuple([sum([one.all_words for one in own.readings]) for own in samples]),
        )


def _lengths(edges: NDArray[np.int64], end: int) -> NDArray[np.int64]:
    """How long each run is, given where they begin and where the last one ends."""
    found = np.empty_like(edges)
    found[:-1], found[-1:] = edges[1:] - edges[:-1], end - edges[-1:]
    return found
