"""The joint itself: what parts the sides, and what opens the right one."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from router.triage import discourse
from router.triage.signs.columns import Columns
from router.triage.signs.mails import WORDS, Mails
from router.triage.views import View

LONGEST_HEADING = 4
"""Words of a line that names what follows."""


def joint(mails: Mails) -> Columns:
    """A column for each sign of the joint itself."""
    laid, own = mails.laid, mails.own
    at, spread, totals = laid.at, laid.spread, laid.totals
    start, end = mails.paragraph
    marked = np.concatenate([[0.0], np.cumsum(mails.mark > 0)])
    steps = np.concatenate([[0.0], np.cumsum(mails.of_each(lambda this: this.tells_steps))])
    ordinal = mails.of_each(_opens_with(discourse.ORDINAL))
    label = mails.of_each(lambda this: this.is_labelled)
    new = mails.of_each(lambda this: this.opens_new_matter)
    says_new = mails.of_each(lambda this: this.says_new)
    return {
        "gap": mails.gap[at],
        "left mark": mails.mark[at - 1],
        "right mark": mails.mark[at],
        "left paragraph has marks": marked[at] > marked[start],
        "right paragraph has marks": marked[end] > marked[at],
        "new matter": new[at],
        "new matters": spread(totals(new)),
        "says new": says_new[at],
        "say new": spread(totals(says_new)),
        "refers back": mails.of_right(lambda this: this.refers_back),
        "ordinal": ordinal[at],
        "ordinals": spread(totals(ordinal)),
        "narrows": mails.of_right(_opens_with(discourse.NARROWS)),
        **_headings(mails),
        "label": label[at],
        "labels": spread(totals(label)),
        "connective": mails.of_right(_opens_with(discourse.CONNECTIVE)),
        "closing remark": mails.of_right(_opens_with(discourse.CLOSING_REMARK)),
        "small letter": mails.of_right(lambda this: this.text[:1].islower()),
        "after colon": mails.of_each(lambda this: this.text.endswith(":"))[at - 1],
        "steps": steps[at] > steps[laid.near[0]],
        "left words": own[at - 1, WORDS],
        "right words": own[at, WORDS],
    }


def _opens_with(pattern: re.Pattern[str]) -> Callable[[View], bool]:
    return lambda this: pattern.match(this.opening) is not None


def _headings(mails: Mails) -> Columns:
    """Short lines that name what follows, and beginnings that come again ("Sak 1 … Sak 2 …")."""
    laid = mails.laid
    opens_line = mails.opens_line.tolist()
    heads = np.array(
        [
            line and len(this.forms) <= LONGEST_HEADING and not this.text.endswith("?")
            for this, line in zip(mails.views, opens_line, strict=True)
        ],
        dtype=np.float64,
    )
    heads[laid.end - 1] = 0.0
    again: list[int] = []
    for own in laid.segments:
        again += _again(mails.views[own], opens_line[own])
    counted = mails.of_each(_opens_with(discourse.COUNTED)) > 0.0
    capitals = mails.of_each(lambda this: this.text.isupper())
    return {
        "heading": heads[laid.at],
        "headings": laid.spread(laid.totals(heads)),
        "in capitals": capitals[laid.at],
        "all in capitals": laid.spread(laid.totals(capitals)),
        "begins as others": np.array(again, dtype=np.float64)[laid.at],
        "counted as others": np.where(counted, again, 1.0)[laid.at],
    }


def _again(views: Sequence[View], opens_line: Sequence[bool]) -> list[int]:
    """How many lines of the mail begin with the word with which each line begins; 1 inside a line."""
    first = [
        this.forms[0] if line and this.forms else place
        for place, (this, line) in enumerate(zip(views, opens_line, strict=True))
    ]
    counts = Counter(first)
    return [counts[word] for word in first]
