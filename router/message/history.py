"""Where the history of a conversation begins in a text: the marks that mail clients write above it.

Three kinds of mark are known, in Norwegian (Bokmål and Nynorsk), Danish, Swedish, English, German and a few
more: a block of header fields ("Fra: / Sendt: / Til: / Emne:"), a line that says who wrote when ("Den 3. mars
2025 kl. 09:12 skrev Kari Moen:"), and a separator ("-----Opprinnelig melding-----").

Customers of an ERP system write "Fra: 01.01.2025 / Til: 31.01.2025" and "Den 3. mars 2025 skrev vi ut disse
fakturaene:" every day. So a mark counts only with more evidence than its first word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_LABELS = {
    "from": "fra|frå|from|från|von|de|van|lähettäjä|da",
    "sent": "sendt|sent|skickat|gesendet|envoyé|verzonden|enviado|dato|date|datum|lähetetty",
    "to": "til|to|till|an|à|aan|para|vastaanottaja|a",
    "copy": "kopi|cc|kopia|kopie|copie",
    "subject": "emne|subject|ämne|betreff|objet|onderwerp|asunto|aihe|oggetto",
}
_LABEL_OF = {word: label for label, words in _LABELS.items() for word in words.split("|")}
_HEADER_LINE = re.compile(r"[\s>*_]{0,20}([^\W\d_]{1,14})[\s*_]{0,4}:[*_\s]{0,4}(.*)$")
_DATE_LIKE = re.compile(r"[\s\d./:\-–]+$")
_TIME = re.compile(r"(?<![\d.])\d{1,2}[:.]\d{2}\b(?![.\d])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_SEPARATOR = re.compile(
    r"[\s>]{0,20}(?:[-_=*]{2,20}\s?)(?:opprinnelig\s(?:melding|e-?post)|opphavleg\smelding"
    r"|original(?:\s(?:message|melding))?"
    r"|oprindelig\smeddelelse|ursprungligt\smeddelande|ursprüngliche\snachricht|message\sd'origine"
    r"|mensaje\soriginal"
    r"|videresendt\s(?:melding|e-?post)|vidaresendt?\s(?:melding|e-?post)|videresendt\smeddelelse"
    r"|vidarebefordrat\smeddelande|forwarded\smessage|weitergeleitete\snachricht)\s?(?:[-_=*]{2,20}"
    r"|fra\b.{0,80})?\s*$",
    re.IGNORECASE,
)
_BEGIN_FORWARD = re.compile(
    r"[\s>]{0,20}(?:start på videresendt (?:melding|e-?post)|videresendt (?:melding|e-?post)"
    r"|begin forwarded message"
    r"|vidarebefordrat (?:brev|meddelande)|påbegynt videresendt (?:besked|meddelelse))\s*:\s*$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"videresend|vidaresend|forward|vidarebefordra|weitergeleitet", re.IGNORECASE)

_WROTE = re.compile(
    r"\b(?:skrev|skreiv|wrote|schrieb|a écrit|schreef|escribió|ha scritto|kirjoitti)\b", re.IGNORECASE
)
_ATTRIBUTION_START = re.compile(
    r"[\s>]{0,20}(?:den|på|on|am|le|op|el|il|at|i|"
    r"(?:man|tirs?|tys|ons|tors?|tor|fre|lør|lau|laur|søn|sun|lör|sön|mån|tis|tors|mon|tue|wed|thu|fri|sat"
    r"|sun)"
    r"(?:dag|day|sday|nesday|rsday|urday)?\b|\d{1,4}[./-]|[\"']?[A-ZÆØÅ])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@:]{1,80}@[^\s<>@]{1,80}|<[^<>]{1,200}>")
_PARTICLES = frozenset(
    ["van", "de", "von", "av", "af", "der", "den", "la", "le", "bin", "ibn", "dos", "i", "på", "hos"]
)
_MAX_LINE = 1_000


class MarkKind(StrEnum):
    """What marks the beginning of the history."""

    HEADER_BLOCK = "header block"
    ATTRIBUTION = "attribution"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark over ``lines[start:end]``; what it introduces begins at ``end``."""

    kind: MarkKind
    start: int
    end: int
    is_forward: bool = False
    """The mark says that the mail below was forwarded."""


def first_mark(lines: Sequence[str], start: int = 0) -> Mark | None:
    """The first mark at or after a line, or ``None``."""
    for number in range(start, len(lines)):
        mark = mark_at(lines, number)
        if mark is not None:
            return mark
    return None


def mark_at(lines: Sequence[str], number: int) -> Mark | None:
    """The mark that begins on this very line, or ``None``."""
    line = lines[number]
    if not line or len(line) > _MAX_LINE or line.isspace():
        return None
    if _SEPARATOR.match(line) or _BEGIN_FORWARD.match(line):
        block = _header_block_end(lines, _next_text(lines, number + 1))
        return Mark(MarkKind.SEPARATOR, number, block or number + 1, _FORWARDED.search(line) is not None)
    if (end := _header_block_end(lines, number)) is not None:
        return Mark(MarkKind.HEADER_BLOCK, number, end)
    if (end := _attribution_end(lines, number)) is not None:
        return Mark(MarkKind.ATTRIBUTION, number, end)
    return None


def _next_text(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _label(line: str) -> tuple[str, str] | None:
    if len(line) > _MAX_LINE:
        return None
    match = _HEADER_LINE.match(line)
    label = _LABEL_OF.get(match[1].lower()) if match else None
    return (label, match[2].strip(" *_")) if match and label else None


def _header_block_end(lines: Sequence[str], number: int) -> int | None:
    """The line after a block of header fields that begins here, or ``None`` where there is none.

    At least three different labels in six lines; a sender that is not a date; and one thing that only a mail
    has: a subject line, an address, or a time of day.
    """
    if number >= len(lines) or (first := _label(lines[number])) is None:
        return None
    if first[0] not in {"from", "sent", "subject"}:
        return None
    found: dict[str, str] = {first[0]: first[1]}
    end = number + 1
    since_label = 0
    for following in range(number + 1, min(number + 14, len(lines))):
        text = lines[following].strip()
        entry = _label(lines[following])
        if entry is not None and entry[0] not in found:
            found[entry[0]] = entry[1]
            end, since_label = following + 1, 0
            continue
        # A long list of recipients goes on over several lines; a blank line or two may stand between fields.
        since_label += 1
        if since_label > 3 or (not text and len(found) >= 4):
            break
        if not text and "subject" in found and "from" in found:
            break
    sender = found.get("from", "")
    if len(found) < 3 or not sender or _DATE_LIKE.match(sender):
        return None
    sent = found.get("sent", "")
    is_mail = "subject" in found or _ADDRESS.search(sender) or (_TIME.search(sent) and _YEAR.search(sent))
    return end if is_mail else None


def _attribution_end(lines: Sequence[str], number: int) -> int | None:
    """The line after "On … X wrote:" that begins here, in one to three lines, or ``None``."""
    line = lines[number]
    if not _ATTRIBUTION_START.match(line):
        return None
    joined = ""
    for count in range(1, 4):
        if number + count > len(lines):
            return None
        piece = lines[number + count - 1].strip().lstrip("> ")
        if not piece or len(piece) > _MAX_LINE:
            return None
        joined = f"{joined} {piece}" if joined else piece
        if len(joined) > _MAX_LINE:
            return None
        if joined.endswith(":") and _WROTE.search(joined):
            return number + count if _is_attribution(joined, lines, number + count) else None
        if joined.endswith((":", "!", "?")):
            return None
    return None


def _is_attribution(joined: str, lines: Sequence[str], after: int) -> bool:
    wrote = list(_WROTE.finditer(joined))[-1]
    dated = bool(_TIME.search(joined) or _YEAR.search(joined))
    if _ADDRESS.search(joined):
        return dated or _is_quoted_next(lines, after)
    if _is_quoted_next(lines, after):
        return True
    behind = joined[wrote.end() :].strip(" :")
    named = _is_name(behind) or (not behind and _ends_in_name(joined[: wrote.start()]))
    return named and dated and re.search(r"\d", joined) is not None


def _is_quoted_next(lines: Sequence[str], after: int) -> bool:
    following = _next_text(lines, after)
    return following < len(lines) and lines[following].lstrip().startswith(">")


def _is_name(text: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", text.strip("\"' ()")) if word]
    return 1 <= len(words) <= 8 and all(
        word[0].isupper() or word[0] in "\"'(|/-" or word.lower() in _PARTICLES for word in words
    )


def _ends_in_name(text: str) -> bool:
    """ "On Mon, 3 Mar 2025 at 09:12, Kari Moen wrote:" has the name before the verb."""
    tail = text.strip().rpartition(",")[2].strip() or text.strip()
    words = [word for word in tail.split() if not re.search(r"\d", word)]
    return bool(words) and _is_name(" ".join(words[-3:]))
