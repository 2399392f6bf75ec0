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
    corrected_by: str,
    desk: Desk,
    now: datetime,
) -> Corrected:
    """Set the ticket's kind and area (``None`` keeps what it has) and give it to whoever takes it.

    ``model_is_right`` sets both to what the model said.

    Raises:
        CorrectionError: there is no such ticket or area, or nobody has named an area.
    """
    ticket = tickets.by_number(session, number)
    if ticket is None:
        raise CorrectionError(f"there is no ticket {number}; look it up in the customer's receipt")
    if area is not None and area not in desk.taxonomy.codes:
        raise CorrectionError(f"there is no area {area!r}; use one of {', '.join(desk.taxonomy.codes)}")
    issue = ticket.issue
    if model_is_right:
        kind, area = issue.kind, AreaCode(issue.area)
    if (area or ticket.area) == NO_AREA:
        raise CorrectionError(
            f"no model has judged {number}, so there is nothing to confirm: say --area, and --kind if it is "
            f"no {ticket.kind}"
        )
    correction = CorrectionRow(
        ticket_id=ticket.id,
        corrected_by=corrected_by,
        corrected_at=now,
        kind_before=ticket.kind,
        area_before=ticket.area,
        kind=kind or ticket.kind,
        area=area or ticket.area,
    )
    session.add(correction)
    ticket.kind, ticket.area = correction.kind, correction.area
    area_before = correction.area_before or "of no area"
    reason = f"{correction.kind_before} {area_before} → {correction.kind} {correction.area}"
    events.record(session, now, corrected_by, events.Action.CORRECTED, reason, ticket_id=ticket.id)
    kind_was_right, area_was_right = ticket.kind is issue.kind, ticket.area == issue.area
    if ticket.shadow:
        return Corrected(ticket, kind_was_right, area_was_right, None, is_given_anew=False)
    confirms = (correction.kind, correction.area) == (correction.kind_before, correction.area_before)
    if confirms and ticket.status is TicketStatus.ASSIGNED:
        owner = tickets.owner_of(session, ticket, desk.roster)
        if owner is not None and takes(owner, ticket.kind, AreaCode(ticket.area)):
            return Corrected(ticket, kind_was_right, area_was_right, owner, is_given_anew=False)
    owned = tickets.assign(session, ticket, desk.roster, now)
    answers.send_assignment(_in_hand(session, ticket, desk, now), owned, _all_of(session, owned))
    return Corrected(
        ticket, kind_was_right, area_was_right, owned.owner, is_given_anew=owned.owner is not None
    )


def _in_hand(session: Session, ticket: TicketRow, desk: Desk, now: datetime) -> InHand:
    """The mail that the ticket came from, read again: understanding is pure, so it says the same."""
    row = session.get_one(MessageRow, ticket.issue.message_id)
    raw = messages.raw_bytes(session, row.id) or b""
    return InHand(session, row, understand(raw, desk.identity), raw, desk, now)


def _all_of(session: Session, owned: OwnedTicket) -> list[OwnedTicket]:
    """The ticket and the others of its conversation."""
    others = session.scalars(
        select(TicketRow)
        .where(TicketRow.conversation_id == owned.row.conversation_id, TicketRow.id != owned.row.id)
        .order_by(TicketRow.id)
    )
    return [owned, *(OwnedTicket(other, None, None, "") for other in others)]
