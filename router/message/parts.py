"""What is known of one mail once it has been understood: plain frozen objects, in the words of the RFCs.

These types are the contract between this room and the rest. They hold only what was read from the bytes;
they know no database, network or clock, and nothing in them may be changed after they have been made.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from router.taxonomy import Language


class Origin(StrEnum):
    """Who or what wrote the mail. When unsure it is ``HUMAN``: the costly fault is a silenced customer."""

    HUMAN = "human"
    AUTOREPLY = "autoreply"
    BOUNCE = "bounce"
    BULK = "bulk"
    LOOP = "loop"
    """Our own automatic mail that has come back to us."""


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    """How the router knows its own mail when it comes back.

    ``addresses`` are the firm's own mailboxes, in lower case; ``message_id_domain`` is the right-hand side of
    every Message-ID that the router makes.
    """

    addresses: frozenset[str] = frozenset()
    message_id_domain: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322, section 3.4. ``address`` is empty where the header held none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of the mail that is not its text. ``name`` is safe as a file name; ``size`` is in bytes."""

    name: str
    content_type: str
    size: int
    sha256: str
    inline: bool


@dataclass(frozen=True, slots=True)
class BodyText:
    """The text that a human reads, taken apart. Lines end in ``\\n``."""

    new_text: str
    quoted_text: str
    signature: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a support centre looks for in the new text and the subject."""

    teamviewer_id: str | None
    """Digits only."""
    case_numbers: tuple[str, ...]
    """Our ticket numbers, such as ``2025-004217``, in the order in which they occur."""


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, understood."""

    message_id: str | None
    """Without angle brackets; ``None`` where the mail has none that can be used."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sender: Address
    reply_to: Address | None
    recipients: tuple[Address, ...]
    """To and Cc, in their order."""
    subject: str
    date: datetime | None
    """As the sender wrote it, always with a time zone."""
    origin: Origin
    origin_reason: str
    """In plain words, for the event log: what showed the origin."""
    language: Language
    text: BodyText
    marks: Marks
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...]
    """What was repaired or could not be read, in plain English."""
    fingerprint: str
    """The same for every copy of one mail, whatever way it came; see :mod:`router.message.fingerprint`."""

    @property
    def answer_address(self) -> Address:
        """Where an answer belongs (RFC 5322, section 3.6.2)."""
        return self.reply_to if self.reply_to is not None and self.reply_to.address else self.sender
