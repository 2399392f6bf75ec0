"""Mails of the database that made tickets of which nobody has said yet whether they are right."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from router.cases.tables import (
    CorrectionRow,
    IssueRow,
    MessageCorrectionRow,
    MessageRow,
    RawMessageRow,
    TicketRow,
)
from router.taxonomy import Kind


@dataclass(frozen=True, slots=True)
class UnjudgedMail:
    """A mail as it came, the mailbox that it came to, and its first ticket's number."""

    number: str
    raw: bytes
    mailbox: Kind


def unjudged_mails(session: Session, most: int) -> Iterator[UnjudgedMail]:
    """The newest so many, the newest first."""
    any_ticket, any_issue = aliased(TicketRow), aliased(IssueRow)
    judged = exists().where(
        CorrectionRow.ticket_id == any_ticket.id,
        any_ticket.issue_id == any_issue.id,
        any_issue.message_id == MessageRow.id,
    )
    corrected = exists().where(MessageCorrectionRow.message_id == MessageRow.id)
    rows = session.execute(
        select(TicketRow.number, RawMessageRow.raw, MessageRow.kind_hint)
        .join(IssueRow, TicketRow.issue_id == IssueRow.id)
        .join(MessageRow, IssueRow.message_id == MessageRow.id)
        .join(RawMessageRow, RawMessageRow.message_id == MessageRow.id)
        .where(IssueRow.position == 0, ~judged, ~corrected)
        .order_by(MessageRow.received_at.desc(), MessageRow.id.desc())
        .limit(most)
        .execution_options(yield_per=50)
    )
    for number, raw, mailbox in rows:
        yield UnjudgedMail(number, raw, mailbox)
