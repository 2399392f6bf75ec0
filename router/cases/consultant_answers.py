"""Heed what a consultant says in an answer to the assignment mail: the ticket's kind or area is another.

It counts where four things hold: the mail comes from the address of a configured consultant, a human wrote
it, our own mail server does not call the sender false, and it answers one of our mails to consultants, whose
Message-ID nobody can guess. Then it is a correction like any other, and the ticket goes to whoever takes it.
Everything else stays an ordinary addition to the ticket. A ticket that would go back to what a colleague has
moved it away from goes to review instead: two people then decide it, not a volley of mails.
"""

from router.cases import answers, events, tickets
from router.cases.consultant_words import Word, word_in
from router.cases.consultants import Consultant
from router.cases.corrections import CorrectionError, correct
from router.cases.events import ROUTER, Action
from router.cases.handling import InHand
from router.cases.tables import FollowupRow, TicketRow
from router.message.parts import AuthenticationResult, Authenticity, Origin
from router.post import outbox


def heed(hand: InHand, sender: Consultant | None) -> TicketRow | None:
    """The ticket that the mail has corrected; ``None`` where it is no such word of a consultant."""
    if sender is None or hand.message.origin is not Origin.HUMAN:
        return None
    ticket = _answered(hand)
    word = word_in(hand.message.text.new_text, hand.desk.taxonomy) if ticket is not None else None
    if ticket is None or word is None:
        return None
    if is_known_to_be_false(hand.message.authenticity):
        _refuse(hand, ticket, "the mail server says that the sender is not who the mail says")
        return None
    if word.not_understood:
        _refuse(hand, ticket, "the name of the kind or area was not understood")
    if word.kind is None and word.area is None:
        return None
    return ticket if _obey(hand, ticket, word, sender) else None


def is_known_to_be_false(said: Authenticity) -> bool:
    """Whether our own server found that the sender is another; what it did not check is not false."""
    if said.dmarc is not AuthenticationResult.NONE:
        return said.dmarc is AuthenticationResult.FAIL
    results = (said.spf, said.dkim)
    return AuthenticationResult.FAIL in results and AuthenticationResult.PASS not in results


def _answered(hand: InHand) -> TicketRow | None:
    """The open ticket that our mail was about which this one answers; one that it was joined to as well."""
    message = hand.message
    nearest_first = (*message.in_reply_to, *reversed(message.references))
    ticket_id = outbox.ticket_told_of(hand.session, nearest_first)
    if ticket_id is None or hand.row.conversation_id is None:
        return None
    ticket = tickets.followed(hand.session, hand.row.conversation_id, ticket_id)
    is_ours = ticket is not None and ticket.conversation_id == hand.row.conversation_id
    return ticket if is_ours else None


def _obey(hand: InHand, ticket: TicketRow, word: Word, sender: Consultant) -> bool:
    try:
        corrected = correct(
            hand.session,
            ticket.number,
            kind=word.kind,
            area=word.area,
            corrected_by=sender.name,
            is_answer=True,
            desk=hand.desk,
            now=hand.now,
        )
    except CorrectionError as error:
        _refuse(hand, ticket, str(error))
        return False
    hand.session.add(FollowupRow(message_id=hand.row.id, ticket_id=ticket.id))
    if word.rest and corrected.owner is not None and corrected.owner != sender:
        answers.tell_of_followup(hand, ticket, corrected.owner, may_be_new=False)
    return True


def _refuse(hand: InHand, ticket: TicketRow, why: str) -> None:
    events.record(
        hand.session, hand.now, ROUTER, Action.CORRECTION_REFUSED, why,
        message_id=hand.row.id, ticket_id=ticket.id,
    )  # fmt: skip
