"""The words, numbers and names that the sides of a joint share."""

import re
from collections.abc import Sequence

import numpy as np

from router.triage.laid import Numbers
from router.triage.signs.columns import Columns
from router.triage.signs.mails import Mails
from router.triage.views import View

_NUMBER = re.compile(r"\d\d+")
_NAME = re.compile(r"[A-ZÆØÅ](?<!\w.)(?<![.!?:]\s.)(?<!^.)[\wæøå]{2,20}")
"""A word with a capital letter, but at the beginning of a sentence."""
_SHARED = ("numbers again", "names again", "new names", "stems again", "stems shared")


def words(mails: Mails) -> Columns:
    """A column for each sign of what is shared."""
    laid = mails.laid
    at, first, last, (near_start, near_end) = laid.at, laid.first, laid.last, laid.near
    start, end = mails.paragraph
    counted: list[tuple[int, int, int, float, float]] = []
    for own in laid.segments:
        counted += _shared(mails.views[own])
    sides = {
        "cosine": (at - 1, at + 1),
        "cosine of paragraphs": (start, end),
        "cosine of all": (first, last),
        "cosine with all before": (first, at + 1),
        "cosine near": (near_start, near_end),
        "cosine of paragraph with all before": (first, end),
    }
    starts, ends = (np.concatenate(side) for side in zip(*sides.values(), strict=True))
    middle = np.tile(at, len(sides))
    cosines = mails.cohesion.shared(starts, middle, middle, ends).reshape(len(sides), -1)
    return {
        **dict(zip(sides, cosines, strict=True)),
        **dict(zip(_SHARED, _columns(counted), strict=True)),
    }


def _columns(rows: Sequence[Sequence[float]]) -> Numbers:
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(_SHARED)).T


def _shared(views: Sequence[View]) -> list[tuple[int, int, int, float, float]]:
    """For each joint of one mail what its right side shares with all before, or with its left side."""
    found = []
    known_numbers: set[str] = set()
    known_names: set[str] = set()
    known_stems: set[str] = set()
    for place, this in enumerate(views):
        numbers, names, stems = set(_NUMBER.findall(this.text)), set(_NAME.findall(this.text)), this.stems
        if place:
            known = len(names & known_names)
            left = views[place - 1].stems
            found.append(
                (
                    len(numbers & known_numbers),
                    known,
                    len(names) - known,
                    len(stems & known_stems) / max(1, len(stems)),
                    len(left & stems) / max(1, min(len(left), len(stems))),
                )
            )
        known_numbers |= numbers
        known_names |= names
        known_stems |= stems
    return found
