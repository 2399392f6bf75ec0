"""How much the right side of a joint reads like the opening of a matter, and how the others do."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from router.triage.laid import Laid, Numbers
from router.triage.signs.columns import UNKNOWN, Columns, table


def opening_signs(laid: Laid, openings: Numbers) -> Numbers:
    """The last signs (joints x signs), where ``openings`` holds for each segment how much it does so."""
    right, left = openings[laid.at], openings[laid.at - 1]
    around: list[tuple[float, ...]] = []
    for own in laid.segments:
        around += _around(openings[own].tolist())
    before, after, following, best_other = np.array(around, dtype=np.float64).reshape(-1, 4).T
    columns: Columns = {
        "opening": right,
        "left opening": left,
        "opening over left": right - left,
        "best opening before": before,
        "best opening after": after,
        "next opening": following,
        "opening over others": right - best_other,
    }
    return table(columns, len(right))


def _around(openings: Sequence[float]) -> list[tuple[float, ...]]:
    """Of each joint of one mail the greatest before and after it, the next, and the greatest but its own."""
    if len(openings) < 2:
        return []
    before = list(accumulate(openings, max))
    after = list(accumulate(reversed(openings), max))[::-1]
    second, top = sorted(openings)[-2:]
    return [
        (before[at - 1], after[at], following, second if openings[at] == top else top)
        for at, following in enumerate([*openings[2:], UNKNOWN], 1)
    ]
