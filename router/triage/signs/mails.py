"""The mails whose joints are looked at: the places of each joint's surroundings, and the sums that are asked
for again and again."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from router.triage import discourse
from router.triage.cohesion import Cohesion
from router.triage.laid import Laid, Numbers, Places
from router.triage.segments import Gap
from router.triage.views import Kept, View

ASKS, QUESTION, BACK, TROUBLE, WORDS, ALSO = range(6)
"""The columns of a segment's own counts."""

_GAPS = {Gap.CLAUSE: 0.0, Gap.SENTENCE: 1.0, Gap.LINE: 2.0, Gap.PARAGRAPH: 3.0, Gap.START: 3.0}
_MARKS = {"": 0.0, "bullet": 1.0, "number": 2.0}


class Mails:
    """Mails laid end to end. Runs of segments are given by their first place and the one after their last."""

    def __init__(self, laid: Laid, kept: Sequence[Kept], cohesion: Cohesion) -> None:
        self.laid, self.kept, self.cohesion = laid, kept, cohesion
        self.views = [this for one in kept for this in one.views]
        """All segments."""
        self.own = np.array([_own_counts(this) for this in self.views])
        """The counts of each segment (segments x counts)."""
        self.sums = np.concatenate([np.zeros((1, self.own.shape[1])), np.cumsum(self.own, axis=0)])
        """The counts before each place, of all mails (segments and one x counts)."""
        self.gap = np.array([_GAPS[this.segment.gap] for this in self.views])
        self.gap[laid.start] = _GAPS[Gap.START]
        self.mark = np.array([_MARKS[this.segment.mark] for this in self.views])
        """The list mark of each segment: above 0 where it has one."""
        self.opens_paragraph, self.opens_line = self.gap >= _GAPS[Gap.PARAGRAPH], self.gap >= _GAPS[Gap.LINE]
        self.paragraph = self._around(self.opens_paragraph)
        """Where the paragraph of each joint's left side starts, and where that of its right side ends."""
        self.line = self._around(self.opens_line)
        """The same of lines."""
        self.before, left, right = cohesion.opinions(
            (laid.first, laid.at), (self.paragraph[0], laid.at), (laid.at, self.paragraph[1])
        )
        """What is said of all that stands before each joint (joints x pairs)."""
        self.paragraph_pairs = left, right
        """What is said of the paragraphs on both sides of each joint (joints x pairs)."""

    def sum(self, start: Places, end: Places) -> Numbers:
        """The counts of runs (runs x counts)."""
        found: Numbers = self.sums[end] - self.sums[start]
        return found

    def of_right(self, tell: Callable[[View], bool]) -> Numbers:
        """What is told of the right side of each joint."""
        return self.of_each(tell)[self.laid.at]

    def of_each(self, tell: Callable[[View], bool]) -> Numbers:
        """What is told of each segment: 1 or 0."""
        return np.fromiter(map(tell, self.views), np.float64, len(self.views))

    def _around(self, opens: NDArray[np.bool_]) -> tuple[Places, Places]:
        """Where the run that a joint's left side stands in starts, and where that of its right side ends.

        Runs start where ``opens`` is true, as it is at each mail's first segment.
        """
        count, at = self.laid.count, self.laid.at
        starts = np.maximum.accumulate(np.where(opens, self.laid.places, 0))
        next_starts = np.append(np.where(opens, self.laid.places, count)[1:], count)
        ends = np.minimum.accumulate(next_starts[::-1])[::-1]
        return starts[at - 1], ends[at]


def _own_counts(this: View) -> tuple[float, ...]:
    return (
        this.asks,
        this.is_question,
        sum(map(discourse.POINTS_BACK.__contains__, this.forms)),
        this.troubled,
        len(this.forms),
        discourse.ALSO.search(this.lowered) is not None,
    )
