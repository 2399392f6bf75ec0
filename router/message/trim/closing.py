"""Where the closing of a mail stands: signature and additions below, or between, what is new."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from router.message.parts import Section
from router.message.trim.sectioned import Sectioned
from router.message.trim.signature import closing_sections, inline_sign_off
from router.message.trim.writer import writer_of

_THANKS = re.compile(
    r"\W{0,3}(?:(?:tusen|mange|hjertelig) )?(?:takk|tack|tak|thanks|thank you|danke)\b", re.IGNORECASE
)


def mark_closings(body: Sectioned, start: int, sender_name: str) -> None:
    """Mark the closing of each run of new lines; what the HTML calls a signature is looked at again."""
    number = start
    said_above = ""
    while number < len(body.texts):
        if body.sections[number] is Section.QUOTED:
            number += 1
            continue
        end = number
        while end < len(body.texts) and body.sections[end] is not Section.QUOTED:
            end += 1
        found = _closings(body, number, end, sender_name, said_above)
        body.sections[number:end] = _without_what_is_shown(body.texts[number:end], found, sender_name)
        for n in range(number, end):
            if body.sections[n] is Section.NEW and body.texts[n].strip() == "--":
                body.sections[n] = Section.SIGNATURE  # RFC 3676, section 4.3: it is nobody's word
            if body.sections[n] is Section.NEW and body.texts[n].strip():
                said_above = body.texts[n]
        number = end


def _closings(body: Sectioned, begin: int, end: int, sender_name: str, said_above: str) -> list[Section]:
    run = body.texts[begin:end]
    if said_above:
        # Below an answer between quoted lines, a name alone is a signature.
        return closing_sections([said_above, "", *run], sender_name)[2:]
    # A client's signature element may hold the customer's words, who wrote below or inside it. So a
    # line in it is judged as a line after "-- ", not believed.
    signed = next((n for n in range(begin, end) if body.sections[n] is Section.SIGNATURE), None)
    if signed is None or not any(text.strip() for text in body.texts[begin:signed]):
        return closing_sections(run, sender_name)
    upper = closing_sections(run[: signed - begin], sender_name)
    lower = closing_sections(["-- ", *run[signed - begin :]], sender_name)[1:]
    return upper + lower


def _without_what_is_shown(texts: Sequence[str], sections: list[Section], sender_name: str) -> list[Section]:
    """Make a sign-off of others new that stands above the customer's own words and sign-off.

    "Teksten i purringen skal være: … Med vennlig hilsen Nes Bygg AS. Kan dere legge den inn? Mvh Ola Nes"
    """
    first_name = next(iter(writer_of(sender_name).words), "")
    blocks = [
        list(group)
        for section, group in groupby(range(len(texts)), key=lambda number: sections[number])
        if section is Section.SIGNATURE
    ]
    if not first_name or len(blocks) < 2 or first_name not in _words(texts, blocks[-1]):
        return sections
    kept = list(sections)
    for block in blocks[:-1]:
        if first_name not in _words(texts, block):
            for number in block:
                kept[number] = Section.NEW
    return kept


def _words(texts: Sequence[str], numbers: Iterable[int]) -> set[str]:
    return {word.strip(".,:;|/") for number in numbers for word in texts[number].casefold().split()}


def part_sign_off(body: Sectioned, sender_name: str) -> None:
    """Give a sign-off behind the last sentence ("Takk! Mvh Kari") a line of its own."""
    found = inline_sign_off(body.texts, body.sections, sender_name)
    if found is not None:
        body.part(*found, Section.SIGNATURE)


def keep_thanks(body: Sectioned) -> bool:
    """Make thanks new that were taken for a sign-off and are all that is said; whether there were any."""
    found = [
        number
        for number, text in enumerate(body.texts)
        if body.sections[number] is Section.SIGNATURE and _THANKS.match(text)
    ]
    for number in found:
        body.sections[number] = Section.NEW
    return bool(found)
