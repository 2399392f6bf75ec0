"""Fields with parameters, such as Content-Type and Content-Disposition (RFC 2045, section 5.1; RFC 2231).

Names of files come in every way: quoted or not, with blanks or backslashes, continued over several
parameters, percent-encoded, as encoded words where RFC 2047 forbids them, or two of these at once. Takes any
bytes, answers in time linear to their length and raises nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from router.message.parse import charset
from router.message.parse.words import decoded_words

_MAX_BYTES = 8_192
_VALUE = re.compile(r"\s*([^\s;(,]*)")
_PARAMETER = re.compile(r'[;\s]\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_LINE_ENDS = re.compile(r"[\t\r\n]+")
_QUOTED_PAIR = re.compile(r'\\(["\\])')
"""Only these two: in life a backslash before a letter is a folder's ("C:\\Temp\\rapport.xls")."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A structured field: its value in lower case and its parameters."""

    value: str
    items: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The parameter of this name (in lower case); the RFC 2231 form comes before the plain one."""
        return next((text for key, text in self.items if key == name), None)


def parameters(value: bytes | None) -> Parameters:
    """Read a field with parameters; continued and percent-encoded ones are put together."""
    raw = (value or b"")[:_MAX_BYTES].decode("latin-1")
    head = _VALUE.match(raw)
    plain: list[tuple[str, str]] = []
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(raw, head.end() if head else 0):
        key, text = match[1].lower(), match[2].strip()
        if text.startswith('"') and text.endswith('"') and len(text) >= 2:
            text = _QUOTED_PAIR.sub(r"\1", text[1:-1])
        elif text.startswith('"'):
            text = text[1:]
        base, star, number = key.partition("*")
        if not star:
            plain.append((key, _unfolded(decoded_words(text.encode("latin-1")).text)))
            continue
        index = number.rstrip("*")
        order = int(index) if index.isdecimal() and len(index) < 5 else 0
        pieces.setdefault(base, []).append((order, key.endswith("*"), text))
    extended = [(base, _joined(sorted(parts))) for base, parts in pieces.items()]
    # No database stores a NUL, and no type holds another control character.
    return Parameters(charset.clean(head[1].lower()) if head else "", (*extended, *plain))


def _joined(parts: Sequence[tuple[int, bool, str]]) -> str:
    label: str | None = None
    content = b""
    for order, is_encoded, text in parts:
        value = text
        if is_encoded and order == parts[0][0] and value.count("'") >= 2:
            label, _, value = value.split("'", 2)
        content += unquote_to_bytes(value.encode("latin-1")) if is_encoded else value.encode("latin-1")
    if b"=?" in content:
        return _unfolded(decoded_words(content).text)
    return _unfolded(charset.decode(content, label).text)


def _unfolded(text: str) -> str:
    """On one line, with the blanks that belong to a name."""
    return _LINE_ENDS.sub(" ", text).strip()
