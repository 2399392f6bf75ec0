"""Corrections: a human says what a ticket's kind and area should be. The ticket obeys, and the word is kept.

A ticket in review is settled in the same way: confirming what the model guessed is a correction too, with
the same kind and area before and after. Both are labels, from which a model can be trained, and by which its
accuracy is told. The ticket goes, by mail, to whoever takes it now; one that is confirmed stays where it is,
and a shadow run's goes nowhere.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases import answers, events, messages, tickets
from router.cases.consultants import Consultant, takes
from router.cases.handling import Desk, InHand
from router.cases.tables import CorrectionRow, MessageRow, TicketRow, TicketStatus
from router.cases.tickets import OwnedTicket
from router.database import storable
from router.message.understand import understand
from router.taxonomy import NO_AREA, AreaCode, Kind


class CorrectionError(ValueError):
    """The correction cannot be made. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a human's word came to."""

    row: TicketRow
    kind_was_right: bool
    """The model's."""
    area_was_right: bool
    owner: Consultant | None
    """Who has the ticket now; nobody, if no consultant takes it or it is a shadow run's."""
    is_given_anew: bool
    """It went to the owner by this correction."""


def correct(
    session: Session,
    number: str,
    *,
    kind: Kind | None = None,
    area: AreaCode | None = None,
    model_is_right: bool = False,
    is_answer: bool = False,
    corrected_by: str,
    desk: Desk,
    now: datetime,
) -> Corrected:
    """Set the ticket's kind and area (``None`` keeps what it has) and give it to whoever takes it.

    ``model_is_right`` sets both to what the model said. ``is_answer``: a consultant says so by mail; where
    that takes the ticket back to what somebody else has moved it away from, it goes to review.

    Raises:
        CorrectionError: there is no such ticket or area, or nobody has named an area.
    """
    ticket = open_ticket(session, number)
    refuse_unknown(area, desk)
    issue = ticket.issue
    if model_is_right:
        kind, area = issue.kind, AreaCode(issue.area)
    if (area or ticket.area) == NO_AREA:
        raise CorrectionError(
            f"no model has judged {number}, so there is nothing to confirm: say --area, and --kind if it is "
            f"no {ticket.kind}"
        )
    goes_back = is_answer and _was_moved_away(
        session, ticket, kind or ticket.kind, AreaCode(area or ticket.area), corrected_by
    )
    correction = set_word(
        session,
        ticket,
        kind or ticket.kind,
        AreaCode(area or ticket.area),
        corrected_by=corrected_by,
        now=now,
    )
    kind_was_right, area_was_right = ticket.kind is issue.kind, ticket.area == issue.area
    if ticket.shadow:
        return Corrected(ticket, kind_was_right, area_was_right, None, is_given_anew=False)
    if goes_back:
        tickets.send_to_review(session, ticket, "two people disagree on what it is", now)
        return Corrected(ticket, kind_was_right, area_was_right, None, is_given_anew=False)
    confirms = (correction.kind, correction.area) == (correction.kind_before, correction.area_before)
    if confirms and ticket.status is TicketStatus.ASSIGNED:
        owner = tickets.owner_of(session, ticket, desk.roster)
        if owner is not None and takes(owner, ticket.kind, AreaCode(ticket.area)):
            return Corrected(ticket, kind_was_right, area_was_right, owner, is_given_anew=False)
    owned = tickets.assign(session, ticket, desk.roster, now)
    answers.send_assignment(
        in_hand(session, ticket.issue.message_id, desk, now), owned, all_of(session, owned)
    )
    return Corrected(
        ticket, kind_was_right, area_was_right, owned.owner, is_given_anew=owned.owner is not None
    )


def _was_moved_away(session: Session, ticket: TicketRow, kind: Kind, area: AreaCode, by: str) -> bool:
    """Whether somebody else has said that the ticket is not of this kind and area."""
    said = session.scalars(select(CorrectionRow).where(CorrectionRow.ticket_id == ticket.id))
    return any(
        (one.kind_before, one.area_before) == (kind, area) != (one.kind, one.area) and one.corrected_by != by
        for one in said
    )


def open_ticket(session: Session, number: str) -> TicketRow:
    """The ticket with this number, which must be open.

    Raises:
        CorrectionError: there is none, or it is closed.
    """
    ticket = tickets.by_number(session, number)
    if ticket is None:
        raise CorrectionError(f"there is no ticket {number}; look it up in the customer's receipt")
    if ticket.status is TicketStatus.CLOSED:
        instead = ticket.continued_in
        where = (
            f"its matter is in {instead.number}: correct that" if instead is not None else "it was no request"
        )
        raise CorrectionError(f"{number} is closed; {where}")
    return ticket


def refuse_unknown(area: AreaCode | None, desk: Desk) -> None:
    """Refuse an area that the taxonomy does not have."""
    if area is not None and area not in desk.taxonomy.codes:
        raise CorrectionError(f"there is no area {area!r}; use one of {', '.join(desk.taxonomy.codes)}")


def set_word(
    session: Session, ticket: TicketRow, kind: Kind, area: AreaCode, *, corrected_by: str, now: datetime
) -> CorrectionRow:
    """Write down what somebody says of the ticket, and let it be so."""
    correction = CorrectionRow(
        ticket_id=ticket.id,
        corrected_by=storable(corrected_by),
        corrected_at=now,
        kind_before=ticket.kind,
        area_before=ticket.area,
        kind=kind,
        area=area,
    )
    session.add(correction)
    ticket.kind, ticket.area = kind, area
    area_before = correction.area_before or "of no area"
    reason = f"{correction.kind_before} {area_before} → {kind} {area}"
    events.record(session, now, corrected_by, events.Action.CORRECTED, reason, ticket_id=ticket.id)
    return correction


def in_hand(session: Session, message_id: int, desk: Desk, now: datetime) -> InHand:
    """A mail that has been settled, read again: understanding is pure, so it says the same."""
    row = session.get_one(MessageRow, message_id)
    raw = messages.raw_bytes(session, row.id) or b""
    return InHand(session, row, understand(raw, desk.identity), raw, desk, now)


def all_of(session: Session, owned: OwnedTicket) -> list[OwnedTicket]:
    """The ticket and the others of its conversation that are open."""
    others = session.scalars(
        select(TicketRow)
        .where(
            TicketRow.conversation_id == owned.row.conversation_id,
            TicketRow.id != owned.row.id,
            TicketRow.status != TicketStatus.CLOSED,
        )
        .order_by(TicketRow.id)
    )
    return [owned, *(OwnedTicket(other, None, None, "") for other in others)]
