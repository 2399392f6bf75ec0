"""The mailboxes of an address field (RFC 5322, section 3.4), as they are met in life.

Encoded words are decoded after the field has been taken apart, because a decoded name may hold commas. Linear
in the field's length, also for 20,000 addresses, 3,000 "(" or a quotation mark that nothing closes.
"""

import re

from router.message import charset
from router.message.headers import decoded
from router.message.parts import Address

MAX_ADDRESSES = 500

_ADDRESS_TOKEN = re.compile(
    rb'"((?:[^"\\]|\\.)*)"|\(([^()]*)\)|<([^<>]*)>|([,;:])|([^"(<,;:]+|["(<])', re.DOTALL
)


def addresses(value: bytes) -> tuple[Address, ...]:
    """The mailboxes of an address field, at most `MAX_ADDRESSES`; group names are left out."""
    found = _addresses(value)
    if found and not any(address.address for address in found) and b"=?" in value:
        # Some clients put the whole field, address and all, into one encoded word.
        again = _addresses(decoded(value).encode("utf-8"))
        if any(address.address for address in again):
            return again
    return found


def _addresses(value: bytes) -> tuple[Address, ...]:
    found: list[Address] = []
    phrase: list[bytes] = []
    comment: list[bytes] = []
    angle: bytes | None = None

    def finish() -> None:
        nonlocal angle
        words = b"".join(phrase).strip()
        if angle is None and b"@" in words:
            local = b" ".join(words.split())
            name, _, bare = local.rpartition(b" ")
            found.append(_address(name or b" ".join(comment), bare))
        elif angle is not None or words:
            found.append(_address(words or b" ".join(comment), angle or b""))
        phrase.clear()
        comment.clear()
        angle = None

    quotes_close = True
    position = 0
    while position < len(value) and len(found) < MAX_ADDRESSES:
        if not quotes_close and value.startswith(b'"', position):
            position += 1
            continue
        token = _ADDRESS_TOKEN.match(value, position)
        if token is None:
            break
        position = token.end()
        quoted, remark, address, separator, rest = token.groups()
        if quoted is not None:
            phrase.append(re.sub(rb"\\(.)", rb"\1", quoted))
        elif remark is not None:
            comment.append(remark)
        elif address is not None:
            angle = address if angle is None else angle
        elif separator == b":":
            phrase.clear()
        elif separator is not None:
            finish()
        elif rest == b'"':
            # No other quotation mark closes it; without this flag each one would be searched to the end.
            quotes_close = False
        elif rest not in (b"(", b"<"):
            phrase.append(rest)
    if len(found) < MAX_ADDRESSES:
        finish()
    return tuple(found)


def _address(name: bytes, address: bytes) -> Address:
    mailbox = "".join(charset.decode(address, None).text.split()).removeprefix("mailto:").strip("'\"")
    return Address(decoded(name).strip("'\" ") if name else "", mailbox if "@" in mailbox else "")
