"""The class of a mail, corrected: it was no request after all, or it was one and nobody saw it.

A mail that is a request gets the tickets that the intake would have made. Only where it had been closed in
silence does the customer get the receipt: to him it is an answer, late. The tickets of a mail that is none
are closed, and their consultants told. A mail that adds to a case goes to that case. Where nobody has said
which case it adds to, its tickets stay open, because somebody must act on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases import answers, contacts, events, tickets
from router.cases.corrections import CorrectionError, all_of, in_hand, open_ticket
from router.cases.divisions import close, pieces_of, stored
from router.cases.handling import Desk, InHand
from router.cases.intake import take_up
from router.cases.tables import (
    FollowupRow,
    IssueRow,
    MessageCorrectionRow,
    MessageRow,
    Outcome,
    TicketRow,
    TicketStatus,
)
from router.database import storable
from router.message.parts import Message
from router.taxonomy import NO_AREA, Kind
from router.triage.issue import MessageClass, Triage

Judge = Callable[[Message, Kind], Triage]
"""What a mail is as a request, by the model that is in force."""


@dataclass(frozen=True, slots=True)
class Reclassed:
    """What a human's word came to."""

    message_id: int
    message_class: MessageClass
    outcome: Outcome
    open_tickets: tuple[str, ...]
    closed_tickets: tuple[str, ...]
    added_to: str
    """The ticket that the mail adds to; empty where it adds to none."""


def message_named(session: Session, name: str) -> int:
    """The id of a message, by itself or by the number of a ticket that was made of it.

    Raises:
        CorrectionError: there is no such message.
    """
    if name.isdecimal() and len(name) <= 18:
        if session.get(MessageRow, int(name)) is not None:
            return int(name)
    else:
        ticket = tickets.by_number(session, name)
        if ticket is not None:
            return ticket.issue.message_id
    raise CorrectionError(
        f"there is no mail {name}; name a ticket of it, or the id that `ticket-router review --silent` shows"
    )


def correct_class(
    session: Session,
    message_id: int,
    message_class: MessageClass,
    *,
    judge: Judge,
    adds_to: str | None = None,
    corrected_by: str,
    desk: Desk,
    now: datetime,
) -> Reclassed:
    """Let the mail be of this class, and its tickets follow. ``adds_to`` is the ticket of a follow-up.

    Raises:
        CorrectionError: the mail is not settled, or what it should add to cannot be added to.
    """
    row = session.scalars(select(MessageRow).where(MessageRow.id == message_id).with_for_update()).one()
    if row.outcome in (Outcome.WAITING, Outcome.QUARANTINED):
        raise CorrectionError(
            f"mail {message_id} is not settled yet ({row.outcome}); see `ticket-router quarantine list`"
        )
    if adds_to is not None and message_class is not MessageClass.FOLLOWUP:
        raise CorrectionError("only a followup adds to a ticket; leave --adds-to out")
    row.unseen = False
    hand = in_hand(session, message_id, desk, now)
    own = tickets.of_message(session, message_id)
    before = stored(pieces_of(own))
    class_before = _class_now(session, row)
    added_to = ""
    if message_class is MessageClass.REQUEST:
        if not own:
            own = _make_request(hand, judge, corrected_by)
    else:
        target = _target(session, adds_to, row) if adds_to is not None else None
        if message_class is MessageClass.FOLLOWUP and target is None and row.outcome is Outcome.NO_ACTION:
            raise CorrectionError("say which ticket the mail adds to: --adds-to NUMBER")
        if message_class is not MessageClass.FOLLOWUP or target is not None:
            _make_none(hand, own, message_class, target, corrected_by)
            added_to = target.number if target is not None else ""
    open_now = tickets.of_message(session, message_id)
    session.add(
        MessageCorrectionRow(
            message_id=message_id,
            corrected_by=storable(corrected_by),
            corrected_at=now,
            model_version=row.model_version,
            class_before=class_before,
            message_class=message_class,
            pieces_before=before,
            pieces=stored(pieces_of(open_now)) if message_class is MessageClass.REQUEST else [],
        )
    )
    reason = f"class {class_before} → {message_class}"
    events.record(session, now, corrected_by, events.Action.CORRECTED, reason, message_id=message_id)
    session.flush()
    numbers = tuple(ticket.number for ticket in open_now)
    closed = tuple(ticket.number for ticket in own if ticket.status is TicketStatus.CLOSED)
    return Reclassed(message_id, message_class, row.outcome, numbers, closed, added_to)


def _class_now(session: Session, row: MessageRow) -> MessageClass:
    """The last word on the class: a human's, or the model's."""
    said = session.scalars(
        select(MessageCorrectionRow.message_class)
        .where(MessageCorrectionRow.message_id == row.id)
        .order_by(MessageCorrectionRow.id.desc())
        .limit(1)
    ).one_or_none()
    return said or row.message_class or MessageClass.REQUEST


def _make_request(hand: InHand, judge: Judge, corrected_by: str) -> list[TicketRow]:
    """The tickets of a mail that has none: those that were closed as no request, or new ones."""
    session, row = hand.session, hand.row
    closed = session.scalars(
        select(TicketRow)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .where(IssueRow.message_id == row.id, TicketRow.status == TicketStatus.CLOSED)
        .order_by(TicketRow.id)
    ).all()
    # Those that were joined to another ticket of this mail stay joined.
    reopened = [one for one in closed if one.continued_in is None or one.continued_in not in closed]
    if not reopened:
        was_silent = row.outcome is Outcome.NO_ACTION
        contact_id = contacts.contact_of(session, hand.message.answer_address, hand.now)
        take_up(hand, judge(hand.message, row.kind_hint), contact_id, tells_customer=was_silent)
        return tickets.of_message(session, row.id)
    for ticket in reopened:
        ticket.status, ticket.continued_in = TicketStatus.REVIEW, None
        events.record(
            session, hand.now, corrected_by, events.Action.REOPENED, "the mail is a request",
            message_id=row.id, ticket_id=ticket.id,
        )  # fmt: skip
    session.flush()
    for ticket in reopened:
        if ticket.area != NO_AREA and not ticket.shadow:
            owned = tickets.assign(session, ticket, hand.desk.roster, hand.now)
            answers.send_assignment(hand, owned, all_of(session, owned))
    row.outcome, row.outcome_reason = Outcome.ROUTED, "a human says that it is a request"
    return list(reopened)


def _make_none(
    hand: InHand,
    own: list[TicketRow],
    message_class: MessageClass,
    target: TicketRow | None,
    corrected_by: str,
) -> None:
    """Close the mail's tickets, and add it to the ticket that it adds to."""
    session, row = hand.session, hand.row
    why = f"the mail adds to {target.number}" if target is not None else f"the mail is {message_class}"
    for ticket in own:
        owner = tickets.owner_of(session, ticket, hand.desk.roster)
        close(hand, ticket, corrected_by, why, continued_in=target)
        if owner is not None and not ticket.shadow:
            answers.tell_of_closing(hand, ticket, owner)
    row.outcome_reason = f"a human says that {why}"
    if target is None:
        row.outcome = Outcome.NO_ACTION
        return
    row.outcome = Outcome.FOLLOWUP
    if row.conversation_id is None:
        row.conversation_id = target.conversation_id
    followup = session.get(FollowupRow, row.id)
    if followup is None:
        session.add(FollowupRow(message_id=row.id, ticket_id=target.id))
    else:
        followup.ticket_id = target.id
    owner = tickets.owner_of(session, target, hand.desk.roster)
    if owner is not None and not target.shadow:
        answers.tell_of_followup(hand, target, owner, may_be_new=False)


def _target(session: Session, number: str, row: MessageRow) -> TicketRow:
    target = open_ticket(session, number)
    if target.issue.message_id == row.id:
        raise CorrectionError(f"{number} was made of this very mail; name the ticket that it adds to")
    if target.shadow != row.shadow:
        raise CorrectionError(f"{number} is a shadow run's and the mail is not, or the other way round")
    return target
