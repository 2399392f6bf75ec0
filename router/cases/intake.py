"""Intake: one understood mail becomes its tickets and the mails that they cause, in one transaction.

The caller opens the transaction and commits it, which also writes what was only added. This module promises
that whatever it adds belongs together, and that a message which has been settled already is left alone. It
ends in exactly one outcome:

* a machine's mail, or mere thanks: ``no_action``; where only its words say so, it waits to be seen as well
  (:mod:`router.cases.silences`);
* a consultant's answer to an assignment that says "Område: lønn" or the like: ``followup``, and the ticket is
  corrected;
* a participant's mail in a conversation that exists: ``followup``, added to a ticket, its consultant told;
* one that says in so many words that it holds another case: ``routed``, with a ticket for what is new, in the
  same conversation; the older ticket's consultant is told all the same;
* everything else: ``routed``, with a ticket for each issue. What the model was not sure of, and a mail that
  speaks of a case we cannot find, goes to review: nothing that a human has written ends in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from router.cases import answers, consultant_answers, contacts, events, tickets
from router.cases.consultants import Consultant
from router.cases.events import ROUTER, Action
from router.cases.handling import Desk, InHand, Reading
from router.cases.messages import lock_waiting
from router.cases.tables import FollowupRow, MessageRow, Outcome, TicketRow
from router.database import storable
from router.triage.issue import Issue, MessageClass, Triage
from router.triage.new_case import new_case_at
from router.triage.unjudged import NO_MODEL

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

    corrected = consultant_answers.heed(hand, sender)
    if corrected is not None:
        reason = f"a consultant's word, which corrected {corrected.number}"
        settled = Settled(Outcome.FOLLOWUP, reason, (corrected.number,))
    elif reading.triage.message_class in _NO_ACTION:
        row.unseen = reading.triage.by_words and not row.shadow
        settled = Settled(Outcome.NO_ACTION, reading.triage.class_reason, ())
    else:
        settled = _settle_request(hand, reading.triage, belonging, sender, contact_id)

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
    row.model_version = triage.model_version or None


def _kept_message_id(message_id: str | None) -> str | None:
    """The Message-ID, unless it is longer than any that could be answered."""
    kept = storable(message_id or "")
    return kept if 0 < len(kept.encode()) <= _LONGEST_MESSAGE_ID_BYTES else None


def _conclude(hand: InHand, outcome: Outcome, reason: str) -> None:
    hand.row.outcome, hand.row.outcome_reason, hand.row.settled_at = outcome, storable(reason), hand.now


def _settle_request(
    hand: InHand,
    triage: Triage,
    belonging: contacts.Belonging,
    sender: Consultant | None,
    contact_id: int | None,
) -> Settled:
    """A human wants something: of a ticket of the conversation, or something new."""
    ticket = None
    if belonging.conversation_id is not None:
        ticket = tickets.followed(hand.session, belonging.conversation_id, belonging.ticket_id)
    if ticket is None:
        many = "s" if len(triage.issues) != 1 else ""
        reason = f"{len(triage.issues)} issue{many}"
        return _route(hand, triage, triage.issues, contact_id, reason, "speaks of a case that was not found")
    new = () if sender is not None else _new_in_answer(triage, hand.message.text.new_text)
    if new:
        return _take_out(hand, triage, new, ticket, contact_id)
    _follow_up(hand, triage, ticket, sender, ())
    reason = "answers a mail of the conversation" if belonging.ticket_id is None else "names the ticket"
    return Settled(Outcome.FOLLOWUP, f"{reason}, added to {ticket.number}", (ticket.number,))


def _new_in_answer(triage: Triage, text: str) -> tuple[Issue, ...]:
    """The issues that an answer calls a new case; none, where it does not say so in so many words."""
    begins_at = new_case_at(text)
    if begins_at is None:
        return ()
    behind = tuple(issue for issue in triage.issues if _lies_behind(issue, begins_at))
    return behind or triage.issues


def _lies_behind(issue: Issue, place: int) -> bool:
    length = sum(span.end - span.start for span in issue.spans)
    behind = sum(max(0, span.end - max(span.start, place)) for span in issue.spans)
    return 2 * behind > length


def _take_out(
    hand: InHand, triage: Triage, new: Sequence[Issue], ticket: TicketRow, contact_id: int | None
) -> Settled:
    """Make tickets of what is new in an answer, and add the answer to the ticket that it answers as well."""
    many = "s" if len(new) != 1 else ""
    reason = f"says that it holds a new case: {len(new)} issue{many}, in the conversation of {ticket.number}"
    settled = _route(
        hand, triage, new, contact_id, reason, "says that it is a new case, but reads like an answer"
    )
    told = f"the answer says that it holds a new case: made {', '.join(settled.ticket_numbers)}"
    events.record(
        hand.session, hand.now, ROUTER, Action.CASE_TAKEN_OUT, told,
        message_id=hand.row.id, ticket_id=ticket.id,
    )  # fmt: skip
    _follow_up(hand, triage, ticket, None, settled.ticket_numbers)
    return settled


def _follow_up(
    hand: InHand,
    triage: Triage,
    ticket: TicketRow,
    sender: Consultant | None,
    new_numbers: tuple[str, ...],
) -> None:
    """Add the mail to a ticket, and tell its consultant, unless it is the consultant's own."""
    hand.session.add(FollowupRow(message_id=hand.row.id, ticket_id=ticket.id))
    owner = tickets.owner_of(hand.session, ticket, hand.desk.roster)
    if owner is not None and owner != sender:
        may_be_new = triage.message_class is MessageClass.REQUEST
        answers.tell_of_followup(hand, ticket, owner, may_be_new=may_be_new, new_numbers=new_numbers)


def take_up(hand: InHand, triage: Triage, contact_id: int | None, *, tells_customer: bool) -> Settled:
    """Make of a settled mail the tickets that it should have had: a human says that it is a request."""
    return _route(
        hand, triage, triage.issues, contact_id, triage.class_reason, "", tells_customer=tells_customer
    )


def _route(
    hand: InHand,
    triage: Triage,
    issues: Sequence[Issue],
    contact_id: int | None,
    reason: str,
    doubt: str,
    *,
    tells_customer: bool = True,
) -> Settled:
    """Make a ticket of each issue. ``doubt`` is why those of what reads like a follow-up go to review."""
    if hand.row.conversation_id is None:
        hand.row.conversation_id = contacts.start_conversation(hand.session, contact_id, hand.now)
    # Already here, so that the row is written once, together with the tickets.
    _conclude(hand, Outcome.ROUTED, reason)
    reasons = [_reason_for_review(triage, issue, doubt) for issue in issues]
    made = tickets.make_tickets(hand, issues, reasons, contact_id, triage.model_version)
    if tells_customer:
        answers.send_receipt(hand, made, may_be_a_machines=triage.may_be_a_machines)
    for ticket in made:
        answers.send_assignment(hand, ticket, made)
    numbers = tuple(ticket.row.number for ticket in made)
    return Settled(Outcome.ROUTED, reason, numbers)


def _reason_for_review(triage: Triage, issue: Issue, doubt: str) -> str | None:
    if triage.message_class is MessageClass.FOLLOWUP:
        return doubt
    if triage.model_version == NO_MODEL:
        return "there was no model that could judge it"
    if not issue.auto_routed:
        others = ", ".join(area for area in issue.possible_areas if area != issue.area)
        doubt = f"; it may also be {others}" if others else ""
        reason = issue.doubt or f"the model is not sure enough ({issue.certainty:.2f})"
        return f"{reason}{doubt}"
    return None
