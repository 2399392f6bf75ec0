"""What people have said that should have been, and the log of who or what decided what.

No later word overwrites an earlier one.
"""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from router.database import Base, Json, UtcDateTime, stored_enum
from router.taxonomy import Kind
from router.triage.issue import MessageClass


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
