"""The message as the unit of work: stored, claimed, and settled once.

A claim is a lease. Whoever holds it reads the mail outside any transaction and then settles it in one; if the
holder dies, the lease runs out and another takes over. Each claim counts as an attempt: a mail under which
the service has died is claimed alone, and after three attempts it goes to quarantine, so that no mail can
take others down with it (promise 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from router.cases.events import ROUTER, Action, record
from router.cases.tables import MessageRow, Outcome, RawMessageRow
from router.database import insert_into
from router.taxonomy import Kind

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3


class QuarantineError(ValueError):
    """What was asked of the quarantine cannot be done. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A mail as it was fetched."""

    fingerprint: str
    raw: bytes
    size: int
    mailbox: str
    kind_hint: Kind
    received_at: datetime
    shadow: bool


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """A message that is ours to settle."""

    id: int
    raw: bytes
    kind_hint: Kind
    attempts: int
    """This one included."""


def store(session: Session, new: NewMessage) -> int:
    """The id of the message: a new row, or the one that an earlier copy made (promise 3)."""
    return store_all(session, [new])[0]


def store_all(session: Session, mails: Sequence[NewMessage]) -> list[int]:
    """The ids of the messages, in the order of the mails; copies of one mail have one id."""
    made = session.execute(
        insert_into(session, MessageRow)
        .on_conflict_do_nothing(index_elements=[MessageRow.fingerprint])
        .returning(MessageRow.fingerprint, MessageRow.id),
        [
            {
                "fingerprint": new.fingerprint,
                "mailbox": new.mailbox,
                "kind_hint": new.kind_hint,
                "received_at": new.received_at,
                "size": new.size,
                "shadow": new.shadow,
            }
            for new in mails
        ],
    )
    ids: dict[str, int] = {row.fingerprint: row.id for row in made}
    raw = {new.fingerprint: new.raw for new in mails}
    if ids:
        session.execute(
            insert(RawMessageRow),
            [{"message_id": ids[fingerprint], "raw": raw[fingerprint]} for fingerprint in ids],
        )
    known = raw.keys() - ids.keys()
    if known:
        earlier = select(MessageRow.fingerprint, MessageRow.id).where(MessageRow.fingerprint.in_(known))
        ids.update({row.fingerprint: row.id for row in session.execute(earlier)})
    return [ids[new.fingerprint] for new in mails]


def is_waiting(session: Session, now: datetime) -> bool:
    """Whether there is any message to claim: asked often, and cheaper than claiming."""
    return session.scalars(select(exists().where(*_free(now)))).one()


def claim(session: Session, owner: str, now: datetime, limit: int) -> Sequence[ClaimedMessage]:
    """Claim messages that wait, oldest first: fresh ones together, one that was tried before by itself.

    One under which its holder has died at every attempt goes to quarantine instead.
    """
    candidates = session.execute(
        select(MessageRow.id, MessageRow.attempts)
        .where(*_free(now))
        .order_by(MessageRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    while candidates and candidates[0].attempts >= MOST_ATTEMPTS:
        reason = f"whoever had it in hand died {candidates[0].attempts} times"
        quarantine(session, candidates[0].id, reason, now)
        candidates = candidates[1:]
    if candidates and candidates[0].attempts > 0:
        chosen = [candidates[0].id]
    else:
        chosen = [row.id for row in candidates if row.attempts == 0]
    if not chosen:
        return []
    session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_(chosen))
        .values(claimed_by=owner, claimed_until=now + LEASE, attempts=MessageRow.attempts + 1)
    )
    rows = session.execute(
        select(MessageRow.id, RawMessageRow.raw, MessageRow.kind_hint, MessageRow.attempts)
        .join(RawMessageRow, RawMessageRow.message_id == MessageRow.id)
        .where(MessageRow.id.in_(chosen))
        .order_by(MessageRow.id)
    )
    return [ClaimedMessage(*row) for row in rows]


def release(session: Session, message_ids: Sequence[int]) -> None:
    """Give claims back untried, at an orderly stop or when the database failed us."""
    session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_(message_ids), MessageRow.outcome == Outcome.WAITING)
        .values(claimed_by=None, claimed_until=None, attempts=MessageRow.attempts - 1)
    )


def release_all(session: Session) -> None:
    """Free every claim: for the start of the only process on an embedded database. Attempts stay counted."""
    session.execute(
        update(MessageRow)
        .where(MessageRow.outcome == Outcome.WAITING, MessageRow.claimed_until.is_not(None))
        .values(claimed_by=None, claimed_until=None)
    )


def lock_waiting(session: Session, message_id: int) -> MessageRow | None:
    """The row, locked for this transaction; ``None`` if somebody has settled it meanwhile."""
    return session.scalars(
        select(MessageRow)
        .where(MessageRow.id == message_id, MessageRow.outcome == Outcome.WAITING)
        .with_for_update()
    ).one_or_none()


def note_failure(session: Session, claimed: ClaimedMessage, reason: str, now: datetime) -> None:
    """An attempt has failed: try again, or set the message aside after the last one."""
    if claimed.attempts >= MOST_ATTEMPTS:
        quarantine(session, claimed.id, f"failed {claimed.attempts} times; the last time: {reason}", now)
        return
    session.execute(
        update(MessageRow)
        .where(MessageRow.id == claimed.id, MessageRow.outcome == Outcome.WAITING)
        .values(claimed_by=None, claimed_until=None, outcome_reason=reason)
    )


def quarantine(session: Session, message_id: int, reason: str, now: datetime) -> None:
    """Set the message aside for a human, once, with the reason. Nothing of it is lost."""
    row = lock_waiting(session, message_id)
    if row is None:
        return
    row.outcome, row.outcome_reason, row.settled_at = Outcome.QUARANTINED, reason, now
    record(session, now, ROUTER, Action.QUARANTINED, reason, message_id=message_id)
    session.flush()


def retry_quarantined(session: Session, message_id: int, actor: str, now: datetime) -> None:
    """Let the router try a message in quarantine again.

    Raises:
        QuarantineError: there is no such message in quarantine, or it is not here whole.
    """
    row = session.get(MessageRow, message_id)
    if row is None or row.outcome is not Outcome.QUARANTINED:
        raise QuarantineError(f"there is no message {message_id} in quarantine; see `quarantine list`")
    raw = raw_bytes(session, message_id)
    if not raw or len(raw) < row.size:
        raise QuarantineError(
            f"message {message_id} is not here whole, it lies on the mail server; deal with it there"
        )
    row.outcome, row.outcome_reason, row.settled_at = Outcome.WAITING, "", None
    row.attempts, row.claimed_by, row.claimed_until = 0, None, None
    record(session, now, actor, Action.RETRIED, "taken out of quarantine", message_id=message_id)


def raw_bytes(session: Session, message_id: int) -> bytes | None:
    """A message as it came, or ``None`` if there is no such message."""
    return session.scalars(
        select(RawMessageRow.raw).where(RawMessageRow.message_id == message_id)
    ).one_or_none()


def outcome_counts(session: Session, *, shadow: bool) -> dict[Outcome, int]:
    """How many messages there are of each outcome: the sum of promise 2."""
    counted = session.execute(
        select(MessageRow.outcome, func.count().label("found"))
        .where(MessageRow.shadow == shadow)
        .group_by(MessageRow.outcome)
    )
    return dict.fromkeys(Outcome, 0) | {row.outcome: row.found for row in counted}


def oldest_waiting(session: Session) -> datetime | None:
    """When the oldest message that still waits was received."""
    return session.scalars(
        select(func.min(MessageRow.received_at)).where(MessageRow.outcome == Outcome.WAITING)
    ).one()


def _free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        MessageRow.outcome == Outcome.WAITING,
        or_(MessageRow.claimed_until.is_(None), MessageRow.claimed_until < now),
    )
