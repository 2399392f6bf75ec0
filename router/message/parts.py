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


class OriginDetail(StrEnum):
    """What exactly wrote the mail; finer than :class:`Origin`, which says how it is treated."""

    HUMAN = "human"
    AWAY = "away"
    """Out of office, on holiday, has left the firm."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """An automatic "we have received your mail"."""
    READ_RECEIPT = "read_receipt"
    CALENDAR_ANSWER = "calendar_answer"
    TICKET_SYSTEM = "ticket_system"
    """Another help desk's automatic mail."""
    OTHER_AUTOMATIC = "other_automatic"
    DELIVERY_FAILED = "delivery_failed"
    DELIVERY_DELAYED = "delivery_delayed"
    NEWSLETTER = "newsletter"
    MAILING_LIST = "mailing_list"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class OwnIdentity:
    """How the router knows its own mail when it comes back, and whose word on authenticity it takes.

    ``addresses`` are the firm's own mailboxes, in lower case; ``message_id_domain`` is the right-hand side of
    every Message-ID that the router makes; ``trusted_authserv_ids`` name, in lower case, the servers whose
    Authentication-Results count (RFC 8601, section 2.5).
    """

    addresses: frozenset[str] = frozenset()
    message_id_domain: str = ""
    trusted_authserv_ids: frozenset[str] = frozenset()


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
    """As the mail claims, in lower case."""
    size: int
    sha256: str
    inline: bool
    detected_type: str = ""
    """What the bytes themselves show, or empty where they show nothing."""
    is_decoration: bool = False
    """A tracking pixel or the logo in a signature, not something that the customer wants us to see."""


class Section(StrEnum):
    """What a stretch of the text is."""

    NEW = "new"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    """What a firm, a client or a server adds to every mail: legal text, banners, "Sendt fra min iPhone"."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """``whole[start:end]`` of a :class:`BodyText`, in Unicode code points."""

    section: Section
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written below a quoted question, and the question."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class BodyText:
    """The text that a human reads, taken apart. Lines end in ``\\n``."""

    new_text: str
    quoted_text: str = ""
    signature: str = ""
    disclaimer: str = ""
    whole: str = ""
    """The text before it was taken apart, without the marks of quoting (">") in what a mail passes on."""
    spans: tuple[TextSpan, ...] = ()
    """In order, without gap or overlap, from 0 to the end of ``whole``."""
    answers: tuple[Answer, ...] = ()
    """Where the customer answered between the quoted lines; each answer is also part of ``new_text``."""

    @property
    def above_history(self) -> str:
        """The new text above the first quoted line, be it all of it."""
        first = next((span.start for span in self.spans if span.section is Section.QUOTED), len(self.whole))
        above = (span for span in self.spans if span.section is Section.NEW and span.end <= first)
        return "".join(self.whole[span.start : span.end] for span in above).strip()


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What a signature says of its writer; empty where it does not."""

    name: str = ""
    title: str = ""
    company: str = ""
    organisation_number: str = ""
    """Nine digits that hold their check digit."""
    phones: tuple[str, ...] = ()
    """In international form, such as ``+4790000000``."""


class MarkKind(StrEnum):
    """What a mark in the text is."""

    CASE_NUMBER = "case_number"
    TEAMVIEWER_ID = "teamviewer_id"
    ANYDESK_ADDRESS = "anydesk_address"
    KID = "kid"
    ACCOUNT_NUMBER = "account_number"
    ORGANISATION_NUMBER = "organisation_number"
    NATIONAL_IDENTITY_NUMBER = "national_identity_number"
    """Fødselsnummer or D-nummer: to be masked before the text goes to logs, mails or training."""
    PHONE = "phone"
    ERROR_CODE = "error_code"
    PRODUCT = "product"
    VERSION = "version"
    MENU_PATH = "menu_path"
    DATE = "date"
    DEADLINE = "deadline"
    URGENCY = "urgency"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: ``new_text[start:end]``, or a place in the subject where ``in_subject``; code points."""

    kind: MarkKind
    value: str
    """In one form for all spellings: digits without blanks, a product's own name."""
    start: int
    end: int
    in_subject: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What a support centre looks for in the new text and the subject."""

    teamviewer_id: str | None
    """Digits only."""
    case_numbers: tuple[str, ...]
    """Our ticket numbers, such as ``2025-004217``, in the order in which they occur."""
    found: tuple[Mark, ...] = ()
    """All marks, first those of the subject, then those of the new text, each in order of place."""

    def values(self, kind: MarkKind) -> tuple[str, ...]:
        """The different values of this kind, in the order in which they occur."""
        return tuple(dict.fromkeys(mark.value for mark in self.found if mark.kind is kind))


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a bounce tells (RFC 3464, or an older server's wording)."""

    has_failed: bool
    """False where delivery is only late."""
    recipients: tuple[str, ...]
    status: str
    """Such as ``5.1.1``; empty where the report has none."""
    original_message_id: str | None
    """The mail that did not get through, without angle brackets."""


class AuthenticationResult(StrEnum):
    """What a server found (RFC 8601, section 2.7), made simple."""

    PASS = "pass"  # noqa: S105 - the word of RFC 8601
    FAIL = "fail"
    NONE = "none"
    """Not checked, not decided, or nobody whom we trust says so."""


@dataclass(frozen=True, slots=True)
class Authenticity:
    """Whether the sender is who the mail says, by the word of the trusted server alone."""

    spf: AuthenticationResult = AuthenticationResult.NONE
    dkim: AuthenticationResult = AuthenticationResult.NONE
    dmarc: AuthenticationResult = AuthenticationResult.NONE


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
    submitter: Address | None = None
    """The Sender field, where somebody sent the mail for its author (RFC 5322, section 3.6.2)."""
    delivered_to: tuple[Address, ...] = ()
    """The mailboxes that the mail reached, by Delivered-To, X-Original-To and the like, nearest first."""
    forwarded_from: Address | None = None
    """Who wrote the request, where the sender only forwarded it."""
    handed_on_with: str = ""
    """What the sender wrote above what he forwarded, where that says no more than to look at it: how the new
    text begins."""
    signature_facts: SignatureFacts = SignatureFacts()
    origin_detail: OriginDetail = OriginDetail.HUMAN
    origin_by_words: bool = False
    """No header that only programs write shows the origin, but the sender, the subject or the text."""
    delivery_report: DeliveryReport | None = None
    authenticity: Authenticity = Authenticity()

    @property
    def answer_address(self) -> Address:
        """Where an answer belongs (RFC 5322, section 3.6.2)."""
        return self.reply_to if self.reply_to is not None and self.reply_to.address else self.sender
