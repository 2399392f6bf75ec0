"""The tables of this room: messages, conversations, contacts, issues, tickets, consultants, assignments,
corrections and the event log.

The row of a message is the unit of work: it waits, is claimed, and ends in exactly one outcome (promise 2).
Unique keys make a second arrival harmless (promise 3): a message by its fingerprint, an issue by its place in
the message, a ticket by its issue. Queries live in the modules beside this one.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from router.database import Base, Json, UtcDateTime, stored_enum
from router.taxonomy import Kind, Language
from router.triage.issue import MessageClass


class Outcome(StrEnum):
    """How a message ended; ``WAITING`` until it has."""

    WAITING = "waiting"
    ROUTED = "routed"
    FOLLOWUP = "followup"
    NO_ACTION = "no_action"
    QUARANTINED = "quarantined"


class TicketStatus(StrEnum):
    """Where a ticket stands. Its further life (solving, waiting for the customer) is not recorded yet."""

    REVIEW = "review"
    """The model was not sure: a human's word is needed."""
    UNASSIGNED = "unassigned"
    """Routed, but no consultant has the kind and the area."""
    ASSIGNED = "assigned"
    CLOSED = "closed"
    """By a human's word: another ticket holds the matter now, or the mail was no request."""


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


class IssueRow(Base):
    """One of the things that a message asks for, as the model saw it. Never changed afterwards.

    Where a human has divided the message otherwise, the pieces are further issues of it, which no model has
    judged: their area is empty, and so is their model version.
    """

    __tablename__ = "issues"
    __table_args__ = (UniqueConstraint("message_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    position: Mapped[int]
    spans: Mapped[list[list[int]]] = mapped_column(Json)
    """``[[start, end], …]``, characters of the message's ``new_text``."""
    background: Mapped[list[list[int]]] = mapped_column(Json, default=list)
    """``[[start, end], …]``: what stands with another issue and belongs to this one as well."""
    possible_areas: Mapped[list[str]] = mapped_column(Json, default=list, server_default=text("'[]'"))
    """The codes of the areas that may be the right one, the most probable first."""
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[Kind] = mapped_column(stored_enum(Kind))
    kind_confidence: Mapped[float] = mapped_column(Float)
    area: Mapped[str] = mapped_column(String(50))
    area_confidence: Mapped[float] = mapped_column(Float)
    confidence: Mapped[float] = mapped_column(Float)
    certainty: Mapped[float | None] = mapped_column(Float)
    """Nothing for an issue of before it was worked out."""
    auto_routed: Mapped[bool]
    why: Mapped[list[list[Any]]] = mapped_column(Json)
    """``[[decision, phrase, weight], …]``."""
    model_version: Mapped[str] = mapped_column(String(100))

    @property
    def sure(self) -> float:
        """How sure the model was of it, as far as that was written down."""
        return self.certainty if self.certainty is not None else self.confidence

    message: Mapped[MessageRow] = relationship(back_populates="issues")
    ticket: Mapped["TicketRow"] = relationship(back_populates="issue")


class TicketRow(Base):
    """An issue that lives on."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """What a customer can say on the phone, such as ``2025-004217``."""
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    """Nobody, where the mail had no address to answer."""
    subject: Mapped[str] = mapped_column(Text)
    kind: Mapped[Kind] = mapped_column(stored_enum(Kind))
    area: Mapped[str] = mapped_column(String(50))
    language: Mapped[Language] = mapped_column(stored_enum(Language))
    status: Mapped[TicketStatus] = mapped_column(stored_enum(TicketStatus), index=True)
    shadow: Mapped[bool] = mapped_column(default=False)
    """Made by a shadow run: nobody's work, and no live mail joins it."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    continued_in_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    """Of a closed one: the ticket that holds its matter now."""

    issue: Mapped[IssueRow] = relationship(back_populates="ticket")
    continued_in: Mapped["TicketRow | None"] = relationship(remote_side="TicketRow.id")


class FollowupRow(Base):
    """A message that was added to a ticket that existed; what was new in it may have made others."""

    __tablename__ = "followups"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)


class TicketCounterRow(Base):
    """The last ticket number given out in a year."""

    __tablename__ = "ticket_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class ConsultantRow(Base):
    """A consultant who has been given a ticket; areas and capacity come from the consultants' file."""

    __tablename__ = "consultants"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(320))


class AssignmentRow(Base):
    """A ticket given to a consultant. A ticket has one open assignment at the most.

    That of a shadow run has ended when it begins: nobody was given anything.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "ix_assignments_open_consultant",
            "consultant_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_assignments_open_ticket",
            "ticket_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    consultant_id: Mapped[int] = mapped_column(ForeignKey("consultants.id"), index=True)
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    ticket: Mapped[TicketRow] = relationship()


class CorrectionRow(Base):
    """What a human says that a ticket's kind and area should have been: training data. Rows are only added.

    What the model had said, and which model, is in the ticket's issue.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    corrected_by: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind_before: Mapped[Kind] = mapped_column(stored_enum(Kind))
    area_before: Mapped[str] = mapped_column(String(50))
    kind: Mapped[Kind] = mapped_column(stored_enum(Kind))
    area: Mapped[str] = mapped_column(String(50))


class MessageCorrectionRow(Base):
    """What a human says of a whole message: what it is for, and how it is divided. Rows are only added."""

    __tablename__ = "message_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    corrected_by: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    model_version: Mapped[str | None] = mapped_column(String(100))
    """The model that had judged the message; its word on the class is the message's."""
    class_before: Mapped[MessageClass] = mapped_column(stored_enum(MessageClass))
    message_class: Mapped[MessageClass] = mapped_column(stored_enum(MessageClass))
    pieces_before: Mapped[list[list[list[int]]]] = mapped_column(Json)
    """``[[[start, end], …], …]``: the spans of each issue that the human looked at, before and after."""
    pieces: Mapped[list[list[list[int]]]] = mapped_column(Json)


class EventRow(Base):
    """Who or what decided what, when and why. Rows are only ever added: the database refuses the rest."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text)
    """``router``, ``model VERSION``, or a person's name."""
    action: Mapped[str] = mapped_column(String(50))
    reason: Mapped[str] = mapped_column(Text)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
