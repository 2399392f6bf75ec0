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
from router.database import insert_into, storable
from router.message.parts import Address, Message
from router.post.tables import OutgoingMailRow

_MOST_CONVERSATIONS = 100


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
    address = storable(sender.address).strip().lower()
    if not address or len(address) > 320:
        return None
    session.execute(
        insert_into(session, ContactRow)
        .values(address=address, name=storable(sender.name), first_seen_at=now)
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
    answered = _conversations_answered(session, (*message.in_reply_to, *message.references))
    candidates = [*answered, *(conversation for _, conversation in named)]
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


def _conversations_answered(session: Session, message_ids: Collection[str]) -> list[int]:
    """The conversations of our and the customers' mails that have one of these Message-IDs.

    Ours come first and the newest first. They may be many: anybody can send a mail under any Message-ID.
    """
    ids = list(dict.fromkeys(map(storable, message_ids)))[:100]
    if not ids:
        return []
    found: dict[int, None] = {}
    for id_column, conversation, row_id in (
        (OutgoingMailRow.message_id, OutgoingMailRow.conversation_id, OutgoingMailRow.id),
        (MessageRow.message_id, MessageRow.conversation_id, MessageRow.id),
    ):
        rows = session.scalars(
            select(conversation)
            .where(id_column.in_(ids), conversation.is_not(None))
            .order_by(row_id.desc())
            .limit(_MOST_CONVERSATIONS)
        )
        found.update(dict.fromkeys(one for one in rows if one is not None))
    return list(found)


def _takes_part(session: Session, conversation_id: int, contact_id: int) -> bool:
    return session.scalars(
        select(
            exists().where(
                ParticipantRow.conversation_id == conversation_id, ParticipantRow.contact_id == contact_id
            )
        )
    ).one()
