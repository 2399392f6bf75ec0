"""From bytes to text, whatever the mail claims about its character set.

The label is often wrong: Windows-1252 is called ISO-8859-1, UTF-8 is called either, and some labels name
nothing at all. `decode` climbs a ladder (what was declared, strict UTF-8, Windows-1252, a guess) and never
puts U+FFFD where a letter was, because that loss is silent. `clean` makes every line end ``\\n``, puts
letters together that came in pieces, and takes out what no reader sees and no database stores: NULs, control
characters, lone surrogates, zero-width marks.
"""

import codecs
import re
from typing import NamedTuple
from unicodedata import normalize

from charset_normalizer import from_bytes

from router.message.parse.mojibake import letters_restored

_WEST_EUROPEAN = frozenset({"iso8859-1", "cp1252", "iso8859-15", "ascii", "cp1250", "latin-1"})
_STATEFUL = frozenset(
    {
        "utf-7",
        "iso2022_jp",
        "iso2022_jp_ext",
        "iso2022_kr",
        "hz",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    }
)
_UTF16 = frozenset({"utf-16", "utf-16-le", "utf-16-be"})
_EAST_ASIAN = frozenset(
    {
        "gb18030",
        "gbk",
        "big5",
        "big5hkscs",
        "cp932",
        "shift_jis",
        "cp949",
        "euc_kr",
        "euc_jp",
        "cp950",
        "johab",
    }
)
_ALIASES = {
    "utf8mb4": "utf-8",
    "utf-8mb4": "utf-8",
    "unicode": "utf-8",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "x-x-big5": "big5",
    "iso-8859-8-i": "iso-8859-8",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "cp50220": "iso2022_jp_ext",
    "iso-2022-jp": "iso2022_jp_ext",
    "ucs-2": "utf-16-be",
    "iso-10646-ucs-2": "utf-16-be",
    "macintosh": "mac_roman",
    "mac": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-icelandic": "mac_iceland",
    "windows-874": "cp874",
}
_SAMPLE = 8_192
"""How many bytes are looked at where the character set has to be guessed."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Word breaks a line within a paragraph with U+000B and a page with U+000C: taken out like other control
characters, they would glue two words together."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_MARK_OF_LETTER = re.compile("[\u0300-\u036f]")
_IN_PIECES = re.compile("[A-Za-z][\u0300-\u036f]{1,3}")
"""A Latin letter and its marks as characters of their own, as macOS writes names of files."""
_NORWEGIAN_LETTER = re.compile("[æøåÆØÅ]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_AFTER_LABEL = re.compile(r"[;,\s].*", re.DOTALL)


class Decoded(NamedTuple):
    """A text, and in plain English what had to be repaired to get it (or ``None``)."""

    text: str
    repair: str | None


def decode(raw: bytes, declared: str | None) -> Decoded:
    """The text of these bytes, with invisible characters taken out and line ends as ``\\n``."""
    if declared is None and raw.isascii() and (plain := raw.decode("ascii")).isprintable():
        return Decoded(plain, None)  # nearly every header field; nothing below would change it
    text, repair = _decode(raw, declared)
    restored = letters_restored(text)
    if restored is not None:
        text, repair = restored, "text was encoded as UTF-8 twice; repaired"
    return Decoded(clean(text), repair)


def clean(text: str) -> str:
    """The text with line ends as ``\\n`` and letters in one piece, without NULs, control characters and what
    else no reader sees."""
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    text = text.replace("\xa0", " ").replace("\u202f", " ")
    if _MARK_OF_LETTER.search(text) is None:
        return text
    # Letter by letter: a mail may hold a million marks in a row, which `normalize` sorts in quadratic time.
    return _IN_PIECES.sub(lambda letter: normalize("NFC", letter.group()), text)


def _decode(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    if raw.startswith(codecs.BOM_UTF8):
        return _utf8_or_windows_1252(raw[3:]), None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(raw) >= 4:
        return raw.decode("utf-16", "ignore"), None
    codec = _codec(declared)
    order = _utf16_order(raw)
    if order is not None:
        told = None if codec in _UTF16 else "text is UTF-16 without saying so"
        return raw.decode(order, "ignore"), told
    if raw.isascii() and (codec not in _STATEFUL or codec in _UTF16):
        return raw.decode("ascii"), None
    if codec in _WEST_EUROPEAN:
        return _west_european(raw, declared)
    if codec is not None and codec != "utf-8":
        return _as_declared(raw, codec, declared)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(raw) and error.start and not raw[: error.start].isascii():
            whole = _utf8_prefix(raw, error.start)
            if whole is not None:
                return whole, "text was cut off within a letter"
        return _without_label(raw, declared if codec is None else None)
    if codec is None and declared:
        return text, f"unknown character set {declared!r}; read as UTF-8"
    return text, None


def _utf8_prefix(raw: bytes, end: int) -> str | None:
    return raw[:end].decode("utf-8") if len(raw) - end < 4 else None


def _as_declared(raw: bytes, codec: str, declared: str | None) -> tuple[str, str | None]:
    """By the label, unless the bytes show that it lies: East Asian codecs accept nearly any bytes."""
    text = None if raw.isascii() else _strict_utf8(raw)
    if text is not None and (codec not in _EAST_ASIAN or _NORWEGIAN_LETTER.search(text)):
        return text, f"text claims {declared} but is UTF-8"
    if codec in _EAST_ASIAN and _looks_west_european(raw[:_SAMPLE]):
        return raw.decode("cp1252", _AS_WINDOWS_1252), f"text claims {declared} but is Windows-1252"
    try:
        return raw.decode(codec), None
    except ValueError:
        pass
    if codec in _EAST_ASIAN | _STATEFUL:
        readable = raw.decode(codec, "ignore")
        if len(readable.encode(codec, "ignore")) * 5 >= len(raw) * 4:
            return readable, f"text is not quite {declared} as it claims; what cannot be read is left out"
    return _utf8_or_windows_1252(raw), f"text is not {declared} as it claims; read as UTF-8 or Windows-1252"


def _looks_west_european(sample: bytes) -> bool:
    """Few letters outside ASCII, and they stand alone: East Asian letters come as pairs of bytes, in rows."""
    runs = _HIGH_RUN.findall(sample)
    alone = sum(len(run) == 1 for run in runs)
    return sum(map(len, runs)) * 4 < len(sample) and alone * 5 > len(runs) * 4


def _strict_utf8(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except ValueError:
        return None


def _utf16_order(raw: bytes) -> str | None:
    """In UTF-16 without a mark, every other byte of a West European text is zero."""
    sample = raw[:_SAMPLE]
    if len(sample) < 4 or sample.count(0) * 3 <= len(sample):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 3 < len(sample):
        return None
    return "utf-16-le" if odd >= even else "utf-16-be"


def is_known(label: str) -> bool:
    """Is it the name of a character set?"""
    return _codec(label) is not None


def _codec(declared: str | None) -> str | None:
    """Python's own name of the codec; ``None`` where the label names no character set."""
    if not declared:
        return None
    label = declared.strip().strip("\"' ").removeprefix('3D"').strip('"').lower()
    label = _AFTER_LABEL.sub("", label)
    label = _ALIASES.get(label, label.removeprefix("x-").replace("mac-roman", "mac_roman"))
    if not label.isascii() or len(label) > 40 or "\0" in label:
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        # "x-mac-norwegian" and the like: the letters of Western Europe stand where Mac OS Roman has them.
        return "mac-roman" if declared.lower().startswith("x-mac") else None
    # Codecs such as `zip` and `rot13` are no character sets; `idna` and `punycode` are, but never of a mail.
    if not info._is_text_encoding or info.name in {"idna", "punycode", "undefined", "unicode_escape"}:
        return None
    return None if info.name in {"raw_unicode_escape", "mbcs", "oem"} else info.name


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
    is_nearly_utf8 = len(sample.decode("utf-8", "ignore").encode()) * 10 >= len(sample) * 9
    if letters * 10 > len(sample) * 3 and len(sample) >= 32 and not is_nearly_utf8:
        # More than three in ten are not ASCII: no West European text looks so. Slow, but such mail is rare.
        best = from_bytes(sample).best()
        if best is not None and not best.encoding.startswith("utf_16"):
            return raw.decode(best.encoding, "ignore"), f"{note}; guessed {best.encoding}"
    return _utf8_or_windows_1252(raw), f"{note}; read as UTF-8 or Windows-1252"


def _utf8_or_windows_1252(raw: bytes) -> str:
    """UTF-8, in which each byte that cannot be is read as Windows-1252: right for mixtures of both."""
    return raw.decode("utf-8", _AS_WINDOWS_1252)


_WINDOWS_1252 = tuple(bytes([byte]).decode("cp1252", "ignore") for byte in range(256))


def _read_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    # A byte at a time: the next may again begin a letter of UTF-8.
    return _WINDOWS_1252[error.object[error.start]], error.start + 1


_AS_WINDOWS_1252 = "ticket-router-windows-1252"
codecs.register_error(_AS_WINDOWS_1252, _read_as_windows_1252)
