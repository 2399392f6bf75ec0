"""The words that the sides of a joint share."""

import numpy as np

from router.triage.signs.columns import Columns
from router.triage.signs.mails import Mails


def words(mails: Mails) -> Columns:
    """A column for each cosine of what stands left and right: 0 nothing in common, 1 the same."""
    laid = mails.laid
    at, first, last = laid.at, laid.first, laid.last
    start, end = mails.paragraph
    sides = {
        "cosine": (at - 1, at + 1),
        "cosine of paragraphs": (start, end),
        "cosine of all": (first, last),
        "cosine with all before": (first, at + 1),
        "cosine of paragraph with all before": (first, end),
    }
    starts, ends = (np.concatenate(side) for side in zip(*sides.values(), strict=True))
    middle = np.tile(at, len(sides))
    cosines = mails.cohesion.shared(starts, middle, middle, ends).reshape(len(sides), -1)
    return dict(zip(sides, cosines, strict=True))
