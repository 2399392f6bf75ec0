"""How sure the router is of an issue from end to end: is the piece right, and are its kind and area?

What is said of a piece (:mod:`router.triage.pieces`) takes the piece for granted. Whether it may be routed
without a human's word also hangs on the cut: a joint inside it at which a new issue nearly began, an edge at
which one barely did. A logistic regression over a handful of facts weighs both, and also whether the
subject speaks of the same area. It was taught by the router's own pieces of mails that it had not seen, so
its chance is calibrated: of a hundred issues with 0.98, about two are wrong in piece, kind or area.

It never changes what an issue is, only how sure the router is of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.triage.pieces import Opinion

FACTS = 9
"""How many numbers :func:`certainty_facts` gives."""
UNDOUBTED_EDGE = 4.0
"""The log-odds that stand for the edge of a mail that is one issue: there is none to doubt."""
NO_SUBJECT = 0.5
_SURE = 1e-4


@dataclass(frozen=True, slots=True)
class Cut:
    """How a piece was cut from its mail, and how near the mail was to being cut otherwise."""

    inside: tuple[float, ...] = ()
    """For each joint inside the piece the chance that a new issue begins there: it was too small."""
    edges: tuple[float, ...] = ()
    """The same for the joints at its ends: it was great enough. None where the mail is one issue."""


WHOLE = Cut()
"""A piece that nobody doubts, such as one that a human cut."""


def certainty_facts(
    cut: Cut, opinion: Opinion, subject_areas: NDArray[np.float64] | None, words: int
) -> NDArray[np.float64]:
    """The facts (:data:`FACTS` numbers). ``subject_areas`` are the probabilities of the areas by the subject
    alone; ``words`` are those of the piece."""
    _, area = opinion.best
    second, best = sorted(opinion.pairs.ravel().tolist())[-2:]
    return np.array(
        [
            _log_odds(best),
            _log_odds(best - second),
            _log_odds(max(cut.inside, default=0.0)),
            _log_odds(math.prod(1.0 - chance for chance in cut.inside)),
            _log_odds(min(cut.edges)) if cut.edges else UNDOUBTED_EDGE,
            1.0 if cut.edges else 0.0,
            math.log1p(words),
            math.log1p(len(cut.inside)),
            NO_SUBJECT if subject_areas is None else float(subject_areas[area]),
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


def cuts(chances: Sequence[float], starts: Sequence[int], segments: int) -> tuple[Cut, ...]:
    """The cuts of a mail of so many segments, whose pieces begin at these (``starts[0]`` is 0).

    ``chances`` has an entry for each joint: all segments but the first.
    """
    ends = (*starts[1:], segments)
    return tuple(
        Cut(
            inside=tuple(chances[start : end - 1]),
            edges=(
                *((chances[start - 1],) if start > 0 else ()),
                *((chances[end - 1],) if end < segments else ()),
            ),
        )
        for start, end in zip(starts, ends, strict=True)
    )


def _log_odds(share: float) -> float:
    bounded = min(max(share, _SURE), 1.0 - _SURE)
    return math.log(bounded / (1.0 - bounded))
