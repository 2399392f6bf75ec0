"""Reading header fields from raw bytes, as they are met in life (RFC 5322).

Python's own `email` raises on genuine mail (a Message-ID with brackets in it, a `From` with 3,000 "(") and
needs seconds for 20,000 addresses, so the fields are read here: every function takes any bytes, answers in
time linear to their length and raises nothing. What is over the limits is cut off, and a warning says so.
"""

import re
from dataclasses import dataclass

from router.message.parse import charset
from router.message.parse.words import decoded

MAX_FIELDS = 1_000
MAX_FIELD_BYTES = 65_536
MAX_IDS = 500

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
WELL_KNOWN_FIELD = (
    rb"(?i:from|to|cc|subject|date|message-id|reply-to|sender|received|return-path|mime-version|references"
    rb"|in-reply-to|delivered-to|content-[a-z-]{2,30}|x-[!-9;-~]{1,100})[ \t]*:"
)
_KNOWN_FIELD = re.compile(WELL_KNOWN_FIELD)
_MBOX_LINE = (b"From ", b">From ")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")


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
    """Read the fields of ``raw[start:end]``, up to the first line that is empty or no field.

    A line that is no field, but follows a ";" or has a well-known field below it, is what a client broke off
    the line above.
    """
    fields: list[tuple[str, bytes]] = []
    warnings: list[str] = []
    position, skipped = start, 0
    while position < end:
        if raw.startswith(b"\n", position) or raw.startswith(b"\r\n", position):
            position += 1 if raw.startswith(b"\n", position) else 2
            break
        match = _FIELD.match(raw, position, end)
        if match is None:
            after = _after_line(raw, position, end)
            # The separator of an mbox file is not part of the mail.
            is_mbox_line = raw.startswith(_MBOX_LINE, position)
            if is_mbox_line and (position == start or _KNOWN_FIELD.match(raw, after, end)):
                position = after
                start = after if not fields else start
                continue
            if (
                fields
                and len(fields) < MAX_FIELDS
                and (fields[-1][1].endswith(b";") or _KNOWN_FIELD.match(raw, after, end))
            ):
                name, value = fields[-1]
                if len(value) < MAX_FIELD_BYTES:
                    fields[-1] = (name, (value + b" " + raw[position:after].strip())[:MAX_FIELD_BYTES])
                position = after
                warnings.append("a line in the header is no field; taken as part of the one above")
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
    return HeaderBlock(Headers(tuple(fields)), position, tuple(dict.fromkeys(warnings)))


def _after_line(raw: bytes, position: int, end: int) -> int:
    newline = raw.find(b"\n", position, end)
    return end if newline < 0 else newline + 1


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
