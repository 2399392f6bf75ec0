"""What a shadow run recorded, for the people who compare it with what they did themselves.

Every ticket that it would have made, with the model's word and what a human has said of it, and every mail
of which it would have made none. From the database alone.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases.accuracy import Accuracy, accuracy, latest_corrections
from router.cases.tables import CorrectionRow, IssueRow, MessageRow, Outcome, TicketRow
from router.database import Database
from router.taxonomy import Kind


@dataclass(frozen=True, slots=True)
class Word:
    """A kind and an area, as the model or a human says."""

    kind: Kind
    area: str


@dataclass(frozen=True, slots=True)
class ShadowTicket:
    """A ticket of a shadow run."""

    number: str
    received_at: datetime
    model: Word
    confidence: float
    would_be_routed: bool
    """Without review."""
    human: Word | None
    """The last that anybody has said; ``None`` while nobody has."""
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class ShadowMessage:
    """A mail of which a shadow run made no ticket."""

    received_at: datetime
    outcome: Outcome
    reason: str
    from_address: str
    subject: str


@dataclass(frozen=True, slots=True)
class ShadowRecord:
    """The whole, in the order in which the mails came."""

    tickets: tuple[ShadowTicket, ...]
    messages: tuple[ShadowMessage, ...]
    accuracy: Accuracy


def read_shadow(database: Database) -> ShadowRecord:
    """All that shadow runs have recorded, all from one moment."""
    with database.read() as session:
        return ShadowRecord(_tickets(session), _messages(session), accuracy(session, shadow=True))


def _tickets(session: Session) -> tuple[ShadowTicket, ...]:
    ids = latest_corrections().subquery()
    rows = session.execute(
        select(TicketRow, IssueRow, CorrectionRow)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .outerjoin(ids, ids.c.ticket_id == TicketRow.id)
        .outerjoin(CorrectionRow, CorrectionRow.id == ids.c.correction_id)
        .where(TicketRow.shadow.is_(True))
        .order_by(TicketRow.id)
    )
    return tuple(
        ShadowTicket(
            number=ticket.number,
            received_at=ticket.received_at,
            model=Word(issue.kind, issue.area),
            confidence=issue.sure,
            would_be_routed=issue.auto_routed,
            human=_word(correction),
            subject=ticket.subject,
            text=issue.text,
        )
        for ticket, issue, correction in rows
    )


def _word(correction: CorrectionRow | None) -> Word | None:
    return Word(correction.kind, correction.area) if correction is not None else None


def _messages(session: Session) -> tuple[ShadowMessage, ...]:
    rows = session.scalars(
        select(MessageRow)
        .where(MessageRow.shadow.is_(True), MessageRow.outcome.not_in((Outcome.ROUTED, Outcome.WAITING)))
        .order_by(MessageRow.id)
    )
    return tuple(
        ShadowMessage(row.received_at, row.outcome, row.outcome_reason, row.from_address, row.subject)
        for row in rows
    )
