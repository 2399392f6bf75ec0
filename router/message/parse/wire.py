"""The bytes of a whole mail as they should have come over the wire, before any structure is read.

Programs on the way save a mail as UTF-16, put a byte order mark or empty lines before its header, or break
its line ends. What is said of a mail must be said of the mail that was sent, so this is undone first. A mail
that came whole is not copied.
"""

import re
from typing import NamedTuple

from router.message.parse.headers import WELL_KNOWN_FIELD

_HEAD = 4_096
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FIELD_AFTER_BLANK_LINES = re.compile(rb"[ \t\r\n]*\n(?=" + WELL_KNOWN_FIELD + rb")")
_FIELD_AFTER_BARE_CR = re.compile(rb"\r(?=" + WELL_KNOWN_FIELD + rb")")


class Straightened(NamedTuple):
    """The bytes to read, and in plain English what was repaired."""

    raw: bytes
    repairs: tuple[str, ...] = ()


def straightened(raw: bytes) -> Straightened:
    """Undo what befell the mail as a whole. Linear in its length; raises nothing."""
    repairs: list[str] = []
    if raw.startswith(_UTF8_MARK):
        raw = raw[3:]
        repairs.append("a byte order mark stood before the header; left out")
    if raw.startswith(_UTF16_MARKS) and b"\0" in raw[:_HEAD]:
        raw = raw.decode("utf-16", "ignore").encode("utf-8")
        repairs.append("the whole mail is UTF-16; repaired")
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
        repairs.append("the lines end in bare CR; repaired")
    elif b"\r\r\n" in raw[:_HEAD]:
        raw = raw.replace(b"\r\r\n", b"\r\n")
        repairs.append("the lines end in CR CR LF; repaired")
    elif _FIELD_AFTER_BARE_CR.search(raw, 0, _HEAD):
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        repairs.append("some lines end in bare CR; repaired")
    blank = _FIELD_AFTER_BLANK_LINES.match(raw) if raw[:1] in (b"\n", b"\r", b" ", b"\t") else None
    if blank is not None:
        raw = raw[blank.end() :]
        repairs.append("empty lines stood before the header; left out")
    return Straightened(raw, tuple(repairs))
