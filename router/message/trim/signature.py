"""Which lines of what a customer wrote are the signature, and which were added by others than him.

The walk goes line by line. A sign-off ("Mvh", "-- ") or the sender's own name begins a signature; a "PS", a
question or a real sentence after it ends it again, because that is the customer saying something. A courtesy
("På forhånd takk!", "God helg!") above the sign-off is the customer's own sentence and stays new; only where
it is itself the sign-off, with the name directly below it, does it begin the signature. What firms, clients
and servers add is told apart by :mod:`router.message.trim.disclaimer`. When unsure, a line is kept as new.
"""

import re
from collections.abc import Sequence

from router.message.parts import Section
from router.message.trim.asking import asks, tells
from router.message.trim.banner import end_of_banner
from router.message.trim.contact import is_contact_detail, is_list_item, is_name_like, is_prose
from router.message.trim.disclaimer import Additions, is_client_footer
from router.message.trim.given_names import is_given_name, is_persons_name
from router.message.trim.sign_off import MAX_LINE, is_courtesy, sign_off_at_end, sign_off_rest
from router.message.trim.writer import Writer, writer_of

_DELIMITER = re.compile(r"(?:--|—|–)$")
_RULE = re.compile(r"[-_=*~–—]{3,200}$")
_DASHED_NAME = re.compile(r"(?:[-–—~]|//?\s?)(?P<name>[^\W\d_].*)$")
_POSTSCRIPT = re.compile(r"\W{0,3}p\.?\s?(?:p\.?\s?)?s\.?(?:\W|$)", re.IGNORECASE)
_REMOTE = re.compile(r"team\s?viewer|any\s?desk|\bt[vw]\b|\bid\b", re.IGNORECASE)
_POINTS_AT = re.compile(
    r"\b(?:denne|disse|desse|følgende|følgjande|these|following|som heter|som heiter)\b", re.IGNORECASE
)
_GREETING = re.compile(r"(?:hei|hallo|hi|hello|dear|kjære|god dag)\b[^.?!\d]{0,30}[,!.]?", re.IGNORECASE)
_LAST_WORDS = 80
"""So near to its end must a text point at what stands below it."""
_LINES_BELOW = 12
"""How far below a line is looked to see whether only contact details follow."""


def closing_sections(lines: Sequence[str], sender_name: str = "") -> list[Section]:
    """The section of each line of a new text: ``NEW``, ``SIGNATURE`` or ``DISCLAIMER``.

    ``sender_name`` is the display name of the From field: many people end a mail with their name alone.
    """
    return _Walk(lines, writer_of(sender_name)).sections


def inline_sign_off(
    lines: Sequence[str], sections: Sequence[Section], sender_name: str = ""
) -> tuple[int, int] | None:
    """Line and column where a sign-off begins behind a sentence on the same line ("Takk! Mvh Kari").

    ``sections`` are those of :func:`closing_sections`. Only the last line of new text can hold one; what
    begins there is ``SIGNATURE``. ``None`` where there is none.
    """
    number = len(lines) - 1
    while number >= 0 and (sections[number] is not Section.NEW or not lines[number].strip()):
        number -= 1
    if number < 0 or sign_off_rest(lines[number].strip()) is not None:
        return None
    begin = sign_off_at_end(lines[number], writer_of(sender_name).is_named_by)
    return None if begin is None else (number, begin)


class _Walk:
    """One walk down the lines of a text."""

    def __init__(self, lines: Sequence[str], writer: Writer) -> None:
        self._texts = [line.strip() for line in lines]
        self._additions = Additions(self._texts)
        self._writer = writer
        self._prose: dict[int, bool] = {}
        self.sections = [Section.NEW] * len(lines)
        self._walk()
        self._fill_blanks()

    def _walk(self) -> None:
        texts = self._texts
        inside = signed = said = added = False
        number = above = next((i for i, text in enumerate(texts) if text), len(texts))
        number = self._mark(number, end_of_banner(texts, number), Section.DISCLAIMER)
        while number < len(texts):
            text = texts[number]
            if not text:
                number += 1
                continue
            begins_paragraph = number == 0 or not texts[number - 1] or added
            may_be_added = begins_paragraph or number == len(texts) - 1
            if may_be_added or (signed and not _is_own_word(text)):
                end = self._additions.end_of_addition(number, below_signature=signed, below_addition=added)
                if end > number and self._is_added(number, end, said=said, signed=signed, added=added):
                    added, above = True, end - 1
                    number = self._mark(number, end, Section.DISCLAIMER)
                    continue
            added = False
            if inside and _is_remote(text):
                is_signature = False  # the customer's word, but the signature goes on below it
            elif inside:
                is_signature = inside = self._stays_inside(number)
            else:
                is_signature = inside = self._begins(number, above, said, begins_paragraph) or (
                    signed and self._resumes(number, above, begins_paragraph)
                )
            signed = signed or inside
            said = said or not (is_signature or _GREETING.fullmatch(text))
            if is_signature:
                self.sections[number] = Section.SIGNATURE
            above = number
            number += 1

    def _begins(self, number: int, above: int, said: bool, begins_paragraph: bool) -> bool:
        text = self._texts[number]
        if len(text) > MAX_LINE:
            return False
        following = self._following(number)
        if _DELIMITER.match(text):
            return bool(following) and (not self._is_prose(following[0]) or self._is_addition_below(number))
        if _RULE.match(text):
            is_name = bool(following) and self._names_writer(self._texts[following[0]])
            return said and begins_paragraph and is_name and self._only_details_follow(number)
        rest = sign_off_rest(text)
        is_introduced = said and self._texts[above].endswith(":")
        if rest is not None:
            return self._signs_off(number, rest, self._texts[above] if said else "") and (
                not is_introduced or self._only_details_follow(number)
            )
        if is_introduced:
            return False
        neighbours = [above, *following[:1]]
        if is_list_item(text) and any(is_list_item(self._texts[near]) for near in neighbours):
            return False
        below = self._texts[number + 1] if number + 1 < len(self._texts) else ""
        if said and below and is_courtesy(text) and sign_off_rest(below) is None:
            is_name = self._names_writer(below) or is_name_like(below)
            return is_name and self._only_details_follow(number)
        if self._writer.is_named_by(text):
            is_alone = said and begins_paragraph and not below and len(text) > 2
            return is_alone or self._only_details_follow(number)
        is_pointed_at = _POINTS_AT.search(self._texts[above][-_LAST_WORDS:]) is not None
        if not said or self._is_prose(number) or not (begins_paragraph or not following):
            return False
        if self._writer.begins(text) and (self._writer.is_called(text) or not is_pointed_at):
            return self._only_details_follow(number)
        if not begins_paragraph or is_pointed_at:
            return False
        return (
            self._names_writer_below(number)
            or self._names_somebody(number)
            or (self._is_dashed_name(text) and self._only_details_follow(number))
        )

    def _signs_off(self, number: int, rest: str, above: str) -> bool:
        """Is the sign-off one, by what follows? It may be the end of a sentence that was wrapped."""
        adjacent = number + 1
        goes_on = (
            adjacent < len(self._texts)
            and self._texts[adjacent][:1].islower()
            and self._is_prose(adjacent)
            and not _is_own_word(self._texts[adjacent])
        )
        if goes_on:
            return False
        if above and not above.endswith((".", "!", "?", ")")):
            prose = next((line for line in self._following(number) if self._is_prose(line)), number)
            if prose > number and self._texts[prose][0].islower() and not _is_own_word(self._texts[prose]):
                return False  # "Nederst står det / Med vennlig hilsen / Lunde Optikk / men vi heter ..."
        small = sum(word[0].islower() for word in rest.split())
        return small < 2 or self._only_details_follow(number)

    def _stays_inside(self, number: int) -> bool:
        text = self._texts[number]
        if _is_own_word(text) or asks(text) or (tells(text) and not _is_detail(text)):
            return False
        return sign_off_rest(text) is not None or not self._is_prose(number)

    def _resumes(self, number: int, above: int, begins_paragraph: bool) -> bool:
        """Does the signature go on below a sentence that stood in it?"""
        text, before = self._texts[number], self._texts[above]
        if (
            before.endswith(":")
            or not is_contact_detail(text)
            or self._is_prose(number)
            or _is_own_word(text)
        ):
            return False
        return begins_paragraph or before.endswith((".", "!"))

    def _is_added(self, start: int, end: int, *, said: bool, signed: bool, added: bool) -> bool:
        """Is what reads like an addition one, where it stands?

        Where no more than hello stands above it, "Unsubscribe" is what the customer wants.
        """
        if not said and not signed and self._additions.is_list_footer(start):
            return False
        return signed or added or self._is_last_word(start, end)

    def _is_last_word(self, start: int, end: int) -> bool:
        """Does nothing but additions follow? Words on secrecy with more words below are the customer's."""
        below = next((line for line in range(end, len(self._texts)) if self._texts[line]), None)
        return (
            below is None
            or is_client_footer(self._texts[start])
            or self._additions.end_of_addition(below, below_addition=True) > below
        )

    def _names_writer(self, text: str) -> bool:
        return self._writer.is_named_by(text) or self._writer.begins(text)

    def _names_writer_below(self, number: int) -> bool:
        """A last paragraph of details with the writer's name in it, the firm above the name."""
        end = number
        while end < len(self._texts) and self._texts[end] and end - number <= _LINES_BELOW:
            end += 1
        return (
            end - number >= 2
            and is_contact_detail(self._texts[number])
            and not any(
                self._is_prose(line) or _is_own_word(self._texts[line]) for line in range(number, end)
            )
            and any(
                " " in text and self._writer.is_named_by(text)
                for text in self._texts[number + 1 : min(number + 3, end)]
            )
            and self._only_details_follow(end - 1)
        )

    def _names_somebody(self, number: int) -> bool:
        """A last paragraph that begins with a person's name, where the From field names no person.

        It is the matter itself where other names follow, or the sign-off comes yet.
        """
        is_known = bool(self._writer.words) and is_given_name(self._writer.words[0])
        if is_known or not is_persons_name(self._texts[number]):
            return False
        following = [self._texts[below] for below in self._following(number)]
        is_matter = any(is_persons_name(text) or sign_off_rest(text) is not None for text in following)
        return not is_matter and self._only_details_follow(number)

    def _is_dashed_name(self, text: str) -> bool:
        """ "-Kari Moen" or "// Kari", as people on mailing lists sign."""
        dashed = _DASHED_NAME.match(text)
        return dashed is not None and len(text) <= 40 and is_name_like(dashed["name"])

    def _only_details_follow(self, number: int) -> bool:
        """Below a name alone, only details may come: nothing that asks or tells, but for a postscript."""
        for below in self._following(number):
            if _is_own_word(self._texts[below]):
                return True
            if self._is_prose(below):
                return self._is_addition_below(number)
        return True

    def _is_addition_below(self, number: int) -> bool:
        """Is the first sentence below this line one that others than the customer added?"""
        for below in self._following(number):
            if self._is_prose(below) or _RULE.match(self._texts[below]):
                return self._additions.end_of_addition(below, below_signature=True) > below
        return False

    def _following(self, number: int) -> list[int]:
        end = min(len(self._texts), number + 1 + _LINES_BELOW)
        return [below for below in range(number + 1, end) if self._texts[below]]

    def _is_prose(self, number: int) -> bool:
        found = self._prose.get(number)
        if found is None:
            found = self._prose[number] = is_prose(self._texts[number])
        return found

    def _mark(self, start: int, end: int, section: Section) -> int:
        self.sections[start:end] = [section] * (end - start)
        return end

    def _fill_blanks(self) -> None:
        """A blank line belongs to what surrounds it; between the customer's words and others', to his."""
        above: Section | None = None
        start = 0
        for number, text in enumerate(self._texts):
            if not text:
                continue
            here = self.sections[number]
            between = Section.NEW if Section.NEW in (here, above) else above or here
            self._mark(start, number, between)
            above, start = here, number + 1
        if above is not None:
            self._mark(start, len(self._texts), above)


def _is_detail(text: str) -> bool:
    """Is it a contact detail, and no sentence that holds one ("Ny bruker til Ola, ola@nes.example")?"""
    words = [word for word in text.split() if word[0].isalnum()]
    return is_contact_detail(text) and sum(word[0].islower() for word in words) * 2 < len(words)


def _is_own_word(text: str) -> bool:
    """Is it surely the customer who speaks, even below the signature?"""
    return _POSTSCRIPT.match(text) is not None or _is_remote(text)


def _is_remote(text: str) -> bool:
    """The line by which a support consultant may connect: it is what the customer wants us to read."""
    begin = text[:MAX_LINE]
    return sum(letter.isdigit() for letter in begin) >= 9 and _REMOTE.search(begin) is not None
