"""The chance that a new issue begins at a joint: three models, each of which hears the one before it.

1. *opening*: does a segment read like the opening of a matter? Learnt from the beginnings of all issues.
2. *named* and *leanings*: logistic regression over the named facts and the signs of a joint.
3. *forest*: boosted trees over the signs and what the second one says.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from router.triage.forest import Forest
from router.triage.laid import Laid, Numbers
from router.triage.linear import FactClassifier, Facts
from router.triage.notice import Noticed
from router.triage.signs import opening_signs

OPENS, CONTINUES = "opens", "continues"
"""The two classes of a segment: the first of its issue, or a later one."""
SAME, NEW = "same", "new"
"""The two classes of a joint between segments: the issue goes on, or a new one begins."""

_SUREST = -math.log(1e-12)
"""The log-odds above which nothing is surer."""


@dataclass(frozen=True, slots=True, eq=False)
class JointModel:
    """The three models."""

    opening: FactClassifier
    named: FactClassifier
    leanings: NDArray[np.float64]
    """What a unit of each sign adds to the score of the named facts."""
    forest: Forest

    def openings(self, facts: Iterable[Facts]) -> Numbers:
        """How much each segment with these facts reads like the opening of a matter: about -5 to 5."""
        return _bounded([self.opening.log_odds(own, OPENS) for own in facts])

    def chances_each(
        self, openings: Sequence[Iterable[Facts]], noticed: Sequence[Noticed]
    ) -> list[tuple[float, ...]]:
        """Of each mail, for each joint between its segments, the chance that a new issue begins.

        ``openings`` are the facts of each mail's segments as openings, which are asked for only where there
        are joints; ``noticed`` is what was noticed of its joints. The signs of the openings are added here.
        """
        jointed = [(own, seen) for own, seen in zip(openings, noticed, strict=True) if seen.facts]
        if not jointed:
            return [() for _ in openings]
        laid = Laid([len(seen.facts) + 1 for _, seen in jointed])
        heard = self.openings(chain.from_iterable(own for own, _ in jointed))
        signs = np.concatenate([seen.signs for _, seen in jointed])
        table = np.hstack([signs, opening_signs(laid, heard)])
        named = _bounded([self.named.log_odds(facts, NEW) for _, seen in jointed for facts in seen.facts])
        # Not a product of matrices: its last digits would hang on the mails beside.
        linear = named + (table * self.leanings).sum(axis=1)
        scores = self.forest.scores(np.column_stack([table, linear]))
        chances = (1.0 / (1.0 + np.exp(-scores))).tolist()
        found = iter([tuple(chances[own]) for own in laid.joints])
        return [next(found) if seen.facts else () for seen in noticed]


def _bounded(log_odds: Sequence[float]) -> Numbers:
    return np.clip(np.array(log_odds, dtype=np.float64), -_SUREST, _SUREST)
