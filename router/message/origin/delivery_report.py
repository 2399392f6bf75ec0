"""What a bounce tells: whether delivery failed or is late, for whom, and which of our mails it was.

The machine-readable parts of RFC 3464 come first. What they lack, and all of it where an older server has
none, is read from the returned mail or its headers, then from the text: flufl.bounce knows the wording of
some twenty servers, and a returned header in the text has our Message-ID.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes

from flufl.bounce import all_failures

from router.message.parse.headers import message_ids, read_headers
from router.message.parse.tree import Part
from router.message.parts import DeliveryReport, OwnIdentity

# Its detectors log every hostile mail with a traceback; what they do not find is found otherwise.
logging.getLogger("flufl.bounce").disabled = True

_BLANK_LINES = re.compile(rb"\r?\n(?:[ \t]{0,20}\r?\n){2,}")
_STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED_HEADERS = frozenset({"text/rfc822-headers", "message/global-headers", "text/rfc822-header"})
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):[ \t]*(.*)$")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])", re.ASCII)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+=/-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_RETURNED_ID = re.compile(
    rb"^[>| \t]{0,6}(?:\*{1,2})?Message-ID:(?:\*{1,2})?[ \t]*(?:\r?\n[ \t]+)?<?([^<>\s]{3,900})>?",
    re.IGNORECASE | re.MULTILINE,
)
_RETURNED_MAIL = re.compile(
    r"^[>| \t]{0,6}(?:Return-Path|Received|Message-ID|From|To|Fra|Til|Von|Från)\s?:|^-{2,}.{0,80}(?:copy"
    r"|original|returned|kopi|below)"
    r"|opprinnelige meldingshoder|original message headers|below this line is a copy",
    re.IGNORECASE | re.MULTILINE,
)
_DELAYED = re.compile(
    r"delay|forsink|forseink|utsatt|utsett|försen|fördröj"
    r"|verzögert|warning|still (?:being )?(?:retried|trying)|not yet been delivered",
    re.IGNORECASE,
)
_FINAL = re.compile(r"\b(?:permanent|fatal|gave up|giving up|5\.\d\.\d{1,3})\b", re.IGNORECASE)
_MOST_RECIPIENTS = 100
_MOST_BYTES = 100_000
_FLUFL_BYTES = 40_000
"""A report begins with what it reports; flufl.bounce tries dozens of patterns on every line."""
_MOST_CHARACTERS = 20_000


def delivery_report(root: Part, subject: str, text: str, own: OwnIdentity) -> DeliveryReport | None:
    """What a mail that is a bounce tells; ``None`` where it says that the mail has arrived."""
    groups = list(_groups(root))
    failed = [group for group in groups if _action(group) == "failed"]
    late = [group for group in groups if _action(group) == "delayed"]
    if groups and any(_action(group) for group in groups) and not failed and not late:
        return None
    told = failed or late
    opening = text[:_MOST_CHARACTERS]
    recipients = _recipients_of(told) or _failed_recipients(root, opening, own)
    if told:
        has_failed = bool(failed)
    else:
        has_failed = not (_DELAYED.search(subject) and not _FINAL.search(opening[:2_000]))
    return DeliveryReport(
        has_failed=has_failed,
        recipients=recipients[:_MOST_RECIPIENTS],
        status=_status(told, opening),
        original_message_id=_original_id(root, groups, own),
    )


def _groups(root: Part) -> Iterator[dict[str, str]]:
    """The groups of fields of RFC 3464, section 2.1, in all parts that have such."""
    for part in root.walk():
        if part.type not in _STATUS_PARTS:
            continue
        group: dict[str, str] = {}
        name = ""
        for line in part.content()[:_MOST_BYTES].decode("utf-8", "replace").splitlines():
            field = _FIELD.match(line)
            if field is not None:
                name = field[1].lower()
                group.setdefault(name, field[2].strip())
            elif line.strip() and line[0] in " \t" and name:
                group[name] = f"{group[name]} {line.strip()}"[:2_000]
            elif not line.strip() and group:
                yield group
                group, name = {}, ""
        if group:
            yield group


def _action(group: dict[str, str]) -> str:
    """RFC 3464, section 2.3.3; where a server leaves it out, the status' class says it."""
    if not group.keys() & {"final-recipient", "original-recipient", "action", "status"}:
        return ""
    action = re.split(r"[\s;(]", group.get("action", "").lower(), maxsplit=1)[0]
    if action in {"failed", "delayed", "delivered", "relayed", "expanded"}:
        return action
    status = _STATUS.search(group.get("status", ""))
    if status is None:
        return "failed" if action or "final-recipient" in group else ""
    return {"2": "delivered", "4": "delayed"}.get(status[1][0], "failed")


def _recipients_of(groups: Sequence[dict[str, str]]) -> tuple[str, ...]:
    """The addresses that we wrote to, where the server still knows them, else those that it made of them."""
    found = []
    for group in groups:
        for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
            address = _ADDRESS.search(group.get(name, "").rpartition(";")[2])
            if address is not None:
                found.append(address[0])
                break
    return tuple(dict.fromkeys(found))


def _failed_recipients(root: Part, text: str, own: OwnIdentity) -> tuple[str, ...]:
    named = (root.headers.first("x-failed-recipients") or b"").decode("latin-1")
    found = _ADDRESS.findall(named) or failed_recipients(root)
    if not found:
        returned = _RETURNED_MAIL.search(text)
        sender = (root.headers.first("from") or b"").decode("latin-1").lower()
        found = [
            address
            for address in _ADDRESS.findall(text[: returned.start()] if returned else text[:2_000])
            if address.lower() not in own.addresses and address.lower() not in sender
        ]
    return tuple(dict.fromkeys(found))


def failed_recipients(root: Part) -> list[str]:
    """The recipients that flufl.bounce finds in the wording of some twenty kinds of servers."""
    # flufl.bounce uses Python's parser, which hostile bytes may break.
    try:
        # Every blank line of a report begins a group of its own, which that parser walks again and again.
        read = _BLANK_LINES.sub(b"\n\n", root.raw[:_FLUFL_BYTES])
        temporary, permanent = all_failures(message_from_bytes(read))
        return sorted(address.decode("ascii", "replace") for address in permanent or temporary)
    except Exception:  # noqa: BLE001 - a library's fault on a hostile mail must not decide
        return []


def _status(groups: Sequence[dict[str, str]], text: str) -> str:
    """The first status that says more than "failed"; RFC 3463."""
    vague = ""
    for group in groups:
        for name in ("status", "diagnostic-code"):
            for status in _STATUS.findall(group.get(name, "")[:1_000]):
                if not status.endswith(".0.0"):
                    return str(status)
                vague = vague or status
    if groups and vague:
        return vague
    return next((status for status in _STATUS.findall(text) if status[0] != "2"), "")


def _original_id(root: Part, groups: Sequence[dict[str, str]], own: OwnIdentity) -> str | None:
    """The Message-ID of the mail that was returned; of several, one of ours."""
    found: list[str] = []
    for part in root.walk():
        if part is root:
            continue
        if part.is_mail and part.children:
            found += message_ids(part.children[0].headers.first("message-id"))
        elif part.type in _RETURNED_HEADERS:
            content = part.content()[:_MOST_BYTES]
            found += message_ids(read_headers(content, 0, len(content)).headers.first("message-id"))
    for group in groups:
        for name in ("original-message-id", "x-original-message-id", "x-sender-message-id"):
            found += message_ids(group.get(name, "").encode())
    if not found:
        for part in root.walk():
            if not part.children and (part.type.startswith("text/") or part is root):
                found += [
                    one.decode("latin-1") for one in _RETURNED_ID.findall(part.content()[:_MOST_BYTES])[:20]
                ]
    if not found:
        # Exchange makes its report an answer to the mail.
        for name in ("in-reply-to", "references"):
            found += message_ids(root.headers.first(name))[-1:]
    ours = [
        one
        for one in found
        if own.message_id_domain and one.lower().endswith("@" + own.message_id_domain.lower())
    ]
    return next(iter((*ours, *found)), None)
