"""The outbox's table: every mail that the router has decided to send, committed with its cause."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from router.database import Base, UtcDateTime, stored_enum


class Purpose(StrEnum):
    """Why a mail is sent."""

    RECEIPT = "receipt"
    ASSIGNMENT = "assignment"
    FOLLOWUP_NOTICE = "followup_notice"
    CLOSING_NOTICE = "closing_notice"


class OutgoingState(StrEnum):
    """The life of an outgoing mail."""

    QUEUED = "queued"
    SENT = "sent"
    """The SMTP server has taken it."""
    REFUSED = "refused"
    """The SMTP server said that it never will (5xx): a human looks at it."""
    SHADOW = "shadow"
    """Would have been sent; never is."""


class OutgoingMailRow(Base):
    """One outgoing mail, in the bytes that are sent."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        Index(
            "ix_outgoing_mails_queued",
            "next_attempt_at",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        # All that the brake asks for, so that it need not look at the mails themselves.
        Index("ix_outgoing_mails_brake", "purpose", "created_at", "to_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(String(200), unique=True)
    """What the mail was made for, such as ``receipt/message/17``: one occasion, one mail (promise 3)."""
    purpose: Mapped[Purpose] = mapped_column(stored_enum(Purpose))
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    """Its Message-ID without angle brackets: the same at every attempt (promise 4)."""
    envelope_from: Mapped[str] = mapped_column(String(320))
    """The reverse-path of RFC 5321; empty for automatic answers (RFC 3834, section 3.3)."""
    to_address: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(Text)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[OutgoingState] = mapped_column(stored_enum(OutgoingState), default=OutgoingState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    caused_by: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    """The message in that led to it."""
