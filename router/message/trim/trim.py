"""What the customer has just written, apart from the history, the signature and what was added to every mail.

In this order of trust: the structure of the HTML (the lines come with their sections), the marks that mail
clients write in the text (:mod:`router.message.trim.history`), then lines that begin with ">". Then the
signature. Each line keeps its place in exactly one section, so nothing is lost. The customer's own words are
never cut: where history leaves nothing new and the subject is not that of a reply, what was passed on is the
request, or else the whole text is new; and so it is in a forwarded mail whose own text says no more than "se
under".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from router.message.lines import MAX_LINES, Line, body_text
from router.message.parts import Address, BodyText, Section
from router.message.trim.answers import answers_between, answers_within, points_at_answers
from router.message.trim.forwarded import author_of, has_forward_subject, points_on, refers_below
from router.message.trim.history import HistoryMark, HistoryMarkKind, first_mark, mark_at, next_text
from router.message.trim.signature import closing_sections, inline_sign_off

_REPLY_SUBJECT = re.compile(
    r"\s*(?:re|sv|svar|aw|antw|ang|vedr|odp|vá|ref|res|rif|bls|ynt|atb|hn|haun)\s*(?:\[\d+\])?\s*[.:]",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\W{0,3}(?:(?:tusen|mange|hjertelig) )?(?:takk|tack|tak|thanks|thank you|danke)\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"\s*>\s*[\d=]")
_LONG_LINE = 60
"""From where on a quoted line may have been too long for the client that broke it."""
_MAX_FORWARDS = 3
"""How many times a forwarded mail may itself be a forwarded mail."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A body's lines, and the section of each."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    forwarded_from: Address | None = None
    """Who wrote the request, where the sender only forwarded it."""

    @property
    def text(self) -> BodyText:
        """The text, taken apart."""
        return body_text(self.lines, self.sections, answers_between(self.lines, self.sections))

    def followed_by(self, other: "Trimmed") -> "Trimmed":
        """Both, one below the other, as the texts of a mail and of one that it forwards are read."""
        if not self.lines:
            return other
        return Trimmed(
            (*self.lines, Line(""), *other.lines),
            (*self.sections, self.sections[-1], *other.sections),
            other.forwarded_from or self.forwarded_from,
        )


def trim(
    lines: Sequence[Line],
    *,
    sender_name: str = "",
    subject: str = "",
    ours: frozenset[str] = frozenset(),
) -> Trimmed:
    """Take a body apart into what is new, what is quoted, what is signature and what was added.

    ``ours`` are the firm's mailboxes ("support@firma.example") and domains ("@firma.example"), in lower case:
    what they wrote is no customer's request.
    """
    if len(lines) > MAX_LINES + 1:
        first = trim(lines[:MAX_LINES], sender_name=sender_name, subject=subject, ours=ours)
        rest = Section.QUOTED if first.sections[-1] is Section.QUOTED else Section.NEW
        sections = (*first.sections, *[rest] * (len(lines) - MAX_LINES))
        return Trimmed((*first.lines, *lines[MAX_LINES:]), sections, first.forwarded_from)
    body = _Body([line.text for line in lines], [line.section for line in lines], list(lines))
    forward = body.mark_history(0)
    body.mark_closings(0, sender_name)
    is_reply = _REPLY_SUBJECT.match(subject) is not None
    if not is_reply:
        body.keep_listed()
    has_forward_mark = forward is not None and forward.is_forward
    author = body.open_forwarded(has_forward_subject(subject), has_forward_mark, is_reply, ours)
    body.part_sign_off(author.name if author is not None else sender_name)
    if author is None:
        body.open_answers(sender_name)
    says_nothing = not body.has(Section.NEW) and not body.keep_thanks()
    if says_nothing and body.has(Section.QUOTED) and not is_reply:
        author = body.open_first()
        if author is None:
            return Trimmed(tuple(lines), (Section.NEW,) * len(lines))
    return Trimmed(tuple(body.lines), tuple(body.sections), author)


@dataclass(slots=True)
class _Body:
    """The lines' texts and their sections, while they are being told apart."""

    texts: list[str]
    sections: list[Section]
    lines: list[Line]

    def has(self, section: Section, start: int = 0) -> bool:
        return any(
            self.sections[n] is section and self.texts[n].strip() for n in range(start, len(self.texts))
        )

    def mark_history(self, start: int) -> HistoryMark | None:
        """Mark what the text itself shows to be quoted; returns the mark that made the cut, if one did."""
        self._take_rules_above_quoted(start)
        # To a mark, a blockquote below it is as good as lines with ">".
        seen = [
            f"> {text}" if line.is_indented else text
            for line, text in zip(self.lines, self.texts, strict=True)
        ]
        found = None
        number = start
        attributed = False
        while number < len(self.texts):
            if self.sections[number] is Section.QUOTED:
                number += 1
                continue
            mark = mark_at(seen, number)
            if mark is None:
                number += 1
                continue
            found = found or mark
            begin = self._with_rule_above(mark.start, start)
            if (end := self._own_quote_end(mark)) > mark.end:
                # What is quoted is marked line by line, so there may be answers between and below.
                self.sections[begin:end] = [Section.QUOTED] * (end - begin)
                attributed = True
                number = end
                continue
            self.sections[begin:] = [Section.QUOTED] * (len(self.texts) - begin)
            break
        self._mark_angles(start, attributed=attributed)
        return found

    def _take_rules_above_quoted(self, start: int) -> None:
        """Count the line that a client draws above the history to it, where the HTML shows only the rest."""
        for number in range(start + 1, len(self.texts)):
            if self.sections[number] is Section.QUOTED and self.sections[number - 1] is not Section.QUOTED:
                begin = self._with_rule_above(number, start)
                self.sections[begin:number] = [Section.QUOTED] * (number - begin)

    def _own_quote_end(self, mark: HistoryMark) -> int:
        """Where the quoted lines below a mark end if each of them is marked; else where the mark ends."""
        after = mark.end
        following = next_text(self.texts, after)
        if mark.kind is not HistoryMarkKind.ATTRIBUTION:
            is_marked = mark.end - mark.start > 1 and self.texts[mark.end - 1].lstrip().startswith(">")
            if not is_marked and following < len(self.texts) and self.texts[following].startswith(">"):
                is_marked = points_at_answers("\n".join(self.texts[max(0, mark.start - 12) : mark.start]))
            return after + 1 if is_marked and after < len(self.texts) else after
        if following < len(self.texts) and self.texts[following].startswith("|"):
            # Some clients quote with "|"; from here on it is as good as ">".
            self.texts[following:] = [
                f">{text[1:]}" if text.startswith("|") else text for text in self.texts[following:]
            ]
        if following >= len(self.texts):
            return after
        if self.texts[following].lstrip().startswith(">") or self.sections[following] is Section.QUOTED:
            return following + 1
        end = following
        while end < len(self.lines) and (self.lines[end].is_indented or self.lines[end].is_blank):
            end += 1
        return end if end > following else after

    def _mark_angles(self, start: int, *, attributed: bool) -> None:
        """Mark lines that begin with ">". One alone may be the customer's own "> 10 000 kr"."""
        angled = [
            number for number in range(start, len(self.texts)) if self.texts[number].lstrip().startswith(">")
        ]
        neighbours = set(angled)
        for number in angled:
            stands_alone = number - 1 not in neighbours and number + 1 not in neighbours
            if attributed or not (stands_alone and self._may_be_own(number)):
                self.sections[number] = Section.QUOTED
            broken = number + 1
            stands_between = broken not in neighbours and broken + 1 in neighbours
            if stands_between and _is_broken_off(*self.texts[number : broken + 2]):
                self.sections[broken] = Section.QUOTED

    def _may_be_own(self, number: int) -> bool:
        """May a single line with ">" be the customer's own: an amount, or a message of the program?"""
        if self.texts[number].rstrip().endswith("?") or number == next_text(self.texts, 0):
            return bool(_AMOUNT.match(self.texts[number]))
        if _AMOUNT.match(self.texts[number]) or next_text(self.texts, number + 1) < len(self.texts):
            return True
        above = next((text for text in reversed(self.texts[:number]) if text.strip()), ":")
        return above.rstrip().endswith(":")

    def _with_rule_above(self, begin: int, start: int) -> int:
        """Where the history begins, with the line that some clients draw above it."""
        above = begin - 1
        while above > start and above > begin - 3 and not self.texts[above].strip():
            above -= 1
        return above if above >= start and _is_rule(self.texts[above]) else begin

    def mark_closings(self, start: int, sender_name: str) -> None:
        """Mark the closing of each run of new lines; what the HTML calls a signature is looked at again."""
        number = start
        said_above = ""
        while number < len(self.texts):
            if self.sections[number] is Section.QUOTED:
                number += 1
                continue
            end = number
            while end < len(self.texts) and self.sections[end] is not Section.QUOTED:
                end += 1
            self.sections[number:end] = self._closings(number, end, sender_name, said_above)
            for n in range(number, end):
                if self.sections[n] is Section.NEW and self.texts[n].strip() == "--":
                    self.sections[n] = Section.SIGNATURE  # RFC 3676, section 4.3: it is nobody's word
                if self.sections[n] is Section.NEW and self.texts[n].strip():
                    said_above = self.texts[n]
            number = end

    def _closings(self, begin: int, end: int, sender_name: str, said_above: str) -> list[Section]:
        run = self.texts[begin:end]
        if said_above:
            # Below an answer between quoted lines, a name alone is a signature.
            return closing_sections([said_above, "", *run], sender_name)[2:]
        # A client's signature element may hold the customer's words, who wrote below or inside it. So a
        # line in it is judged as a line after "-- ", not believed.
        signed = next((n for n in range(begin, end) if self.sections[n] is Section.SIGNATURE), None)
        if signed is None or not any(text.strip() for text in self.texts[begin:signed]):
            return closing_sections(run, sender_name)
        upper = closing_sections(run[: signed - begin], sender_name)
        lower = closing_sections(["-- ", *run[signed - begin :]], sender_name)[1:]
        return upper + lower

    def keep_listed(self) -> None:
        """Keep lines with ">" that the customer announces ("Menyvalg:") where the mail answers none."""
        number = 0
        while number < len(self.texts):
            end = number
            while end < len(self.texts) and self.texts[end].startswith(">"):
                end += 1
            above = self.texts[number - 1].rstrip() if number else ""
            if end > number and above.endswith(":") and self.sections[number - 1] is Section.NEW:
                self.sections[number:end] = [Section.NEW] * (end - number)
            number = max(end, number + 1)

    def keep_thanks(self) -> bool:
        """Make thanks new that were taken for a sign-off and are all that is said; whether there were any."""
        found = [
            number
            for number, text in enumerate(self.texts)
            if self.sections[number] is Section.SIGNATURE and _THANKS.match(text)
        ]
        for number in found:
            self.sections[number] = Section.NEW
        return bool(found)

    def open_first(self) -> Address | None:
        """Make the first quoted mail new, as one that was passed on without a word; returns its author."""
        first, begin, author = self._forwarded(0)
        if begin == first or author is None:
            return None
        self._open(first, begin, author)
        return author

    def part_sign_off(self, sender_name: str) -> None:
        """Give a sign-off behind the last sentence ("Takk! Mvh Kari") a line of its own."""
        found = inline_sign_off(self.texts, self.sections, sender_name)
        if found is not None:
            self._part(*found, Section.SIGNATURE)

    def open_answers(self, sender_name: str) -> None:
        """Make the answers within the quoted mail new; one behind its question gets a line of its own."""
        found = answers_within(self.lines, self.sections, sender_name)
        for number, column in sorted(found.items(), reverse=True):
            if column and self.texts[number][:column].strip():
                self._part(number, column, Section.NEW)
            else:
                self.sections[number] = Section.NEW

    def _part(self, number: int, column: int, section: Section) -> None:
        """Give what begins at this column a line of its own, and this section."""
        line, text = self.lines[number], self.texts[number]
        parted = (text[:column].rstrip(), text[column:].lstrip())
        self.texts[number : number + 1] = parted
        self.lines[number : number + 1] = [replace(line, text=piece) for piece in parted]
        self.sections[number : number + 1] = [self.sections[number], section]

    def open_forwarded(
        self, is_forward: bool, has_forward_mark: bool, is_reply: bool, ours: frozenset[str]
    ) -> Address | None:
        """Make what was forwarded new where the sender only points at it; returns its author.

        Below the subject of a forward a greeting, or nothing, points well enough.
        """
        start = 0
        author: Address | None = None
        for _ in range(_MAX_FORWARDS):
            if not self.has(Section.QUOTED, start):
                break
            first, begin, written_by = self._forwarded(start)
            own = "\n".join(
                self.texts[n] for n in range(start, len(self.texts)) if self.sections[n] is Section.NEW
            )
            address = written_by.address.lower() if written_by is not None else ""
            is_ours = not ours.isdisjoint({address, "@" + address.rpartition("@")[2]})
            if points_at_answers(own):
                break
            # In an answer, the history is most often ours; then only an address shows that it is not.
            is_known = written_by is not None and (bool(written_by.address) or not is_reply)
            is_passed_on = is_known and not is_ours and points_on(own)
            is_marked = has_forward_mark and (points_on(own) or not own.strip())
            if not (is_passed_on or is_marked or (is_forward and refers_below(own))):
                break
            self._open(first, begin, written_by)
            author, start = written_by or author, begin
        return author

    def _open(self, first: int, begin: int, written_by: Address | None) -> None:
        """Make the mail new whose mark begins at one line and whose words begin at the other."""
        self.sections[first:begin] = [Section.QUOTED] * (begin - first)
        self.sections[begin:] = [Section.NEW] * (len(self.texts) - begin)
        if self.texts[min(next_text(self.texts, begin), len(self.texts) - 1)].startswith(">"):
            # Apple quotes what it forwards: one ">" says nothing here, two are the history.
            self.texts[begin:] = [text.removeprefix(">").removeprefix(" ") for text in self.texts[begin:]]
            self.lines[begin:] = [
                replace(line, text=text)
                for line, text in zip(self.lines[begin:], self.texts[begin:], strict=True)
            ]
        self.mark_history(begin)
        self.mark_closings(begin, written_by.name if written_by else "")

    def _forwarded(self, start: int) -> tuple[int, int, Address | None]:
        """Where the first quoted text begins, where its own words begin, and who wrote them."""
        first = next(n for n in range(start, len(self.texts)) if self.sections[n] is Section.QUOTED)
        mark = first_mark(self.texts, first)
        if mark is None or mark.start - first > 5 or not any(text.strip() for text in self.texts[mark.end :]):
            return first, first, None
        return first, mark.end, author_of(self.texts, mark)


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
