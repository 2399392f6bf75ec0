"""Weigh the voices of an issue into one answer, with honest probabilities.

Of what each voice says (:mod:`router.triage.voices`), three parts are weighed apart: what it says of the
kind, of the area, and of the two together. The subject tells much of the area and little of the kind; a
sentence that asks tells the kind. Pairs that the exercises hold more often than mail does are set right by a
bias for each pair. All of it was learnt from issues that the classifier had not seen, so the
probabilities are calibrated: of a hundred answers with 0.9, about ninety are right.

A few dozen numbers in all: it cannot learn words.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.triage.linear import softmax
from router.triage.pieces import KINDS, Opinion

VOICES = 5
PIECE, SUBJECT, SENTENCES, QUESTIONS, OTHERS = range(VOICES)
"""The order of the voices in every array."""
PARTS = 3
"""Of what a voice says: kind, area, and what is left of the pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Logistic regression over the voices: ``leanings`` (voices x parts) and ``base`` (pairs)."""

    leanings: NDArray[np.float64]
    base: NDArray[np.float64]

    def opinions(self, scores: NDArray[np.float64]) -> list[Opinion]:
        """Calibrated probabilities of what the voices say (issues x voices x pairs)."""
        weighed = np.einsum("vp,nvpk->nk", self.leanings, parts(scores)) + self.base
        pairs = softmax(weighed).reshape(len(scores), len(KINDS), len(self.base) // len(KINDS))
        return list(map(Opinion, pairs, pairs.sum(axis=2), pairs.sum(axis=1)))


def parts(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each voice says, in three parts that add up to it (issues x voices x parts x pairs)."""
    issues, count, pairs = scores.shape
    table = scores.reshape(issues, count, len(KINDS), pairs // len(KINDS))
    kind = table.mean(axis=3, keepdims=True)
    area = table.mean(axis=2, keepdims=True)
    found = np.stack(np.broadcast_arrays(kind, area, table - kind - area), axis=2)
    return found.reshape(issues, count, PARTS, pairs)


def piece_alone(sharpness: float, pairs: int) -> Panel:
    """Only the piece is heard, its scores times ``sharpness``: before anything was learnt."""
    leanings = np.zeros((VOICES, PARTS))
    leanings[PIECE] = sharpness
    return Panel(leanings, np.zeros(pairs))
