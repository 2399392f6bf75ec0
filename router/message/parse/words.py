"""The text of a header field: encoded words (RFC 2047) and raw 8-bit letters (RFC 6532), as met in life.

Clients put encoded words where RFC 2047 forbids them, split them in the middle of a letter, leave blanks in
them, forget their end and encode them twice. All of these are read as the writer meant them. Every function
takes any bytes, answers in time linear to their length and raises nothing.
"""

import binascii
import re
from typing import NamedTuple

from router.message.parse import charset
from router.message.parse.charset import Decoded
from router.message.parse.mojibake import without_entities
from router.message.parse.transfer import decoded_base64

_WORD_HEAD = re.compile(rb"=\?([^?\s]{0,60})\?([bBqQ])\?")
_WORD_LIKE = re.compile(r"=\?([^?\s]{1,60})\?[bBqQ]\?[^?]{1,2000}\?=")
_BLANK = re.compile(rb"\s")


class _Word(NamedTuple):
    """One encoded word: where it stands, its character set and its bytes."""

    start: int
    end: int
    label: str
    content: bytes
    is_closed: bool


def decoded(value: bytes) -> str:
    """An unstructured field as text on one line."""
    return decoded_field(value).text


def decoded_field(value: bytes, fallback: str | None = None) -> Decoded:
    """An unstructured field as text on one line, and what had to be repaired.

    ``fallback`` is the character set of raw letters that are not UTF-8, such as the mail's body has.

    Encoded words next to each other are joined before they are decoded, because many clients split them in
    the middle of a letter.
    """
    text, repair = decoded_words(value, fallback)
    return Decoded(one_line(text), repair)


def decoded_words(value: bytes, fallback: str | None = None) -> Decoded:
    """The same with its blanks as they stand, as in the name of a file."""
    read = _decoded(value) if b"=?" in value else charset.decode(value, None)
    if fallback and b"=?" not in value and not value.isascii() and read.repair:
        read = charset.decode(value, fallback)
    text, repair = read.text, read.repair
    inner = _WORD_LIKE.search(text) if "=?" in text else None
    if inner is not None and charset.is_known(inner[1]):
        again = _decoded(text.encode("utf-8"))
        text, repair = again.text, repair or "an encoded word stood in an encoded word; both were decoded"
    if "&" in text:
        restored = without_entities(text)
        text, repair = (
            (restored, repair or "HTML entities stood in plain text") if restored else (text, repair)
        )
    return Decoded(text, repair)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _decoded(value: bytes) -> Decoded:
    pieces: list[str] = []
    repairs: list[str] = []

    def add(content: bytes, label: str | None) -> None:
        read = charset.decode(content, label)
        pieces.append(read.text)
        if read.repair:
            repairs.append(read.repair)

    pending: tuple[str, bytes] | None = None
    position = 0
    for word in _words(value):
        between = value[position : word.start]
        if pending is not None and not between.strip() and pending[0] == word.label:
            pending = (word.label, pending[1] + word.content)
        else:
            if pending is not None:
                add(pending[1], pending[0] or None)
            if between.strip() or pending is None:
                add(between, None)
            pending = (word.label, word.content)
        if not word.is_closed:
            repairs.append("an encoded word in the header has no end; repaired")
        position = word.end
    if pending is not None:
        add(pending[1], pending[0] or None)
    add(value[position:], None)
    return Decoded("".join(pieces), repairs[0] if repairs else None)


def _words(value: bytes) -> list[_Word]:
    found: list[_Word] = []
    has_ends = True
    position = 0
    while (position := value.find(b"=?", position)) >= 0:
        head = _WORD_HEAD.match(value, position)
        if head is None:
            position += 2
            continue
        end = value.find(b"?=", head.end()) if has_ends else -1
        has_ends = end >= 0
        following = value.find(b"=?", head.end())
        # "?==?" is the end of one word and the beginning of the next.
        is_closed = end >= 0 and not 0 <= following < end - 1
        if is_closed:
            stop, after = end, end + 2
        else:
            blank = _BLANK.search(value, head.end(), following if following >= 0 else len(value))
            ends = [place for place in (following, blank.start() if blank else -1) if place >= 0]
            stop = after = min(ends, default=len(value))
        label = head[1].decode("latin-1").partition("*")[0].lower()
        content = _content(head[2], value[head.end() : stop])
        found.append(_Word(position, after, label, content, is_closed))
        position = after
    return found


def _content(encoding: bytes, content: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(content.replace(b" ", b"_"), header=True)
    return decoded_base64(content)
