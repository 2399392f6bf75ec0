"""What can learn to tell labels apart: each learner turns texts into scores, a column a label.

``areas`` is the machine that the router tells its areas apart with: one linear support vector machine over
words, pairs of words and letter groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from router.learning.fit import fit_machine, stack
from router.taxonomy import Kind
from router.triage.classify import LONGEST_TEXT
from router.triage.features import Features, fit_features


class Learner(StrEnum):
    """Which machines learn."""

    AREAS = "areas"


class Scorer(Protocol):
    """What has learnt."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Scores (texts x labels), higher for the more likely; not calibrated."""


def fit_scorer(learner: Learner, texts: Sequence[str], labels: NDArray[np.int64], classes: int) -> Scorer:
    """Learn from these texts; ``labels`` are positions among ``classes``, of which at least two occur."""
    match learner:
        case Learner.AREAS:
            return fit_linear(texts, labels, classes)


@dataclass(frozen=True, slots=True, eq=False)
class LinearScorer:
    """Weights (columns x labels), intercepts (labels), and the features that they weigh."""

    features: Features
    weights: NDArray[np.float64]
    intercept: NDArray[np.float64]

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The distances from the planes that part each label from all others."""
        found: NDArray[np.float64] = matrix_of(self.features, texts) @ self.weights + self.intercept
        return found


def fit_linear(texts: Sequence[str], labels: NDArray[np.int64], classes: int) -> LinearScorer:
    """The machine of the areas."""
    read = [text[:LONGEST_TEXT] for text in texts]
    features = fit_features(read, [""] * len(read), subject_weight=0.0, mailbox_weight=0.0)
    weights, intercept = fit_machine(matrix_of(features, read), labels, classes)
    return LinearScorer(features, weights, intercept)


def matrix_of(features: Features, texts: Sequence[str]) -> csr_matrix:
    """The rows of texts that have no subject and were sent to no mailbox (texts x columns)."""
    rows = [features.row(text[:LONGEST_TEXT], "", Kind.SUPPORT) for text in texts]
    return stack(rows, features.width)
