"""Which line ends of a text the sender's program made, and not the customer.

A program that wraps breaks a line where its next word would not fit any more. So what it broke has one width:
no line is longer, and no line end leaves room for the word that follows. Where the line ends that are surely
the program's own (a long line without punctuation, and a small letter below it) agree on such a width, the
other line ends that leave no room are taken for the program's, too, also behind a full stop and before a
capital letter. They must not be more than the sure ones: most that a program makes stand inside a sentence,
and lines of a customer's own list may be of much the same length.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SHORTEST_WRAPPED = 56
"""Characters of a line that ends without punctuation and was surely broken by the sender's program."""
LONGEST_WRAPPED = 100
"""A line longer than this was not broken by a program: the customer ended it."""

USUAL_WIDTHS = range(66, 81)
"""Those of most programs: only of them one sure line end alone is evidence."""


class Line(NamedTuple):
    """A line that is not blank, without the white space at its ends, and where it stands in its text."""

    start: int
    end: int
    text: str
    before: str
    """The white space before it."""
    is_below_blank: bool
    """Is there a blank line above it?"""
    mark: str
    """Its list mark in its class, or none."""


def goes_on(lines: Sequence[Line]) -> list[bool]:
    """Of each line but the first: did the sender's program break it off the line above?"""
    sure = [_surely_goes_on(above, below) for above, below in pairwise(lines)]
    number = sum(sure)
    if not number:
        return sure
    marks = Counter(line.mark for line in lines)
    for length in (len, _octets):
        lengths = [length(line.before) + length(line.text) for line in lines]
        width = max(
            [own for own, line in zip(lengths, lines, strict=True) if _may_be_broken(line)], default=0
        )
        if width > LONGEST_WRAPPED or (number == 1 and width not in USUAL_WIDTHS):
            continue
        is_full = [
            above + 1 + length(line.text.split(maxsplit=1)[0]) > width
            for above, line in zip(lengths, lines[1:], strict=False)
        ]
        if all(full for full, is_sure in zip(is_full, sure, strict=True) if is_sure):
            found = [
                is_sure or (full and _may_go_on(above, below, marks))
                for full, is_sure, (above, below) in zip(is_full, sure, pairwise(lines), strict=True)
            ]
            return found if sum(found) <= 2 * number else sure
    return sure


def _may_be_broken(line: Line) -> bool:
    """Not so a single word, nor, in many programs, what holds a link."""
    return " " in line.text and "://" not in line.text


def _surely_goes_on(above: Line, below: Line) -> bool:
    return (
        not (below.is_below_blank or below.mark)
        and SHORTEST_WRAPPED <= len(above.text) <= LONGEST_WRAPPED
        and above.text[-1] not in ".!?:;"
        and (below.text[0].islower() or below.text[0].isdigit())
    )


def _may_go_on(above: Line, below: Line, marks: Counter[str]) -> bool:
    """Is it below no blank line, and no item of a list? A date or a dash that came to stand at the beginning
    of a line is none: it is the only one (``marks`` are those of all lines)."""
    if below.is_below_blank or not below.mark:
        return not below.is_below_blank
    words = below.text.split(maxsplit=2)
    is_inside = above.text[-1] not in ".!?:;" and len(words) > 1 and words[1][0].islower()
    return is_inside and marks[below.mark] == 1


def _octets(text: str) -> int:
    """The length as programs count it that know nothing of letters beyond ASCII."""
    return len(text.encode("utf-8", "replace"))
