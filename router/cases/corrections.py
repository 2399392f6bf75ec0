"""Corrections: a human says what a ticket's kind and area should be. The ticket obeys, and the word is kept.

A ticket in review is settled in the same way: confirming what the model guessed is a correction too, with
the same kind and area before and after. Both are labels, from which a model can be trained. The ticket goes,
by mail, to whoever takes it now.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases import answers, events, messages, tickets
from router.cases.handling import Desk, InHand
from router.cases.tables import CorrectionRow, MessageRow, TicketRow
from router.cases.tickets import OwnedTicket
from router.message.understand import understand
from router.taxonomy import AreaCode, Kind


class CorrectionError(ValueError):
    """The correction cannot be made. The message says why and what to do."""


def correct(
    session: Session,
    number: str,
    *,
    kind: Kind | None,
    area: AreaCode | None,
    corrected_by: str,
    desk: Desk,
    now: datetime,
) -> OwnedTicket:
    """Set the ticket's kind and area (``None`` keeps what it has) and give it to whoever takes it.

    Raises:
        CorrectionError: there is no such ticket, or no such area.
    """
    ticket = tickets.by_number(session, number)
    if ticket is None:
        raise CorrectionError(f"there is no ticket {number}; look it up in the customer's receipt")
    if area is not None and area not in desk.taxonomy.codes:
        raise CorrectionError(f"there is no area {area!r}; use one of {', '.join(desk.taxonomy.codes)}")
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
    reason = f"{correction.kind_before} {correction.area_before} → {correction.kind} {correction.area}"
    events.record(session, now, corrected_by, events.Action.CORRECTED, reason, ticket_id=ticket.id)
    owned = tickets.assign(session, ticket, desk.roster, now)
    answers.send_assignment(_in_hand(session, ticket, desk, now), owned, _all_of(session, owned))
    return owned


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
