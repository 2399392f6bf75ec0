"""The door of this room: from any bytes to a :class:`~router.message.parts.Message`.

It promises to answer for every byte string and to raise nothing; what was repaired or could not be read is
said in the message's warnings. It knows no clock, no network and no database, and the same bytes always give
the same message.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from router.message.body.read import read_body
from router.message.body.text_part import Body
from router.message.fingerprint import fingerprint
from router.message.language import language_of
from router.message.lines import body_text, lines_of
from router.message.marks import marks
from router.message.origin import Traits, origin_of
from router.message.origin.authenticity import authenticity
from router.message.parse import charset
from router.message.parse.addresses import MAX_ADDRESSES, addresses, is_disguised
from router.message.parse.attachments import attachments
from router.message.parse.dates import date
from router.message.parse.headers import Headers, message_ids, own_id
from router.message.parse.tree import Part, read_tree
from router.message.parse.wire import straightened
from router.message.parse.words import decoded_field
from router.message.parts import Address, BodyText, Marks, Message, Origin, OwnIdentity, Section
from router.message.trim.forwarded import is_among, sends_on
from router.message.trim.signature_facts import signature_facts
from router.message.trim.trim import Trimmed, trim
from router.taxonomy import Language

_NOBODY = Address("", "")
_DELIVERY_FIELDS = frozenset(
    {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to"}
)
_NOTHING = BodyText("")


def understand(raw: bytes, own: OwnIdentity = OwnIdentity()) -> Message:  # noqa: B008 - frozen, so safe
    """Understand one mail. Never raises, whatever the bytes."""
    try:
        return _understand(raw, own)
    except Exception as error:  # noqa: BLE001 - promise 6; it covers RecursionError and MemoryError too
        return _unreadable(
            raw, f"the mail could not be understood ({type(error).__name__}); a human must look at it"
        )


def _understand(raw: bytes, own: OwnIdentity) -> Message:
    raw, wire_repairs = straightened(raw)
    repairs = list(wire_repairs)
    root = read_tree(raw)
    headers = root.headers
    if not headers.fields:
        repairs.append("the mail has no header")
    repairs += [
        f"the mail has {len(headers.every(name))} {name.title()} fields; the first is used"
        for name in ("from", "subject", "date", "message-id")
        if len(headers.every(name)) > 1
    ]
    sender = _first(headers, "from") or _first(headers, "sender") or _NOBODY
    if not sender.address:
        repairs.append("the mail names no sender")
    if is_disguised(sender):
        repairs.append(f"the sender's name shows another address than the mail comes from: {sender.address}")
    sender_repair = decoded_field(headers.first("from") or b"").repair
    if sender_repair:
        repairs.append(f"the sender: {sender_repair}")
    subject, subject_repair = decoded_field(headers.first("subject") or b"", _charset_of_text(root))
    if subject_repair:
        repairs.append(f"the subject: {subject_repair}")
    moment = date(headers.first("date"))
    if moment is None and headers.has("date"):
        repairs.append("the date cannot be read")
    message_id = own_id(headers.first("message-id"))
    body = read_body(root)
    recipients = _recipients(headers, repairs)
    trimmed = _trimmed(root, body, sender, subject, _ours(own, sender), _written_to(sender, recipients))
    text = trimmed.text
    judged = origin_of(
        Traits(
            root=root,
            sender=sender,
            subject=subject,
            text=text.new_text or text.quoted_text,
            message_id=message_id,
            own=own,
            below=f"{text.signature}\n{text.disclaimer}",
        )
    )
    attached = attachments(root, is_reply=headers.has("in-reply-to") or headers.has("references"))
    return Message(
        message_id=message_id,
        in_reply_to=message_ids(headers.first("in-reply-to")),
        references=message_ids(headers.first("references")),
        sender=sender,
        reply_to=_first(headers, "reply-to"),
        recipients=recipients,
        subject=subject,
        date=moment,
        origin=judged.origin,
        origin_reason=judged.reason,
        language=language_of(text.new_text or subject),
        text=text,
        marks=marks(subject, text.new_text, text.signature),
        attachments=attached.files,
        warnings=_unique((*repairs, *_tree_warnings(root), *body.warnings, *attached.warnings)),
        fingerprint=fingerprint(headers, raw[root.start : root.end]),
        submitter=_submitter(headers, sender),
        delivered_to=_delivered_to(headers),
        forwarded_from=trimmed.forwarded_from,
        handed_on_with=_handed_on_with(text) if trimmed.forwarded_from is not None else "",
        signature_facts=signature_facts(text.signature, trimmed.forwarded_from or sender),
        origin_detail=judged.detail,
        origin_by_words=judged.by_words,
        delivery_report=judged.report,
        authenticity=authenticity(headers, own.trusted_authserv_ids),
    )


def _trimmed(
    root: Part,
    body: Body,
    sender: Address,
    subject: str,
    ours: frozenset[str],
    written_to: frozenset[str],
) -> Trimmed:
    trimmed = trim(
        body.lines,
        sender_name=_writer_name(sender),
        subject=subject,
        ours=ours,
        written_to=written_to,
    )
    forwarded = next((part for part in root.walk() if part.is_mail and part.children), None)
    if forwarded is None or root.type == "multipart/report":
        return trimmed
    text = trimmed.text
    if text.quoted_text or not sends_on(text.new_text):
        return trimmed
    # A mail forwarded as an attachment: what is in it is the request.
    inner = forwarded.children[0]
    inner_body = read_body(inner)
    if inner_body.is_empty:
        return trimmed
    author = _first(inner.headers, "from")
    if is_among(ours, author):
        return trimmed
    below = trim(
        inner_body.lines,
        sender_name=_writer_name(author or _NOBODY),
        subject=inner.headers.text("subject"),
        ours=ours,
    )
    return trimmed.followed_by(replace(below, forwarded_from=below.forwarded_from or author))


def _handed_on_with(text: BodyText) -> str:
    """What stands above a forwarded mail, if it says no more than to look at that and a text follows."""
    above = text.above_history
    says_no_more = sends_on(above) and text.new_text.startswith(above)
    return above if says_no_more and text.new_text[len(above) :].strip() else ""


def _ours(own: OwnIdentity, sender: Address) -> frozenset[str]:
    """The addresses and domains that a mail of ours is known by; a domain that the sender shares is none."""
    return own.addresses | ({_domain(address) for address in own.addresses} - {_domain(sender.address)})


def _written_to(sender: Address, recipients: Iterable[Address]) -> frozenset[str]:
    """The addresses, and their domains, that history is most often of: those that the mail is written to.

    The sender's colleagues are among the recipients, too, and what they wrote may be the request.
    """
    theirs = _domain(sender.address)
    others = {address for mailbox in recipients if _domain(address := mailbox.address.lower()) != theirs}
    return frozenset(others | {_domain(address) for address in others})


def _domain(address: str) -> str:
    return "@" + address.lower().rpartition("@")[2]


def _writer_name(writer: Address) -> str:
    """By what name a mail may be signed: where the field has none, the address often says it."""
    return writer.name or writer.address.partition("@")[0]


def _first(headers: Headers, name: str) -> Address | None:
    """The first mailbox of the field that has an address, or the first at all."""
    value = headers.first(name)
    found = addresses(value) if value else ()
    return next((mailbox for mailbox in found if mailbox.address), found[0] if found else None)


def _charset_of_text(root: Part) -> str | None:
    """What the first text of the mail claims: old clients write raw header fields in the same."""
    return next((part.content_type.get("charset") for part in root.walk() if part.is_body_text), None)


def _submitter(headers: Headers, sender: Address) -> Address | None:
    """Who sent the mail for its author; a Sender that only repeats From says nothing."""
    found = _first(headers, "sender")
    if found is None or not found.address or found.address.lower() == sender.address.lower():
        return None
    return found


def _delivered_to(headers: Headers) -> tuple[Address, ...]:
    """The mailboxes that the mail reached, the nearest first; each server writes its field on top."""
    found: dict[str, Address] = {}
    for name, value in headers.fields:
        if name in _DELIVERY_FIELDS:
            for mailbox in addresses(value):
                if mailbox.address:
                    found.setdefault(mailbox.address.lower(), mailbox)
    return tuple(found.values())[:MAX_ADDRESSES]


def _recipients(headers: Headers, repairs: list[str]) -> tuple[Address, ...]:
    found: list[Address] = []
    for name in ("to", "cc"):
        for value in headers.every(name):
            found.extend(mailbox for mailbox in addresses(value) if mailbox.address)
    if len(found) > MAX_ADDRESSES:
        repairs.append(f"the mail has more than {MAX_ADDRESSES} recipients; the rest are left out")
    return tuple(found[:MAX_ADDRESSES])


def _tree_warnings(root: Part) -> Iterable[str]:
    return (warning for part in root.walk() for warning in part.warnings)


def _unique(warnings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(warnings))


def _unreadable(raw: bytes, warning: str) -> Message:
    """A message made of what can be had without reading any structure: the bytes as text."""
    try:
        lines = lines_of(charset.clean(raw[:20_000].decode("utf-8", "ignore")))
        text = body_text(lines, [Section.NEW] * len(lines))
    except MemoryError:
        text = _NOTHING
    return Message(
        message_id=None,
        in_reply_to=(),
        references=(),
        sender=_NOBODY,
        reply_to=None,
        recipients=(),
        subject="",
        date=None,
        origin=Origin.HUMAN,
        origin_reason="the mail could not be read, so a human must look at it",
        language=Language.NB,
        text=text,
        marks=Marks(None, ()),
        attachments=(),
        warnings=(warning,),
        fingerprint=hashlib.sha256(raw).hexdigest(),
    )
