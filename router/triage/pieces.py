"""What one piece of text is about: the probability of every pair of kind and area.

One linear model decides both at once, so that its answers always agree with each other: the kind's
probability is the sum over its pairs, the area's likewise, and the confidence that both are right is the
pair's own.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from router.taxonomy import AreaCode, Kind
from router.triage.features import Features, Row, Rows
from router.triage.linear import softmax

KINDS = (Kind.SUPPORT, Kind.OPPDRAG)
"""The order of the kinds in every array."""


class Opinion(NamedTuple):
    """Probabilities: ``pairs`` (kinds x areas), and their sums ``kinds`` and ``areas``."""

    pairs: NDArray[np.float64]
    kinds: NDArray[np.float64]
    areas: NDArray[np.float64]

    @property
    def best(self) -> tuple[int, int]:
        """The positions of the kind and the area of the most probable pair."""
        kind, area = divmod(int(self.pairs.argmax()), self.pairs.shape[1])
        return kind, area


@dataclass(frozen=True, slots=True, eq=False)
class PieceModel:
    """Weights (columns x pairs, float32) and intercepts (pairs); the pairs run through the areas, kind by
    kind.

    ``sharpness`` multiplies the scores before the softmax (the inverse of a "temperature"): it was chosen so
    that of a hundred decisions with probability 0.9 about ninety are right.
    """

    features: Features
    areas: tuple[AreaCode, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    sharpness: float
    for_kind: NDArray[np.float32] = field(init=False, repr=False)
    """How much more a word or pair of words speaks for each kind than for the other (kinds x words)."""
    for_area: NDArray[np.float32] = field(init=False, repr=False)
    """How much more it speaks for each area than, on average, for the others (areas x words)."""

    def __post_init__(self) -> None:
        words = len(self.features.words.terms)
        weights = self.weights[:words].reshape(words, len(KINDS), len(self.areas))
        object.__setattr__(self, "for_kind", _leads(weights.mean(axis=2)))
        object.__setattr__(self, "for_area", _leads(weights.mean(axis=1)))

    def scores(self, rows: Rows) -> NDArray[np.float64]:
        """The scores of the pairs before calibration (rows x pairs)."""
        matrix = csr_matrix((rows.values, rows.columns, rows.starts), shape=(len(rows), len(self.weights)))
        found: NDArray[np.float64] = (matrix @ self.weights + self.intercept).astype(np.float64)
        return found

    def opinions(self, rows: Rows) -> list[Opinion]:
        """Calibrated probabilities; those of each row are what they would be alone."""
        pairs = softmax(self.scores(rows) * self.sharpness).reshape(len(rows), len(KINDS), len(self.areas))
        return list(map(Opinion, pairs, pairs.sum(axis=2), pairs.sum(axis=1)))

    def opinion(self, row: Row) -> Opinion:
        """Calibrated probabilities of one row."""
        starts = np.array([0, len(row.columns)], dtype=np.int32)
        (own,) = self.opinions(Rows(row.columns, row.values, starts, (row.known_words,), (row.all_words,)))
        return own


def _leads(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each class is above the mean of the others (classes x rows), for each row of weights (rows x
    classes)."""
    count = weights.shape[1]
    leads: NDArray[np.float32] = (weights * count - weights.sum(axis=1, keepdims=True)) / max(1, count - 1)
    return np.ascontiguousarray(leads.T)
