"""How sure the router is of an issue from end to end: is the piece right, and are its kind and area?

What is said of a piece (:mod:`router.triage.pieces`) takes the piece for granted. Whether it may be routed
without a human's word also hangs on the cut (:mod:`router.triage.cut`). A logistic regression over a handful
of facts weighs both, and also whether the subject speaks of the same area, and the piece beside it. It was
taught by the router's own pieces of mails that it had not seen, so its chance is calibrated: of a hundred
issues with 0.98, about two are wrong in piece, kind or area.

It never changes what an issue is, only how sure the router is of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.triage.cut import Cut
from router.triage.pieces import Opinion

FACTS = 7
"""How many numbers :func:`certainty_facts` gives."""
PANEL, EXTENT = 0, 1
"""Where among them stand the log-odds that kind and area are right, and those of the cut's extent."""
UNDOUBTED_EDGE = 4.0
"""The log-odds from which on an edge needs no doubt."""
NO_SUBJECT = 0.5
LEEWAY = 0.5
"""How much better cuts are than their extent says, in log-odds: pieces that share most with an issue are
right. Chosen by cross-validation by mail (docs/learning.md)."""
_SURE = 1e-4


def certainty_facts(
    cut: Cut,
    opinion: Opinion,
    subject_areas: NDArray[np.float64] | None,
    beside: Sequence[NDArray[np.float64]],
) -> NDArray[np.float64]:
    """The facts (:data:`FACTS` numbers). ``subject_areas`` are the probabilities of the areas by the subject
    alone; ``beside`` are those of the pieces just before and after."""
    kind, area = opinion.best
    return np.array(
        [
            _log_odds(float(opinion.pairs[kind, area])),
            _log_odds(cut.extent),
            min(_log_odds(cut.small_edge), UNDOUBTED_EDGE),
            1.0 if cut.is_one_of_several else 0.0,
            math.log1p(cut.joints_inside),
            NO_SUBJECT if subject_areas is None else float(subject_areas[area]),
            max((float(areas[area]) for areas in beside), default=0.0),
        ]
    )


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """Logistic regression: the weights of the facts, and the score without any."""

    leanings: NDArray[np.float64]
    base: float

    def chance(self, facts: NDArray[np.float64]) -> float:
        """The probability that piece, kind and area are all right."""
        return float(self.chances(facts[None, :])[0])

    def chances(self, facts: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for many issues (issues x facts)."""
        # Not a product of matrices: its last digits would hang on the issues beside.
        scores = (facts * self.leanings).sum(axis=1) + self.base
        # Nobody can be surer of the piece, the kind and the area than the two allow together: their odds of
        # being wrong add up.
        most = -np.log(np.exp(-facts[:, PANEL]) + np.exp(-facts[:, EXTENT] - LEEWAY))
        shares: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(np.minimum(scores, most), -50, 50)))
        return shares


UNTAUGHT = Certainty(np.eye(FACTS)[PANEL], 0.0)
"""Before anything was measured: the probability that kind and area are right, as far as the cut allows."""


def _log_odds(share: float) -> float:
    bounded = min(max(share, _SURE), 1.0 - _SURE)
    return math.log(bounded / (1.0 - bounded))
