"""Compose an outgoing mail: a letter, its template and an envelope become the bytes that are sent.

Pure but for the templates on disk: time and Message-ID are handed in, because the same bytes must be sent at
every attempt. Every mail says that it is automatic (RFC 3834, section 5), carries our mark, so that it is
known again if it comes back, and threads under what it answers (RFC 5322, section 3.6.4). Whatever a customer
wrote in a header is folded to one line first: nobody can add a header through a subject.
"""

from binascii import b2a_qp
from dataclasses import dataclass, fields
from datetime import datetime
from email.header import Header
from email.headerregistry import Address as HeaderAddress
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from router.database import storable
from router.message.parts import Address
from router.post.letters import Assignment, ClosingNotice, Firm, FollowupNotice, Letter, Receipt
from router.post.tables import Purpose
from router.taxonomy import Language

# Headers go out as they are written here. The newer policies fold them again: they put whatever is longer
# than a line into encoded words, add spaces where encoded and plain words meet, and take twice as long.
_ON_THE_WIRE = compat32.clone(linesep="\r\n", max_line_length=None)

OWN_MARK = "X-Ticket-Router"
_LONGEST_SUBJECT = 200
_LONGEST_NAME = 60
_LONGEST_REFERENCES = 20
# The original travels along up to this size; most servers refuse mails over 25 MB or so.
LARGEST_ENCLOSED_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Thread:
    """What the mail answers: Message-IDs without angle brackets, oldest first."""

    in_reply_to: str | None
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The customer's mail, as it came."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class ComposedMail:
    """A mail that is ready to be put in the outbox."""

    purpose: Purpose
    message_id: str
    envelope_from: str
    to_address: str
    subject: str
    raw: bytes


def compose(
    letter: Letter,
    *,
    firm: Firm,
    language: Language,
    sender: Address,
    recipient: Address,
    thread: Thread,
    message_id: str,
    now: datetime,
    enclosure: Enclosure | None = None,
) -> ComposedMail:
    """The mail for this letter.

    ``sender`` is one of the firm's mailboxes, so that an answer comes back to the router. ``recipient`` must
    have an address for which :func:`address_can_be_written` is true.
    """
    purpose = _purpose(letter)
    is_enclosed = enclosure is not None and len(enclosure.raw) <= LARGEST_ENCLOSED_BYTES
    text = _template(purpose, language.answered_in).render(
        firm=firm,
        is_enclosed=is_enclosed,
        **{field.name: getattr(letter, field.name) for field in fields(letter)},
    )
    subject, _, body = text.partition("\n")
    subject = one_line(subject)[:_LONGEST_SUBJECT]

    mail = _text_part(storable(body).lstrip("\n").rstrip() + "\n")
    if enclosure is not None and is_enclosed:
        mail = _with_enclosure(mail, enclosure)
    mail["From"] = _mailbox("From", sender)
    mail["To"] = _mailbox("To", recipient)
    mail["Subject"] = _unstructured("Subject", subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message_id}>"
    if thread.in_reply_to and _is_msg_id(thread.in_reply_to):
        mail["In-Reply-To"] = f"<{thread.in_reply_to}>"
    references = [reference for reference in thread.references if _is_msg_id(reference)]
    if references:
        # One to a line: any of them may be long.
        mail["References"] = "\r\n ".join(f"<{one}>" for one in references[-_LONGEST_REFERENCES:])
    mail["Auto-Submitted"] = "auto-replied" if purpose is Purpose.RECEIPT else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail[OWN_MARK] = purpose.value
    return ComposedMail(
        purpose=purpose,
        message_id=message_id,
        # RFC 3834, section 3.3: an automatic answer has the null reverse-path, so that no bounce can
        # answer it. Mails to colleagues have a real one: we want to know when they do not arrive.
        envelope_from="" if purpose is Purpose.RECEIPT else sender.address,
        to_address=recipient.address,
        subject=subject,
        raw=mail.as_bytes(policy=_ON_THE_WIRE),
    )


def one_line(text: str) -> str:
    """The text without line ends and control characters, white space folded."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def address_can_be_written(address: str) -> bool:
    """Whether the address can stand in a header and an envelope without SMTPUTF8 (RFC 6531)."""
    if len(address) > 254 or not address.isascii():
        return False
    try:
        HeaderAddress(addr_spec=address)
    except Exception:  # noqa: BLE001  (the standard library raises half a dozen kinds on odd addresses)
        return False
    local, _, domain = address.rpartition("@")
    return bool(local) and bool(domain) and all(c.isprintable() and not c.isspace() for c in address)


def _purpose(letter: Letter) -> Purpose:
    match letter:
        case Receipt():
            return Purpose.RECEIPT
        case Assignment():
            return Purpose.ASSIGNMENT
        case FollowupNotice():
            return Purpose.FOLLOWUP_NOTICE
        case ClosingNotice():
            return Purpose.CLOSING_NOTICE


def _text_part(text: str) -> MIMEBase:
    part = MIMENonMultipart("text", "plain", charset="utf-8")
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(b2a_qp(text.encode(), istext=True).decode("ascii"))
    return part


def _with_enclosure(text: MIMEBase, enclosure: Enclosure) -> MIMEBase:
    # Not as message/rfc822: a broken original would break our own mail. The name opens it all the same.
    enclosed = MIMEApplication(enclosure.raw)
    enclosed.add_header("Content-Disposition", "attachment", filename=enclosure.name)
    whole = MIMEMultipart("mixed")
    whole.attach(text)
    whole.attach(enclosed)
    return whole


def _mailbox(header: str, address: Address) -> str:
    """A ``name-addr`` of RFC 5322, section 3.4, folded."""
    name = one_line(address.name)[:_LONGEST_NAME]
    if _is_plain(name):
        return formataddr((name, address.address))
    return f"{_unstructured(header, name)}\r\n <{address.address}>"


def _unstructured(header: str, text: str) -> str:
    """The text, folded, in encoded words (RFC 2047) where it needs them.

    The policy's own folding adds and doubles spaces where encoded and plain words meet; the older
    :class:`email.header.Header` encodes the whole and does not.
    """
    charset = "us-ascii" if _is_plain(text) else "utf-8"
    return Header(text, charset, header_name=header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    """Whether the text means itself in a header; what looks like an encoded word would be decoded."""
    return text.isascii() and "=?" not in text


def _is_msg_id(value: str) -> bool:
    return 3 <= len(value) <= 500 and value.isascii() and value.isprintable() and not set(value) & set(" <>")


@cache
def _environment() -> Environment:
    # Plain text, not HTML: there is nothing to escape.
    return Environment(
        loader=PackageLoader("router.post", "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        keep_trailing_newline=True,
    )


@cache
def _template(purpose: Purpose, language: Language) -> Template:
    return _environment().get_template(f"{purpose.value}.{language.value}.txt")
