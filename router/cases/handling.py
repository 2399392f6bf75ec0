"""What the steps of the intake share: the firm's desk, and one message in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from router.cases.consultants import Consultant, Roster
from router.cases.tables import MessageRow
from router.message.parts import Address, Message, OwnIdentity
from router.settings import FirmSettings, PostSettings
from router.taxonomy import Taxonomy
from router.triage.issue import Triage


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pure core says of one mail."""

    message: Message
    triage: Triage


@dataclass(frozen=True, slots=True)
class Desk:
    """What the intake knows of the firm: who answers, who works there, and how much may be sent."""

    firm: FirmSettings
    limits: PostSettings
    taxonomy: Taxonomy
    roster: Roster
    mailbox_addresses: Mapping[str, str]
    """The address of each mailbox, by its name."""
    own_addresses: frozenset[str]

    @property
    def identity(self) -> OwnIdentity:
        """How our own mail is known, and whose word on a sender's authenticity counts."""
        return self.firm.identity(self.own_addresses)

    def sender(self, mailbox: str) -> Address:
        """Who answers a mail that came to this mailbox."""
        # A mailbox that has left the configuration still has mails to be answered, by any of the others.
        address = self.mailbox_addresses.get(mailbox) or next(iter(self.mailbox_addresses.values()))
        return Address(self.firm.name, address)

    def consultant_at(self, address: str) -> Consultant | None:
        """The consultant who writes from this address."""
        return next((one for one in self.roster if one.address.lower() == address.lower()), None)


@dataclass(frozen=True, slots=True)
class InHand:
    """One message in hand: its open transaction, its row, what was understood of it, and the time."""

    session: Session
    row: MessageRow
    message: Message
    raw: bytes
    desk: Desk
    now: datetime
