"""Everything that was learnt, as one frozen object that triage asks.

A model holds arrays, strings and numbers only. It is made by ``router.learning`` and never changes; the
service may hand the same one to any number of threads.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode
from router.triage.certainty import Certainty
from router.triage.joint_model import JointModel
from router.triage.linear import FactClassifier
from router.triage.panel import Panel
from router.triage.pieces import PieceModel
from router.triage.seam_model import SeamModel
from router.triage.tempering import Tempering

CONTENT, ASIDE = "content", "aside"
"""The two classes of a segment: belongs to an issue, or is greeting, signature and small talk."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where decisions fall. Each was chosen on mails that the model had not been trained on."""

    review: float
    """An issue is routed without a human's word where its certainty is at least this."""
    new_issue: float
    """A joint parts two issues where its probability is at least this."""
    no_action: float
    """By its content a mail needs no action where the probability of that is at least this."""
    known_words: float
    """The share of a text's words that training held, below which the text goes to review."""
    of_the_trade: float
    """The probability that a text is of the firm's trade, below which it goes to review."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The classifiers and thresholds, and the version that names them for ever."""

    version: str
    pieces: PieceModel
    panel: Panel
    segment: FactClassifier
    joint: JointModel
    seam: SeamModel
    message_class: FactClassifier
    certainty: Certainty
    possible: NDArray[np.float64]
    """For each area the probability from which on it is possible (areas)."""
    trade: FactClassifier
    tempering: Tempering
    thresholds: Thresholds

    @property
    def areas(self) -> tuple[AreaCode, ...]:
        """The areas that the model can name, in the order of its classes."""
        return self.pieces.areas
