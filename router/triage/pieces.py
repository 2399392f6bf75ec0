"""What one piece of text is about: the probability of every pair of kind and area.

One linear model decides both at once, so that its answers always agree with each other: the kind's
probability is the sum over its pairs, the area's likewise, and the confidence that both are right is the
pair's own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode, Kind
from router.triage.features import Features, Row
from router.triage.linear import softmax

KINDS = (Kind.SUPPORT, Kind.OPPDRAG)
"""The order of the kinds in every array."""


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
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

    def scores(self, row: Row) -> NDArray[np.float64]:
        """The scores of the pairs before calibration."""
        return (row.values @ self.weights[row.columns] + self.intercept).astype(np.float64)

    def opinion(self, row: Row) -> Opinion:
        """Calibrated probabilities."""
        pairs = softmax(self.scores(row) * self.sharpness).reshape(len(KINDS), len(self.areas))
        return Opinion(pairs, pairs.sum(axis=1), pairs.sum(axis=0))
