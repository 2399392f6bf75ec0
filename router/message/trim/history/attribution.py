"""The line that says who wrote when: "Den 3. mars 2025 kl. 09:12 skrev Kari Moen:", in one to three lines.

A client writes a date with a time or a year, a name or an address, and in most languages a verb; then a
colon. "Den 3. mars 2025 skrev vi ut disse fakturaene:" has the date and the verb too, so behind the verb must
come a name, an address, or nothing. Where the verb is of a language that is not known here, an address in
angle brackets beside a date and a time is taken for it.
"""

import re
from collections.abc import Sequence

from router.message.trim.history.mark import MAX_LINE, next_text

_WROTE = re.compile(
    r"\b(?:skrev|skreiv|skriver|wrote|writes|schrieb|schreibt|geschrieben|a écrit|écrit|schreef|geschreven"
    r"|escribió"
    r"|escreveu|ha scritto|scrive|kirjoitti|napisała?|napisał\(a\)|napisana przez|pisze|napsala?|napísala?"
    r"|írta|a scris"
    r"|yazdı|ritaði|skrifaði"
    r"|написала?|пишет|пише|έγραψε|kirjutas|rakstīja|rašė|je napisala?|đã viết)\b"
    r"|写道|寫道|書きました|のメール|님이 작성|작성:|כתב|كتب",
    re.IGNORECASE,
)
_DATED_START = re.compile(
    r"[\s>*_\-–]{0,20}(?:(?:den|på|on|am|le|op|el|il|em|at|i|w|dnia|dne|dňa|в|vào|pe|tarihinde|kl)\b"
    r"|(?:man|tir|tys|ons|tor|tors|fre|lør|lau|laur|søn|sun|lör|sön|mån|tis|mon|tue|wed|thu|fri|sat|mo|di"
    r"|mi|do|fr|sa|so"
    r"|lun|mar|mer|jeu|ven|sam|dim|lør|pon|wt|śr|czw|pt|sob|niedz|ma|ti|ke|to|pe|la|su|za|zo|wo|vr)"
    r"(?:dag|day|sday|nesday|rsday|urday|sdag|tag)?\b|\d{1,4}[./\-年년. ])",
    re.IGNORECASE,
)
"""How a line begins that has the date first, as in most clients."""
_ANY_START = re.compile(r"[\s>*_\-–]{0,20}(?:[^\W\d_]|\d|[\"'“<\[(])")
_TIME = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d{2}\b(?![.\d])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")
_ADDRESS = re.compile(r"[^\s<>@:]{1,80}@[^\s<>@]{1,80}|<[^<>]{1,200}>")
_BRACKETED_ADDRESS = re.compile(r"[<\[(]\s?(?:mailto:)?[^\s<>@:]{1,80}@[^\s<>@]{1,80}\s?[>\])]")
_COLON = (":", "：", ":*", ":_")
_YEAR_FIRST = re.compile(r"\d{4}[/-]\d{1,2}[/-]\d{1,2}\b")
_YOU = re.compile(r"\b(?:you|du|dere|dykk|de|sie|vous)$", re.IGNORECASE)
_PRONOUNS = frozenset(
    ["vi", "jeg", "eg", "han", "hun", "ho", "de", "dei", "we", "i", "he", "she", "they", "wir", "ich"]
)
_WRITER_ALONE = re.compile(
    r"[\"'“]?(?:[^\W\d_][^<>@:\d]{0,80}[<\[(]\s?)?(?:mailto:)?[^\s<>@:]{1,80}@[^\s<>@:]{1,80}[>\])]?\s*$"
)
_VERB_FIRST = re.compile(
    r"(?:siterer|siterar|sitat (?:fra|frå)|quoting|zitat von|zitiere|citerar|citerer|citat (?:från|fra)"
    r"|citando|citation de)\s.{0,100}@.{0,100}:?$",
    re.IGNORECASE,
)
"""Horde and its kin: "Siterer Kari Moen <kari@a.example>:"."""
_SHARED_START = re.compile(r"\S[ -]{1,5}(?=(?:On|Den|Am|Le|Op|El|Il)\s)")
_STARRED = re.compile(r".{2,80}[\[(]\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?[\])]:?$")
"""mutt can write "* Kari Moen [2025-03-03 09:12]:"."""
_DATE_BEHIND = re.compile(
    r"(?:am|den|on|le|el|op|il|i|på)?\s?(?:[^\W\d_]{2,10}[.,]?\s)?\d{1,4}[./\-\s]", re.IGNORECASE
)
_PARTICLES = frozenset(
    [
        "van",
        "de",
        "von",
        "av",
        "af",
        "der",
        "den",
        "la",
        "le",
        "bin",
        "ibn",
        "dos",
        "i",
        "på",
        "hos",
        "het",
        "volgende",
        "følgende",
    ]
)
_MAX_LINES = 6


def shared_line(lines: Sequence[str], number: int) -> int | None:
    """Where an attribution begins behind the writer's own words on one line; ``None`` where none does.

    Clients that take HTML for text lose the line end between them. What is quoted must follow at once.
    """
    line = lines[number]
    if not line.endswith(":") or len(line) > MAX_LINE or _DATED_START.match(line):
        return None
    if line.startswith(">") or not _is_quoted_next(lines, number + 1):
        return None
    for start in _SHARED_START.finditer(line):
        rest = line[start.end() :].strip()
        if _DATED_START.match(rest) and _TIME.search(rest) and _YEAR.search(rest) and _WROTE.search(rest):
            return start.start() + 1
    return None


def attribution_end(lines: Sequence[str], number: int) -> int | None:
    """The line after an attribution that begins on this one, or ``None``."""
    if not _ANY_START.match(lines[number]):
        return None
    joined = ""
    number_of_blank = 0
    for count in range(1, _MAX_LINES + 1):
        if number + count > len(lines):
            return None
        piece = lines[number + count - 1].strip().lstrip("> |").rstrip()
        if (
            not piece
            and joined
            and number_of_blank < 2
            and _goes_on_below_blank(joined, lines, number + count)
        ):
            number_of_blank += 1
            continue
        if not piece or len(piece) > MAX_LINE:
            return None
        joined = f"{joined} {piece}" if joined else piece
        if len(joined) > MAX_LINE:
            return None
        end = number + count
        if joined.endswith(_COLON):
            if not _is_attribution(joined.strip("*_ -–"), lines, end):
                return None
            return end if count == 1 or _begins_here(lines, number, end) else None
        if joined.endswith(("!", "?")) or (piece.endswith(".") and not _is_abbreviated(joined)):
            return None
        if count <= 2 and _is_without_colon(joined, lines, end):
            return end
    return None


def _goes_on_below_blank(joined: str, lines: Sequence[str], after: int) -> bool:
    """Some clients set the address apart: "On … John Smith", a blank line, "<mailto:…> wrote:"."""
    return (
        after < len(lines)
        and lines[after].lstrip().startswith(("<", ">"))
        and _DATED_START.match(joined) is not None
        and _TIME.search(joined) is not None
    )


def _is_abbreviated(joined: str) -> bool:
    """Is the full stop at the end of the line one of a date ("Fr., 28.", "kl."), not of a sentence?"""
    return _DATED_START.match(joined) is not None or _WROTE.search(joined) is not None


def _is_without_colon(joined: str, lines: Sequence[str], after: int) -> bool:
    """Some clients leave out the colon; then all the rest must be there.

    Old Gmail: "2013/7/20 Kari Moen <kari@a.example>", and below it what is quoted. Others: "On Mon, 3 Mar
    2025 09:12 Kari Moen <kari@a.example> wrote".
    """
    address = _BRACKETED_ADDRESS.search(joined)
    if address is None or len(joined) > 160 or not _DATED_START.match(joined):
        return False
    behind = joined[address.end() :].strip()
    if not behind:
        following = next_text(lines, after)
        is_quoted = following < len(lines) and lines[following].lstrip().startswith((">", "|"))
        return is_quoted and _YEAR_FIRST.match(joined) is not None
    return _WROTE.fullmatch(behind) is not None and _TIME.search(joined) is not None


def _begins_here(lines: Sequence[str], number: int, end: int) -> bool:
    """Does an attribution over several lines begin here, not below this line of the customer's own?"""
    for later in range(number + 1, end):
        if _DATED_START.match(lines[later]):
            rest = " ".join(line.strip("> |\t") for line in lines[later:end])
            if _is_attribution(rest.strip("*_ -–"), lines, end):
                return False
    first = lines[number]
    return bool(
        _DATED_START.match(first)
        or _TIME.search(first)
        or _YEAR.search(first)
        or _ADDRESS.search(first)
        or _WROTE.search(first)
    )


def _is_attribution(joined: str, lines: Sequence[str], after: int) -> bool:
    has_time, has_year = _TIME.search(joined) is not None, _YEAR.search(joined) is not None
    wrote = None
    for wrote in _WROTE.finditer(joined):  # noqa: B007 - the last one is meant
        pass
    if wrote is None and _STARRED.match(joined):
        return True
    if wrote is None and _VERB_FIRST.match(joined):
        return True
    if wrote is None:
        # A verb of another language: only where nothing but a mail client writes so.
        bracketed = _BRACKETED_ADDRESS.search(joined)
        return bracketed is not None and has_time and has_year and len(joined) - len(bracketed.group()) < 120
    before, behind = joined[: wrote.start()].strip(), joined[wrote.end() :].strip(" :*_-")
    if _ADDRESS.search(joined):
        is_alone = not behind and _WRITER_ALONE.match(before) is not None
        return is_alone or has_time or has_year or _is_quoted_next(lines, after)
    if _is_quoted_next(lines, after):
        return True
    if has_time and has_year:
        words = before.casefold().split()
        if _DATE_BEHIND.match(behind) and words and words[0] not in _PRONOUNS and len(words) <= 5:
            return True  # "Kari Moen skrev den 3. mars 2025 kl. 09:12:"
        if not behind and _DATED_START.match(joined):
            return True
        if behind[:1].isupper() and len(behind.split()) <= 4:
            return True
    if not behind and has_year and _DATED_START.match(joined) and _YOU.search(before):
        return True
    named = _is_name(behind) or (not behind and _ends_in_name(before))
    return named and (has_time or has_year)


def _is_quoted_next(lines: Sequence[str], after: int) -> bool:
    following = next_text(lines, after)
    return following < len(lines) and lines[following].lstrip().startswith(">")


def _is_name(text: str) -> bool:
    words = [word for word in re.split(r"[\s,]+", text.strip("\"' ()")) if word]
    return 1 <= len(words) <= 8 and all(
        word[0].isupper() or word[0] in "\"'(|/-" or word.lower() in _PARTICLES for word in words
    )


def _ends_in_name(text: str) -> bool:
    """Does it end in a name before the verb, as "On 3 Mar 2025 at 09:12, Kari Moen wrote:" does?"""
    tail = text.strip().rpartition(",")[2].strip() or text.strip()
    words = [word for word in tail.split() if not re.search(r"\d", word)]
    return bool(words) and _is_name(" ".join(words[-3:]))
