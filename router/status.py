"""How the service fares, from the database alone: it need not run, and need not be asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from router.cases import drift_weeks, events, messages, silences, trainings
from router.cases.accuracy import Accuracy, accuracy
from router.cases.drift_weeks import DriftOfWeek
from router.cases.events import Action
from router.cases.tables import MessageRow, Outcome, TicketRow, TicketStatus
from router.cases.trainings import Training
from router.database import Database
from router.mailbox import ledger
from router.post import outbox
from router.post.tables import OutgoingState
from router.taxonomy import Kind


@dataclass(frozen=True, slots=True)
class MailboxStatus:
    """How one mailbox fares. One that has neither succeeded nor failed has not been read yet."""

    name: str
    arrivals: int
    """Copies received, ever."""
    last_success_at: datetime | None
    last_failure_at: datetime | None
    last_failure: str


@dataclass(frozen=True, slots=True)
class QuarantinedMessage:
    """A message that waits for a human."""

    id: int
    mailbox: str
    received_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """Which model the service judges with, by what it last wrote down. Another may be named on disk."""

    version: str | None
    """``None``: none could be used, and every mail goes to review."""
    since: datetime
    fault: str
    """Why there is none, or why the one that was named since was refused; empty where all is well."""
    fault_since: datetime | None


@dataclass(frozen=True, slots=True)
class Status:
    """The whole."""

    outcomes: dict[Outcome, int]
    shadow_outcomes: dict[Outcome, int]
    tickets: dict[TicketStatus, int]
    oldest_waiting_at: datetime | None
    outgoing: dict[OutgoingState, int]
    oldest_outgoing_at: datetime | None
    unseen: silences.Unseen
    mailboxes: tuple[MailboxStatus, ...]
    accuracy: Accuracy
    shadow_accuracy: Accuracy
    model: ModelStatus | None
    """``None`` while the service has never run."""
    training: Training | None
    """The last that the service has run by itself."""
    drift: DriftOfWeek | None
    """The last week's mail, compared with what the model was trained on."""

    @property
    def received(self) -> int:
        """Every message that has been received (promise 2): the sum of all outcomes and those waiting."""
        return sum(self.outcomes.values())


def read_status(database: Database, configured: Collection[str] = ()) -> Status:
    """The numbers, all from one moment. Mailboxes that are ``configured`` are among them, read or not."""
    with database.read() as session:
        backlog = outbox.backlog(session)
        return Status(
            outcomes=messages.outcome_counts(session, shadow=False),
            shadow_outcomes=messages.outcome_counts(session, shadow=True),
            tickets=_ticket_counts(session),
            oldest_waiting_at=messages.oldest_waiting(session),
            outgoing=backlog.counts,
            oldest_outgoing_at=backlog.oldest_queued_at,
            unseen=silences.unseen(session),
            mailboxes=_mailboxes(session, configured),
            accuracy=accuracy(session, shadow=False),
            shadow_accuracy=accuracy(session, shadow=True),
            model=model_status(session),
            training=trainings.latest(session),
            drift=drift_weeks.latest(session),
        )


def model_status(session: Session) -> ModelStatus | None:
    """The model that is in force, by what the service last wrote down; ``None`` if it never ran."""
    taken, refused, missing = (
        events.latest(session, action)
        for action in (Action.MODEL_TAKEN, Action.MODEL_REFUSED, Action.MODEL_MISSING)
    )
    if missing is not None and (taken is None or missing.id > taken.id):
        return ModelStatus(None, missing.at, missing.reason, missing.at)
    if taken is None:
        return None
    if refused is not None and refused.id > taken.id:
        return ModelStatus(taken.reason, taken.at, refused.reason, refused.at)
    return ModelStatus(taken.reason, taken.at, "", None)


def _mailboxes(session: Session, configured: Collection[str]) -> tuple[MailboxStatus, ...]:
    arrivals = ledger.arrival_counts(session)
    read = {state.name: state for state in ledger.states(session)}
    found = []
    for name in sorted({*read, *configured}):
        state, count = read.get(name), arrivals.get(name, 0)
        if state is None:
            found.append(MailboxStatus(name, count, None, None, ""))
        else:
            found.append(
                MailboxStatus(name, count, state.last_success_at, state.last_failure_at, state.last_failure)
            )
    return tuple(found)


def quarantined(database: Database) -> list[QuarantinedMessage]:
    """The messages in quarantine, oldest first."""
    with database.read() as session:
        rows = session.scalars(
            select(MessageRow).where(MessageRow.outcome == Outcome.QUARANTINED).order_by(MessageRow.id)
        )
        return [QuarantinedMessage(row.id, row.mailbox, row.received_at, row.outcome_reason) for row in rows]


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A ticket that waits for a human's decision, with what the model made of it."""

    number: str
    status: TicketStatus
    kind: Kind
    area: str
    possible_areas: Sequence[str]
    """The areas that the model held possible, the most probable first."""
    confidence: float
    """That piece, kind and area are all right; of tickets made before that was known, kind and area."""
    subject: str
    text: str
    received_at: datetime


def tickets_to_decide(database: Database, statuses: Collection[TicketStatus]) -> list[OpenTicket]:
    """The tickets in these states, longest waiting first; those of a shadow run are not among them."""
    with database.read() as session:
        rows = session.scalars(
            select(TicketRow)
            .where(TicketRow.status.in_(statuses), TicketRow.shadow.is_(False))
            .options(selectinload(TicketRow.issue))
            .order_by(TicketRow.received_at, TicketRow.id)
        )
        return [
            OpenTicket(
                row.number, row.status, row.kind, row.area, row.issue.possible_areas, row.issue.sure,
                row.subject, row.issue.text, row.received_at,
            )
            for row in rows
        ]  # fmt: skip


def _ticket_counts(session: Session) -> dict[TicketStatus, int]:
    rows = session.execute(
        select(TicketRow.status, func.count().label("found"))
        .where(TicketRow.shadow.is_(False))
        .group_by(TicketRow.status)
    )
    return dict.fromkeys(TicketStatus, 0) | {row.status: row.found for row in rows}
