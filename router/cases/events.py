"""The event log: who or what decided what, when and why (promise 8).

Rows are only added. Reasons name no person and quote no mail, so that the log can outlive both.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases.tables import EventRow
from router.database import storable

ROUTER = "router"
"""The actor of what plain rules decided."""


class Action(StrEnum):
    """What was decided or happened."""

    SETTLED = "settled"
    QUARANTINED = "quarantined"
    RETRIED = "retried"
    TICKET_MADE = "ticket_made"
    ASSIGNED = "assigned"
    LEFT_UNASSIGNED = "left_unassigned"
    SENT_TO_REVIEW = "sent_to_review"
    ANSWER_WITHHELD = "answer_withheld"
    CASE_TAKEN_OUT = "case_taken_out"
    STRANGER_KEPT_OUT = "stranger_kept_out"
    CORRECTED = "corrected"
    SEEN = "seen"
    CLOSED = "closed"
    REOPENED = "reopened"
    CORRECTION_REFUSED = "correction_refused"
    MODEL_TAKEN = "model_taken"
    MODEL_REFUSED = "model_refused"
    MODEL_MISSING = "model_missing"


def record(
    session: Session,
    now: datetime,
    actor: str,
    action: Action,
    reason: str,
    *,
    message_id: int | None = None,
    ticket_id: int | None = None,
) -> None:
    """Add one event to the transaction."""
    session.add(
        EventRow(
            at=now,
            actor=storable(actor),
            action=action,
            reason=storable(reason),
            message_id=message_id,
            ticket_id=ticket_id,
        )
    )


def latest(session: Session, action: Action) -> EventRow | None:
    """The newest event of this kind."""
    return session.scalars(
        select(EventRow).where(EventRow.action == action).order_by(EventRow.id.desc()).limit(1)
    ).one_or_none()
