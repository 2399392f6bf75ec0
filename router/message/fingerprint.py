"""A mail's own fingerprint: the same for each copy of it, whatever mailbox it came through.

It is the SHA-256 of what the sender wrote: Message-ID, date, sender and subject as they stand in the header,
and the body with its line ends made equal and blanks at line ends taken off. What transport adds (Received,
Delivered-To, Return-Path, Authentication-Results and the like) plays no part. Another body under the same
Message-ID has another fingerprint, so a careless client that reuses its ids costs nobody a mail.
"""

import hashlib
import re

from router.message.parse.headers import Headers, read_headers
from router.message.parse.wire import straightened

_BLANKS_AT_END = re.compile(rb"[ \t\r\f\v](?<![ \t\r\f\v]{2})[ \t\r\f\v]*\n")
"""The look behind lets a run of blanks be tried once, from its beginning."""

_FIELDS = ("message-id", "date", "from", "subject")


def fingerprint(headers: Headers, body: bytes) -> str:
    """The fingerprint in hexadecimal, 64 characters."""
    digest = hashlib.sha256()
    for name in _FIELDS:
        value = b" ".join((headers.first(name) or b"").split())
        digest.update(name.encode() + b":" + value + b"\n")
    text = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip()
    digest.update(b"\n")
    digest.update(_BLANKS_AT_END.sub(b"\n", text))
    return digest.hexdigest()


def fingerprint_of(raw: bytes) -> str:
    """The fingerprint of a mail's bytes, without understanding the rest of it. Never raises."""
    try:
        raw = straightened(raw).raw
        block = read_headers(raw, 0, len(raw))
        return fingerprint(block.headers, raw[block.body_start :])
    except Exception:  # noqa: BLE001 - promise 6: a mail that defeats us is still one mail
        return hashlib.sha256(raw).hexdigest()
