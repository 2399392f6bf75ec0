"""Whether the sides of a joint belong to an issue at all: what is said in passing opens no matter, and no
matter ends with it."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from router.triage.signs.columns import Columns
from router.triage.signs.mails import Mails

_NAMES = (
    "left belongs",
    "right belongs",
    "all before belongs",
    "all after belongs",
    "left paragraph belongs",
    "right paragraph belongs",
)


def said_in_passing(mails: Mails) -> Columns:
    """A column for each: how probable it is that a side belongs to an issue, as far as its surest segment
    tells."""
    laid = mails.laid
    starts, ends = (side - laid.first for side in mails.paragraph)
    rows: list[tuple[float, ...]] = []
    for one, own in zip(mails.kept, laid.joints, strict=True):
        rows += _of_mail(one.chances, starts[own].tolist(), ends[own].tolist())
    return dict(zip(_NAMES, np.array(rows, dtype=np.float64).reshape(-1, len(_NAMES)).T, strict=True))


def _of_mail(chances: Sequence[float], starts: Sequence[int], ends: Sequence[int]) -> list[tuple[float, ...]]:
    before = list(accumulate(chances, max))
    after = list(accumulate(reversed(chances), max))[::-1]
    return [
        (
            chances[at - 1],
            chances[at],
            before[at - 1],
            after[at],
            max(chances[start:at]),
            max(chances[at:end]),
        )
        for at, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]
