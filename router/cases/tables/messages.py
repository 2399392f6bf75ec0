"""Messages, and who writes them in which conversation.

The row of a message is the unit of work: it waits, is claimed, and ends in exactly one outcome (promise 2). A
second arrival is harmless, because the fingerprint is unique (promise 3).
"""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from router.database import Base, Json, UtcDateTime, stored_enum
from router.taxonomy import Kind, Language
from router.triage.issue import MessageClass

if TYPE_CHECKING:
    from router.cases.tables.tickets import IssueRow


class Outcome(StrEnum):
    """How a message ended; ``WAITING`` until it has."""

    WAITING = "waiting"
    ROUTED = "routed"
    FOLLOWUP = "followup"
    NO_ACTION = "no_action"
    QUARANTINED = "quarantined"


class MessageRow(Base):
    """One mail in. ``from_…`` to ``model_version`` are filled when it is settled."""

    __tablename__ = "messages"
    __table_args__ = (
        Index(
            "ix_messages_waiting",
            "id",
            sqlite_where=text("outcome = 'waiting'"),
            postgresql_where=text("outcome = 'waiting'"),
        ),
        Index("ix_messages_outcome_received_at", "outcome", "received_at"),
        Index("ix_messages_unseen", "id", sqlite_where=text("unseen"), postgresql_where=text("unseen")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    mailbox: Mapped[str] = mapped_column(String(100))
    """The mailbox that the first copy came to."""
    kind_hint: Mapped[Kind] = mapped_column(stored_enum(Kind))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the mail server had it (INTERNALDATE): the customer's waiting begins here."""
    size: Mapped[int]
    shadow: Mapped[bool] = mapped_column(default=False)
    """Read without touching anything: recorded only as what would have been done."""

    outcome: Mapped[Outcome] = mapped_column(stored_enum(Outcome), default=Outcome.WAITING)
    outcome_reason: Mapped[str] = mapped_column(Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(200))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    message_id: Mapped[str | None] = mapped_column(Text, index=True)
    """The Message-ID of RFC 5322, without angle brackets."""
    from_name: Mapped[str] = mapped_column(Text, default="")
    from_address: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message_class: Mapped[MessageClass | None] = mapped_column(stored_enum(MessageClass))
    language: Mapped[Language | None] = mapped_column(stored_enum(Language))
    teamviewer_id: Mapped[str | None] = mapped_column(String(20))
    new_text: Mapped[str] = mapped_column(Text, default="")
    warnings: Mapped[list[str]] = mapped_column(Json, default=list)
    model_version: Mapped[str | None] = mapped_column(String(100))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    unseen: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Closed in silence because of its words alone, and no human has looked at it yet."""

    issues: Mapped[list["IssueRow"]] = relationship(back_populates="message", order_by="IssueRow.position")


class RawMessageRow(Base):
    """A message's bytes, apart from its row, so that lists of messages stay small."""

    __tablename__ = "raw_messages"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)


class ContactRow(Base):
    """A person who writes to us, known by the address (in lower case)."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(Text)
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConversationRow(Base):
    """The messages and tickets that belong together."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ParticipantRow(Base):
    """Who may add to a conversation: only they can, whatever number a stranger's mail names."""

    __tablename__ = "participants"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
