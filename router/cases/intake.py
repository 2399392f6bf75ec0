"""Intake: one understood mail becomes its tickets and the mails that they cause, in one transaction.

The caller opens the transaction and commits it, which also writes what was only added. This module promises
that whatever it adds belongs together, and that a message which has been settled already is left alone. It
ends in exactly one outcome:

* a machine's mail, or mere thanks: ``no_action``;
* a participant's mail in a conversation that exists: ``followup``, added to a ticket, its consultant told;
* everything else: ``routed``, with a ticket for each issue. What the model was not sure of, and a mail that
  speaks of a case we cannot find, goes to review: nothing that a human has written ends in silence.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from router.cases import answers, contacts, events, tickets
from router.cases.consultants import Consultant
from router.cases.events import ROUTER, Action
from router.cases.handling import Desk, InHand, Reading
from router.cases.messages import lock_waiting
from router.cases.tables import FollowupRow, MessageRow, Outcome
from router.database import storable
from router.triage.issue import Issue, MessageClass, Triage

# A line of a mail holds no more (RFC 5322, section 2.1.1), and PostgreSQL's indexes little more.
_LONGEST_MESSAGE_ID_BYTES = 998

_NO_ACTION = frozenset({MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK})


@dataclass(frozen=True, slots=True)
class Settled:
    """How a message ended, for the log."""

    outcome: Outcome
    reason: str
    ticket_numbers: tuple[str, ...]


def settle(
    session: Session, message_id: int, reading: Reading, raw: bytes, desk: Desk, now: datetime
) -> Settled | None:
    """Bring the message to its outcome; ``None`` if that has been done already."""
    row = lock_waiting(session, message_id)
    if row is None:
        return None
    _fill(row, reading)
    hand = InHand(session, row, reading.message, raw, desk, now)
    contact_id = contacts.contact_of(session, reading.message.answer_address, now)
    sender = desk.consultant_at(reading.message.sender.address)
    belonging = contacts.belonging_of(
        session, reading.message, contact_id, shadow=row.shadow, is_staff=sender is not None
    )
    row.conversation_id = belonging.conversation_id
    if belonging.kept_out_of is not None:
        why = f"named conversation {belonging.kept_out_of} without being part of it"
        events.record(session, now, ROUTER, Action.STRANGER_KEPT_OUT, why, message_id=row.id)

    if reading.triage.message_class in _NO_ACTION:
        settled = Settled(Outcome.NO_ACTION, reading.triage.class_reason, ())
    else:
        settled = _follow_up(hand, reading.triage, belonging, sender) or _route(
            hand, reading.triage, contact_id
        )

    _conclude(hand, settled.outcome, settled.reason)
    actor = f"model {row.model_version}" if row.model_version else ROUTER
    what = f"{settled.outcome}: {settled.reason}"
    events.record(session, now, actor, Action.SETTLED, what, message_id=row.id)
    return settled


def _fill(row: MessageRow, reading: Reading) -> None:
    """Write down what was understood."""
    message, triage = reading.message, reading.triage
    row.message_id = _kept_message_id(message.message_id)
    row.from_name = storable(message.sender.name)
    row.from_address = storable(message.sender.address)
    row.subject = storable(message.subject)
    row.sent_at = message.date
    row.message_class = triage.message_class
    row.language = message.language
    row.teamviewer_id = message.marks.teamviewer_id
    row.new_text = storable(message.text.new_text)
    row.warnings = [storable(warning) for warning in message.warnings]
    row.model_version = triage.model_version


def _kept_message_id(message_id: str | None) -> str | None:
    """The Message-ID, unless it is longer than any that could be answered."""
    kept = storable(message_id or "")
    return kept if 0 < len(kept.encode()) <= _LONGEST_MESSAGE_ID_BYTES else None


def _conclude(hand: InHand, outcome: Outcome, reason: str) -> None:
    hand.row.outcome, hand.row.outcome_reason, hand.row.settled_at = outcome, storable(reason), hand.now


def _follow_up(
    hand: InHand, triage: Triage, belonging: contacts.Belonging, sender: Consultant | None
) -> Settled | None:
    """Add the mail to a ticket of its conversation; ``None`` if it belongs to none."""
    if belonging.conversation_id is None:
        return None
    ticket = tickets.followed(hand.session, belonging.conversation_id, belonging.ticket_id)
    if ticket is None:
        return None
    hand.session.add(FollowupRow(message_id=hand.row.id, ticket_id=ticket.id))
    owner = tickets.owner_of(hand.session, ticket, hand.desk.roster)
    if owner is not None and owner != sender:
        may_be_new = triage.message_class is MessageClass.REQUEST
        answers.tell_of_followup(hand, ticket, owner, may_be_new=may_be_new)
    reason = "answers a mail of the conversation" if belonging.ticket_id is None else "names the ticket"
    return Settled(Outcome.FOLLOWUP, f"{reason}, added to {ticket.number}", (ticket.number,))


def _route(hand: InHand, triage: Triage, contact_id: int | None) -> Settled:
    """Make a ticket of each issue."""
    if hand.row.conversation_id is None:
        hand.row.conversation_id = contacts.start_conversation(hand.session, contact_id, hand.now)
    reason = f"{len(triage.issues)} issue{'s' if len(triage.issues) != 1 else ''}"
    # Already here, so that the row is written once, together with the tickets.
    _conclude(hand, Outcome.ROUTED, reason)
    reasons = [_reason_for_review(triage, issue) for issue in triage.issues]
    made = tickets.make_tickets(hand, triage.issues, reasons, contact_id)
    answers.send_receipt(hand, made)
    for ticket in made:
        answers.send_assignment(hand, ticket, made)
    numbers = tuple(ticket.row.number for ticket in made)
    return Settled(Outcome.ROUTED, reason, numbers)


def _reason_for_review(triage: Triage, issue: Issue) -> str | None:
    if triage.message_class is MessageClass.FOLLOWUP:
        return "speaks of a case that was not found"
    if not issue.auto_routed:
        return f"the model is not sure enough ({issue.confidence:.2f})"
    return None
