"""Mails that were closed in silence: which they are, and which of them a human has looked at.

Where a header says that a machine wrote, silence is safe. Where only the words say that nobody need answer
("Takk, da er det i orden!"), a request may hide in them that no list of words foresaw. Such a mail makes no
ticket and gets no answer, but it stays *unseen* until a human says that he has looked at it, or what else it
is: nothing that a customer wrote ends without anybody having read it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from router.cases.corrections import CorrectionError
from router.cases.events import Action, record
from router.cases.tables import MessageRow, Outcome


@dataclass(frozen=True, slots=True)
class SilentMail:
    """A mail that has made no ticket, and whose sender has had no answer."""

    id: int
    received_at: datetime
    outcome: Outcome
    reason: str
    from_address: str
    subject: str
    text: str
    unseen: bool
    """Its words alone are why, and nobody has looked at it."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many mails nobody has looked at, and when the oldest of them was received."""

    mails: int
    oldest_at: datetime | None


def silent_mails(session: Session, most: int) -> list[SilentMail]:
    """Mails that ended as no action, or were added to a ticket: the unseen first, oldest first of these, then
    the newest of the others. Those of a shadow run are not among them."""
    unseen = select(MessageRow).where(MessageRow.unseen).order_by(MessageRow.id).limit(most)
    others = (
        select(MessageRow)
        .where(
            MessageRow.outcome.in_((Outcome.NO_ACTION, Outcome.FOLLOWUP)),
            MessageRow.shadow.is_(False),
            MessageRow.unseen.is_(False),
        )
        .order_by(MessageRow.id.desc())
        .limit(most)
    )
    rows = [*session.scalars(unseen), *session.scalars(others)][:most]
    return [
        SilentMail(
            row.id, row.received_at, row.outcome, row.outcome_reason, row.from_address, row.subject,
            row.new_text, row.unseen,
        )
        for row in rows
    ]  # fmt: skip


def unseen(session: Session) -> Unseen:
    """What waits to be looked at."""
    count = func.count().label("mails")
    found = session.execute(
        select(count, func.min(MessageRow.received_at).label("oldest")).where(MessageRow.unseen)
    ).one()
    return Unseen(found.mails, found.oldest)


def see(session: Session, message_ids: Collection[int], seen_by: str, now: datetime) -> int:
    """How many mails were unseen, of these: a human has looked at them, and nobody need answer.

    Raises:
        CorrectionError: one of them has not been closed in silence.
    """
    silent = set(
        session.scalars(
            select(MessageRow.id).where(
                MessageRow.id.in_(message_ids), MessageRow.outcome == Outcome.NO_ACTION
            )
        )
    )
    strangers = sorted(set(message_ids) - silent)
    if strangers:
        raise CorrectionError(
            f"mail {strangers[0]} was not closed in silence; `ticket-router review --silent` shows which were"
        )
    rows = session.scalars(
        select(MessageRow).where(MessageRow.id.in_(message_ids), MessageRow.unseen).with_for_update()
    ).all()
    return _see(session, rows, seen_by, now)


def see_up_to(session: Session, message_id: int, seen_by: str, now: datetime) -> int:
    """The same of all that are unseen, up to this one: those that were shown, and none that came since."""
    rows = session.scalars(
        select(MessageRow).where(MessageRow.id <= message_id, MessageRow.unseen).with_for_update()
    ).all()
    return _see(session, rows, seen_by, now)


def _see(session: Session, rows: Sequence[MessageRow], seen_by: str, now: datetime) -> int:
    for row in rows:
        row.unseen = False
        reason = "a human has looked at it: nobody need answer"
        record(session, now, seen_by, Action.SEEN, reason, message_id=row.id)
    session.flush()
    return len(rows)
