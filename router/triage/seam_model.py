"""The chance that a new issue begins at a seam: two models, as for joints, and few seams reach the second.

1. *named* and *leanings*: logistic regression over the words at the seam and the signs that words tell.
2. *forest*: boosted trees over all signs and what the first one says, asked only of seams that score at least
   *least*: one in ten, and hardly any of those where an issue begins is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.triage.forest import NO_TREES, Forest
from router.triage.joint_model import NEW, SAME
from router.triage.laid import Numbers
from router.triage.linear import FactClassifier, Facts
from router.triage.seam_signs import OPENING

MOST_OPENING = 5.0
"""How much what follows a seam reads like an opening is bounded to that, and to as much the other way."""


@dataclass(frozen=True, slots=True, eq=False)
class SeamModel:
    """Both models, and the score between them."""

    named: FactClassifier
    leanings: NDArray[np.float64]
    """What a unit of each sign by words, and of the opening, adds to the score of the named facts."""
    least: float
    forest: Forest

    def may_be_worth_asking(self, scores: Numbers) -> NDArray[np.bool_]:
        """Could the seams that have these scores with an opening of 0 reach :attr:`least`, whatever it is?"""
        worth: NDArray[np.bool_] = scores + MOST_OPENING * abs(self.leanings[OPENING]) >= self.least
        return worth

    def scores(self, facts: Sequence[Facts], signs: Numbers) -> Numbers:
        """What the first model says of seams, of their facts and their signs by words with the opening."""
        named = np.array([self.named.log_odds(own, NEW) for own in facts], dtype=np.float64)
        # Not a product of matrices: its last digits would hang on the seams beside.
        scores: Numbers = named + (signs * self.leanings).sum(axis=1)
        return scores

    def chances(self, signs: Numbers, scores: Numbers) -> Numbers:
        """The chance that a new issue begins at each, of all its signs (seams x signs) and its score."""
        chances: Numbers = 1.0 / (1.0 + np.exp(-self.forest.scores(np.column_stack([signs, scores]))))
        return chances


NEVER = SeamModel(
    named=FactClassifier((SAME, NEW), (), np.zeros((0, 2)), np.zeros(2)),
    leanings=np.zeros(OPENING + 1),
    least=1e9,
    forest=NO_TREES,
)
"""No issue ever begins at a seam: what is known before any mail has taught it."""
