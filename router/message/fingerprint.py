"""A mail's own fingerprint: the same for each copy of it, whatever mailbox it came through.

It is the SHA-256 of what the sender wrote: Message-ID, date, sender and subject as they stand in the header,
and the body with its line ends made equal and blanks at line ends taken off. What transport adds (Received,
Delivered-To, Return-Path, Authentication-Results and the like) plays no part. Another body under the same
Message-ID has another fingerprint, so a careless client that reuses its ids costs nobody a mail.
"""

import hashlib

from router.message.headers import Headers, read_headers

_FIELDS = ("message-id", "date", "from", "subject")


def fingerprint(headers: Headers, body: bytes) -> str:
    """The fingerprint in hexadecimal, 64 characters."""
    digest = hashlib.sha256()
    for name in _FIELDS:
        value = b" ".join((headers.first(name) or b"").split())
        digest.update(name.encode() + b":" + value + b"\n")
    lines = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    digest.update(b"\n" + b"\n".join([line.rstrip() for line in lines]).rstrip())
    return digest.hexdigest()


def fingerprint_of(raw: bytes) -> str:
    """The fingerprint of a mail's bytes, without understanding the rest of it. Never raises."""
    try:
        block = read_headers(raw, 0, len(raw))
        return fingerprint(block.headers, raw[block.body_start :])
    except Exception:  # noqa: BLE001 - promise 6: a mail that defeats us is still one mail
        return hashlib.sha256(raw).hexdigest()
