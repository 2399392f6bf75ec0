"""Linear models that turn named facts into probabilities.

They hold names and NumPy arrays only; how they are trained is no business of this room.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from operator import mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

REMEMBERED_WORDS = 50_000
"""Words whose facts are kept at hand: language repeats itself, and memory must stay bounded."""
_NONE: Mapping[str, float] = {}


class Facts(NamedTuple):
    """What was noticed, by name; about 0 to 1 each. A fact that is not there is 0.

    Most facts are there or not, so these are names only: a mail has hundreds, and they are asked about at
    every joint. No name is told twice.
    """

    present: Collection[str] = ()
    """The facts that are 1."""
    measured: Mapping[str, float] = _NONE
    """The others."""
    scale: float = 1.0
    """What all of them are multiplied by."""

    def beside(self, others: "Facts") -> "Facts":
        """Both together; their scale is the same."""
        return Facts((*self.present, *others.present), {**self.measured, **others.measured}, self.scale)

    @property
    def names(self) -> Iterator[str]:
        """All names, those of the measured ones last."""
        return chain(self.present, self.measured)

    @property
    def values(self) -> Iterator[float]:
        """The values, in the order of the names."""
        scaled = (value * self.scale for value in self.measured.values())
        return chain(repeat(self.scale, len(self.present)), scaled)

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.present) + len(self.measured)


class Named(dict[str, str]):
    """The fact that a word is, as in "word=faktura", put together once for each word that was asked for.

    Language repeats itself; what is remembered is bounded.
    """

    def __init__(self, sort: str) -> None:
        self._sort = sort

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED_WORDS:
            self.clear()
        self[word] = name = f"{self._sort}={word}"
        return name

    def each(self, words: Iterable[str]) -> list[str]:
        """The facts of these words, each once."""
        return list(map(self.__getitem__, dict.fromkeys(words)))


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
        count = facts.size
        if not count:
            return softmax(self.intercept)
        at = np.fromiter(map(self._index.get, facts.names, repeat(len(self.names))), np.intp, count)
        values = np.fromiter(facts.values, np.float64, count)
        return softmax(values @ self._raised.take(at, axis=0) + self.intercept)

    def probability(self, facts: Facts, of: str) -> float:
        """The probability of one class."""
        if len(self.classes) != 2:
            return float(self.probabilities(facts)[self.classes.index(of)])
        return 1.0 / (1.0 + math.exp(-min(max(self.log_odds(facts, of), -700.0), 700.0)))

    def log_odds(self, facts: Facts, of: str) -> float:
        """With two classes, the logarithm of the odds of one of them: how much more speaks for it."""
        # A sum without arrays: a tenth of the time, and it is asked for at every joint of every mail.
        weight = self._leanings.get
        measured = facts.measured
        score = sum(map(weight, facts.present, repeat(0.0)), 0.0)
        score += sum(map(mul, map(weight, measured, repeat(0.0)), measured.values()), 0.0)
        odds = self._base + facts.scale * score
        return odds if of == self.classes[1] else -odds
