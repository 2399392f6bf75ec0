"""Everything that was learnt, as one frozen object that triage asks.

A model holds arrays, strings and numbers only. It is made by ``router.learning`` and never changes; the
service may hand the same one to any number of threads.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode
from router.triage.features import Features, Row
from router.triage.linear import FactClassifier, TextClassifier

CONTENT, ASIDE = "content", "aside"
"""The two classes of a segment: belongs to an issue, or is greeting, signature and small talk."""
SAME, NEW = "same", "new"
"""The two classes of a joint between segments: the issue goes on, or a new one begins."""
RIGHT, WRONG = "right", "wrong"
"""The two classes of a decision, for the confidence that kind and area are both right."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where decisions fall. Each was chosen on mails that the model had not been trained on."""

    review: float
    """An issue is routed without a human's word where its confidence is at least this."""
    new_issue: float
    """A joint parts two issues where its probability is at least this."""
    no_action: float
    """A mail is thanks, an auto-reply, a bounce or bulk by its content where the probability is at least this."""
    known_words: float
    """The share of a text's words that training held, below which the text goes to review."""


@dataclass(frozen=True, slots=True, eq=False)
class PieceModel:
    """What says the kind and the area of one piece of text."""

    features: Features
    kind: TextClassifier
    area: TextClassifier


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The classifiers and thresholds, and the version that names them for ever."""

    version: str
    pieces: PieceModel
    confidence: FactClassifier
    segment: FactClassifier
    joint: FactClassifier
    message_class: FactClassifier
    thresholds: Thresholds

    @property
    def areas(self) -> tuple[AreaCode, ...]:
        """The areas that the model can name, in the order of its classes."""
        return tuple(AreaCode(code) for code in self.pieces.area.classes)


def confidence_facts(kinds: NDArray[np.float64], areas: NDArray[np.float64], row: Row) -> dict[str, float]:
    """What tells whether a decision is right: how far each winner leads, and how well known the text is."""
    second, best = np.partition(areas, -2)[-2:]
    return {
        "kind": _log_odds(float(kinds.max())),
        "area": _log_odds(float(best)),
        "lead": float(np.log(max(best, 1e-6) / max(second, 1e-6))),
        "known": known_share(row),
        "length": float(np.log1p(row.known_words)),
    }


def known_share(row: Row) -> float:
    """The share of the text's words that training held; 0 for a text without words."""
    return row.known_words / row.all_words if row.all_words else 0.0


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1.0 - 1e-6)
    return float(np.log(bounded / (1.0 - bounded)))
