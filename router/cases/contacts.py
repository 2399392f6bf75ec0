"""Contacts, and the conversations that they take part in.

A mail joins a conversation when it answers one of the mails in it, or names one of its tickets, *and* its
sender already takes part: a number that was guessed, or read over a shoulder, opens nothing. The mail of a
stranger makes tickets of its own, and the event log tells what it tried.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from router.cases.tables import (
    ContactRow,
    ConversationRow,
    MessageRow,
    ParticipantRow,
    TicketRow,
)
from router.database import insert_into
from router.message.parts import Address, Message
from router.post.tables import OutgoingMailRow


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where a mail belongs: a conversation that it may join, or one that it only named."""

    conversation_id: int | None
    ticket_id: int | None
    """The ticket that it names or answers, where it says which."""
    kept_out_of: int | None


NOWHERE = Belonging(None, None, None)


def contact_of(session: Session, sender: Address, now: datetime) -> int | None:
    """The contact with this address, made if it is new; ``None`` for a mail without an address."""
    address = sender.address.strip().lower()
    if not address or len(address) > 320:
        return None
    session.execute(
        insert_into(session, ContactRow)
        .values(address=address, name=sender.name, first_seen_at=now)
        .on_conflict_do_nothing(index_elements=[ContactRow.address])
    )
    return session.scalars(select(ContactRow.id).where(ContactRow.address == address)).one()


def start_conversation(session: Session, contact_id: int | None, now: datetime) -> int:
    """A new conversation, with this contact in it."""
    conversation = ConversationRow(started_at=now)
    session.add(conversation)
    session.flush()
    if contact_id is not None:
        session.add(ParticipantRow(conversation_id=conversation.id, contact_id=contact_id))
    return conversation.id


def belonging_of(session: Session, message: Message, contact_id: int | None) -> Belonging:
    """Where the mail belongs, by what it answers first, then by the ticket numbers in it."""
    named = _tickets_named(session, message.marks.case_numbers)
    answered = _conversation_answered(session, (*message.in_reply_to, *message.references))
    candidates = [
        *([answered] if answered is not None else []),
        *(conversation for _, conversation in named),
    ]
    for conversation in candidates:
        if contact_id is not None and _takes_part(session, conversation, contact_id):
            ticket = next((ticket for ticket, of in named if of == conversation), None)
            return Belonging(conversation, ticket, None)
    return Belonging(None, None, candidates[0]) if candidates else NOWHERE


def _tickets_named(session: Session, numbers: Collection[str]) -> list[tuple[int, int]]:
    """``(ticket, conversation)`` of every ticket number that exists."""
    if not numbers:
        return []
    rows = session.execute(
        select(TicketRow.id, TicketRow.conversation_id)
        .where(TicketRow.number.in_(list(numbers)[:20]))
        .order_by(TicketRow.id)
    )
    return [(ticket, conversation) for ticket, conversation in rows]


def _conversation_answered(session: Session, message_ids: Collection[str]) -> int | None:
    """The conversation of the newest of our or the customers' mails that has one of these Message-IDs."""
    ids = list(dict.fromkeys(message_ids))[:100]
    if not ids:
        return None
    ours = session.scalars(
        select(OutgoingMailRow.conversation_id)
        .where(OutgoingMailRow.message_id.in_(ids))
        .order_by(OutgoingMailRow.id.desc())
        .limit(1)
    ).first()
    if ours is not None:
        return ours
    return session.scalars(
        select(MessageRow.conversation_id)
        .where(MessageRow.message_id.in_(ids), MessageRow.conversation_id.is_not(None))
        .order_by(MessageRow.id.desc())
        .limit(1)
    ).first()


def _takes_part(session: Session, conversation_id: int, contact_id: int) -> bool:
    return session.scalars(
        select(
            exists().where(
                ParticipantRow.conversation_id == conversation_id, ParticipantRow.contact_id == contact_id
            )
        )
    ).one()
