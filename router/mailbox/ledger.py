"""The ledger's queries: which copies of mails are known, and which the server has not been told of yet."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from router.cases.tables import MessageRow
from router.database import insert_into, storable
from router.mailbox.tables import ArrivalRow, MailboxStateRow

MOST_FETCH_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Generation:
    """One life of a mailbox's folder: UIDs mean something only together with UIDVALIDITY (RFC 9051)."""

    mailbox: str
    uidvalidity: int


def known_uids(session: Session, generation: Generation, from_uid: int) -> set[int]:
    """The UIDs from this one on that need not be fetched: their message is stored."""
    return set(
        session.scalars(
            select(ArrivalRow.uid).where(
                *_of(generation), ArrivalRow.uid >= from_uid, ArrivalRow.message_id.is_not(None)
            )
        )
    )


def add_arrivals(
    session: Session, generation: Generation, arrivals: Iterable[tuple[int, int]], now: datetime
) -> None:
    """Write down which message each UID is a copy of: pairs of UID and the message's id."""
    statement = insert_into(session, ArrivalRow)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[ArrivalRow.mailbox, ArrivalRow.uidvalidity, ArrivalRow.uid],
            set_={"message_id": statement.excluded.message_id},
        ),
        [
            {
                "mailbox": generation.mailbox,
                "uidvalidity": generation.uidvalidity,
                "uid": uid,
                "message_id": message_id,
                "arrived_at": now,
            }
            for uid, message_id in arrivals
        ],
    )


def count_fetch_attempt(session: Session, generation: Generation, uid: int, error: str, now: datetime) -> int:
    """Write down that this UID could not be fetched; how often that has happened."""
    statement = insert_into(session, ArrivalRow).values(
        mailbox=generation.mailbox, uidvalidity=generation.uidvalidity, uid=uid, arrived_at=now,
        fetch_attempts=1, fetch_error=storable(error),
    )  # fmt: skip
    return session.scalars(
        statement.on_conflict_do_update(
            index_elements=[ArrivalRow.mailbox, ArrivalRow.uidvalidity, ArrivalRow.uid],
            set_={"fetch_attempts": ArrivalRow.fetch_attempts + 1, "fetch_error": storable(error)},
        ).returning(ArrivalRow.fetch_attempts)
    ).one()


def unacknowledged(session: Session, generation: Generation) -> Sequence[int]:
    """The UIDs whose mail is stored but whose server has not been told; never what a shadow run saw."""
    return session.scalars(
        select(ArrivalRow.uid)
        .join(MessageRow, MessageRow.id == ArrivalRow.message_id)
        .where(*_of(generation), ArrivalRow.acknowledged_at.is_(None), MessageRow.shadow.is_(False))
        .order_by(ArrivalRow.uid)
    ).all()


def mark_acknowledged(session: Session, generation: Generation, uids: Collection[int], now: datetime) -> None:
    """The server has been told."""
    session.execute(
        update(ArrivalRow).where(*_of(generation), ArrivalRow.uid.in_(uids)).values(acknowledged_at=now)
    )


def note_success(session: Session, mailbox: str, now: datetime) -> None:
    """A round has gone well."""
    _note(session, mailbox, {"last_success_at": now})


def note_failure(session: Session, mailbox: str, reason: str, now: datetime) -> None:
    """A round has failed."""
    _note(session, mailbox, {"last_failure_at": now, "last_failure": storable(reason)})


def states(session: Session) -> Sequence[MailboxStateRow]:
    """How every mailbox fares, by name."""
    return session.scalars(select(MailboxStateRow).order_by(MailboxStateRow.name)).all()


def arrival_counts(session: Session) -> dict[str, int]:
    """How many copies have come to each mailbox."""
    rows = session.execute(
        select(ArrivalRow.mailbox, func.count().label("found"))
        .where(ArrivalRow.message_id.is_not(None))
        .group_by(ArrivalRow.mailbox)
    )
    return {row.mailbox: row.found for row in rows}


def _of(generation: Generation) -> tuple[ColumnElement[bool], ...]:
    return (ArrivalRow.mailbox == generation.mailbox, ArrivalRow.uidvalidity == generation.uidvalidity)


def _note(session: Session, mailbox: str, values: dict[str, object]) -> None:
    statement = insert_into(session, MailboxStateRow).values(name=mailbox, **values)
    session.execute(statement.on_conflict_do_update(index_elements=[MailboxStateRow.name], set_=values))
