"""How many there are of each sort, for the metrics: one grouped query for the mails, one for the tickets.

Shadow runs and real ones are told apart by whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from router.cases.tables import IssueRow, MessageRow, Outcome, TicketRow, TicketStatus
from router.taxonomy import Kind


@dataclass(frozen=True, slots=True)
class MessageCount:
    """The mails of one mailbox with one outcome."""

    mailbox: str
    outcome: Outcome
    messages: int


@dataclass(frozen=True, slots=True)
class TicketCount:
    """The tickets of one kind, area and status; and whether the model had routed them without review."""

    kind: Kind
    area: str
    status: TicketStatus
    was_routed: bool
    tickets: int


def messages_by_mailbox(session: Session, *, shadow: bool) -> Sequence[MessageCount]:
    """All mails."""
    rows = session.execute(
        select(MessageRow.mailbox, MessageRow.outcome, func.count().label("messages"))
        .where(MessageRow.shadow.is_(shadow))
        .group_by(MessageRow.mailbox, MessageRow.outcome)
        .order_by(MessageRow.mailbox, MessageRow.outcome)
    )
    return [MessageCount(*row) for row in rows]


def tickets_by_sort(session: Session, *, shadow: bool) -> Sequence[TicketCount]:
    """All tickets."""
    sort = (TicketRow.kind, TicketRow.area, TicketRow.status, IssueRow.auto_routed)
    rows = session.execute(
        select(*sort, func.count().label("tickets"))
        .select_from(TicketRow)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .where(TicketRow.shadow.is_(shadow))
        .group_by(*sort)
        .order_by(*sort)
    )
    return [TicketCount(*row) for row in rows]
