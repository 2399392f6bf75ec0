"""What the classifier says of either side of a joint, and of both together."""

import numpy as np

from router.triage.cohesion import areas, distance, kinds
from router.triage.signs.columns import Columns
from router.triage.signs.mails import Mails


def topics(mails: Mails) -> Columns:
    """A column for each sign of kinds and areas."""
    laid, cohesion = mails.laid, mails.cohesion
    at, (near_start, near_end) = laid.at, laid.near
    one, other = cohesion.pairs[at - 1], cohesion.pairs[at]
    before, left, right = mails.before, *mails.paragraph_pairs
    after, left_line, right_line, near_left, near_right, both_sides, all_of_it = cohesion.opinions(
        (at, laid.last),
        (mails.line[0], at),
        (at, mails.line[1]),
        (near_start, at),
        (at, near_end),
        mails.paragraph,
        (laid.start, laid.end),
    )
    areas_before, areas_after, areas_left, areas_right = (areas(x) for x in (before, after, left, right))
    both = areas(both_sides).max(axis=1)
    whole = laid.spread(areas(all_of_it).max(axis=1))
    sure_left, sure_right = one.max(axis=1), other.max(axis=1)
    sure_before, sure_after = areas_before.max(axis=1), areas_after.max(axis=1)
    sure_left_paragraph, sure_right_paragraph = areas_left.max(axis=1), areas_right.max(axis=1)
    joints = np.arange(len(at))
    return {
        "close areas": distance(areas(one), areas(other)),
        "close kinds": distance(kinds(one), kinds(other)),
        "right sure": sure_right,
        "close change": (1.0 - (one * other).sum(axis=1)) * np.minimum(sure_left, sure_right),
        "all areas": distance(areas_before, areas_after),
        "all same area": (areas_before * areas_after).sum(axis=1),
        "all kinds": distance(kinds(before), kinds(after)),
        "all gain": np.minimum(sure_before, sure_after) - whole,
        "paragraph areas": distance(areas_left, areas_right),
        "paragraph same area": (areas_left * areas_right).sum(axis=1),
        "paragraph same pair": (left * right).sum(axis=1),
        "paragraph kinds": distance(kinds(left), kinds(right)),
        "paragraph left sure": sure_left_paragraph,
        "paragraph right sure": sure_right_paragraph,
        "paragraph gain": np.minimum(sure_left_paragraph, sure_right_paragraph) - both,
        "line areas": distance(areas(left_line), areas(right_line)),
        "line kinds": distance(kinds(left_line), kinds(right_line)),
        "near areas": distance(areas(near_left), areas(near_right)),
        "near kinds": distance(kinds(near_left), kinds(near_right)),
        "near same area": (areas(near_left) * areas(near_right)).sum(axis=1),
        "area of right before": areas_before[joints, areas_right.argmax(axis=1)],
        "area before in right": areas_right[joints, areas_before.argmax(axis=1)],
        "whole sure": whole,
    }
