"""Marks in a text that a support centre looks for, from the TeamViewer ID to "ALLE er ute".

One module a family. Each finder reads the text once and says what stands where; here they are put in order.
A stretch of digits is one thing only, so of two numbers that overlap the first family in `_NUMBERS` has it.
Nothing is looked for in the quoted history.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from router.message.marks.cases import case_numbers
from router.message.marks.checked import checked_numbers, is_organisation_number
from router.message.marks.codes import error_codes
from router.message.marks.found import MOST, Found, Sought, sought
from router.message.marks.menus import menu_paths
from router.message.marks.phones import phones
from router.message.marks.products import products
from router.message.marks.remote import remote_controls
from router.message.marks.times import dates, deadlines
from router.message.marks.urgency import urgency
from router.message.parts import Mark, MarkKind, Marks

__all__ = ["is_organisation_number", "marks"]

_Finder = Callable[[Sought], Iterator[Found]]
_NUMBERS: tuple[_Finder, ...] = (
    case_numbers,
    remote_controls,
    checked_numbers,
    phones,
    dates,
    error_codes,
    products,
)
_WORDS: tuple[_Finder, ...] = (menu_paths, deadlines, urgency)
_BORDER = "\n\u241e\n"
"""Stands between subject and text, so that "Feil" in the one and "12/3" in the other are no error 12."""
_MOST_CHARACTERS = 100_000
"""A new text that is longer is a log or a table; its beginning says enough."""


def marks(subject: str, text: str, signature: str = "") -> Marks:
    """The marks of a subject and a new text.

    The signature is searched for the TeamViewer ID and case numbers too, which many people type below their
    name, but its finds have no place in the text and so no :class:`Mark`.
    """
    text_start = len(subject) + len(_BORDER)
    signature_start = text_start + len(text) + 2
    both = f"{subject}{_BORDER}{text}\n\n{signature}"[:_MOST_CHARACTERS]
    found = _found(sought(both))
    visible = [
        one
        for one in found
        if one.end <= len(subject) or text_start <= one.start < one.end <= signature_start - 2
    ]
    return Marks(
        teamviewer_id=next((one.value for one in found if one.kind is MarkKind.TEAMVIEWER_ID), None),
        case_numbers=tuple(dict.fromkeys(one.value for one in found if one.kind is MarkKind.CASE_NUMBER)),
        found=tuple(
            Mark(one.kind, one.value, one.start, one.end, in_subject=True)
            if one.end <= len(subject)
            else Mark(one.kind, one.value, one.start - text_start, one.end - text_start)
            for one in visible
        ),
    )


def _found(text: Sought) -> list[Found]:
    """All marks in order of place."""
    numbers: list[Found] = []
    starts: list[int] = []
    for finder in _NUMBERS:
        for one in islice(finder(text), MOST):
            index = bisect_right(starts, one.start)
            is_free = (index == 0 or numbers[index - 1].end <= one.start) and (
                index == len(starts) or one.end <= starts[index]
            )
            if is_free:
                numbers.insert(index, one)
                starts.insert(index, one.start)
    return sorted([*numbers, *_words(text)], key=lambda one: (one.start, one.end))


def _words(text: Sought) -> Iterable[Found]:
    for finder in _WORDS:
        yield from islice(finder(text), MOST)
