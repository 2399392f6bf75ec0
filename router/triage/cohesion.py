"""How far runs of segments are about the same thing: what is said of each, and the words they share.

A mail of n segments has about n² runs, and every joint asks for a dozen of them. So nothing is read twice: a
run's opinion is pooled from the opinions of its segments, and the likeness of two runs is summed from a table
of the likeness of every two segments.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from router.triage.features import Row
from router.triage.linear import softmax
from router.triage.pieces import KINDS, Opinion

Places = NDArray[np.int64]
Numbers = NDArray[np.float64]

_SMALL = 1e-9


class Cohesion:
    """The runs of one mail's segments. A run is given by its first segment and the one after its last."""

    def __init__(self, opinions: Sequence[Opinion], rows: Sequence[Row], words: Numbers) -> None:
        """``words``: the number of words of each segment; longer segments have more to say in a run."""
        self.pairs: Numbers = np.array([opinion.pairs.ravel() for opinion in opinions])
        """What is said of each segment alone (segments x pairs)."""
        counts = np.maximum(words, 1.0)
        logarithms = np.log(np.maximum(self.pairs, _SMALL)) * np.sqrt(counts)[:, None]
        self._logarithms = np.vstack([np.zeros((1, logarithms.shape[1])), np.cumsum(logarithms, axis=0)])
        self._words = np.concatenate([[0.0], np.cumsum(counts)])
        self.likeness = _likeness(rows)
        """The products of the segments' rows (segments x segments)."""
        self._likeness = np.zeros((len(rows) + 1, len(rows) + 1))
        self._likeness[1:, 1:] = self.likeness.cumsum(axis=0).cumsum(axis=1)

    def opinion(self, start: Places, end: Places) -> Numbers:
        """What is said of each of these runs (runs x pairs)."""
        logarithms = self._logarithms[end] - self._logarithms[start]
        return softmax(logarithms / np.sqrt(self._words[end] - self._words[start])[:, None])

    def shared(self, start: Places, end: Places, other_start: Places, other_end: Places) -> Numbers:
        """The cosine between the words of runs and of other runs: 0 nothing in common, 1 the same."""
        both = self._block(start, end, other_start, other_end)
        own, other = self._block(start, end, start, end), self._block(*(other_start, other_end) * 2)
        return both / np.sqrt(np.maximum(own * other, _SMALL))

    def _block(self, start: Places, end: Places, other_start: Places, other_end: Places) -> Numbers:
        table = self._likeness
        found: Numbers = (
            table[end, other_end]
            - table[start, other_end]
            - table[end, other_start]
            + table[start, other_start]
        )
        return found


def areas(pairs: Numbers) -> Numbers:
    """The probabilities of the areas, from those of the pairs (runs x pairs)."""
    found: Numbers = pairs.reshape(len(pairs), len(KINDS), -1).sum(axis=1)
    return found


def kinds(pairs: Numbers) -> Numbers:
    """The probabilities of the kinds, from those of the pairs (runs x pairs)."""
    found: Numbers = pairs.reshape(len(pairs), len(KINDS), -1).sum(axis=2)
    return found


def distance(first: Numbers, second: Numbers) -> Numbers:
    """Half the sum of differences, row by row: 0 for the same distribution, 1 for nothing in common."""
    found: Numbers = np.abs(first - second).sum(axis=1) / 2.0
    return found


def _likeness(rows: Sequence[Row]) -> Numbers:
    lengths = [len(row.columns) for row in rows]
    if not sum(lengths):
        return np.zeros((len(rows), len(rows)))
    columns, places = np.unique(np.concatenate([row.columns for row in rows]), return_inverse=True)
    table = np.zeros((len(rows), len(columns)), dtype=np.float32)
    table[np.repeat(np.arange(len(rows)), lengths), places] = np.concatenate([row.values for row in rows])
    return (table @ table.T).astype(np.float64)
