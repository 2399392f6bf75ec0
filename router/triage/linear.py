"""Linear models that turn named facts into probabilities.

They hold names and NumPy arrays only; how they are trained is no business of this room.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from operator import mul

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
    _index: Mapping[str, int] = field(init=False, repr=False)
    _raised: NDArray[np.float64] = field(init=False, repr=False)
    """The weights, and a last row of zeros for the facts that training never saw."""
    _leanings: Mapping[str, float] = field(init=False, repr=False)
    """With two classes: how much more each fact speaks for the second one."""
    _base: float = field(init=False, repr=False)
    """And how much more does without any."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", dict(zip(self.names, range(len(self.names)), strict=True)))
        nothing = np.zeros((1, self.weights.shape[1]))
        object.__setattr__(self, "_raised", np.concatenate([self.weights, nothing]))
        leanings = (self.weights[:, 1] - self.weights[:, 0]).tolist() if len(self.classes) == 2 else []
        object.__setattr__(self, "_leanings", dict(zip(self.names, leanings, strict=False)))
        base = float(self.intercept[1] - self.intercept[0]) if len(self.classes) == 2 else 0.0
        object.__setattr__(self, "_base", base)

    def probabilities(self, facts: Facts) -> NDArray[np.float64]:
        """The probabilities of the classes; they add up to 1. Facts that training never saw weigh nothing."""
        if not facts:
            return softmax(self.intercept)
        at = np.fromiter(map(self._index.get, facts, repeat(len(self.names))), np.intp, len(facts))
        values = np.fromiter(facts.values(), np.float64, len(facts))
        return softmax(values @ self._raised.take(at, axis=0) + self.intercept)

    def probability(self, facts: Facts, of: str) -> float:
        """The probability of one class."""
        if len(self.classes) != 2:
            return float(self.probabilities(facts)[self.classes.index(of)])
        return 1.0 / (1.0 + math.exp(-min(max(self.log_odds(facts, of), -700.0), 700.0)))

    def log_odds(self, facts: Facts, of: str) -> float:
        """With two classes, the logarithm of the odds of one of them: how much more speaks for it."""
        # A sum without arrays: a tenth of the time, and it is asked for at every joint of every mail.
        known = map(self._leanings.get, facts, repeat(0.0))
        score = sum(map(mul, known, facts.values()), self._base)
        return score if of == self.classes[1] else -score
