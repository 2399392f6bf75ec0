"""Mails at the counter: real bytes through the real `understand`, and a triage that the test decides.

What the model thinks is no matter of this room, so most tests say it themselves; :func:`model_reading` asks
the model that ships.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from router.cases import messages
from router.cases.consultants import load_roster
from router.cases.handling import Desk, Reading
from router.cases.intake import Settled, settle
from router.cases.messages import NewMessage
from router.cases.tables import EventRow, MessageRow, TicketRow
from router.database import Base, Database
from router.message.fingerprint import fingerprint_of
from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.post.tables import OutgoingMailRow
from router.settings import FirmSettings, PostSettings
from router.taxonomy import AreaCode, Kind, load_taxonomy
from router.triage import triage
from router.triage.issue import Decision, Evidence, Issue, MessageClass, Triage
from router.triage.unjudged import unjudged
from tests.mails import make_mail
from tests.running import PROJECT
from tests.triage.mails import shipped_model

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
KARI = "Kari Moen <kari@eksempel-bygg.example>"
OLA = "Ola Vik <ola@annet-firma.example>"
SUPPORT = "support@okonomibistand.example"
OWN = OwnIdentity(frozenset({SUPPORT, "oppdrag@okonomibistand.example"}), "router.okonomibistand.example")


def a_desk(**limits: int) -> Desk:
    """The desk of the files in `config/`, with these brakes."""
    taxonomy = load_taxonomy(PROJECT / "config" / "taxonomy.toml")
    return Desk(
        firm=FirmSettings(name="ØkonomiBistand", phone="900 00 000", message_id_domain=OWN.message_id_domain),
        limits=PostSettings(**limits),
        taxonomy=taxonomy,
        roster=load_roster(PROJECT / "config" / "consultants.toml", taxonomy),
        mailbox_addresses={"support": SUPPORT, "oppdrag": "oppdrag@okonomibistand.example"},
        own_addresses=OWN.addresses,
    )


def an_issue(
    text: str = "Lønnskjøringen stoppet.",
    area: str = "lonn",
    kind: Kind = Kind.SUPPORT,
    *,
    confidence: float = 0.95,
    auto_routed: bool = True,
    or_else: tuple[str, ...] = (),
) -> Issue:
    """One issue, of which the model is sure unless told otherwise."""
    return Issue(
        spans=(),
        text=text,
        kind=kind,
        kind_confidence=0.97,
        area=AreaCode(area),
        area_confidence=0.96,
        confidence=confidence,
        certainty=confidence,
        possible_areas=(AreaCode(area), *map(AreaCode, or_else)),
        auto_routed=auto_routed,
        why=(Evidence(Decision.AREA, "lønn", 1.5), Evidence(Decision.KIND, "stoppet", 0.5)),
    )


def unsure(text: str = "Det med greia.") -> Issue:
    """An issue that the model is not sure of."""
    return an_issue(text, confidence=0.41, auto_routed=False)


def reading(raw: bytes, *issues: Issue, message_class: MessageClass = MessageClass.REQUEST) -> Reading:
    """The mail, understood, with this triage; one sure issue unless told otherwise."""
    judged = Triage(message_class, f"it is {message_class}", issues or (an_issue(),), "test-1")
    if message_class not in (MessageClass.REQUEST, MessageClass.FOLLOWUP):
        judged = replace(judged, issues=())
    return Reading(understand(raw, OWN), judged)


def model_reading(raw: bytes, mailbox: Kind = Kind.SUPPORT) -> Reading:
    """The mail, understood and judged as the service does it."""
    message = understand(raw, OWN)
    return Reading(message, triage(message, mailbox, shipped_model()))


def unjudged_reading(raw: bytes, mailbox: Kind = Kind.SUPPORT) -> Reading:
    """The mail, understood, while there is no model that could judge it."""
    message = understand(raw, OWN)
    return Reading(message, unjudged(message, mailbox))


def store(session: Session, raw: bytes, *, shadow: bool = False, received_at: datetime = NOW) -> int:
    """A message as the mailbox's room stores it."""
    return messages.store(session, a_new_message(raw, shadow=shadow, received_at=received_at))


def a_new_message(raw: bytes, *, shadow: bool = False, received_at: datetime = NOW) -> NewMessage:
    """A mail as it was fetched from the support mailbox."""
    return NewMessage(
        fingerprint=fingerprint_of(raw),
        raw=raw,
        size=len(raw),
        mailbox="support",
        kind_hint=Kind.SUPPORT,
        received_at=received_at,
        shadow=shadow,
    )


@dataclass
class Counter:
    """Takes mails in, each in one transaction, and shows what came of them."""

    database: Database
    desk: Desk
    now: datetime = NOW

    def take(self, raw: bytes, read: Reading | None = None, *, shadow: bool = False) -> Settled:
        """Store and settle a mail."""
        with self.database.write() as session:
            message_id = store(session, raw, shadow=shadow, received_at=self.now)
            settled = settle(session, message_id, read or reading(raw), raw, self.desk, self.now)
        assert settled is not None
        return settled

    def ask(self, number: int, *issues: Issue, sender: str = KARI) -> Settled:
        """Take in the plain request of this number."""
        raw = a_request(number, sender=sender)
        return self.take(raw, reading(raw, *issues))

    def tickets(self) -> list[TicketRow]:
        with self.database.read() as session:
            return list(session.scalars(select(TicketRow).order_by(TicketRow.id)))

    def outgoing(self) -> list[OutgoingMailRow]:
        with self.database.read() as session:
            return list(session.scalars(select(OutgoingMailRow).order_by(OutgoingMailRow.id)))

    def messages(self) -> list[MessageRow]:
        with self.database.read() as session:
            return list(session.scalars(select(MessageRow).order_by(MessageRow.id)))

    def events(self) -> list[tuple[str, str, str]]:
        """Actor, action and reason of each event, in order."""
        with self.database.read() as session:
            rows = session.scalars(select(EventRow).order_by(EventRow.id))
            return [(row.actor, row.action, row.reason) for row in rows]

    def count(self, table: type[Base]) -> int:
        with self.database.read() as session:
            return session.scalars(select(func.count()).select_from(table)).one()


def a_request(number: int, *, sender: str = KARI, **changes: str) -> bytes:
    """A customer's mail; another number is another mail."""
    return make_mail(
        sender=sender,
        subject=changes.pop("subject", "Feil i lønn"),
        text=changes.pop("text", f"Hei, lønnskjøring nummer {number} stoppet med en feil. Hva gjør vi?"),
        message_id=changes.pop("message_id", f"<request-{number}@eksempel-bygg.example>"),
        headers=list(changes.items()),
    )


def purposes_of(counter: Counter) -> list[str]:
    """Of the outgoing mails, in their order."""
    return [mail.purpose.value for mail in counter.outgoing()]


def body_of(mail: OutgoingMailRow) -> str:
    """Its plain text, each run of white space as one blank."""
    parsed = message_from_bytes(mail.raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    part = parsed.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def withheld(counter: Counter) -> list[str]:
    """Why answers were withheld."""
    return [reason for _, action, reason in counter.events() if action == "answer_withheld"]
