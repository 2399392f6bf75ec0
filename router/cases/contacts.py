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
    statement = insert_into(session, ContactRow).values(
        address=address, name=storable(sender.name), first_seen_at=now
    )
    return session.scalars(
        statement.on_conflict_do_update(
            # Changes nothing: it is how one statement gives the id in both cases.
            index_elements=[ContactRow.address],
            set_={"address": ContactRow.address},
        ).returning(ContactRow.id)
    ).one()


def start_conversation(session: Session, contact_id: int | None, now: datetime) -> int:
    """A new conversation, with this contact in it."""
    started = insert_into(session, ConversationRow).values(started_at=now).returning(ConversationRow.id)
    conversation_id = session.scalars(started).one()
    if contact_id is not None:
        session.add(ParticipantRow(conversation_id=conversation_id, contact_id=contact_id))
    return conversation_id


def belonging_of(
    session: Session,
    message: Message,
    contact_id: int | None,
    *,
    shadow: bool = False,
    is_staff: bool = False,
) -> Belonging:
    """Where the mail belongs, by what it answers first, then by the ticket numbers in it.

    A shadow run's mails join its own conversations only, and nobody else joins those. One of the firm's own
    consultants (``is_staff``) takes part in every conversation that he or she has a mail of: its Message-ID
    shows that; a number does not.
    """
    named = _tickets_named(session, message.marks.case_numbers)
    answered = _conversations_answered(session, (*message.in_reply_to, *message.references))
    candidates = [*answered, *(conversation for _, conversation in named)]
    for conversation in candidates:
        if not _is_of_this_run(session, conversation, shadow=shadow):
            continue
        takes_part = contact_id is not None and _takes_part(session, conversation, contact_id)
        if takes_part or (is_staff and conversation in answered):
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


def _is_of_this_run(session: Session, conversation_id: int, *, shadow: bool) -> bool:
    return session.scalars(
        select(exists().where(TicketRow.conversation_id == conversation_id, TicketRow.shadow.is_(shadow)))
    ).one()
