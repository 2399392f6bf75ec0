"""Where two people say different things of the same ticket or mail: shown, never averaged.

What counts is each person's last word. Who says of what kind and area a ticket is says that its mail is a
request, and stands by that until he says otherwise of the mail itself. Who comes round to the other's word
says so with the same command again, and the two agree. Names are compared without regard to capitals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases.tables import (
    CorrectionRow,
    IssueRow,
    MessageCorrectionRow,
    MessageRow,
    TicketRow,
    TicketStatus,
)
from router.triage.issue import MessageClass

Spans = Sequence[Sequence[int]]
_Row = TypeVar("_Row", CorrectionRow, MessageCorrectionRow)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said last."""

    by: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two people or more, of different minds."""

    message_id: int
    about: str
    """A ticket's number, or ``mail`` with the message's id."""
    subject: str
    words: tuple[Said, ...]
    """The last word of each, in the order in which they were said."""


def disagreements(session: Session) -> tuple[Disagreement, ...]:
    """All that there are, by message."""
    found = [*_about_tickets(session), *_about_mails(session)]
    return tuple(sorted(found, key=lambda one: (one.message_id, one.about)))


def is_disputed(corrections: Iterable[CorrectionRow]) -> bool:
    """Whether the people who judged one ticket say different things."""
    return len({(one.kind, one.area) for one in _last_words(corrections)}) > 1


def _last_words(rows: Iterable[_Row]) -> list[_Row]:
    """The last row of each person, oldest first."""
    last: dict[str, _Row] = {}
    for row in rows:
        person = _person(row.corrected_by)
        last.pop(person, None)
        last[person] = row
    return list(last.values())


def _person(name: str) -> str:
    return " ".join(name.casefold().split())


def _about_tickets(session: Session) -> Iterable[Disagreement]:
    rows = session.execute(
        select(CorrectionRow, TicketRow, IssueRow.message_id)
        .join(TicketRow, TicketRow.id == CorrectionRow.ticket_id)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .where(TicketRow.status != TicketStatus.CLOSED)
        .order_by(CorrectionRow.id)
    )
    of_ticket: dict[int, list[CorrectionRow]] = {}
    tickets: dict[int, tuple[TicketRow, int]] = {}
    for correction, ticket, message_id in rows:
        of_ticket.setdefault(ticket.id, []).append(correction)
        tickets[ticket.id] = ticket, message_id
    for ticket_id, corrections in of_ticket.items():
        if is_disputed(corrections):
            ticket, message_id = tickets[ticket_id]
            words = (
                Said(one.corrected_by, one.corrected_at, f"{one.kind} {one.area}")
                for one in _last_words(corrections)
            )
            yield Disagreement(message_id, ticket.number, ticket.subject, tuple(words))


def _about_mails(session: Session) -> Iterable[Disagreement]:
    rows = session.execute(
        select(MessageCorrectionRow, MessageRow.subject)
        .join(MessageRow, MessageRow.id == MessageCorrectionRow.message_id)
        .order_by(MessageCorrectionRow.id)
    )
    of_mail: dict[int, list[MessageCorrectionRow]] = {}
    subjects: dict[int, str] = {}
    for correction, subject in rows:
        of_mail.setdefault(correction.message_id, []).append(correction)
        subjects[correction.message_id] = subject
    of_tickets = _requests_by_ticket(session)
    for message_id, corrections in of_mail.items():
        said = [
            _MailWord(Said(one.corrected_by, one.corrected_at, _word(one)), one.message_class, one.pieces)
            for one in _last_words(corrections)
        ]
        heard = {_person(one.said.by) for one in said}
        said += [one for one in of_tickets.get(message_id, ()) if _person(one.said.by) not in heard]
        if any(_differ(one, other) for at, one in enumerate(said) for other in said[at + 1 :]):
            words = sorted((one.said for one in said), key=lambda one: one.at)
            yield Disagreement(message_id, f"mail {message_id}", subjects[message_id], tuple(words))


@dataclass(frozen=True, slots=True)
class _MailWord:
    """What somebody says of a whole mail, in so many words or by what he says of a ticket of it."""

    said: Said
    message_class: MessageClass
    pieces: Sequence[Spans] = ()


def _requests_by_ticket(session: Session) -> dict[int, list[_MailWord]]:
    """Who says that a mail is a request, by his last word on a ticket of it, closed or open; by message.

    Only mails of which somebody has said something himself: no others can be disputed.
    """
    rows = session.execute(
        select(CorrectionRow, TicketRow.number, IssueRow.message_id)
        .join(TicketRow, TicketRow.id == CorrectionRow.ticket_id)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .where(IssueRow.message_id.in_(select(MessageCorrectionRow.message_id)))
        .order_by(CorrectionRow.id)
    )
    numbers: dict[int, str] = {}
    of_mail: dict[int, list[CorrectionRow]] = {}
    for correction, number, message_id in rows:
        numbers[correction.id] = number
        of_mail.setdefault(message_id, []).append(correction)
    return {
        message_id: [
            _MailWord(
                Said(
                    one.corrected_by,
                    one.corrected_at,
                    f"{MessageClass.REQUEST} ({numbers[one.id]} is {one.kind} {one.area})",
                ),
                MessageClass.REQUEST,
            )
            for one in _last_words(corrections)
        ]
        for message_id, corrections in of_mail.items()
    }


def _differ(one: _MailWord, other: _MailWord) -> bool:
    return one.message_class is not other.message_class or not _divide_alike(one.pieces, other.pieces)


def _divide_alike(pieces: Sequence[Spans], others: Sequence[Spans]) -> bool:
    """Whether no piece of the one lies in two of the other, in the text that both speak of."""
    shared = [
        (at, to) for at, one in enumerate(pieces) for to, two in enumerate(others) if _overlap(one, two)
    ]
    return len({at for at, _ in shared}) == len(shared) == len({to for _, to in shared})


def _overlap(spans: Spans, others: Spans) -> bool:
    return any(start < until and begin < end for start, end in spans for begin, until in others)


def _word(row: MessageCorrectionRow) -> str:
    if not row.pieces:
        return row.message_class.value
    many = f"{len(row.pieces)} issues" if len(row.pieces) != 1 else "one issue"
    return f"{row.message_class}, {many}"
