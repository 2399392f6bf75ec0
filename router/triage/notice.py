"""What is noticed of the joints between the segments of mails: training learns from it, and the service asks
the model with it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from router.triage.cohesion import Cohesion
from router.triage.joints import joints
from router.triage.laid import Laid, Numbers
from router.triage.linear import Facts
from router.triage.pieces import PieceModel
from router.triage.signs import signs
from router.triage.views import Kept


class Noticed(NamedTuple):
    """What is noticed of the joints of one mail."""

    facts: Sequence[Facts]
    """Of each joint its named facts."""
    signs: Numbers
    """Of each joint its signs, those of the openings left out (joints x signs)."""


NOTHING = Noticed((), np.empty((0, 0)))
"""Of a mail with one segment or none."""


def notice(kept: Kept, pieces: PieceModel) -> Noticed:
    """What is noticed of the joints of one mail."""
    (found,) = notice_each([kept], pieces)
    return found


def notice_each(kept: Sequence[Kept], pieces: PieceModel) -> list[Noticed]:
    """What is noticed of the joints of many mails: of each what would be noticed of it alone."""
    jointed = [one for one in kept if len(one.views) > 1]
    if not jointed:
        return [NOTHING] * len(kept)
    laid = Laid([len(one.views) for one in jointed])
    views = [this for one in jointed for this in one.views]
    cohesion = Cohesion(
        laid,
        [this.opinion for this in views],
        [this.row for this in views],
        np.array([len(this.forms) for this in views], dtype=np.float64),
    )
    facts, table = joints(laid, jointed, cohesion), signs(laid, jointed, cohesion, pieces)
    found = iter([Noticed(facts[own], table[own]) for own in laid.joints])
    return [next(found) if len(one.views) > 1 else NOTHING for one in kept]
