"""Which line ends of a text the sender's program made, and not the customer.

A program that wraps breaks a line where its next word would not fit any more. So what it broke has one width:
no line is longer, and no line end leaves room for the word that follows. Where the line ends that are surely
the program's own (a long line without punctuation, and a small letter below it) agree on such a width, the
other line ends that leave no room are taken for the program's, too, also behind a full stop and before a
capital letter. Not so where there are more of them than of sure ones, since lines of a customer's own list
may be of much the same length, nor where the customer ends other lines himself.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import compress, pairwise
from operator import or_
from typing import NamedTuple

_SHORTEST_WRAPPED = 56
"""Characters of a line that ends without punctuation and was surely broken by the sender's program."""
_LONGEST_WRAPPED = 100
"""A line longer than this was not broken by a program: the customer ended it."""
_USUAL_WIDTHS = range(66, 81)
"""Those of most programs: only of them one sure line end alone is evidence."""
_SHORTEST_TOLD = 25
"""Characters of a line that tells something; a shorter one may be a greeting or the rest of a sentence."""
_ENDS = ".!?:;"
_NEVER_LAST = frozenset(
    """
    har må skal kan vil blir og eller at som når hvis dersom en ei et ein eit til for fra frå hos mot ved uten
    and or which if when the a an must will is from with of for
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words with which nobody ends a line, or a sentence, of this length."""


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


def wrapped(lines: Sequence[Line]) -> list[bool]:
    """Of each line but the first: did the sender's program break it off the line above?"""
    sure = [_surely_wrapped(above, below) for above, below in pairwise(lines)]
    if not any(sure):
        return sure
    marks = Counter(line.mark for line in lines)
    for length in (len, _octets):
        is_full, width = _full(lines, length)
        if width > _LONGEST_WRAPPED or not all(compress(is_full, sure)):
            continue
        also = [
            full and not is_sure and _may_be_wrapped(above, below, marks)
            for full, is_sure, (above, below) in zip(is_full, sure, pairwise(lines), strict=True)
        ]
        is_usual = width in _USUAL_WIDTHS and not any(
            above.text[-1] in _ENDS for above in compress(lines, also)
        )
        enough = sum(also) <= sum(sure) and (sum(sure) > 1 or is_usual)
        return list(map(or_, sure, also)) if enough and not _ends_lines(lines, is_full) else sure
    return sure


def _full(lines: Sequence[Line], length: Callable[[str], int]) -> tuple[list[bool], int]:
    """Of each line but the last: had the first word of the next one no room in it? And how long the longest
    line is that a program may have broken."""
    lengths = [length(line.before) + length(line.text) for line in lines]
    width = max([own for own, line in zip(lengths, lines, strict=True) if _may_be_broken(line)], default=0)
    first_words = [length(line.text.split(maxsplit=1)[0]) for line in lines[1:]]
    return [own + 1 + word > width for own, word in zip(lengths, first_words, strict=False)], width


def _ends_lines(lines: Sequence[Line], is_full: Sequence[bool]) -> bool:
    """Does the customer end lines himself? The first one may be a greeting, and the last ones a farewell."""
    return any(
        not (full or below.is_below_blank or below.mark) and len(above.text) >= _SHORTEST_TOLD
        for full, (above, below) in list(zip(is_full, pairwise(lines), strict=True))[1:-1]
    )


def _may_be_broken(line: Line) -> bool:
    """Not so a single word, nor, in many programs, what holds a link."""
    return " " in line.text and "://" not in line.text


def _surely_wrapped(above: Line, below: Line) -> bool:
    return (
        not (below.is_below_blank or below.mark)
        and _SHORTEST_WRAPPED <= len(above.text) <= _LONGEST_WRAPPED
        and above.text[-1] not in _ENDS
        and (
            below.text[0].islower()
            or below.text[0].isdigit()
            or above.text.rsplit(maxsplit=1)[-1].lower() in _NEVER_LAST
        )
    )


def _may_be_wrapped(above: Line, below: Line, marks: Counter[str]) -> bool:
    """Is it below no blank line, and no item of a list? A date or a dash that came to stand at the beginning
    of a line is none: it is the only one (``marks`` are those of all lines)."""
    if below.is_below_blank or not below.mark:
        return not below.is_below_blank
    words = below.text.split(maxsplit=2)
    is_inside = above.text[-1] not in _ENDS and len(words) > 1 and words[1][0].islower()
    return is_inside and marks[below.mark] == 1


def _octets(text: str) -> int:
    """The length as programs count it that know nothing of letters beyond ASCII."""
    return len(text.encode("utf-8", "replace"))
