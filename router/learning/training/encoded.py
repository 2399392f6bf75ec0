"""The machine of the areas, and beside it what an encoder says the texts mean.

Kernel ridge regression over the encoder's vectors: texts that mean much the same have the same label.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge

from router.learning.training.dealing import TrainingError
from router.learning.training.encoder import Encoder, Vectors

MOST_TEXTS = 20_000
"""Ridge regression looks at each pair of texts: 1.6 GB for so many."""
NARROWNESS = 1.0
"""The kernel of two texts is exp(-NARROWNESS x squared distance), on vectors of length one."""
PENALTY = 0.3
SHARPNESS = 24.0
"""What makes the ridge's answers, about 0 to 1, comparable with logarithms of chances."""


@dataclass(frozen=True, slots=True, eq=False)
class EncodedScorer:
    """The encoder, where the middle of the learnt texts lies, and the regression."""

    encoder: Encoder
    middle: Vectors
    ridge: KernelRidge

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Scores (texts x labels), comparable with logarithms of chances."""
        near = self.ridge.predict(_directions(self.encoder.vectors(texts), self.middle))
        found: NDArray[np.float64] = SHARPNESS * near.astype(np.float64)
        return found


def fit_encoded(
    encoder: Encoder, texts: Sequence[str], labels: NDArray[np.int64], classes: int
) -> EncodedScorer:
    """Learn from these texts.

    Raises:
        TrainingError: there are more than :data:`MOST_TEXTS`.
    """
    if len(texts) > MOST_TEXTS:
        raise TrainingError(
            f"{len(texts):,} texts are too many to learn from with an encoder; give at most {MOST_TEXTS:,}, "
            "or leave the encoder out"
        )
    vectors = encoder.vectors(texts)
    middle = vectors.mean(axis=0)
    wanted = (np.eye(classes, dtype=np.float32)[labels] - np.float32(1.0 / classes)).astype(np.float32)
    ridge = KernelRidge(alpha=PENALTY, kernel="rbf", gamma=NARROWNESS)
    return EncodedScorer(encoder, middle, ridge.fit(_directions(vectors, middle), wanted))


def _directions(vectors: Vectors, middle: Vectors) -> Vectors:
    """Where the vectors point, seen from the middle."""
    seen = vectors - middle
    found: Vectors = seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
    return found
