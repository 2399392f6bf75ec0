"""Error codes: what a program called its fault, in a form that can be searched for.

A code is told by its own look (``0x80070005``, ``ORA-00942``, ``System.NullReferenceException``) or by the
word before it ("Feil 3021", "Error 1004", "HTTP 500"). The value is the code alone, but ``HTTP 500`` and
``SQLSTATE 42S02`` keep their word, without which they mean nothing.
"""

import re
from collections.abc import Iterator

from router.message.marks.found import Found, Sought
from router.message.parts import MarkKind

_HEXADECIMAL = re.compile(r"0x(?<![\w.]..)[0-9a-f]{4,16}(?!\w)", re.ASCII)
_KNOWN_PREFIX = re.compile(
    r"(?:(?:ORA|TNS|PLS|SQL|DB2|MSI|WER)-\d{3,6}"
    r"|(?:PEPPOL|NOGOV|EHF|BII2|UBL|BR|LEGAL|NONAT)-[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,12}){0,3}"
    r"|MAGNET_[A-Z]{2,12}[-_]\d{2,5}|AADSTS\d{4,8}|ERR_[A-Z_]{3,40}|E_[A-Z]{4,24})(?![\w-])"
)
_PREFIX_STEMS = frozenset((
    "ora", "tns", "pls", "sql", "db", "msi", "wer", "pepp", "nogo", "ehf", "bii", "ubl", "br", "lega",
    "nona", "magn", "aads", "err", "e",
))  # fmt: skip
_EXCEPTION = re.compile(
    r"(?<![\w.])(?:[A-Za-z]{1,40}\.){0,6}[A-Z][A-Za-z0-9]{2,60}?(?:Exception|Error)(?![A-Za-z])"
)
_SAYS_ERROR = re.compile(
    r"(?P<word>feil(?:en|kode|koden|melding|meldingen|nr|nummer|nummeret)?|error(?:code|s)?"
    r"|(?:status|retur|return |exit |stop )-?(?:code|kode)"
    r"|fejl(?:kode|besked)?|felkod|felmeddelande|run-?time error|kjøretidsfeil|unntak|exception|msg|rejected"
    r"|avvist"
    r"|http(?:/\d\.\d)?|sqlstate|sql error|event id|hendelses-?id)\b"
    r"(?:[ -]?(?:kode|code|melding|message|nr|nummer|number|no|status|error|feil))?\.?"
    r"[\s:#=(\"'’“«»–-]{1,5}(?:(?:er|is|nr|no)\.?\s)?[\"'’“«(]?"
    r"(?P<code>-?\d{2,10}(?:[.-]\d{1,6}){0,2}|[a-z]{1,12}[-_]?\d{2,8}(?:-\d{1,6})?|0x[0-9a-f]{1,16}"
    r"|[0-9][0-9a-z]{4})"
    r"(?![\w%]|[.,:]\d)"
    r"(?![ \u00a0](?:kr|stk|000|bilag|faktura|linje|ansatt|person|gang|av\b|prosent|%))"
)
_ERROR_STEMS = frozenset((
    "feil", "erro", "stat", "retu", "exit", "stop", "fejl", "felk", "felm", "run", "runt", "kjør", "unnt",
    "exce", "msg", "reje", "avvi", "http", "sqls", "sql", "even", "hend",
))  # fmt: skip
_KEEPS_ITS_WORD = {"http": "HTTP", "sqlstate": "SQLSTATE"}
_DATE_OR_YEAR = re.compile(r"\d\d?[.-]\d\d?(?:[.-]\d{2,4})?|(?:19|20)\d\d(?:-\d\d.*)?", re.ASCII)
_SURE = ("error", "run", "http", "sql", "feilkode")
"""Words after which even what looks like a year is a code."""
_WEAK = frozenset({"msg", "avvist", "rejected", "feilen", "unntak"})
"""Words after which a short number may be anything."""


def error_codes(sought: Sought) -> Iterator[Found]:
    """Every error code in the text."""
    text = sought.text
    for match in _HEXADECIMAL.finditer(sought.low):
        yield Found(MarkKind.ERROR_CODE, match[0], match.start(), match.end())
    for place in sought.places(_PREFIX_STEMS):
        known = _KNOWN_PREFIX.match(text, place)
        if known is not None:
            yield Found(MarkKind.ERROR_CODE, known[0], known.start(), known.end())
    if "Exception" in text or "Error" in text:
        for match in _EXCEPTION.finditer(text):
            yield Found(MarkKind.ERROR_CODE, match[0], match.start(), match.end())
    for match in sought.matches(_SAYS_ERROR, _ERROR_STEMS):
        yield from _said(match)


def _said(match: re.Match[str]) -> Iterator[Found]:
    word, code = match["word"], match["code"]
    if _DATE_OR_YEAR.fullmatch(code) and not word.startswith(_SURE):
        return
    if word in _WEAK and code.isdigit() and len(code) < 4:
        return
    kept = next((kept for begin, kept in _KEEPS_ITS_WORD.items() if word.startswith(begin)), None)
    value = code if code.startswith("0x") else code.upper()
    if kept is not None:
        yield Found(MarkKind.ERROR_CODE, f"{kept} {value}", match.start("word"), match.end("code"))
    else:
        yield Found(MarkKind.ERROR_CODE, value, match.start("code"), match.end("code"))
