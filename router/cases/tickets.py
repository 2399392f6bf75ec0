"""Tickets: their numbers, their making, and giving them to a consultant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from router.cases import consultants
from router.cases.consultants import Consultant, Roster, Workload
from router.cases.events import ROUTER, Action, record
from router.cases.handling import InHand
from router.cases.tables import (
    AssignmentRow,
    ConsultantRow,
    IssueRow,
    MessageRow,
    TicketCounterRow,
    TicketRow,
    TicketStatus,
)
from router.clock import FIRM_ZONE
from router.database import insert_into, storable
from router.taxonomy import NO_AREA, AreaCode, Language
from router.triage.issue import Issue


@dataclass(frozen=True, slots=True)
class OwnedTicket:
    """A ticket that has just been made or given away, and who got it; nobody, while it is in review."""

    row: TicketRow
    owner: Consultant | None
    assignment: AssignmentRow | None
    why: str
    """Why this owner, or why nobody."""


def next_numbers(session: Session, now: datetime, count: int) -> list[str]:
    """The next ticket numbers of the year in Norway, such as ``2025-004217``; none is given out twice."""
    year = now.astimezone(FIRM_ZONE).year
    statement = insert_into(session, TicketCounterRow).values(year=year, last=count)
    last = session.scalars(
        statement.on_conflict_do_update(
            index_elements=[TicketCounterRow.year], set_={"last": TicketCounterRow.last + count}
        ).returning(TicketCounterRow.last)
    ).one()
    return [f"{year}-{number:06d}" for number in range(last - count + 1, last + 1)]


def make_tickets(
    hand: InHand,
    issues: Sequence[Issue],
    reasons_for_review: Sequence[str | None],
    contact_id: int | None,
    model_version: str,
) -> list[OwnedTicket]:
    """Record the issues and a ticket for each, and give it to a consultant unless a human must look first.

    ``reasons_for_review`` has one entry an issue, ``None`` where no review is needed. The message must
    already be in a conversation.
    """
    workload = consultants.workload(hand.session)
    made = []
    numbers = next_numbers(hand.session, hand.now, len(issues))
    for position, (issue, reason, number) in enumerate(zip(issues, reasons_for_review, numbers, strict=True)):
        row = _issue_row(hand.row.id, position, issue, model_version, is_in_review=reason is not None)
        ticket = new_ticket(hand.row, row, number, contact_id, hand.now)
        if reason is None:
            made.append(_give(hand.session, ticket, hand.desk.roster, workload, hand.now))
        else:
            made.append(OwnedTicket(ticket, None, None, reason))
        hand.session.add(ticket)
    hand.session.flush()
    actor = f"model {model_version}" if model_version else ROUTER
    for owned, issue in zip(made, issues, strict=True):
        decided = f"{issue.kind} ({issue.kind_confidence:.2f}), {issue.area} ({issue.area_confidence:.2f})"
        if issue.area == NO_AREA:
            decided = f"{issue.kind} by its mailbox; no model has judged it"
        record(
            hand.session, hand.now, actor, Action.TICKET_MADE, decided,
            message_id=hand.row.id, ticket_id=owned.row.id,
        )  # fmt: skip
        _record_owner(hand.session, owned, hand.now)
    return made


def assign(
    session: Session,
    ticket: TicketRow,
    roster: Roster,
    now: datetime,
    *,
    preferred: Consultant | None = None,
) -> OwnedTicket:
    """Give the ticket to the consultant who should have it now; an assignment that it has ends.

    That is the one who is ``preferred``, where that consultant takes it.
    """
    end_assignment(session, ticket, now)
    owned = _give(session, ticket, roster, consultants.workload(session), now, preferred)
    session.flush()
    _record_owner(session, owned, now)
    return owned


def send_to_review(session: Session, ticket: TicketRow, why: str, now: datetime) -> None:
    """Take the ticket from whoever has it: a human must decide."""
    end_assignment(session, ticket, now)
    ticket.status = TicketStatus.REVIEW
    _record_owner(session, OwnedTicket(ticket, None, None, why), now)


def end_assignment(session: Session, ticket: TicketRow, now: datetime) -> None:
    """Nobody has the ticket any more."""
    session.execute(
        update(AssignmentRow)
        .where(AssignmentRow.ticket_id == ticket.id, AssignmentRow.ended_at.is_(None))
        .values(ended_at=now)
    )


def new_ticket(
    message: MessageRow, issue: IssueRow, number: str, contact_id: int | None, now: datetime
) -> TicketRow:
    """A ticket for an issue of the message, in review until somebody gets it."""
    assert message.conversation_id is not None
    return TicketRow(
        number=number,
        issue=issue,
        conversation_id=message.conversation_id,
        contact_id=contact_id,
        subject=message.subject,
        kind=issue.kind,
        area=issue.area,
        language=message.language or Language.NB,
        status=TicketStatus.REVIEW,
        shadow=message.shadow,
        received_at=message.received_at,
        created_at=now,
    )


def _issue_row(
    message_id: int, position: int, issue: Issue, model_version: str, *, is_in_review: bool
) -> IssueRow:
    return IssueRow(
        message_id=message_id,
        position=position,
        spans=[[span.start, span.end] for span in issue.spans],
        background=[[span.start, span.end] for span in issue.background],
        text=storable(issue.text),
        kind=issue.kind,
        kind_confidence=issue.kind_confidence,
        area=issue.area,
        area_confidence=issue.area_confidence,
        confidence=issue.confidence,
        certainty=issue.certainty,
        possible_areas=list(issue.possible_areas),
        auto_routed=not is_in_review,
        why=[[evidence.decision, storable(evidence.phrase), evidence.weight] for evidence in issue.why],
        model_version=model_version,
    )


def _give(
    session: Session,
    ticket: TicketRow,
    roster: Roster,
    workload: Workload,
    now: datetime,
    preferred: Consultant | None = None,
) -> OwnedTicket:
    area = AreaCode(ticket.area)
    owner = preferred
    if owner is None or not consultants.takes(owner, ticket.kind, area):
        owner = workload.choose(roster, ticket.kind, area)
    if owner is None:
        ticket.status = TicketStatus.UNASSIGNED
        return OwnedTicket(ticket, None, None, f"no consultant takes {ticket.kind} in {ticket.area}")
    why = (
        f"{owner.code} takes {ticket.kind} in {ticket.area} and has {workload.open_tickets(owner)} "
        f"open tickets at capacity {owner.capacity:g}"
    )
    assignment = AssignmentRow(
        ticket=ticket,
        consultant_id=workload.give(owner).id,
        assigned_at=now,
        ended_at=now if ticket.shadow else None,
    )
    session.add(assignment)
    ticket.status = TicketStatus.ASSIGNED
    return OwnedTicket(ticket, owner, assignment, why)


_ACTIONS = {
    TicketStatus.REVIEW: Action.SENT_TO_REVIEW,
    TicketStatus.UNASSIGNED: Action.LEFT_UNASSIGNED,
    TicketStatus.ASSIGNED: Action.ASSIGNED,
}


def _record_owner(session: Session, owned: OwnedTicket, now: datetime) -> None:
    record(session, now, ROUTER, _ACTIONS[owned.row.status], owned.why, ticket_id=owned.row.id)


def owner_of(session: Session, ticket: TicketRow, roster: Roster) -> Consultant | None:
    """The consultant who has the ticket now, or would have it if this were no shadow run."""
    code = session.scalars(
        select(ConsultantRow.code)
        .join(AssignmentRow, AssignmentRow.consultant_id == ConsultantRow.id)
        .where(AssignmentRow.ticket_id == ticket.id, AssignmentRow.ended_at.is_(None) | ticket.shadow)
        .order_by(AssignmentRow.id.desc())
        .limit(1)
    ).one_or_none()
    return next((one for one in roster if one.code == code), None)


def by_number(session: Session, number: str) -> TicketRow | None:
    """The ticket with this number."""
    return session.scalars(select(TicketRow).where(TicketRow.number == number)).one_or_none()


def of_message(session: Session, message_id: int) -> list[TicketRow]:
    """The tickets of a message that are not closed, locked for this transaction, oldest first."""
    return list(
        session.scalars(
            select(TicketRow)
            .join(IssueRow, IssueRow.id == TicketRow.issue_id)
            .where(IssueRow.message_id == message_id, TicketRow.status != TicketStatus.CLOSED)
            .order_by(TicketRow.id)
            .with_for_update(of=TicketRow)
        )
    )


def followed(session: Session, conversation_id: int, ticket_id: int | None) -> TicketRow | None:
    """The ticket that a follow-up goes to: the one that it names, or else the conversation's newest.

    Of one that is closed, the ticket that holds its matter now; none, where there is no such ticket either:
    then the mail is something new.
    """
    if ticket_id is not None:
        return _held_by(session.get_one(TicketRow, ticket_id))
    return session.scalars(
        select(TicketRow)
        .where(TicketRow.conversation_id == conversation_id, TicketRow.status != TicketStatus.CLOSED)
        .order_by(TicketRow.id.desc())
        .limit(1)
    ).one_or_none()


def _held_by(ticket: TicketRow) -> TicketRow | None:
    seen = set()
    while ticket.status is TicketStatus.CLOSED:
        if ticket.continued_in is None or ticket.id in seen:
            return None
        seen.add(ticket.id)
        ticket = ticket.continued_in
    return ticket
