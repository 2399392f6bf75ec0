"""How sure the router is of an issue from end to end: is the piece right, and are its kind and area?

What is said of a piece (:mod:`router.triage.pieces`) takes the piece for granted. Whether it may be routed
without a human's word also hangs on the cut, and on whether all that is known of it agrees. Trees weigh these
grounds: they have learnt, from the corpus and all exercises, of which sorts of
issue the router was wrong. What their score comes to in ordinary mail was learnt from the corpus alone. Both
were taught by the router's own pieces of mails that it had not seen, so the chance is calibrated: of a
hundred issues with 0.98, about two are wrong in piece, kind or area.

It never changes what an issue is, only how sure the router is of it.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.triage.forest import NO_TREES, Forest


class Grounds(NamedTuple):
    """What the certainty weighs (:mod:`router.triage.grounds` tells it). The order is a part of the model's
    contract. A share "of the area" is the probability of the area that it was given."""

    panel: float
    """The log-odds that kind and area are right, by all voices."""
    kind: float
    area: float
    """Those of each alone."""
    next_area: float
    """The probability of the area that comes next."""
    kind_by_piece: float
    area_by_piece: float
    kind_by_others: float
    """By the mail's other pieces, which speak of another matter."""
    area_by_others: float
    area_by_subject: float
    area_beside: float
    """By the pieces just before and after, the larger of the two."""
    area_of_first: float
    """By its first sentence, which may be a lead that is none of its matter."""
    area_of_last: float
    area_of_clearest: float
    extent: float
    """The log-odds of the cut's extent (:mod:`router.triage.cut`)."""
    small_edge: float
    joints_inside: float
    likeliest_joint: float
    belongs: float
    """The chance that its segments belong to any issue, on average."""
    is_oppdrag: float
    known_words: float
    of_the_trade: float
    sentences: float
    longest: float
    """Characters of its longest segment."""
    questions: float


GROUNDS = len(Grounds._fields)
"""How many there are."""
PANEL = Grounds._fields.index("panel")
"""Where among them stands what all voices say together."""


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """Trees, and logistic regression over their score and that of the panel."""

    forest: Forest
    """Over the grounds."""
    by_forest: float
    by_panel: float
    base: float

    def chance(self, grounds: NDArray[np.float64]) -> float:
        """The probability that piece, kind and area are all right."""
        return float(self.chances(grounds[None, :])[0])

    def chances(self, grounds: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for many issues (issues x grounds); of each what it would be alone."""
        score = self.by_forest * self.forest.scores(grounds) + self.by_panel * grounds[:, PANEL] + self.base
        shares: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(score, -50, 50)))
        return shares


UNTAUGHT = Certainty(NO_TREES, by_forest=0.0, by_panel=1.0, base=0.0)
"""Before anything was measured: the probability that kind and area are right."""
