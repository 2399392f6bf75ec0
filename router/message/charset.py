"""From bytes to text, whatever the mail claims about its character set.

The label is often wrong: Windows-1252 is called ISO-8859-1, UTF-8 is called either, and some labels name
nothing at all. `decode` climbs a ladder (what was declared, strict UTF-8, Windows-1252, a guess) and never
puts U+FFFD where a letter was, because that loss is silent. `clean` takes out what no reader sees and no
database stores: NULs, control characters, lone surrogates, zero-width marks.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_WEST_EUROPEAN = frozenset({"iso8859-1", "cp1252", "iso8859-15", "ascii", "cp1250", "latin-1"})
_STATEFUL = frozenset(
    {"utf-7", "iso2022_jp", "iso2022_kr", "hz", "utf-16", "utf-16-le", "utf-16-be", "utf-32"}
)
_ALIASES = {
    "utf8mb4": "utf-8",
    "unicode": "utf-8",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
}
_SAMPLE = 8_192
"""How many bytes are looked at where the character set has to be guessed."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_TWICE_ENCODED = re.compile("Ã[¥¸¦…˜†\x85\x98\x86©¤¶¼]")
_NORWEGIAN_LETTER = re.compile("[æøåÆØÅ]")
_TWICE_ENCODED_LETTER = {
    "Ã¥": "å", "Ã¸": "ø", "Ã¦": "æ", "Ã…": "Å", "Ã˜": "Ø", "Ã†": "Æ", "Ã\x85": "Å", "Ã\x98": "Ø",
    "Ã\x86": "Æ", "Ã©": "é", "Ã¤": "ä", "Ã¶": "ö", "Ã¼": "ü",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and in plain English what had to be repaired to get it (or ``None``)."""

    text: str
    repair: str | None


def decode(raw: bytes, declared: str | None) -> Decoded:
    """The text of these bytes, with invisible characters taken out and line ends as ``\\n``."""
    text, repair = _decode(raw, declared)
    # Where a proper letter stands beside them, the customer is writing about such signs: "vi får Ã¥ for å".
    if _TWICE_ENCODED.search(text) and not _NORWEGIAN_LETTER.search(text):
        text, repair = _encoded_twice(text), "text was encoded as UTF-8 twice; repaired"
    return Decoded(clean(text), repair)


def clean(text: str) -> str:
    """The text without NULs, control characters, lone surrogates, zero-width marks and ``\\r``."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("\u2028", "\n").replace("\u2029", "\n")


def _decode(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    if raw.startswith(codecs.BOM_UTF8):
        return _utf8_or_windows_1252(raw[3:]), None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(raw) >= 4:
        return raw.decode("utf-16", "ignore"), None
    codec = _codec(declared)
    if raw.isascii() and codec not in _STATEFUL:
        return _without_hidden_utf16(raw)
    if codec in _WEST_EUROPEAN:
        return _west_european(raw, declared)
    if codec is not None and codec != "utf-8":
        try:
            return raw.decode(codec), None
        except ValueError:
            return _utf8_or_windows_1252(
                raw
            ), f"text is not {declared} as it claims; read as UTF-8 or Windows-1252"
    try:
        text = raw.decode("utf-8")
    except ValueError:
        return _without_label(raw, declared if codec is None else None)
    if codec is None and declared:
        return text, f"unknown character set {declared!r}; read as UTF-8"
    return text, None


def _codec(declared: str | None) -> str | None:
    """Python's own name of the codec; ``None`` where the label names no character set."""
    if not declared:
        return None
    label = declared.strip().strip("\"' ").removeprefix('3D"').strip('"').lower()
    label = _ALIASES.get(label, label.removeprefix("x-").replace("mac-roman", "mac_roman"))
    if not label.isascii() or len(label) > 40 or "\0" in label:
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # Codecs such as `zip` and `rot13` are no character sets; `idna` and `punycode` are, but never of a mail.
    if not info._is_text_encoding or info.name in {"idna", "punycode", "undefined", "unicode_escape"}:
        return None
    return None if info.name in {"raw_unicode_escape", "mbcs", "oem"} else info.name


def _without_hidden_utf16(raw: bytes) -> tuple[str, str | None]:
    sample = raw[:_SAMPLE]
    nuls = sample.count(0)
    if nuls * 3 > len(sample) >= 4:
        order = "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
        return raw.decode(order, "ignore"), "text is UTF-16 without saying so"
    return raw.decode("ascii"), None


def _west_european(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    try:
        return raw.decode("utf-8"), f"text claims {declared} but is UTF-8"
    except ValueError:
        # WHATWG's Encoding Standard reads ISO-8859-1 and ASCII as Windows-1252, as every mail client does.
        codec = "iso8859-15" if declared and "8859-15" in declared else "cp1252"
        return raw.decode(codec, _AS_WINDOWS_1252), None


def _without_label(raw: bytes, unknown: str | None) -> tuple[str, str | None]:
    sample = raw[:_SAMPLE]
    note = f"unknown character set {unknown!r}" if unknown else "text is not UTF-8"
    letters = sum(byte >= 0x80 for byte in sample)
    if sample.count(0) * 3 > len(sample):
        order = "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
        return raw.decode(order, "ignore"), "text is UTF-16 without saying so"
    if letters * 10 > len(sample) * 3 and len(sample) >= 32:
        # More than three in ten are not ASCII: no West European text looks so. Slow, but such mail is rare.
        best = from_bytes(sample).best()
        if best is not None:
            return raw.decode(best.encoding, "ignore"), f"{note}; guessed {best.encoding}"
    return _utf8_or_windows_1252(raw), f"{note}; read as UTF-8 or Windows-1252"


def _utf8_or_windows_1252(raw: bytes) -> str:
    """UTF-8, in which each byte that cannot be is read as Windows-1252: right for mixtures of both."""
    return raw.decode("utf-8", _AS_WINDOWS_1252)


def _encoded_twice(text: str) -> str:
    return _TWICE_ENCODED.sub(lambda pair: _TWICE_ENCODED_LETTER.get(pair.group(), pair.group()), text)


def _read_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "ignore"), error.end


_AS_WINDOWS_1252 = "ticket-router-windows-1252"
codecs.register_error(_AS_WINDOWS_1252, _read_as_windows_1252)
