"""Issues, the tickets that they live on as, and whom each ticket was given to.

An issue is unique by its place in the message, and a ticket by its issue: nothing is made twice (promise 3).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from router.cases.tables.messages import MessageRow
from router.database import Base, Json, UtcDateTime, stored_enum
from router.taxonomy import Kind, Language


class TicketStatus(StrEnum):
    """Where a ticket stands. Its further life (solving, waiting for the customer) is not recorded yet."""

    REVIEW = "review"
    """The model was not sure: a human's word is needed."""
    UNASSIGNED = "unassigned"
    """Routed, but no consultant has the kind and the area."""
    ASSIGNED = "assigned"
    CLOSED = "closed"
    """By a human's word: another ticket holds the matter now, or the mail was no request."""


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
    """``[[start, end], …]``: what stands with another issue and is needed here too, or is said in passing."""
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
