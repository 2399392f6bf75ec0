"""Content-Transfer-Encoding undone (RFC 2045, section 6), however broken the encoding is.

A label may lie: what is called base64 and holds words is plain text. What can be had is had, and a repair is
told in plain English. Nothing here raises.
"""

import base64
import binascii
import re
from typing import NamedTuple

_TOKEN = re.compile(rb"[A-Za-z0-9-]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_TWO_WORDS = re.compile(rb"[A-Za-z0-9,.][ ]+[A-Za-z0-9]")
_BASE64_LINE = re.compile(
    rb"\s*(?=[A-Za-z0-9+/])(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==?|[A-Za-z0-9+/]{3}=)?=*\r?\n"
)
_SHORTEST_LINE = 40
_NO_LETTERS = re.compile(rb"[^A-Za-z0-9+/]+")
_HEX_MISSING = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")
_SOFT_BREAK_AND_BLANKS = re.compile(rb"=[ \t]+(?=\r?\n)")
_MAX_PIECES = 100_000
_SAMPLE = 4_096


class Transferred(NamedTuple):
    """The bytes that were meant, and what had to be repaired."""

    content: bytes
    repair: str | None = None


def decoded_transfer(body: bytes, encoding: bytes | None) -> Transferred:
    """The body with its Content-Transfer-Encoding undone; an unknown encoding is none."""
    label = _TOKEN.search(encoding or b"")
    match (label.group() if label else b"").lower():
        case b"base64":
            return _from_base64(body)
        case b"quoted-printable":
            return _from_quoted_printable(body)
        case b"x-uuencode" | b"uuencode" | b"x-uue":
            return Transferred(_from_uuencode(body))
        case _:
            return Transferred(body)


def decoded_base64(content: bytes) -> bytes:
    """What a tolerant reader makes of base64: strange characters skipped, missing padding supplied."""
    try:
        return base64.b64decode(content)
    except binascii.Error:
        letters = _NO_LETTERS.sub(b"", content)
        usable = len(letters) - (1 if len(letters) % 4 == 1 else 0)
        return base64.b64decode(letters[:usable] + b"=" * (-usable % 4))


def _from_base64(body: bytes) -> Transferred:
    if _is_plain_text(body[:_SAMPLE]):
        return Transferred(body, "a part claims base64 but is plain text; read as it stands")
    strange = _NOT_BASE64.search(body, 0, _SAMPLE)
    padding = body.find(b"=")
    rest = body[padding:].lstrip(b"= \t\r\n") if padding >= 0 else b""
    if rest:
        return _from_base64_and_more(body[:padding], rest)
    try:
        content = base64.b64decode(body)
    except binascii.Error:
        return Transferred(decoded_base64(body), "broken base64 was repaired")
    return Transferred(content, "broken base64 was repaired" if strange else None)


def _is_plain_text(sample: bytes) -> bool:
    """Base64 stands in long lines without blanks, or at least begins with whole groups of four."""
    if not _TWO_WORDS.search(sample) or _BASE64_LINE.match(sample):
        return False
    longest = max(map(len, sample.split()), default=0)
    return longest < _SHORTEST_LINE or len(_NOT_BASE64.findall(sample)) * 100 >= len(sample)


def _from_base64_and_more(first: bytes, rest: bytes) -> Transferred:
    """What goes on behind the padding is a text that a list's server put there, or more base64."""
    if _TWO_WORDS.search(rest, 0, _SAMPLE) and _NOT_BASE64.search(rest, 0, _SAMPLE):
        return Transferred(decoded_base64(first) + b"\n" + rest, "text stood behind the base64 of a part")
    pieces = [first, *rest.split(b"=", _MAX_PIECES)]
    return Transferred(b"".join(map(decoded_base64, pieces)), "broken base64 was repaired")


def _from_quoted_printable(body: bytes) -> Transferred:
    if b"= " in body or b"=\t" in body:
        # RFC 2045, section 6.7, rule 3: blanks at a line's end came on the way.
        body = _SOFT_BREAK_AND_BLANKS.sub(b"=", body)
    broken = _HEX_MISSING.search(body) is not None
    return Transferred(
        binascii.a2b_qp(body), "broken quoted-printable; read as far as it goes" if broken else None
    )


def _from_uuencode(body: bytes) -> bytes:
    pieces = []
    for line in body.splitlines():
        if line.startswith(b"begin ") or line.strip() in (b"end", b"`", b""):
            continue
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(pieces)
