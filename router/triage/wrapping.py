"""Which line ends of a text the sender's program made, and not the customer.

A program that wraps breaks a line where its next word would not fit any more. So what it broke has one width:
no line is longer, and no line end leaves room for the word that follows. Where the line ends that are surely
the program's own (a long line without punctuation, and a small letter below it) agree on such a width, every
other line end that leaves no room is taken for the program's, too, also behind a full stop and before a
capital letter. Where they do not agree, or there are none, only the sure ones are.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SHORTEST_WRAPPED = 56
"""Characters of a line that was probably broken by the sender's program, while its width is not known."""
LONGEST_WRAPPED = 100
"""A line longer than this was not broken by a program: the customer ended it."""
ENOUGH = 2
"""Sure line ends that agree on a width, so that it is known: one may be that of a customer who writes no full
stops."""


class Line(NamedTuple):
    """A line that is not blank, without the white space at its ends, and where it stands in its text."""

    start: int
    end: int
    text: str
    length: int
    """Its characters with the white space before them, as a program that wraps counts them."""
    is_below_blank: bool
    """Is there a blank line above it?"""
    mark: str
    """Its list mark in its class, or none."""


def goes_on(lines: Sequence[Line]) -> list[bool]:
    """Of each line but the first: did the sender's program break it off the line above?"""
    sure = [_surely_goes_on(above, below) for above, below in pairwise(lines)]
    if not any(sure):
        return sure
    width = max([line.length for line in lines if " " in line.text], default=LONGEST_WRAPPED + 1)
    broken = zip(pairwise(lines), sure, strict=True)
    if width > LONGEST_WRAPPED or any(_leaves_room(*both, width) for both, is_sure in broken if is_sure):
        return sure
    shortest = 1 if sum(sure) >= ENOUGH else SHORTEST_WRAPPED
    return [
        is_sure or (above.length >= shortest and _may_go_on(below) and not _leaves_room(above, below, width))
        for (above, below), is_sure in zip(pairwise(lines), sure, strict=True)
    ]


def _surely_goes_on(above: Line, below: Line) -> bool:
    return (
        _may_go_on(below)
        and SHORTEST_WRAPPED <= above.length <= LONGEST_WRAPPED
        and above.text[-1] not in ".!?:;"
        and (below.text[0].islower() or below.text[0].isdigit())
    )


def _may_go_on(below: Line) -> bool:
    return not (below.is_below_blank or below.mark)


def _leaves_room(above: Line, below: Line, width: int) -> bool:
    """Would the first word of the line below have had room in the one above?"""
    return above.length + 1 + len(below.text.split(maxsplit=1)[0]) <= width
