"""Tickets: their numbers, their making, and giving them to a consultant."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from router.cases import consultants
from router.cases.consultants import Consultant, Roster
from router.cases.events import ROUTER, Action, record
from router.cases.handling import InHand
from router.cases.tables import (
    AssignmentRow,
    ConsultantRow,
    IssueRow,
    TicketCounterRow,
    TicketRow,
    TicketStatus,
)
from router.clock import FIRM_ZONE
from router.database import insert_into, storable
from router.taxonomy import AreaCode, Language
from router.triage.issue import Issue


@dataclass(frozen=True, slots=True)
class OwnedTicket:
    """A ticket that has just been made or given away, and who got it; nobody, while it is in review."""

    row: TicketRow
    owner: Consultant | None
    assignment_id: int | None


def next_number(session: Session, now: datetime) -> str:
    """The next ticket number of the year in Norway, such as ``2025-004217``; none is given out twice."""
    year = now.astimezone(FIRM_ZONE).year
    statement = insert_into(session, TicketCounterRow).values(year=year, last=1)
    last = session.scalars(
        statement.on_conflict_do_update(
            index_elements=[TicketCounterRow.year], set_={"last": TicketCounterRow.last + 1}
        ).returning(TicketCounterRow.last)
    ).one()
    return f"{year}-{last:06d}"


def make_ticket(
    hand: InHand, position: int, issue: Issue, *, in_review: str | None, contact_id: int | None
) -> OwnedTicket:
    """Record an issue and its ticket, and give it to a consultant unless a human must look first.

    ``in_review`` is the reason for a review, or ``None``. The message must already be in a conversation.
    """
    message = hand.row
    assert message.conversation_id is not None
    issue_row = IssueRow(
        message_id=message.id,
        position=position,
        spans=[[span.start, span.end] for span in issue.spans],
        text=storable(issue.text),
        kind=issue.kind,
        kind_confidence=issue.kind_confidence,
        area=issue.area,
        area_confidence=issue.area_confidence,
        confidence=issue.confidence,
        auto_routed=in_review is None,
        why=[[evidence.decision, storable(evidence.phrase), evidence.weight] for evidence in issue.why],
        model_version=message.model_version or "",
    )
    ticket = TicketRow(
        number=next_number(hand.session, hand.now),
        issue=issue_row,
        conversation_id=message.conversation_id,
        contact_id=contact_id,
        subject=message.subject,
        kind=issue.kind,
        area=issue.area,
        language=message.language or Language.NB,
        status=TicketStatus.REVIEW,
        received_at=message.received_at,
        created_at=hand.now,
    )
    hand.session.add(ticket)
    hand.session.flush()
    model = f"model {message.model_version}"
    decided = f"{issue.kind} ({issue.kind_confidence:.2f}), {issue.area} ({issue.area_confidence:.2f})"
    record(
        hand.session, hand.now, model, Action.TICKET_MADE, decided, message_id=message.id, ticket_id=ticket.id
    )
    if in_review is not None:
        record(hand.session, hand.now, ROUTER, Action.SENT_TO_REVIEW, in_review, ticket_id=ticket.id)
        return OwnedTicket(ticket, None, None)
    return assign(hand.session, ticket, hand.desk.roster, hand.now)


def assign(session: Session, ticket: TicketRow, roster: Roster, now: datetime) -> OwnedTicket:
    """Give the ticket to the consultant who should have it; an assignment that it has ends."""
    session.execute(
        update(AssignmentRow)
        .where(AssignmentRow.ticket_id == ticket.id, AssignmentRow.ended_at.is_(None))
        .values(ended_at=now)
    )
    load = consultants.open_load(session)
    owner = consultants.choose(roster, load, ticket.kind, AreaCode(ticket.area))
    if owner is None:
        ticket.status = TicketStatus.UNASSIGNED
        nobody = f"no consultant takes {ticket.kind} in {ticket.area}"
        record(session, now, ROUTER, Action.LEFT_UNASSIGNED, nobody, ticket_id=ticket.id)
        return OwnedTicket(ticket, None, None)
    assignment = AssignmentRow(
        ticket_id=ticket.id, consultant_id=consultants.row_of(session, owner), assigned_at=now
    )
    session.add(assignment)
    ticket.status = TicketStatus.ASSIGNED
    session.flush()
    why = (
        f"{owner.code} takes {ticket.kind} in {ticket.area} and has {load.get(owner.code, 0)} open tickets "
        f"at capacity {owner.capacity:g}"
    )
    record(session, now, ROUTER, Action.ASSIGNED, why, ticket_id=ticket.id)
    return OwnedTicket(ticket, owner, assignment.id)


def owner_of(session: Session, ticket_id: int, roster: Roster) -> Consultant | None:
    """The consultant who has the ticket now, if the file still knows him or her."""
    code = session.scalars(
        select(ConsultantRow.code)
        .join(AssignmentRow, AssignmentRow.consultant_id == ConsultantRow.id)
        .where(AssignmentRow.ticket_id == ticket_id, AssignmentRow.ended_at.is_(None))
    ).one_or_none()
    return next((one for one in roster if one.code == code), None)


def by_number(session: Session, number: str) -> TicketRow | None:
    """The ticket with this number."""
    return session.scalars(select(TicketRow).where(TicketRow.number == number)).one_or_none()


def followed(session: Session, conversation_id: int, ticket_id: int | None) -> TicketRow | None:
    """The ticket that a follow-up goes to: the one that it names, or else the conversation's newest."""
    if ticket_id is not None:
        return session.get_one(TicketRow, ticket_id)
    return session.scalars(
        select(TicketRow)
        .where(TicketRow.conversation_id == conversation_id)
        .order_by(TicketRow.id.desc())
        .limit(1)
    ).one_or_none()
