"""What the customer has just written, apart from the history and the signature.

In this order of trust: the structure of the HTML (the lines come with their sections), the marks that mail
clients write in the text (:mod:`router.message.history`), then lines that begin with ">". Then the signature.
Each line keeps its place in exactly one section, so nothing is lost. The customer's own words are never cut:
where nothing new would remain, the whole text is new; and in a forwarded mail whose own text says no more
than "se under", what was forwarded is the request.
"""

import re
from collections.abc import Sequence

from router.message.history import Mark, MarkKind, first_mark, mark_at
from router.message.lines import MAX_LINES, Line
from router.message.parts import BodyText, Section
from router.message.signature import signature_lines

_POINTER = re.compile(
    r"(?:(?:hei|hallo|hi|god (?:dag|morgen))\b[^\w\n]*(?:alle|igjen|dere|all)?[^\w\n]*)?"
    r"(?:(?:se|sjå|ref|jf|viser til)\b.{0,20}(?:under|nedenfor|nedanfor|under her|mail|e-?post|vedlagt"
    r"|vedlegg).{0,15}"
    r"|f\.?y\.?i\.?|til (?:info|informasjon|orientering|deg|dere|oppfølging)|for information|see below"
    r"|(?:fyi,? ?)?(?:kan|kunne) (?:du|dere|noen) (?:ta|se på|sjekke|svare på|hjelpe (?:ham|henne|dem|med)"
    r"|følge opp)"
    r"(?: på)? ?(?:denne|dette|saken|her)?(?: saken)?"
    r"|(?:can|could) (?:you|someone) (?:take|look at|handle) (?:this|it)(?: one)?"
    r"|videresend(?:er|t|es)(?: til dere| herved)?|vidaresender|denne er til dere|tar dere denne"
    r"|er dette noe for dere)"
    r"[\s.,!?:;)\-–👇⬇️]*",
    re.IGNORECASE,
)
_POINTER_GREETING = re.compile(r"(?:hei|hallo|hi|hello|heisann|god (?:dag|morgen))\b.{0,25}", re.IGNORECASE)
_REFERS_BELOW = re.compile(
    r"\b(?:se|sjå)\s+(?:mail\w*|e-?post\w*|under|nedenfor|nedanfor)\b|\bsee\s+below\b"
    r"|\bhjelpe\b.{0,20}\bmed (?:dette|denne)\b",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(
    r"\s*(?:vs|fw|fwd|vb|wg|vidr|videresendt|vidaresendt|tr|i)\s*(?:\[\d+\])?\s*[.:]", re.IGNORECASE
)
_AMOUNT = re.compile(r"\s*>\s*[\d=]")
_MAX_FORWARDS = 3
"""How many times a forwarded mail may itself be a forwarded mail."""


def trim(lines: Sequence[Line], *, sender_name: str = "", subject: str = "") -> BodyText:
    """Take a body apart into what is new, what is quoted and what is signature."""
    sections = trimmed_sections(lines, sender_name=sender_name, subject=subject)
    return BodyText(
        new_text=_joined(lines, sections, Section.NEW),
        quoted_text=_joined(lines, sections, Section.QUOTED),
        signature=_joined(lines, sections, Section.SIGNATURE),
    )


def is_pointer(text: str) -> bool:
    """Does the text say no more than "see below", or nothing at all?"""
    own = [line.strip() for line in text.split("\n") if line.strip()]
    if len(own) > 1 and len(own[0]) < 40 and _POINTER_GREETING.fullmatch(own[0]):
        own = own[1:]
    if sum(map(len, own)) >= 120:
        return False
    said = " ".join(own)
    return not said or bool(_POINTER.fullmatch(said) or _POINTER_GREETING.fullmatch(said))


def trimmed_sections(lines: Sequence[Line], *, sender_name: str = "", subject: str = "") -> list[Section]:
    """The section of each line, in the lines' order."""
    if len(lines) > MAX_LINES + 1:
        first = trimmed_sections(lines[:MAX_LINES], sender_name=sender_name, subject=subject)
        rest = Section.QUOTED if first[-1] is Section.QUOTED else Section.NEW
        return [*first, *[rest] * (len(lines) - MAX_LINES)]
    texts = [line.text for line in lines]
    sections = [line.section for line in lines]
    forward = _mark_history(texts, sections, 0)
    _mark_signatures(texts, sections, 0, sender_name)
    is_forward = _FORWARD_SUBJECT.match(subject) is not None or (forward is not None and forward.is_forward)
    start = 0
    for _ in range(_MAX_FORWARDS):
        if not _has(texts, sections, Section.QUOTED, start) or not _only_points(
            texts, sections, start, is_forward
        ):
            break
        start = _open_forwarded(texts, sections, start)
    if not _has(texts, sections, Section.NEW, 0):
        return [Section.NEW] * len(lines)
    return sections


def _mark_history(texts: Sequence[str], sections: list[Section], start: int) -> Mark | None:
    """Mark what the text itself shows to be quoted; returns the mark that made the cut, if one did."""
    found = None
    number = start
    attributed = False
    while number < len(texts):
        if sections[number] is Section.QUOTED:
            number += 1
            continue
        mark = mark_at(texts, number)
        if mark is None:
            number += 1
            continue
        found = found or mark
        begin = _with_rule_above(texts, mark.start, start)
        following = _next_text(texts, mark.end)
        has_own_quote = following < len(texts) and (
            texts[following].lstrip().startswith(">") or sections[following] is Section.QUOTED
        )
        if mark.kind is MarkKind.ATTRIBUTION and has_own_quote:
            # What is quoted is marked line by line, so there may be answers between and below.
            sections[begin : mark.end] = [Section.QUOTED] * (mark.end - begin)
            attributed = True
            number = mark.end
            continue
        sections[begin:] = [Section.QUOTED] * (len(texts) - begin)
        break
    _mark_angles(texts, sections, start, attributed=attributed)
    return found


def _mark_angles(texts: Sequence[str], sections: list[Section], start: int, *, attributed: bool) -> None:
    """Mark lines that begin with ">". One alone may be the customer's own "> 10 000 kr"."""
    angled = [
        number
        for number in range(start, len(texts))
        if sections[number] is not Section.QUOTED and texts[number].lstrip().startswith(">")
    ]
    neighbours = set(angled)
    for number in angled:
        stands_alone = number - 1 not in neighbours and number + 1 not in neighbours
        if attributed or not (stands_alone and (len(angled) == 1 or _AMOUNT.match(texts[number]))):
            sections[number] = Section.QUOTED


def _mark_signatures(texts: Sequence[str], sections: list[Section], start: int, sender_name: str) -> None:
    """Mark the signature in each run of new lines; what the HTML calls a signature is looked at again."""
    number = start
    while number < len(texts):
        if sections[number] is Section.QUOTED:
            number += 1
            continue
        end = number
        while end < len(texts) and sections[end] is not Section.QUOTED:
            end += 1
        # A client's signature element may hold the customer's words, who wrote below or inside it. So a
        # line in it is judged as a line after "-- ", not believed.
        run = list(texts[number:end])
        begin = next((i for i in range(number, end) if sections[i] is Section.SIGNATURE), None)
        if begin is not None and any(text.strip() for text in texts[number:begin]):
            upper = signature_lines(run[: begin - number], sender_name)
            lower = signature_lines(["-- ", *run[begin - number :]], sender_name)[1:]
            judged = upper + lower
        else:
            judged = signature_lines(run, sender_name)
        for offset, is_signature in enumerate(judged):
            sections[number + offset] = Section.SIGNATURE if is_signature else Section.NEW
        number = end


def _only_points(texts: Sequence[str], sections: Sequence[Section], start: int, is_forward: bool) -> bool:
    """Does the new text from here on say no more than that one should read what is below?"""
    own = [
        texts[number].strip()
        for number in range(start, len(texts))
        if sections[number] is Section.NEW and texts[number].strip()
    ]
    if not is_forward:
        return False
    said = " ".join(own)
    return is_pointer("\n".join(own)) or (len(said) < 200 and _REFERS_BELOW.search(said) is not None)


def _open_forwarded(texts: Sequence[str], sections: list[Section], start: int) -> int:
    """Make the forwarded text new, but for its header fields; returns where it begins."""
    first = next(number for number in range(start, len(texts)) if sections[number] is Section.QUOTED)
    mark = first_mark(texts, first)
    begin = mark.end if mark is not None and mark.start - first <= 5 else first
    if begin >= len(texts) or not any(text.strip() for text in texts[begin:]):
        begin = first
    sections[begin:] = [Section.NEW] * (len(texts) - begin)
    _mark_history(texts, sections, begin)
    _mark_signatures(texts, sections, begin, "")
    return begin


def _has(texts: Sequence[str], sections: Sequence[Section], section: Section, start: int) -> bool:
    return any(sections[n] is section and texts[n].strip() for n in range(start, len(texts)))


def _with_rule_above(texts: Sequence[str], begin: int, start: int) -> int:
    """Where the history begins, with the line that some clients draw above it."""
    above = begin - 1
    while above > start and above > begin - 3 and not texts[above].strip():
        above -= 1
    return above if above >= start and _is_rule(texts[above]) else begin


def _is_rule(text: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= 5 and not stripped.strip("_-=*")


def _next_text(texts: Sequence[str], number: int) -> int:
    while number < len(texts) and not texts[number].strip():
        number += 1
    return number


def _joined(lines: Sequence[Line], sections: Sequence[Section], section: Section) -> str:
    """The section's lines; where others stood between, one blank line; no blank lines at either end."""
    chosen: list[str] = []
    previous = None
    for number, line in enumerate(lines):
        if sections[number] is not section:
            continue
        if previous is not None and number != previous + 1 and chosen[-1].strip():
            chosen.append("")
        if previous is not None and number != previous + 1 and not line.text.strip():
            continue
        chosen.append(line.text)
        previous = number
    return "\n".join(chosen).strip("\n ")
