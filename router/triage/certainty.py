"""How sure the router is of an issue from end to end: is the piece right, and are its kind and area?

What is said of a piece (:mod:`router.triage.pieces`) takes the piece for granted. Whether it may be routed
without a human's word also hangs on the cut: a joint inside it at which a new issue nearly began, an edge at
which one barely did, and how much of the piece would be wrong then. A logistic regression over a handful of
facts weighs both, and also whether the subject speaks of the same area, and the piece beside it. It was
taught by the router's own pieces of mails that it had not seen, so its chance is calibrated: of a hundred
issues with 0.98, about two are wrong in piece, kind or area.

It never changes what an issue is, only how sure the router is of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.triage.pieces import Opinion

FACTS = 9
"""How many numbers :func:`certainty_facts` gives."""
UNDOUBTED_EDGE = 4.0
"""The log-odds that stand for edges that need no doubt: those of a mail that is one issue, or those beyond
which there is too little to matter."""
NO_SUBJECT = 0.5
_HALF = 0.5
"""A piece with at least half of the text of an issue is that issue (as in the figures of an evaluation)."""
_SURE = 1e-4


class Joint(NamedTuple):
    """A joint inside a piece or at its end."""

    chance: float
    """That a new issue begins there: inside too small, at an end great enough."""
    share: float
    """Of a joint inside: the share of the piece on its smaller side. Of one at an end: the share of the piece
    in what it would be together with the piece beyond."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a piece was cut from its mail, and how near the mail was to being cut otherwise."""

    inside: tuple[Joint, ...] = ()
    edges: tuple[Joint, ...] = ()
    """None where the mail is one issue."""


WHOLE = Cut()
"""A piece that nobody doubts, such as one that a human cut."""


def certainty_facts(
    cut: Cut,
    opinion: Opinion,
    subject_areas: NDArray[np.float64] | None,
    beside: Sequence[NDArray[np.float64]],
) -> NDArray[np.float64]:
    """The facts (:data:`FACTS` numbers). ``subject_areas`` are the probabilities of the areas by the subject
    alone; ``beside`` are those of the pieces just before and after."""
    _, area = opinion.best
    second, best = sorted(opinion.pairs.ravel().tolist())[-2:]
    small_of = [edge.chance for edge in cut.edges if edge.share < _HALF]
    return np.array(
        [
            _log_odds(best),
            _log_odds(best - second),
            _log_odds(math.prod(1.0 - joint.chance for joint in cut.inside)),
            _log_odds(max((2.0 * joint.chance * joint.share for joint in cut.inside), default=0.0)),
            _log_odds(math.prod(small_of)) if small_of else UNDOUBTED_EDGE,
            1.0 if cut.edges else 0.0,
            math.log1p(len(cut.inside)),
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
        # Nobody can be surer of the piece, the kind and the area than of the last two.
        shares: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(np.minimum(scores, facts[:, 0]), -50, 50)))
        return shares


UNTAUGHT = Certainty(np.eye(FACTS)[0], 0.0)
"""Before anything was measured: the probability that kind and area are right, whatever the cut."""


def cuts(chances: Sequence[float], starts: Sequence[int], lengths: Sequence[int]) -> tuple[Cut, ...]:
    """The cuts of a mail whose segments have so many characters, and whose pieces begin at these segments
    (``starts[0]`` is 0).

    ``chances`` has an entry for each joint: all segments but the first.
    """
    before = list(accumulate(lengths, initial=0))
    bounds = [*starts, len(lengths)]
    sizes = [before[end] - before[start] for start, end in pairwise(bounds)]
    found = []
    for at, (start, end) in enumerate(pairwise(bounds)):
        size = sizes[at]
        splits = [(before[joint] - before[start]) / max(1, size) for joint in range(start + 1, end)]
        inside = map(Joint, chances[start : end - 1], [min(share, 1.0 - share) for share in splits])
        ends = [(start, sizes[at - 1])] if at else []
        ends += [(end, sizes[at + 1])] if end < len(lengths) else []
        edges = [Joint(chances[joint - 1], size / max(1, size + beyond)) for joint, beyond in ends]
        found.append(Cut(tuple(inside), tuple(edges)))
    return tuple(found)


def _log_odds(share: float) -> float:
    bounded = min(max(share, _SURE), 1.0 - _SURE)
    return math.log(bounded / (1.0 - bounded))
