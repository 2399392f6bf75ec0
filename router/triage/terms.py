"""The terms of a block of features, and how they are found in a text: words and pairs of words by their
numbers, letter groups by the words that hold them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, repeat

import numpy as np
from numpy.typing import NDArray

from router.triage import ngrams

REMEMBERED_CHUNKS = 50_000
"""Words whose letter groups are kept at hand: language repeats itself, and memory must stay bounded."""
NOTHING = np.empty(0, dtype=np.int32)
_NO_TERMS = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The terms of one block, the column of each and its inverse document frequency."""

    terms: tuple[str, ...]
    idf: NDArray[np.float32]
    weight: float
    offset: int
    """The column of the first term."""
    index: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", dict(zip(self.terms, range(len(self.terms)), strict=True)))

    def __reduce__(self) -> tuple[object, ...]:
        """The index is made again where the block arrives: it is larger than the block."""
        return Block, (self.terms, self.idf, self.weight, self.offset)


class Pairs:
    """The pairs of words among a block's terms, by the positions of both words.

    These are terms as well, for no pair is in more texts than each of its words. So a pair is found by two
    numbers that are known already, and not by a text that must be put together first.
    """

    def __init__(self, words: Block) -> None:
        self._width = len(words.terms)
        pairs = [term for term in words.terms if term.count(" ") == 1]
        both = " ".join(pairs).split(" ") if pairs else []
        at, first, second = (
            np.fromiter(map(words.index.get, some, repeat(-1)), np.int64, len(pairs))
            for some in (pairs, both[::2], both[1::2])
        )
        is_known = (first >= 0) & (second >= 0)
        at, first, second = at[is_known], first[is_known], second[is_known]
        keys = first * self._width + second
        order = keys.argsort()
        self._keys = np.append(keys[order], -1)
        """In their order; the last one is none."""
        self._at = np.append(at[order], -1).astype(np.int32)

    def find(
        self, first: NDArray[np.int32], second: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The position of each pair of these words, and whether it is a term at all."""
        keys = first.astype(np.int64) * self._width + second
        at = self._keys[:-1].searchsorted(keys)
        return self._at[at], self._keys[at] == keys


class Groups(dict[str, NDArray[np.int32]]):
    """For each chunk that was asked for the positions of its letter groups in a block."""

    def __init__(self, block: Block) -> None:
        self._index = block.index

    def __missing__(self, chunk: str) -> NDArray[np.int32]:
        index = self._index
        at = np.array([index[g] for g in ngrams.letter_groups(chunk) if g in index], dtype=np.int32)
        if len(self) >= REMEMBERED_CHUNKS:
            self.clear()
        self[chunk] = at
        return at


def positions(texts: Sequence[Sequence[str]], groups: Groups) -> tuple[NDArray[np.int32], list[int]]:
    """The positions of all letter groups of the texts' chunks, repeated as often as they occur, and where
    those of each text end."""
    found = list(map(groups.__getitem__, chain.from_iterable(texts)))
    lengths = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    before = np.concatenate([_NO_TERMS, np.cumsum(lengths)])
    ends = before[list(accumulate(map(len, texts)))].tolist() if texts else []
    return np.concatenate(found) if found else NOTHING, ends
