"""Answers that a customer wrote between the lines of a quoted mail, each with the question above it.

Two ways are known: below each quoted question, where clients mark what is quoted line by line; and in another
colour within Outlook's quoted mail ("se svar under i rødt"), where only the colour tells them apart. Colour
counts only where the customer's words at the top send the reader there: firms' letterheads have colours too.
"""

import re
from collections.abc import Sequence

from router.message.lines import Line
from router.message.parts import Answer, Section
from router.message.trim.history.attribution import attribution_end
from router.message.trim.history.header_block import field_of
from router.message.trim.sectioned import Sectioned
from router.message.trim.sign_off import sign_off_rest

_POINTS_AT_ANSWERS = re.compile(
    r"\b(?:i|med|in)\s+(?:rødt?|raudt?|blått?|grønt?|red|blue|green)\b|\b(?:rød|raud|blå|grønn?) skrift\b"
    r"|\b(?:svar|svara|svarer|svarene|svart|kommentar\w*|kommentert|kommenterer|answers?|answered|comments?"
    r"|replies|replied)\b"
    r"[^.!?\n]{0,40}\b(?:under|nedenfor|nedanfor|below|inline|in-line|i teksten|i mailen|i e-posten|mellom)\b"
    r"|\b(?:under|nedenfor|nedanfor|below)\b[^.!?\n]{0,20}\b(?:svar|answers?)\b",
    re.IGNORECASE,
)

_GREETING = re.compile(r"(?:hei|hallo|hi|hello|dear|kjære|god dag)\b[^.?!\d]{0,40}[,!.]?", re.IGNORECASE)


def points_at_answers(said: str) -> bool:
    """Do the words send their reader to answers that only their colour, or their place, sets apart?"""
    return _POINTS_AT_ANSWERS.search(said) is not None


def answers_within(
    lines: Sequence[Line], sections: Sequence[Section], sender_name: str = ""
) -> dict[int, int]:
    """Where answers stand within the quoted mail: the column where each begins, by the number of its line.

    They are in colour, or behind the writer's name in brackets, as Outlook can put it ("[Kari Moen] Ja.").
    The new text must point at them; where there is none, who else but the writer coloured the mail above its
    sign-off?
    """
    name = f"[{sender_name.lower()}]"
    found: dict[int, int] = {}
    for number, line in enumerate(lines):
        if sections[number] is not Section.QUOTED or line.is_blank:
            continue
        if len(name) > 4 and line.text.lower().startswith(name):
            found[number] = 0
        elif line.coloured_from is not None and line.text[line.coloured_from :].strip():
            found[number] = line.coloured_from
    if not found:
        return {}
    said = "\n".join(
        line.text for line, section in zip(lines, sections, strict=True) if section is Section.NEW
    )
    if said.strip():
        return found if points_at_answers(said) else {}
    sign_offs = (n for n, line in enumerate(lines) if sign_off_rest(line.text.strip()[:200]) is not None)
    signed = next(sign_offs, len(lines))
    return {number: column for number, column in found.items() if number < signed}


def open_answers(body: Sectioned, sender_name: str) -> None:
    """Make the answers within the quoted mail new; one behind its question gets a line of its own."""
    found = answers_within(body.lines, body.sections, sender_name)
    for number, column in sorted(found.items(), reverse=True):
        if column and body.texts[number][:column].strip():
            body.part(number, column, Section.NEW)
        else:
            body.sections[number] = Section.NEW


def answers_between(lines: Sequence[Line], sections: Sequence[Section]) -> tuple[Answer, ...]:
    """Each answer with the last quoted paragraph above it; none unless new text stands between quoted."""
    found: list[Answer] = []
    question: list[str] = []
    answer: list[str] = []
    is_between = False
    is_new_paragraph = True
    for line, section in zip(lines, sections, strict=True):
        text = line.text.lstrip("> \t|") if section is Section.QUOTED else line.text
        if not text.strip():
            is_new_paragraph = True
            if answer:
                answer.append("")
        elif section is Section.NEW and question:
            answer.append(text)
        elif section is Section.QUOTED:
            if answer:
                found.append(_answer(question, answer))
                is_between, is_new_paragraph = True, True
                answer = []
            if is_new_paragraph:
                question = []
            question.append(text)
            is_new_paragraph = False
        elif answer:
            found.append(_answer(question, answer))
            question, answer = [], []
    if answer:
        found.append(_answer(question, answer))
    return tuple(found) if is_between else ()


def _answer(question: Sequence[str], answer: Sequence[str]) -> Answer:
    # The history's own header fields and greeting may stand right above the question.
    asked = [
        line
        for line in question
        if field_of(line) is None and attribution_end([line], 0) is None and not _GREETING.fullmatch(line)
    ]
    return Answer("\n".join(asked or question).strip(), "\n".join(answer).strip("\n "))
