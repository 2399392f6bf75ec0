"""Linear models that turn named facts into probabilities.

They hold names and NumPy arrays only; how they are trained is no business of this room.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Facts = Mapping[str, float]
"""What was noticed, by name; about 0 to 1 each. A fact that is not there is 0."""


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities along the last axis; never overflows."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return shares


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
