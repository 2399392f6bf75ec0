"""Letters spoilt on their way: UTF-8 read as Windows-1252, HTML entities or quoted-printable in plain text.

A text is only mended as a whole and only where it has no proper Norwegian letter beside the signs: who writes
"vi får Ã¥ i stedet for å" writes *about* such signs and is left alone. Linear in the text's length.
"""

import binascii
import html
import re

_MAX_ROUNDS = 3
"""How many times a text may have been spoilt: once by each program on its way."""

_CONTINUATION = "".join(
    sorted({bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)})
) + "".join(map(chr, range(0x80, 0xA0)))
_SPOILT = re.compile(
    f"[ÃÂÅÆË][{re.escape(_CONTINUATION)}]|â[{re.escape(_CONTINUATION)}]{{2}}|ð[{re.escape(_CONTINUATION)}]{{3}}"
)
"""UTF-8 sequences as Windows-1252 shows them; Å, Æ and Ë begin those of what was spoilt twice."""

_SIGNS = ("Ã", "Â", "â€", "ðŸ")
"""One of these is in every spoilt text, and seldom in any other."""

_NORWEGIAN = re.compile("[æøåÆØÅ]")
_ENTITY = re.compile(
    r"&(?:(?:aring|oslash|aelig|eacute|ouml|auml|uuml);|#(?:22[98]|230|19[78]|216|248);)", re.IGNORECASE
)
_QP_PAIR = re.compile(rb"=C3=(?:A[569]|B8|8[56]|98|B6|A4)")
_QP_SINGLE = re.compile(rb"(?<![?&/\w=])\w*[A-Za-z]=(?:E[569]|F8|C[56]|D8)([a-z]?)")


def letters_restored(text: str) -> str | None:
    """The text with "Ã¥" read as "å" and the like; ``None`` where nothing was to mend."""
    mended = text
    for _ in range(_MAX_ROUNDS):
        if not _is_spoilt(mended):
            break
        mended = _SPOILT.sub(_read_again, mended)
    return mended if mended != text else None


def _is_spoilt(text: str) -> bool:
    if not any(sign in text for sign in _SIGNS):
        return False
    return _SPOILT.search(text) is not None and _NORWEGIAN.search(_SPOILT.sub("", text)) is None


def _read_again(signs: re.Match[str]) -> str:
    raw = b"".join(_byte(sign) for sign in signs.group())
    try:
        return raw.decode("utf-8")
    except ValueError:
        return signs.group()


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except ValueError:
        return sign.encode("latin-1")


def without_entities(text: str) -> str | None:
    """A plain text with its HTML entities read; ``None`` where it has none of a Norwegian letter."""
    if "&" not in text or not _ENTITY.search(text) or _NORWEGIAN.search(text):
        return None
    return html.unescape(text)


def without_quoted_printable(raw: bytes) -> bytes | None:
    """Undo a quoted-printable encoding that the mail does not name; ``None`` where there is none.

    A pair such as ``=C3=A5`` shows it alone. ``=E5`` may as well stand in an address of the web, a colour or
    a log ("code=E5"), so it must occur twice and within words; and in HTML, whose attributes have equals
    signs, those must be encoded too.
    """
    if b"=" not in raw or not raw.isascii():
        return None
    if b"<" in raw and b'="' in raw and b"=3D" not in raw:
        return None
    if not _QP_PAIR.search(raw):
        found = _QP_SINGLE.findall(raw)
        if len(found) < 2 or sum(bool(letter) for letter in found) * 2 < len(found):
            return None
    return binascii.a2b_qp(raw)
