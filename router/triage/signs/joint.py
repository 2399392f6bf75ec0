"""The joint itself: what parts the sides, and what opens the right one."""

import re
from collections.abc import Callable

import numpy as np

from router.triage import discourse
from router.triage.laid import Numbers
from router.triage.signs.columns import Columns
from router.triage.signs.mails import WORDS, Mails
from router.triage.views import View

LONGEST_HEADING = 4
"""Words of a line that names what follows."""


def joint(mails: Mails) -> Columns:
    """A column for each sign of the joint itself."""
    laid, own = mails.laid, mails.own
    at, spread, totals = laid.at, laid.spread, laid.totals
    start, _end = mails.paragraph
    marked = np.concatenate([[0.0], np.cumsum(mails.mark > 0)])
    new = mails.of_each(lambda this: this.opens_new_matter)
    heads = _headings(mails)
    return {
        "gap": mails.gap[at],
        "left mark": mails.mark[at - 1],
        "right mark": mails.mark[at],
        "left paragraph has marks": marked[at] > marked[start],
        "new matters": spread(totals(new)),
        "says new": mails.of_right(lambda this: this.says_new),
        "narrows": mails.of_right(_opens_with(discourse.NARROWS)),
        "heading": heads[at],
        "label": mails.of_right(lambda this: this.is_labelled),
        "connective": mails.of_right(_opens_with(discourse.CONNECTIVE)),
        "after colon": mails.of_each(lambda this: this.text.endswith(":"))[at - 1],
        "left words": own[at - 1, WORDS],
        "right words": own[at, WORDS],
    }


def _opens_with(pattern: re.Pattern[str]) -> Callable[[View], bool]:
    return lambda this: pattern.match(this.opening) is not None


def _headings(mails: Mails) -> Numbers:
    """Of each segment: is it a short line that names what follows? 1 or 0; a mail's last names nothing."""
    heads = np.array(
        [
            line and len(this.forms) <= LONGEST_HEADING and not this.text.endswith("?")
            for this, line in zip(mails.views, mails.opens_line.tolist(), strict=True)
        ],
        dtype=np.float64,
    )
    heads[mails.laid.end - 1] = 0.0
    return heads
