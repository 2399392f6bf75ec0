"""Reading header fields from raw bytes, as they are met in life (RFC 5322, 2047, 2231, 6532).

Python's own `email` raises on genuine mail (a Message-ID with brackets in it, a `From` with 3,000 "(") and
needs seconds for 20,000 addresses, so the fields are read here: every function takes any bytes, answers in
time linear to their length and raises nothing. What is over the limits is cut off, and a warning says so.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from router.message import charset

MAX_FIELDS = 1_000
MAX_FIELD_BYTES = 65_536
MAX_IDS = 500
_MAX_PARAMETER_BYTES = 8_192

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_ENCODED_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Headers:
    """The header fields in their order: names in lower case, values unfolded but otherwise as they came."""

    fields: tuple[tuple[str, bytes], ...]

    def first(self, name: str) -> bytes | None:
        """The first field of this name (in lower case)."""
        return next((value for field, value in self.fields if field == name), None)

    def every(self, name: str) -> tuple[bytes, ...]:
        """All fields of this name, in their order."""
        return tuple(value for field, value in self.fields if field == name)

    def text(self, name: str) -> str:
        """The first field of this name, decoded; empty where there is none."""
        value = self.first(name)
        return "" if value is None else decoded(value)

    def has(self, name: str) -> bool:
        return self.first(name) is not None


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A header, where the body after it begins, and what was wrong."""

    headers: Headers
    body_start: int
    warnings: tuple[str, ...]


def read_headers(raw: bytes, start: int, end: int) -> HeaderBlock:
    """Read the fields of ``raw[start:end]``, up to the first line that is empty or no field."""
    fields: list[tuple[str, bytes]] = []
    warnings: list[str] = []
    position, skipped = start, 0
    while position < end:
        if raw.startswith(b"\n", position) or raw.startswith(b"\r\n", position):
            position += 1 if raw.startswith(b"\n", position) else 2
            break
        match = _FIELD.match(raw, position, end)
        if match is None:
            if position == start and raw.startswith((b"From ", b">From "), position):
                # The separator of an mbox file, which is not part of the mail.
                position = _after_line(raw, position, end)
                start = position
                continue
            warnings.append("a line in the header is no field; taken as the start of the body")
            break
        position = match.end()
        if len(fields) >= MAX_FIELDS:
            skipped += 1
            continue
        name = match[1].decode("ascii").lower()
        value = match[2]
        if len(value) > MAX_FIELD_BYTES:
            value = value[:MAX_FIELD_BYTES]
            warnings.append(f"the field {name} is longer than {MAX_FIELD_BYTES} bytes; the rest is left out")
        fields.append((name, value.replace(b"\r", b"").replace(b"\n", b"").strip()))
    if skipped:
        warnings.append(f"{skipped} header fields after the first {MAX_FIELDS} are left out")
    return HeaderBlock(Headers(tuple(fields)), position, tuple(warnings))


def _after_line(raw: bytes, position: int, end: int) -> int:
    newline = raw.find(b"\n", position, end)
    return end if newline < 0 else newline + 1


def decoded(value: bytes) -> str:
    """An unstructured field as text on one line, with its encoded words (RFC 2047) decoded.

    Encoded words next to each other are joined before they are decoded: many clients split them in the
    middle of a letter.
    """
    if b"=?" not in value:
        return _one_line(charset.decode(value, None).text)
    pieces: list[str] = []
    pending: tuple[str, bytes] | None = None
    position = 0
    for word in _ENCODED_WORD.finditer(value):
        between = value[position : word.start()]
        label = word[1].decode("latin-1").partition("*")[0].lower()
        content = _encoded_word_bytes(word[2], word[3])
        if pending is not None and not between.strip() and pending[0] == label:
            pending = (label, pending[1] + content)
        else:
            if pending is not None:
                pieces.append(charset.decode(pending[1], pending[0]).text)
            if between.strip() or pending is None:
                pieces.append(charset.decode(between, None).text)
            pending = (label, content)
        position = word.end()
    if pending is not None:
        pieces.append(charset.decode(pending[1], pending[0]).text)
    pieces.append(charset.decode(value[position:], None).text)
    return _one_line("".join(pieces))


def _encoded_word_bytes(encoding: bytes, content: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(content.replace(b" ", b"_"), header=True)
    return decoded_base64(content)


def decoded_base64(content: bytes) -> bytes:
    """What a tolerant reader makes of base64: strange characters skipped, missing padding supplied."""
    try:
        return base64.b64decode(content)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
        usable = len(letters) - (1 if len(letters) % 4 == 1 else 0)
        return base64.b64decode(letters[:usable] + b"=" * (-usable % 4))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def message_ids(value: bytes | None) -> tuple[str, ...]:
    """The ids of Message-ID, In-Reply-To or References, without their brackets."""
    if not value:
        return ()
    text = charset.decode(value, None).text
    found = _MESSAGE_ID.findall(text)
    if not found:
        found = [word.strip("<>") for word in text.split() if "@" in word and len(word) < 900]
    return tuple(dict.fromkeys(found[:MAX_IDS]))


def own_id(value: bytes | None) -> str | None:
    """The id of the mail itself, also where it has no brackets or no ``@``."""
    found = message_ids(value)
    if found:
        return found[0]
    text = charset.decode(value or b"", None).text.strip().strip("<>")
    return text if text and len(text) < 900 and not any(letter.isspace() for letter in text) else None


def date(value: bytes | None) -> datetime | None:
    """The date of RFC 5322, section 3.3 (or ISO 8601), with a time zone; ``None`` where it cannot be read."""
    if not value or len(value) > 200:
        return None
    text = charset.decode(value, None).text.strip()
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            continue
        if not 1971 <= moment.year <= 9000:
            return None
        # RFC 5322 writes -0000 where the zone is not known: then it is UTC.
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None


@dataclass(frozen=True, slots=True)
class Parameters:
    """A structured field such as Content-Type: its value in lower case and its parameters (RFC 2231)."""

    value: str
    items: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        return next((text for key, text in self.items if key == name), None)


def parameters(value: bytes | None) -> Parameters:
    """Read a field with parameters; continued and percent-encoded ones are put together."""
    raw = (value or b"")[:_MAX_PARAMETER_BYTES].decode("latin-1")
    head = raw.partition(";")[0]
    plain: list[tuple[str, str]] = []
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(raw, len(head)):
        key, text = match[1].lower(), match[2].strip()
        if text.startswith('"') and text.endswith('"') and len(text) >= 2:
            text = _QUOTED_PAIR.sub(r"\1", text[1:-1])
        base, star, number = key.partition("*")
        if not star:
            plain.append((key, decoded(text.encode("latin-1"))))
            continue
        index = number.rstrip("*")
        order = int(index) if index.isdecimal() and len(index) < 5 else 0
        pieces.setdefault(base, []).append((order, key.endswith("*"), text))
    extended = [(base, _joined(sorted(parts))) for base, parts in pieces.items()]
    return Parameters(head.strip().lower(), (*extended, *plain))


def _joined(parts: Sequence[tuple[int, bool, str]]) -> str:
    label: str | None = None
    content = b""
    for order, is_encoded, text in parts:
        value = text
        if is_encoded and order == parts[0][0] and value.count("'") >= 2:
            label, _, value = value.split("'", 2)
        content += unquote_to_bytes(value.encode("latin-1")) if is_encoded else value.encode("latin-1")
    return _one_line(charset.decode(content, label).text)
