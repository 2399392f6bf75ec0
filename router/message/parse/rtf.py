"""RTF as Outlook packs it into winmail.dat: unpacked (MS-OXRTFCP) and read as plain text.

Only what a reader saw is kept: paragraphs, tabs and letters. Fonts, colours, pictures and the HTML that
Outlook hides in its RTF (MS-OXRTFEX) are left out. Linear in the length; raises nothing.
"""

import re
import struct

from router.message.parse.charset import clean

MAX_RTF = 5_000_000
"""How many bytes packed RTF may unpack to."""

_PRELOADED = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""The beginning of the dictionary (MS-OXRTFCP, section 2.1.2.1)."""

_HEAD = struct.Struct("<II4sI")
_WINDOW = 4_096
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|.",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "htmltag"),
        *("listtable", "listoverridetable", "rsidtbl", "generator", "themedata", "datastore", "mhtmltag"),
    }
)
_WRITTEN = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}


def unpacked_rtf(packed: bytes) -> bytes | None:
    """The RTF in a MAPI property; ``None`` where it is none."""
    if len(packed) < _HEAD.size:
        return None
    _, size, kind, _ = _HEAD.unpack_from(packed)
    if kind == b"MELA":
        return packed[16 : 16 + min(size, MAX_RTF)]
    return _decompressed(packed, min(size, MAX_RTF)) if kind == b"LZFu" else None


def _decompressed(packed: bytes, size: int) -> bytes:
    window = bytearray(_PRELOADED.ljust(_WINDOW, b"\0"))
    write = len(_PRELOADED)
    written = bytearray()
    position = 16
    while position < len(packed) and len(written) < size:
        control = packed[position]
        position += 1
        for bit in range(8):
            if not control >> bit & 1:
                piece = packed[position : position + 1]
                position += 1
            else:
                reference = int.from_bytes(packed[position : position + 2].ljust(2, b"\0"), "big")
                position += 2
                offset, length = reference >> 4, (reference & 0xF) + 2
                if offset == write or position > len(packed):
                    return bytes(written[:size])
                piece = b""
                for step in range(length):
                    letter = window[(offset + step) % _WINDOW]
                    window[(write + step) % _WINDOW] = letter
                    piece += bytes([letter])
                write = (write + length) % _WINDOW
                written += piece
                continue
            if piece:
                window[write] = piece[0]
                write = (write + 1) % _WINDOW
                written += piece
    return bytes(written[:size])


def rtf_text(rtf: bytes) -> str:
    """The text of an RTF document."""
    written: list[str] = []
    hidden: list[bool] = []
    is_hidden = False
    skip, unicode_skip = 0, 1
    for token in _TOKEN.finditer(rtf[:MAX_RTF].decode("latin-1")):
        word, number, code, symbol, brace, text = token.groups()
        if brace == "{":
            hidden.append(is_hidden)
        elif brace == "}":
            is_hidden = hidden.pop() if hidden else False
        elif symbol == "*" or (word and word.lower() in _HIDDEN):
            is_hidden = True
        elif word == "uc":
            unicode_skip = min(int(number or 1), 4) if not (number or "").startswith("-") else 1
        elif is_hidden:
            continue
        elif word == "u" and number:
            written.append(chr(int(number) & 0xFFFF))
            skip = unicode_skip
        elif word:
            written.append(_WRITTEN.get(word, ""))
        elif code:
            if skip:
                skip -= 1
            else:
                written.append(bytes([int(code, 16)]).decode("cp1252", "ignore"))
        elif symbol:
            written.append(_SYMBOLS.get(symbol, ""))
        elif text:
            written.append(text[skip:])
            skip = max(0, skip - len(text))
    return clean("".join(written)).strip()
