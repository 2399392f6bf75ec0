"""The two kinds of linear model that decide everything: over rows of text features, and over named facts.

Both turn weighted sums into probabilities with a softmax. They hold NumPy arrays only; how they are trained is
no business of this room.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from router.triage.features import Row

Facts = Mapping[str, float]
"""What was noticed, by name; about 0 to 1 each. A fact that is not there is 0."""


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities along the last axis; never overflows."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return shares


@dataclass(frozen=True, slots=True, eq=False)
class TextClassifier:
    """Weights (columns x classes, float32), intercepts (classes) and the sharpness that calibrates them.

    ``sharpness`` multiplies the scores before the softmax (the inverse of a "temperature"): it was chosen so
    that of a hundred decisions with probability 0.9 about ninety are right.
    """

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    sharpness: float

    def scores(self, row: Row) -> NDArray[np.float64]:
        """The scores of one row before calibration, one for each class."""
        return (row.values @ self.weights[row.columns] + self.intercept).astype(np.float64)

    def probabilities(self, row: Row) -> NDArray[np.float64]:
        """Calibrated probabilities of one row, one for each class; they add up to 1."""
        return softmax(self.scores(row) * self.sharpness)


@dataclass(frozen=True, slots=True, eq=False)
class FactClassifier:
    """Logistic regression over named facts: weights (facts x classes) and intercepts (classes)."""

    classes: tuple[str, ...]
    names: tuple[str, ...]
    weights: NDArray[np.float64]
    intercept: NDArray[np.float64]
    index: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {name: at for at, name in enumerate(self.names)})

    def probabilities(self, facts: Facts) -> NDArray[np.float64]:
        """The probabilities of the classes; they add up to 1. Facts that training never saw weigh nothing."""
        at, values = [], []
        for name, value in facts.items():
            column = self.index.get(name)
            if column is not None:
                at.append(column)
                values.append(value)
        if not at:
            return softmax(self.intercept)
        return softmax(np.array(values) @ self.weights[at] + self.intercept)

    def probability(self, facts: Facts, of: str) -> float:
        """The probability of one class."""
        return float(self.probabilities(facts)[self.classes.index(of)])
