"""What can learn to tell labels apart: each learner turns texts into scores, a column a label.

``areas`` is the machine that the router tells its areas apart with: one linear support vector machine over
words, pairs of words and letter groups. ``thorough`` also pairs words that stand apart, and asks small neural
networks for a second opinion: somewhat more is right, for many times the time. ``encoder`` asks a sentence
encoder that somebody else has trained, for texts in its language. These two are for files of texts; the
service does not use them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from router.learning.training.dealing import TrainingError
from router.learning.training.encoded import EncodedScorer, fit_encoded
from router.learning.training.encoder import Encoder
from router.learning.training.fit import Text, fit_machine, sparse
from router.learning.training.fit_features import fit_features
from router.learning.training.network import Networks, fit_networks
from router.triage.asked import LONGEST_TEXT
from router.triage.features import Features

LINEAR_SHARPNESS = 5.0
"""What makes the linear machine's distances comparable with logarithms of chances."""


class Learner(StrEnum):
    """Which machines learn."""

    AREAS = "areas"
    THOROUGH = "thorough"
    ENCODER = "encoder"


class Scorer(Protocol):
    """What has learnt."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Scores (texts x labels), higher for the more likely; not calibrated."""


@dataclass(frozen=True, slots=True, eq=False)
class Learning:
    """Which machines learn, and the encoder that one of them asks."""

    learner: Learner = Learner.AREAS
    encoder: Encoder | None = None


def fit_scorer(learning: Learning, texts: Sequence[str], labels: NDArray[np.int64], classes: int) -> Scorer:
    """Learn from these texts; ``labels`` are positions among ``classes``, of which at least two occur.

    Raises:
        TrainingError: there is no encoder to ask, or there are more texts than can be learnt from with one.
    """
    match learning.learner:
        case Learner.ENCODER:
            if learning.encoder is None:
                raise TrainingError("the learner `encoder` needs an encoder; name its folder with --encoder")
            linear = fit_linear(texts, labels, classes)
            return SumScorer(linear, fit_encoded(learning.encoder, texts, labels, classes))
        case Learner.AREAS:
            return fit_linear(texts, labels, classes)
        case Learner.THOROUGH:
            return fit_pair(texts, labels, classes)


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
    features = _features(texts)
    weights, intercept = fit_machine(matrix_of(features, texts), labels, classes)
    return LinearScorer(features, weights, intercept)


@dataclass(frozen=True, slots=True, eq=False)
class PairScorer:
    """A linear machine and networks that read the same features."""

    linear: LinearScorer
    networks: Networks

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The sum of both opinions, each as a logarithm of chances."""
        rows = matrix_of(self.linear.features, texts)
        distances = rows @ self.linear.weights + self.linear.intercept
        found: NDArray[np.float64] = LINEAR_SHARPNESS * distances + self.networks.log_chances(rows)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class SumScorer:
    """A linear machine, and what an encoder says beside it."""

    linear: LinearScorer
    encoded: EncodedScorer

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """The sum of both opinions, each as a logarithm of chances."""
        return LINEAR_SHARPNESS * self.linear.scores(texts) + self.encoded.scores(texts)


def fit_pair(texts: Sequence[str], labels: NDArray[np.int64], classes: int) -> PairScorer:
    """The thorough learner."""
    features = _features(texts, with_companions=True)
    rows = matrix_of(features, texts)
    weights, intercept = fit_machine(rows, labels, classes)
    return PairScorer(LinearScorer(features, weights, intercept), fit_networks(rows, labels, classes))


def _features(texts: Sequence[str], *, with_companions: bool = False) -> Features:
    return fit_features(
        [text[:LONGEST_TEXT] for text in texts],
        [""] * len(texts),
        subject_weight=0.0,
        mailbox_weight=0.0,
        with_companions=with_companions,
    )


def matrix_of(features: Features, texts: Sequence[str]) -> csr_matrix:
    """The rows of texts that have no subject and were sent to no mailbox (texts x columns)."""
    return sparse(features, [Text(text[:LONGEST_TEXT]) for text in texts])
