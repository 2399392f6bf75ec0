"""The ledger of what the mail servers hold, and how each mailbox fares.

An arrival is one copy of a mail in one mailbox, known as IMAP knows it: mailbox, UIDVALIDITY and UID
(RFC 9051, section 2.3.1.1). Several arrivals may be copies of one message. ``\\Seen`` plays no part.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from router.database import Base, UtcDateTime


class ArrivalRow(Base):
    """One copy of a mail on the server. It has no message while it could not be fetched."""

    __tablename__ = "arrivals"
    __table_args__ = (
        UniqueConstraint("mailbox", "uidvalidity", "uid"),
        Index(
            "ix_arrivals_unacknowledged",
            "mailbox",
            "uidvalidity",
            sqlite_where=text("acknowledged_at IS NULL"),
            postgresql_where=text("acknowledged_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox: Mapped[str] = mapped_column(String(100))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fetch_attempts: Mapped[int] = mapped_column(default=0)
    fetch_error: Mapped[str] = mapped_column(Text, default="")


class MailboxStateRow(Base):
    """How a mailbox fares: the last round that went well, and the last failure."""

    __tablename__ = "mailbox_states"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    last_success_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_failure_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_failure: Mapped[str] = mapped_column(Text, default="")
