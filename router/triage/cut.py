"""How a piece was cut from its mail, and how much of it is expected to be one issue.

A joint is only more or less likely to part two issues, so the mail may have been meant in several ways: one
issue more, one less. Each way makes some run of segments the issue that the piece stands for, and the piece
shares more or less of its text with that run. The mean over all ways is the *extent*: near 1 for a piece that
nobody doubts, low for two matters that may have been joined and for a small piece that may not be one. The
joints count as independent, as they do where the mail is divided.

It knows the chances and lengths, never the words.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

HALF = 0.5
"""A piece that shares more than half of all text with an issue is that issue, and no other can be."""
LEAST_DOUBT = 0.002
"""A joint with a smaller chance is none: the segments on its sides are one."""
NEVER = 1e-9
"""What is less likely is left out."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a piece was cut, and how near the mail was to being cut otherwise."""

    extent: float = 1.0
    """The share of its text, and of the issue's, that both are expected to have in common."""
    small_edge: float = 1.0
    """The chance that it is cut rightly at its edges to larger pieces; 1 where it has none."""
    joints_inside: int = 0
    likeliest_joint: float = 0.0
    """The chance of that one of them which is likeliest to part two issues."""
    is_one_of_several: bool = False


WHOLE = Cut()
"""A piece that nobody doubts, such as one that a human cut."""


def cuts(chances: Sequence[float], starts: Sequence[int], lengths: Sequence[int]) -> tuple[Cut, ...]:
    """The cuts of a mail whose segments have so many characters, and whose pieces begin at these segments
    (``starts[0]`` is 0).

    ``chances`` has an entry for each joint: that a new issue begins there.
    """
    bounds = [*starts, len(lengths)]
    before = list(accumulate(lengths, initial=0))
    sizes = [before[end] - before[start] for start, end in pairwise(bounds)]
    laid = _laid(chances, bounds, before)
    found = []
    for at, (start, end) in enumerate(pairwise(bounds)):
        edges = [(start, sizes[at - 1])] if at else []
        edges += [(end, sizes[at + 1])] if end < len(lengths) else []
        found.append(
            Cut(
                extent=_extent(laid, before[start], before[end]),
                small_edge=math.prod(chances[edge - 1] for edge, beyond in edges if sizes[at] < beyond),
                joints_inside=end - start - 1,
                likeliest_joint=max(chances[start : end - 1], default=0.0),
                is_one_of_several=bool(edges),
            )
        )
    return tuple(found)


class _Border(NamedTuple):
    """A place where an issue may begin or end: how many characters stand before it, and how likely it is."""

    place: int
    chance: float


def _laid(chances: Sequence[float], bounds: Sequence[int], before: Sequence[int]) -> list[_Border]:
    """The borders of the mail's pieces, and the joints inside them that may be borders as well."""
    fixed = set(bounds)
    joints = [
        _Border(before[at], chance)
        for at, chance in enumerate(chances, 1)
        if chance >= LEAST_DOUBT or at in fixed
    ]
    return [_Border(0, 1.0), *joints, _Border(before[-1], 1.0)]


def _extent(laid: Sequence[_Border], start: int, end: int) -> float:
    """Of the piece between these characters."""
    return min(1.0, sum(chance * shared for chance, shared in _ways(laid, start, end)))


def _ways(laid: Sequence[_Border], start: int, end: int) -> Iterator[tuple[float, float]]:
    """Each run of segments that may be the issue of this piece: how likely it is, and how much they share."""
    middle = (start + end) / 2.0
    for at, first in enumerate(laid):
        if first.place >= middle:
            return  # what begins behind the middle shares too little
        chance = first.chance
        for last in laid[at + 1 :]:
            common = min(end, last.place) - max(start, first.place)
            every = max(end, last.place) - min(start, first.place)
            if common > HALF * every:
                yield chance * last.chance, common / every
            chance *= 1.0 - last.chance
            if chance < NEVER:
                break
