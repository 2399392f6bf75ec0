"""The outbox: outgoing mails wait here, committed with what caused them, until the SMTP server has them.

A mail is claimed by moving its next attempt a few minutes on, in a transaction of its own: if the process
dies while it sends, the mail is tried again then, with the same Message-ID. So a mail is sent at least
once, and twice only if the process dies between the server's answer and the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from router.database import storable
from router.post.compose import ComposedMail
from router.post.tables import OutgoingMailRow, OutgoingState, Purpose

CLAIM = timedelta(minutes=5)
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(hours=1)
_MOST_ANSWERED = 100
"""Message-IDs that an answer may name; more are nobody's thread."""


@dataclass(frozen=True, slots=True)
class DueMail:
    """A mail that has been claimed for sending."""

    id: int
    envelope_from: str
    to_address: str
    raw: bytes
    attempts: int
    """This one included."""
    caused_by: int
    """The message in that led to it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What an outgoing mail belongs to: rows of the tables of ``cases``."""

    caused_by: int
    conversation_id: int
    ticket_id: int | None


def put(
    session: Session, mail: ComposedMail, *, occasion: str, cause: Cause, now: datetime, shadow: bool
) -> None:
    """Add a mail, to be sent once the transaction has been committed."""
    session.add(
        OutgoingMailRow(
            occasion=occasion,
            purpose=mail.purpose,
            message_id=mail.message_id,
            envelope_from=mail.envelope_from,
            to_address=mail.to_address,
            subject=mail.subject,
            raw=mail.raw,
            state=OutgoingState.SHADOW if shadow else OutgoingState.QUEUED,
            created_at=now,
            next_attempt_at=now,
            caused_by=cause.caused_by,
            conversation_id=cause.conversation_id,
            ticket_id=cause.ticket_id,
        )
    )


def is_made(session: Session, occasion: str) -> bool:
    """Whether this occasion has had its mail, by a transaction before this one."""
    return session.scalars(select(exists().where(OutgoingMailRow.occasion == occasion))).one()


def receipts_since(session: Session, since: datetime, to_address: str) -> tuple[int, int]:
    """How many receipts have been made since then, in this transaction too: to this address, and to all."""
    counted = session.execute(
        select(
            func.count().filter(OutgoingMailRow.to_address == to_address).label("to_address"),
            func.count().label("to_all"),
        ).where(OutgoingMailRow.purpose == Purpose.RECEIPT, OutgoingMailRow.created_at >= since)
    ).one()
    unwritten = [
        row.to_address
        for row in session.new
        if isinstance(row, OutgoingMailRow) and row.purpose is Purpose.RECEIPT and row.created_at >= since
    ]
    return counted.to_address + unwritten.count(to_address), counted.to_all + len(unwritten)


def ticket_told_of(session: Session, message_ids: Sequence[str]) -> int | None:
    """The ticket of the first of these Message-IDs that is a mail of ours to a consultant about one."""
    ids = list(dict.fromkeys(map(storable, message_ids)))[:_MOST_ANSWERED]
    rows = session.execute(
        select(OutgoingMailRow.message_id, OutgoingMailRow.ticket_id).where(
            OutgoingMailRow.message_id.in_(ids),
            OutgoingMailRow.purpose.in_((Purpose.ASSIGNMENT, Purpose.FOLLOWUP_NOTICE)),
            OutgoingMailRow.ticket_id.is_not(None),
        )
    )
    found = {row.message_id: row.ticket_id for row in rows}
    return next((found[one] for one in ids if one in found), None)


def is_due(session: Session, now: datetime) -> bool:
    """Whether any mail's time has come: asked often, and cheaper than claiming."""
    return session.scalars(
        select(
            exists().where(
                OutgoingMailRow.state == OutgoingState.QUEUED, OutgoingMailRow.next_attempt_at <= now
            )
        )
    ).one()


def claim_due(session: Session, now: datetime, limit: int) -> Sequence[DueMail]:
    """Claim the mails whose time has come, oldest first."""
    # Two statements: in one, PostgreSQL may run the limited query more than once and claim too many.
    due = session.scalars(
        select(OutgoingMailRow.id)
        .where(OutgoingMailRow.state == OutgoingState.QUEUED, OutgoingMailRow.next_attempt_at <= now)
        .order_by(OutgoingMailRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    rows = session.execute(
        update(OutgoingMailRow)
        .where(OutgoingMailRow.id.in_(due))
        .values(attempts=OutgoingMailRow.attempts + 1, next_attempt_at=now + CLAIM)
        .returning(
            OutgoingMailRow.id,
            OutgoingMailRow.envelope_from,
            OutgoingMailRow.to_address,
            OutgoingMailRow.raw,
            OutgoingMailRow.attempts,
            OutgoingMailRow.caused_by,
        )
    )
    return sorted((DueMail(*row) for row in rows), key=lambda mail: mail.id)


def try_all_now(session: Session, now: datetime) -> None:
    """Let no mail wait any longer: for the start of the only process on an embedded database."""
    session.execute(
        update(OutgoingMailRow)
        .where(OutgoingMailRow.state == OutgoingState.QUEUED, OutgoingMailRow.next_attempt_at > now)
        .values(next_attempt_at=now)
    )


def mark_sent(session: Session, mail_id: int, now: datetime) -> None:
    """The server has taken the mail."""
    _change(session, mail_id, state=OutgoingState.SENT, sent_at=now, last_error="")


def mark_refused(session: Session, mail_id: int, answer: str) -> None:
    """The server will never take the mail."""
    _change(session, mail_id, state=OutgoingState.REFUSED, last_error=storable(answer))


def mark_delayed(session: Session, mail: DueMail, reason: str, now: datetime) -> None:
    """The mail is tried again later: after half a minute at first, after an hour at the most."""
    delay = min(_FIRST_DELAY * 2 ** min(mail.attempts - 1, 10), _LONGEST_DELAY)
    _change(session, mail.id, next_attempt_at=now + delay, last_error=storable(reason))


def mark_untried(session: Session, mail: DueMail, reason: str, now: datetime) -> None:
    """The server could not be reached at all: it says nothing about this mail: not an attempt."""
    _change(
        session,
        mail.id,
        attempts=mail.attempts - 1,
        next_attempt_at=now + _FIRST_DELAY,
        last_error=storable(reason),
    )


def retry_refused(session: Session, now: datetime) -> int:
    """Put every refused mail back in the queue; how many there were."""
    refused = session.scalars(
        update(OutgoingMailRow)
        .where(OutgoingMailRow.state == OutgoingState.REFUSED)
        .values(state=OutgoingState.QUEUED, next_attempt_at=now)
        .returning(OutgoingMailRow.id)
    )
    return len(refused.all())


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in the outbox."""

    counts: dict[OutgoingState, int]
    oldest_queued_at: datetime | None


def backlog(session: Session) -> Backlog:
    """Counts by state, and the oldest mail that waits."""
    counted = session.execute(
        select(OutgoingMailRow.state, func.count().label("found")).group_by(OutgoingMailRow.state)
    )
    counts = dict.fromkeys(OutgoingState, 0) | {row.state: row.found for row in counted}
    oldest = session.scalars(
        select(OutgoingMailRow.created_at)
        .where(OutgoingMailRow.state == OutgoingState.QUEUED)
        .order_by(OutgoingMailRow.id)
        .limit(1)
    ).first()
    return Backlog(counts, oldest)


def _change(session: Session, mail_id: int, **values: object) -> None:
    session.execute(update(OutgoingMailRow).where(OutgoingMailRow.id == mail_id).values(**values))
