"""What the customer has just written, apart from the history, the signature and what was added to every mail.

In this order of trust: the structure of the HTML (the lines come with their sections), the marks that mail
clients write in the text (:mod:`router.message.trim.history`), then lines that begin with ">". Then the
signature. Each line keeps its place in exactly one section, so nothing is lost. The customer's own words are
never cut: where history leaves nothing new and the subject is not that of a reply, what was passed on is the
request, or else the whole text is new; and so it is in a forwarded mail whose own text says no more than "se
under". But what the firm wrote itself is never new: below it, a mail without words of its own has none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from router.message.lines import MAX_LINES, Line, body_text
from router.message.parts import Address, BodyText, Section
from router.message.trim.answers import answers_between, open_answers
from router.message.trim.closing import keep_thanks, mark_closings, part_sign_off
from router.message.trim.forwarded import has_forward_subject
from router.message.trim.passed_on import is_of, open_first, open_forwarded
from router.message.trim.quoted import keep_listed, mark_history
from router.message.trim.sectioned import Sectioned

_REPLY_SUBJECT = re.compile(
    r"\s*(?:re|sv|svar|aw|antw|ang|vedr|odp|vá|ref|res|rif|bls|ynt|atb|hn|haun)\s*(?:\[\d+\])?\s*[.:]",
    re.IGNORECASE,
)


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
        """Both, one below the other, as the texts of a mail and of one that it forwards are read.

        The blank line between them stands for what a client writes above a mail that it forwards in the text:
        it is quoted.
        """
        return Trimmed(
            (*self.lines, Line(""), *other.lines),
            (*self.sections, Section.QUOTED, *other.sections),
            other.forwarded_from or self.forwarded_from,
        )


def trim(
    lines: Sequence[Line],
    *,
    sender_name: str = "",
    subject: str = "",
    ours: frozenset[str] = frozenset(),
    written_to: frozenset[str] = frozenset(),
) -> Trimmed:
    """Take a body apart into what is new, what is quoted, what is signature and what was added.

    ``ours`` are the firm's mailboxes ("support@firma.example") and domains ("@firma.example"), in lower case:
    what they wrote is no customer's request. ``written_to`` are those that the mail is written to: what they
    wrote is a request only where the mail says that it is a forward.
    """
    if len(lines) > MAX_LINES + 1:
        first = trim(
            lines[:MAX_LINES], sender_name=sender_name, subject=subject, ours=ours, written_to=written_to
        )
        rest = Section.QUOTED if first.sections[-1] is Section.QUOTED else Section.NEW
        sections = (*first.sections, *[rest] * (len(lines) - MAX_LINES))
        return Trimmed((*first.lines, *lines[MAX_LINES:]), sections, first.forwarded_from)
    body = Sectioned.of(lines)
    forward = mark_history(body, 0)
    mark_closings(body, 0, sender_name)
    is_reply = _REPLY_SUBJECT.match(subject) is not None
    if not is_reply:
        keep_listed(body)
    has_forward_mark = forward is not None and forward.is_forward
    author = open_forwarded(body, has_forward_subject(subject), has_forward_mark, is_reply, ours, written_to)
    part_sign_off(body, author.name if author is not None else sender_name)
    if author is None:
        open_answers(body, sender_name)
    says_nothing = not body.has(Section.NEW) and not keep_thanks(body)
    if says_nothing and body.has(Section.QUOTED) and not is_reply and not is_of(ours, body):
        author = open_first(body)
        if author is None:
            return Trimmed(tuple(lines), (Section.NEW,) * len(lines))
    return Trimmed(tuple(body.lines), tuple(body.sections), author)
