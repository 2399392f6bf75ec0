"""Divisions: a human says that tickets of one mail are one issue, or that one ticket is several.

The pieces that the human names become issues of the message, which no model has judged; the model's own stay
as they were. A ticket that is joined to another is closed and points to it; what is divided off becomes a
ticket of its own. All go to whoever takes them, as with a correction; the customer is not written to. Nothing
that a customer wrote falls between the pieces but white space.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from router.cases import answers, events, tickets
from router.cases.consultants import Consultant
from router.cases.corrections import (
    CorrectionError,
    all_of,
    in_hand,
    open_ticket,
    refuse_unknown,
    set_word,
)
from router.cases.cuts import cut_at, in_one, places_of, sentence_spans
from router.cases.handling import Desk, InHand
from router.cases.tables import IssueRow, MessageCorrectionRow, MessageRow, TicketRow, TicketStatus
from router.cases.tickets import OwnedTicket
from router.database import storable
from router.taxonomy import NO_AREA, AreaCode, Kind
from router.triage.issue import MessageClass, Span
from router.triage.split import Piece, text_of

Spans = list[list[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a ticket's text that is an issue of its own."""

    begins_with: str
    """Its first words, as the customer wrote them, or the number of the sentence (:func:`sentences`)."""
    kind: Kind
    area: AreaCode


@dataclass(frozen=True, slots=True)
class Divided:
    """What a human's word came to: the tickets that are open now, and who has each."""

    tickets: tuple[OwnedTicket, ...]
    closed: tuple[TicketRow, ...] = ()


def sentences(session: Session, number: str) -> tuple[str, ...]:
    """The sentences of a ticket's text; the first is number 1.

    Raises:
        CorrectionError: there is no such open ticket.
    """
    ticket = open_ticket(session, number)
    text = session.get_one(MessageRow, ticket.issue.message_id).new_text
    return tuple(span.of(text) for span in sentence_spans(text, _piece(ticket)))


def join(
    session: Session,
    numbers: Sequence[str],
    *,
    kind: Kind | None = None,
    area: AreaCode | None = None,
    corrected_by: str,
    desk: Desk,
    now: datetime,
) -> Divided:
    """Make one ticket of several of the same mail: the first stays, the others are closed.

    ``kind`` and ``area`` are those of the whole; left out, the first ticket's.

    Raises:
        CorrectionError: they are not open tickets of one mail, or nobody has named an area.
    """
    found = [open_ticket(session, number) for number in dict.fromkeys(numbers)]
    if len(found) < 2:
        raise CorrectionError("name two tickets or more: the first stays, the others are joined to it")
    kept, *others = found
    strange = [one.number for one in others if one.issue.message_id != kept.issue.message_id]
    if strange:
        raise CorrectionError(
            f"{', '.join(strange)} came with another mail than {kept.number}; only tickets of one mail can "
            "be joined"
        )
    refuse_unknown(area, desk)
    hand = _locked(session, kept, desk, now)
    text = hand.row.new_text
    pieces = [_piece(one) for one in found]
    whole = in_one(text, [span for piece in pieces for span in piece])
    joined_text = text_of(text, whole) if whole else "\n\n".join(one.issue.text for one in found)
    owners = {one.id: tickets.owner_of(session, one, desk.roster) for one in found}
    _keep_word(hand, corrected_by, before=pieces, after=[whole])
    _give_text(hand, kept, whole, joined_text, kind or kept.kind)
    _say(hand, kept, kind or kept.kind, area or AreaCode(kept.area), corrected_by)
    for other in others:
        close(hand, other, corrected_by, f"joined to {kept.number}", continued_in=kept)
    owned = _given(hand, kept, owners[kept.id])
    answers.send_assignment(hand, owned, all_of(session, owned))
    for other in others:
        owner = owners[other.id]
        if owner is not None and not kept.shadow:
            answers.tell_of_closing(hand, other, owner)
    return Divided((owned,), tuple(others))


def divide(
    session: Session,
    number: str,
    parts: Sequence[Part],
    *,
    kind: Kind | None = None,
    area: AreaCode | None = None,
    corrected_by: str,
    desk: Desk,
    now: datetime,
) -> Divided:
    """Make several tickets of one. What stands above the first of the ``parts`` stays with the ticket.

    ``kind`` and ``area`` are those of what stays; left out, what the ticket has.

    Raises:
        CorrectionError: there is no such open ticket, a part cannot be found, or nobody has named an area.
    """
    ticket = open_ticket(session, number)
    for one in (area, *(part.area for part in parts)):
        refuse_unknown(one, desk)
    if not parts:
        raise CorrectionError("say at least one --part: where it begins, and what it is")
    hand = _locked(session, ticket, desk, now)
    text, piece = hand.row.new_text, _piece(ticket)
    places = sorted((_place(text, piece, part, number), at) for at, part in enumerate(parts))
    cuts = [place for place, _ in places]
    if len(set(cuts)) < len(cuts):
        raise CorrectionError("two parts begin at the same place; say each once")
    pieces = cut_at(text, piece, cuts)
    if not all(pieces):
        raise CorrectionError(
            f"nothing would be left of {number} above the first part; name only the parts below it, and say "
            "its own kind and area with --kind and --area"
        )
    owner = tickets.owner_of(session, ticket, desk.roster)
    _keep_word(hand, corrected_by, before=[piece], after=pieces)
    _give_text(hand, ticket, pieces[0], text_of(text, pieces[0]), kind or ticket.kind)
    _say(hand, ticket, kind or ticket.kind, area or AreaCode(ticket.area), corrected_by)
    numbers = tickets.next_numbers(session, now, len(parts))
    divided = [ticket]
    for own, (_, at), own_number in zip(pieces[1:], places, numbers, strict=True):
        issue = _issue(hand, own, text_of(text, own), parts[at].kind)
        new = tickets.new_ticket(hand.row, issue, own_number, ticket.contact_id, now)
        session.add(new)
        session.flush()
        _say(hand, new, parts[at].kind, parts[at].area, corrected_by)
        divided.append(new)
    made = [_given(hand, one, owner if one is ticket else None) for one in divided]
    for owned in made:
        answers.send_assignment(hand, owned, [owned, *(one for one in made if one is not owned)])
    return Divided(tuple(made))


def close(
    hand: InHand, ticket: TicketRow, closed_by: str, reason: str, *, continued_in: TicketRow | None = None
) -> None:
    """Close a ticket by a human's word; its assignment ends."""
    tickets.end_assignment(hand.session, ticket, hand.now)
    ticket.status, ticket.continued_in = TicketStatus.CLOSED, continued_in
    events.record(
        hand.session, hand.now, closed_by, events.Action.CLOSED, reason,
        message_id=hand.row.id, ticket_id=ticket.id,
    )  # fmt: skip
    hand.session.flush()


def pieces_of(ticket_rows: Sequence[TicketRow]) -> list[Piece]:
    """The spans of each ticket's issue."""
    return [_piece(ticket) for ticket in ticket_rows]


def stored(pieces: Sequence[Piece]) -> list[Spans]:
    """The pieces, as a row holds them."""
    return [[[span.start, span.end] for span in piece] for piece in pieces]


def _place(text: str, piece: Piece, part: Part, number: str) -> int:
    """Where the part begins.

    Raises:
        CorrectionError: nowhere, or at several places.
    """
    said = part.begins_with.strip()
    if said.isdecimal() and len(said) <= 4:
        own = sentence_spans(text, piece)
        if not 1 <= int(said) <= len(own):
            raise CorrectionError(f"{number} has {len(own)} sentences; {said} is none of them")
        return own[int(said) - 1].start
    if not said:
        raise CorrectionError("say with which words a part begins")
    found = places_of(text, piece, said)
    if not found:
        raise CorrectionError(
            f"the words {said!r} do not stand in {number}; `ticket-router divide {number}` shows its text"
        )
    if len(found) > 1:
        raise CorrectionError(f"the words {said!r} stand in {number} {len(found)} times; quote a few more")
    return found[0]


def _locked(session: Session, ticket: TicketRow, desk: Desk, now: datetime) -> InHand:
    """The ticket's mail in hand; nobody else divides it meanwhile."""
    message_id = ticket.issue.message_id
    tickets.of_message(session, message_id)
    session.refresh(ticket)
    if ticket.status is TicketStatus.CLOSED:
        raise CorrectionError(f"{ticket.number} has just been closed by somebody else; look again")
    return in_hand(session, message_id, desk, now)


def _keep_word(hand: InHand, by: str, *, before: Sequence[Piece], after: Sequence[Piece]) -> None:
    row = hand.row
    hand.session.add(
        MessageCorrectionRow(
            message_id=row.id,
            corrected_by=storable(by),
            corrected_at=hand.now,
            model_version=row.model_version,
            class_before=row.message_class or MessageClass.REQUEST,
            message_class=MessageClass.REQUEST,
            pieces_before=stored(before),
            pieces=stored(after),
        )
    )
    reason = f"{len(before)} → {len(after)} issues"
    events.record(hand.session, hand.now, by, events.Action.CORRECTED, reason, message_id=row.id)


def _issue(hand: InHand, piece: Piece, text: str, kind: Kind) -> IssueRow:
    """An issue that a human has cut out."""
    last = hand.session.scalars(
        select(func.max(IssueRow.position)).where(IssueRow.message_id == hand.row.id)
    ).one()
    issue = IssueRow(
        message_id=hand.row.id,
        position=last + 1,
        spans=stored([piece])[0],
        background=[],
        text=text,
        kind=kind,
        kind_confidence=0.0,
        area=NO_AREA,
        area_confidence=0.0,
        confidence=0.0,
        certainty=0.0,
        possible_areas=[],
        auto_routed=False,
        why=[],
        model_version="",
    )
    hand.session.add(issue)
    hand.session.flush()
    return issue


def _give_text(hand: InHand, ticket: TicketRow, piece: Piece, text: str, kind: Kind) -> None:
    ticket.issue_id = _issue(hand, piece, text, kind).id
    hand.session.flush()
    hand.session.refresh(ticket, ["issue"])


def _say(hand: InHand, ticket: TicketRow, kind: Kind, area: AreaCode, by: str) -> None:
    if area == NO_AREA:
        raise CorrectionError(f"no model has judged {ticket.number}: say its --area")
    set_word(hand.session, ticket, kind, area, corrected_by=by, now=hand.now)


def _given(hand: InHand, ticket: TicketRow, owner: Consultant | None) -> OwnedTicket:
    """The ticket, given to who has it or to who takes it; a shadow run's goes nowhere."""
    if ticket.shadow:
        return OwnedTicket(ticket, None, None, "a shadow run's")
    return tickets.assign(hand.session, ticket, hand.desk.roster, hand.now, preferred=owner)


def _piece(ticket: TicketRow) -> Piece:
    return tuple(Span(start, end) for start, end in ticket.issue.spans)
