"""Which lines are quoted: by the marks that mail clients write above history, and by ">" before each line."""

import re

from router.message.parts import Section
from router.message.trim.answers import points_at_answers
from router.message.trim.history import HistoryMark, HistoryMarkKind, mark_at, next_text
from router.message.trim.history.attribution import shared_line
from router.message.trim.sectioned import Sectioned

_AMOUNT = re.compile(r"\s*>\s*[\d=]")
_LONG_LINE = 60
"""From where on a quoted line may have been too long for the client that broke it."""


def mark_history(body: Sectioned, start: int) -> HistoryMark | None:
    """Mark what the text itself shows to be quoted; returns the mark that made the cut, if one did."""
    _take_rules_above_quoted(body, start)
    # To a mark, a blockquote below it is as good as lines with ">".
    seen = [
        f"> {text}" if line.is_indented else text for line, text in zip(body.lines, body.texts, strict=True)
    ]
    found = None
    number = start
    attributed = False
    while number < len(body.texts):
        if body.sections[number] is Section.QUOTED:
            number += 1
            continue
        if (column := shared_line(seen, number)) is not None:
            body.part(number, column, Section.NEW)
            seen[number : number + 1] = body.texts[number : number + 2]
            number += 1
        mark = mark_at(seen, number)
        if mark is None:
            number += 1
            continue
        found = found or mark
        begin = _with_rule_above(body, mark.start, start)
        if (end := _own_quote_end(body, mark)) > mark.end:
            # What is quoted is marked line by line, so there may be answers between and below.
            body.sections[begin:end] = [Section.QUOTED] * (end - begin)
            attributed = True
            number = end
            continue
        body.sections[begin:] = [Section.QUOTED] * (len(body.texts) - begin)
        break
    _mark_angles(body, start, attributed=attributed)
    return found


def keep_listed(body: Sectioned) -> None:
    """Keep lines with ">" that the customer announces ("Menyvalg:") where the mail answers none."""
    number = 0
    while number < len(body.texts):
        end = number
        while end < len(body.texts) and body.texts[end].startswith(">"):
            end += 1
        above = body.texts[number - 1].rstrip() if number else ""
        if end > number and above.endswith(":") and body.sections[number - 1] is Section.NEW:
            body.sections[number:end] = [Section.NEW] * (end - number)
        number = max(end, number + 1)


def _take_rules_above_quoted(body: Sectioned, start: int) -> None:
    """Count the line that a client draws above the history to it, where the HTML shows only the rest."""
    for number in range(start + 1, len(body.texts)):
        if body.sections[number] is Section.QUOTED and body.sections[number - 1] is not Section.QUOTED:
            begin = _with_rule_above(body, number, start)
            body.sections[begin:number] = [Section.QUOTED] * (number - begin)


def _own_quote_end(body: Sectioned, mark: HistoryMark) -> int:
    """Where the quoted lines below a mark end if each of them is marked; else where the mark ends."""
    after = mark.end
    following = next_text(body.texts, after)
    if mark.kind is not HistoryMarkKind.ATTRIBUTION:
        is_marked = mark.end - mark.start > 1 and body.texts[mark.end - 1].lstrip().startswith(">")
        if not is_marked and following < len(body.texts) and body.texts[following].startswith(">"):
            is_marked = points_at_answers("\n".join(body.texts[max(0, mark.start - 12) : mark.start]))
        return after + 1 if is_marked and after < len(body.texts) else after
    if following < len(body.texts) and body.texts[following].startswith("|"):
        # Some clients quote with "|"; from here on it is as good as ">".
        body.texts[following:] = [
            f">{text[1:]}" if text.startswith("|") else text for text in body.texts[following:]
        ]
    if following >= len(body.texts):
        return after
    if body.texts[following].lstrip().startswith(">") or body.sections[following] is Section.QUOTED:
        return following + 1
    end = following
    while end < len(body.lines) and (body.lines[end].is_indented or body.lines[end].is_blank):
        end += 1
    return end if end > following else after


def _mark_angles(body: Sectioned, start: int, *, attributed: bool) -> None:
    """Mark lines that begin with ">". One alone may be the customer's own "> 10 000 kr"."""
    angled = [
        number for number in range(start, len(body.texts)) if body.texts[number].lstrip().startswith(">")
    ]
    neighbours = set(angled)
    for number in angled:
        stands_alone = number - 1 not in neighbours and number + 1 not in neighbours
        if attributed or not (stands_alone and _may_be_own(body, number)):
            body.sections[number] = Section.QUOTED
        broken = number + 1
        stands_between = broken not in neighbours and broken + 1 in neighbours
        if stands_between and _is_broken_off(*body.texts[number : broken + 2]):
            body.sections[broken] = Section.QUOTED


def _may_be_own(body: Sectioned, number: int) -> bool:
    """May a single line with ">" be the customer's own: an amount, or a message of the program?"""
    if body.texts[number].rstrip().endswith("?") or number == next_text(body.texts, 0):
        return bool(_AMOUNT.match(body.texts[number]))
    if _AMOUNT.match(body.texts[number]) or next_text(body.texts, number + 1) < len(body.texts):
        return True
    above = next((text for text in reversed(body.texts[:number]) if text.strip()), ":")
    return above.rstrip().endswith(":")


def _with_rule_above(body: Sectioned, begin: int, start: int) -> int:
    """Where the history begins, with the line that some clients draw above it."""
    above = begin - 1
    while above > start and above > begin - 3 and not body.texts[above].strip():
        above -= 1
    return above if above >= start and _is_rule(body.texts[above]) else begin


def _is_broken_off(above: str, text: str, below: str) -> bool:
    """Is it what a client broke off the end of a long quoted line, and did not mark as quoted?"""
    words = text.split()
    if not 0 < len(words) <= 3 or not below.strip("> "):
        return False
    goes_on = len(above) >= _LONG_LINE and above.rstrip()[-1:] not in ".?!:"
    return goes_on or (len(words) <= 2 and text.rstrip().endswith((")", ">")))


def _is_rule(text: str) -> bool:
    stripped = text.strip()
    is_drawn = len(stripped) >= 5 and not stripped.strip("_-=*")
    is_titled = len(stripped) <= 60 and stripped[:3] == stripped[-3:] == "---"
    return is_drawn or is_titled
