"""Menu paths: where in the program the customer is ("Regnskap > Rapporter > Saldobalanse", "Fil → Eksport").

A path is written within a sentence, so its ends are not marked: it begins with the last word that has a
capital letter before the first arrow and ends with the words in capitals after the last one. With two arrows
or more, single words in small letters count as well ("fil > eksport > excel").
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from router.message.marks.found import Found, Sought
from router.message.parts import MarkKind

_ARROW = re.compile(r"[ \t]{0,3}(?:-{1,2}>|=>|[→➔➜⇒»›]|>{1,2})(?!=)[ \t]{0,3}")
_CAPITAL_TO_END = re.compile(r"[A-ZÆØÅ0-9][\w&/.+-]{0,30}(?:[ ][\w&/+-]{1,20}){0,3}$")
_LAST_WORD = re.compile(r"[^\W\d_][\w&/+-]{0,30}$")
_MIDDLE = re.compile(r"[\"'«]?[^\W_][\w&/.+()-]{0,30}(?:[ ,]{1,2}[\w&/.+()-]{1,30}){0,4}[\"'»]?")
_BEGINNING = re.compile(
    r"[\"'«]?[A-ZÆØÅ0-9][\w&/+-]{0,30}(?:[ ](?:(?:og|av|for|per|pr|and"
    r"|of)[ ])?[A-ZÆØÅ0-9][\w&/+-]{0,30}){0,3}"
)
_FIRST_WORD = re.compile(r"[^\W\d_][\w&/+-]{0,30}")
_GOES_ON = frozenset((
    "og", "så", "som", "i", "på", "er", "står", "for", "men", "eller", "får", "and", "then", "is", "i", "å",
    "der", "da",
))  # fmt: skip
"""Words with which the sentence goes on behind an arrow."""
_LONGEST_LINE = 1_000


def menu_paths(sought: Sought) -> Iterator[Found]:
    """Every menu path in the text."""
    text = sought.text
    if not any(arrow in text for arrow in ">→➔➜⇒»›"):
        return
    start = 0
    for line in text.split("\n"):
        if len(line) <= _LONGEST_LINE and not line.lstrip().startswith((">", "-->", "|", "=>")):
            yield from _in_line(line, start)
        start += len(line) + 1


def _in_line(line: str, offset: int) -> Iterator[Found]:
    arrows = [
        arrow
        for arrow in _ARROW.finditer(line)
        # "<a@b.example>" and «words» hold none.
        if "<" not in line[max(0, arrow.start() - 60) : arrow.start()]
        and not ("«" in line and arrow[0].strip() in "»›")
    ]
    first = 0
    while first < len(arrows):
        last = first
        while last + 1 < len(arrows) and _MIDDLE.fullmatch(
            line[arrows[last].end() : arrows[last + 1].start()]
        ):
            last += 1
        path = _path(line, arrows[first : last + 1], arrows[first - 1].end() if first else 0)
        if path is not None:
            yield Found(MarkKind.MENU_PATH, path[0], offset + path[1], offset + path[2])
        first = last + 1


def _path(line: str, arrows: list[re.Match[str]], begin: int) -> tuple[str, int, int] | None:
    head, tail = line[begin : arrows[0].start()], line[arrows[-1].end() :]
    is_long = len(arrows) > 1
    opening = _capitals_before(head) or (_LAST_WORD.search(head) if is_long else None)
    closing = _BEGINNING.match(tail) or (_FIRST_WORD.match(tail) if is_long else None)
    if closing is not None and closing[0] in _GOES_ON:
        return None if len(arrows) < 3 else _path(line, arrows[:-1], begin)
    if opening is None or closing is None or not any(letter.isalpha() for letter in opening[0] + closing[0]):
        return None
    if not is_long and not (_has_letters(opening[0]) and _has_letters(closing[0])):
        return None
    between = [line[a.end() : b.start()] for a, b in pairwise(arrows)]
    steps = [opening[0], *between, closing[0]]
    return (
        " > ".join(step.strip(" \"'«»") for step in steps),
        begin + opening.start(),
        arrows[-1].end() + closing.end(),
    )


def _capitals_before(head: str) -> re.Match[str] | None:
    """From the last word with a capital to the arrow, at most four words."""
    found: re.Match[str] | None = None
    for place in range(len(head) - 1, max(-1, len(head) - 80), -1):
        if (head[place].isupper() or head[place].isdigit()) and (place == 0 or not head[place - 1].isalnum()):
            found = _CAPITAL_TO_END.match(head, place)
            break
    return found


def _has_letters(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= 2
