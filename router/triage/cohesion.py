"""How far runs of segments are about the same thing: what is said of each, and the words they share.

A mail of n segments has about n² runs, and every joint asks for a dozen of them. So nothing is read twice: a
run's opinion is pooled from the opinions of its segments, and the likeness of two runs is summed from a table
of the likeness of every two segments of the mail.
"""

from collections.abc import Sequence

import numpy as np

from router.triage.features import Row
from router.triage.laid import Laid, Numbers, Places
from router.triage.linear import softmax
from router.triage.pieces import KINDS, Opinion

_SMALL = 1e-9


class Cohesion:
    """The runs of the segments of many mails. A run lies in one mail and is given by its first place and the
    one after its last."""

    def __init__(self, laid: Laid, opinions: Sequence[Opinion], rows: Sequence[Row], words: Numbers) -> None:
        """``words``: the number of words of each segment; longer segments have more to say in a run."""
        self._laid = laid
        self.pairs: Numbers = np.array([opinion.pairs for opinion in opinions]).reshape(len(opinions), -1)
        """What is said of each segment alone (segments x pairs)."""
        counts = np.maximum(words, 1.0)
        logarithms = np.log(np.maximum(self.pairs, _SMALL)) * np.sqrt(counts)[:, None]
        # The sums begin anew with each mail, so that they are to the last digit those of the mail alone: the
        # row ``place + mail`` holds what stands in the mail before the place.
        self._logarithms = np.zeros((laid.count + laid.mails, self.pairs.shape[1]))
        for mail, own in enumerate(laid.segments):
            into = self._logarithms[own.start + mail + 1 : own.stop + mail + 1]
            np.cumsum(logarithms[own], axis=0, out=into)
        self._words = np.concatenate([[0.0], np.cumsum(counts)])
        self.likeness = _likeness(laid, rows)
        """Of each mail the products of its segments' rows (segments x segments)."""
        sides = laid.end - laid.start + 1
        sizes = sides * sides
        begins = np.cumsum(sizes) - sizes
        self._tables = np.zeros(int(sizes.sum()))
        for products, begin, side in zip(self.likeness, begins.tolist(), sides.tolist(), strict=True):
            table = self._tables[begin : begin + side * side].reshape(side, side)
            np.cumsum(products, axis=0, out=table[1:, 1:])
            np.cumsum(table, axis=1, out=table)
        self._sides = sides
        self._origins = begins - laid.start * (sides + 1)
        """Where in the tables the entry of two places would be, if both were 0 (mails)."""

    def opinion(self, start: Places, end: Places) -> Numbers:
        """What is said of each of these runs (runs x pairs)."""
        mail = self._laid.mail[start]
        logarithms = self._logarithms[end + mail] - self._logarithms[start + mail]
        return softmax(logarithms / np.sqrt(self._words[end] - self._words[start])[:, None])

    def opinions(self, *runs: tuple[Places, Places]) -> list[Numbers]:
        """The same of several lots of runs at once: the starts and the ends of each lot."""
        starts, ends = zip(*runs, strict=True)
        found = self.opinion(np.concatenate(starts), np.concatenate(ends))
        return np.split(found, np.cumsum([len(lot) for lot in starts])[:-1])

    def shared(self, start: Places, end: Places, other_start: Places, other_end: Places) -> Numbers:
        """The cosine between the words of runs and of other runs: 0 nothing in common, 1 the same."""
        both = self._block(start, end, other_start, other_end)
        own, other = self._block(start, end, start, end), self._block(*(other_start, other_end) * 2)
        return both / np.sqrt(np.maximum(own * other, _SMALL))

    def _block(self, start: Places, end: Places, other_start: Places, other_end: Places) -> Numbers:
        mail = self._laid.mail[start]
        origin, side = self._origins[mail], self._sides[mail]
        upper, lower = origin + start * side, origin + end * side
        table = self._tables
        found: Numbers = (
            table[lower + other_end]
            - table[upper + other_end]
            - table[lower + other_start]
            + table[upper + other_start]
        )
        return found


def areas(pairs: Numbers) -> Numbers:
    """The probabilities of the areas, from those of the pairs (runs x pairs)."""
    half = pairs.shape[1] // len(KINDS)
    found: Numbers = pairs[:, :half] + pairs[:, half:]
    return found


def kinds(pairs: Numbers) -> Numbers:
    """The probabilities of the kinds, from those of the pairs (runs x pairs)."""
    found: Numbers = pairs.reshape(len(pairs), len(KINDS), -1).sum(axis=2)
    return found


def distance(first: Numbers, second: Numbers) -> Numbers:
    """Half the sum of differences, row by row: 0 for the same distribution, 1 for nothing in common."""
    found: Numbers = np.abs(first - second).sum(axis=1) / 2.0
    return found


def _likeness(laid: Laid, rows: Sequence[Row]) -> list[Numbers]:
    width = 1 + max((int(row.columns[-1]) for row in rows if len(row.columns)), default=0)
    places = np.empty(width, dtype=np.int32)
    """Of each column a place in the mail at hand where it stands."""
    every_column = np.concatenate([row.columns for row in rows])
    every_value = np.concatenate([row.values for row in rows])
    lengths = np.array([len(row.columns) for row in rows])
    every_owner = np.repeat(laid.places - laid.start[laid.mail], lengths)
    ends = np.concatenate([[0], np.cumsum(lengths)])[laid.end].tolist()
    found = []
    start = 0
    for size, end in zip((laid.end - laid.start).tolist(), ends, strict=True):
        columns = every_column[start:end]
        numbers = np.arange(end - start, dtype=np.int32)
        places[columns] = numbers
        one = places[columns]
        compact = np.cumsum(one == numbers, dtype=np.int32)
        table = np.zeros((size, int(compact[-1]) if len(compact) else 0), dtype=np.float32)
        table[every_owner[start:end], compact[one] - 1] = every_value[start:end]
        found.append((table @ table.T).astype(np.float64))
        start = end
    return found
