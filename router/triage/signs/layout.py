"""Where a joint stands in its mail, and how many areas the mail names."""

import numpy as np

from router.triage.cohesion import areas
from router.triage.laid import Numbers
from router.triage.signs.columns import Columns
from router.triage.signs.mails import Mails

_SURE = 0.5
"""The probability from which on a segment tells its area."""


def layout(mails: Mails) -> Columns:
    """A column for each sign of the layout."""
    laid = mails.laid
    at, spread = laid.at, laid.spread
    number = laid.totals(mails.opens_paragraph)
    so_far = np.cumsum(mails.opens_paragraph)
    before = so_far[at - 1] - so_far[laid.first] + 1
    return {
        "segments before": at - laid.first,
        "segments after": laid.last - at,
        "paragraphs": spread(number),
        "paragraphs before": before,
        "paragraphs after": spread(number) - before,
        "lines": spread(laid.totals(mails.opens_line)),
        "sure areas": spread(_sure_areas(mails)),
    }


def _sure_areas(mails: Mails) -> Numbers:
    """How many areas the segments of each mail surely name (mails)."""
    laid, said = mails.laid, areas(mails.cohesion.pairs)
    sure = np.flatnonzero(said.max(axis=1) > _SURE)
    is_named = np.zeros((laid.mails, said.shape[1]), dtype=np.float64)
    is_named[laid.mail[sure], said[sure].argmax(axis=1)] = 1.0
    found: Numbers = is_named.sum(axis=1)
    return found
