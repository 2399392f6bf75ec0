"""A stretch of text that holds personal data, and what is to stand in its place.

Placeholders must not teach the classifier anything. A number keeps its grouping and gets a 0 for each digit,
which is how the classifier sees every number anyway (:mod:`router.triage.ngrams`): to it, nothing has
changed, and a reader still sees what kind of number stood there. A name becomes "NN", as Norwegian writes a
person who is not named: two letters that no area owns.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SOMEBODY = "NN"
"""Stands for a person's name, and for the part of an address that says where somebody lives."""
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """``text[start:end]`` is personal data; ``placeholder`` is to stand there instead."""

    start: int
    end: int
    placeholder: str


def zeros(text: str, start: int, end: int) -> Stretch:
    """A number whose grouping stays."""
    return Stretch(start, end, _DIGIT.sub("0", text[start:end]))


def apart(families: Iterable[Iterable[Stretch]]) -> list[Stretch]:
    """The stretches of all families in order of place; of two that overlap the one of the earlier family."""
    kept: list[Stretch] = []
    for family in families:
        merged: list[Stretch] = []
        at = 0
        for one in sorted(family):
            while at < len(kept) and kept[at].end <= one.start:
                merged.append(kept[at])
                at += 1
            is_free = (not merged or merged[-1].end <= one.start) and (
                at == len(kept) or one.end <= kept[at].start
            )
            if is_free:
                merged.append(one)
        kept = [*merged, *kept[at:]]
    return kept
