"""The mails that a message leads to, put in the outbox in the same transaction (promise 4).

Decides whom to write to and gathers the facts; the words are in the templates of ``post``. Every mail has an
*occasion*, unique in the outbox, so that no crash can make it twice.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from router.cases import events
from router.cases.consultants import Consultant
from router.cases.events import ROUTER, Action
from router.cases.handling import Desk, InHand
from router.cases.tables import IssueRow, TicketRow, TicketStatus
from router.cases.tickets import OwnedTicket
from router.clock import FIRM_ZONE
from router.message.parts import Address, Message
from router.post import outbox
from router.post.compose import Enclosure, Thread, compose, one_line
from router.post.courtesy import reason_not_to_answer
from router.post.letters import Assignment, Case, ClosingNotice, FollowupNotice, Letter, Receipt
from router.taxonomy import NO_AREA, AreaCode, Kind, Language, Taxonomy
from router.triage.issue import Decision

_HOUR = timedelta(hours=1)
_OLDER_CASE = re.compile(
    r"^(?:(?:sv|re|vs|fwd?|aw)\s*:\s*){0,10}(?:\[|(?:sak|saka|sakene|cases?)\s+)(?:20\d\d-\d{6}[\s,]*)+\]?\s*:?\s*",
    re.IGNORECASE,
)
_NOT_JUDGED = {
    Language.NB: "ikke vurdert ennå",
    Language.NN: "ikkje vurdert enno",
    Language.EN: "not judged yet",
}
_NO_SUBJECT = {Language.NB: "(uten emne)", Language.NN: "(utan emne)", Language.EN: "(no subject)"}


def send_receipt(hand: InHand, made: Sequence[OwnedTicket], *, may_be_a_machines: bool = False) -> None:
    """Tell the customer the number of every case, unless the customer is, or may be, a machine or has had
    enough."""
    message, desk = hand.message, hand.desk
    reads_like_one = "its words are those of a machine's mail" if may_be_a_machines else None
    withheld = reason_not_to_answer(message, desk.own_addresses) or reads_like_one or _brake(hand)
    if withheld is not None:
        events.record(
            hand.session, hand.now, ROUTER, Action.ANSWER_WITHHELD, withheld, message_id=hand.row.id
        )
        return
    language = message.language.answered_in
    routed_support = any(
        ticket.row.kind is Kind.SUPPORT and ticket.row.status is not TicketStatus.REVIEW for ticket in made
    )
    letter = Receipt(
        subject=_subject_of_new(message, language),
        cases=tuple(_case(ticket, desk, language) for ticket in made),
        asks_for_teamviewer=routed_support and message.marks.teamviewer_id is None,
    )
    # In lower case, so that the brake counts every spelling of an address as one.
    recipient = Address(message.answer_address.name, message.answer_address.address.lower())
    _put(hand, letter, recipient, language, f"receipt/message/{hand.row.id}", None)


def send_assignment(hand: InHand, ticket: OwnedTicket, made: Sequence[OwnedTicket]) -> None:
    """Give the consultant the case, with all that is needed to begin; ``made`` are all cases of the mail."""
    owner, assignment = ticket.owner, ticket.assignment
    if owner is None or assignment is None:
        return
    letter = Assignment(
        subject=_subject_of_new(hand.message, owner.language),
        case=_case(ticket, hand.desk, owner.language),
        others=tuple(_case(other, hand.desk, owner.language) for other in made if other is not ticket),
        consultant_name=owner.name,
        customer=_named(hand.message.answer_address),
        received_at=hand.row.received_at.astimezone(FIRM_ZONE).strftime("%d.%m.%Y %H:%M"),
        teamviewer_id=hand.message.marks.teamviewer_id,
        attachments=_attachments(hand.message),
        reason=_why(ticket.row, hand.desk.taxonomy, owner.language),
        area_names=tuple(area.name(owner.language) for area in hand.desk.taxonomy.areas),
    )
    occasion = f"assignment/ticket/{ticket.row.id}/{assignment.id}"
    _put(hand, letter, Address(owner.name, owner.address), owner.language, occasion, ticket.row)


def tell_of_followup(
    hand: InHand,
    ticket: TicketRow,
    owner: Consultant,
    *,
    may_be_new: bool,
    new_numbers: tuple[str, ...] = (),
) -> None:
    """Tell the consultant that the customer has written again, and which new cases that made.

    A human may add one mail to several cases, one after the other: each consultant is told once of each.
    """
    occasion = f"followup/message/{hand.row.id}/ticket/{ticket.id}/{owner.code}"
    if outbox.is_made(hand.session, occasion):
        return
    letter = FollowupNotice(
        subject=_subject(hand.message, owner.language),
        number=ticket.number,
        consultant_name=owner.name,
        customer=_named(hand.message.answer_address),
        text=hand.message.text.new_text.strip(),
        attachments=_attachments(hand.message),
        may_be_new=may_be_new,
        new_numbers=new_numbers,
    )
    _put(hand, letter, Address(owner.name, owner.address), owner.language, occasion, ticket)


def tell_of_closing(hand: InHand, ticket: TicketRow, owner: Consultant) -> None:
    """Tell the consultant that a case is closed, and where its matter is now. The customer is not told."""
    letter = ClosingNotice(
        subject=_subject_of_new(hand.message, owner.language),
        number=ticket.number,
        consultant_name=owner.name,
        continued_in=ticket.continued_in.number if ticket.continued_in is not None else "",
    )
    occasion = f"closing/ticket/{ticket.id}/{hand.now.isoformat()}"  # it may be opened and closed again
    _put(hand, letter, Address(owner.name, owner.address), owner.language, occasion, ticket)


def _put(
    hand: InHand,
    letter: Letter,
    recipient: Address,
    language: Language,
    occasion: str,
    ticket: TicketRow | None,
) -> None:
    """Compose the letter and put it in the outbox; about a ticket, with the customer's mail enclosed."""
    assert hand.row.conversation_id is not None
    mail = compose(
        letter,
        firm=hand.desk.firm,
        language=language,
        sender=hand.desk.sender(hand.row.mailbox),
        recipient=recipient,
        thread=_thread(hand.message),
        # Nobody can guess it: an answer to it shows that its writer has our mail.
        message_id=f"{uuid4().hex}@{hand.desk.firm.message_id_domain}",
        now=hand.now,
        enclosure=Enclosure(f"{ticket.number}.eml", hand.raw) if ticket is not None else None,
    )
    cause = outbox.Cause(hand.row.id, hand.row.conversation_id, ticket.id if ticket is not None else None)
    outbox.put(hand.session, mail, occasion=occasion, cause=cause, now=hand.now, shadow=hand.row.shadow)


def _brake(hand: InHand) -> str | None:
    limits = hand.desk.limits
    address = hand.message.answer_address.address.lower()
    to_address, to_all = outbox.receipts_since(hand.session, hand.now - _HOUR, address)
    if to_address >= limits.receipts_per_address_per_hour:
        return f"the address has had {to_address} receipts within the hour"
    if to_all >= limits.receipts_per_hour:
        return f"{to_all} receipts have been sent within the hour"
    return None


def _case(ticket: OwnedTicket, desk: Desk, language: Language) -> Case:
    return Case(
        number=ticket.row.number,
        text=ticket.row.issue.text.strip(),
        background=_background(ticket.row.issue),
        kind_name=desk.taxonomy.kind_name(ticket.row.kind, language),
        area_name=_area_name(ticket.row, desk.taxonomy, language),
        is_assignment=ticket.row.kind is Kind.OPPDRAG,
        in_review=ticket.row.status is TicketStatus.REVIEW,
        owner_name=ticket.owner.name if ticket.owner is not None else "",
    )


def _background(issue: IssueRow) -> str:
    text = issue.message.new_text
    return "\n".join(text[start:end].strip() for start, end in issue.background)


def _area_name(ticket: TicketRow, taxonomy: Taxonomy, language: Language) -> str:
    if ticket.area == NO_AREA:
        return _NOT_JUDGED[language.answered_in]
    return taxonomy.area(AreaCode(ticket.area)).name(language)


def _why(ticket: TicketRow, taxonomy: Taxonomy, language: Language) -> str:
    area_name = _area_name(ticket, taxonomy, language)
    if ticket.area != ticket.issue.area:
        return area_name
    phrases = [
        f"«{phrase}»" for what, phrase, weight in ticket.issue.why if what == Decision.AREA and weight > 0
    ]
    certainty = f"{area_name} ({ticket.issue.area_confidence:.0%})"
    return f"{certainty}: {', '.join(phrases)}" if phrases else certainty


def _attachments(message: Message) -> tuple[str, ...]:
    return tuple(attachment.name for attachment in message.attachments)


def _subject(message: Message, language: Language) -> str:
    return one_line(message.subject) or _NO_SUBJECT[language.answered_in]


def _subject_of_new(message: Message, language: Language) -> str:
    """The subject for a new case: an older one's number, which an answer's begins with, is left out.

    Who answers would name both, and be taken to mean the older.
    """
    return _OLDER_CASE.sub("", _subject(message, language)) or _NO_SUBJECT[language.answered_in]


def _named(address: Address) -> str:
    return f"{one_line(address.name)} <{address.address}>" if address.name else address.address


def _thread(message: Message) -> Thread:
    references = tuple(dict.fromkeys((*message.references, *message.in_reply_to)))
    if message.message_id is None:
        return Thread(None, references)
    return Thread(message.message_id, (*references, message.message_id))
