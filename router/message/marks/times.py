"""Dates, and deadlines: by when the customer must have an answer.

A date's value is ISO 8601, without the year where the text has none (``2025-03-12``, ``03-12``): there is no
clock here to supply it. A deadline's value is the customer's words in small letters ("innen fredag", "før
lønnskjøring den 12."). A word such as "før" makes a deadline only before a time or an event, and not where it
tells of the past ("det virket før helga").
"""

import re
from collections.abc import Iterator
from datetime import date

from router.message.marks.found import Found, Sought
from router.message.parts import MarkKind

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may maj",
            "juni june jun", "juli july jul", "august aug augusti", "september sep sept",
            "oktober october okt oct", "november nov", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_YEAR = r"(?:(?:19|20)\d\d|\d\d)"
_NUMBER = re.compile(r"[0-9](?<![\w.,/:-].)")
"""Where a number begins."""
_DATE = re.compile(
    rf"(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<d2>\d\d?)(?P<sep>[./-])(?P<m2>\d\d?)(?P=sep)(?P<y2>{_YEAR})"
    rf"|(?P<d3>\d\d?)(?:\.|st|nd|rd|th)?\s?(?:of\s)?(?P<m3>{_MONTH})\b(?:\.?,?\s(?P<y3>(?:19|20)\d\d))?"
    rf"|(?P<d4>\d\d?)[./](?P<m4>\d\d?)(?=\.?(?:\s|$|[,;:!?)])))(?![\w]|[.,/:-]\d)",
    re.ASCII,
)
_MONTH_FIRST = re.compile(
    rf"(?P<m>{_MONTH})\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?(?![\w.:]\w?)(?:,?\s(?P<y>(?:19|20)\d\d)(?!\w))?",
    re.ASCII,
)
_MONTH_STEMS = frozenset(name[:4] for name in _MONTHS)
_WORD_OF_TIME = re.compile(
    r"\b(?:den|pr\.?|per|\w{2,5}dag|senest|seinast|seinest|innen|innan|før|til|fra|frå|om|dato|by|on"
    r"|frist(?:en)?(?: er)?):?\s$"
)
"""What makes a date of two numbers, which alone are a version, a sum or an hour as well ("10.03")."""

_WEEKDAY = (
    r"(?:man|tirs|ons|tors|fre|lør|laur|søn|sun|måne|tys|mon|tues|wednes|thurs|fri|satur)(?:dag|day)(?:en|s)?"
    r"|måndag|tisdag|lördag|söndag|lørdag|mandag"
)
_DAY_NUMBER = r"\d\d?(?:[./]\s?\d\d?(?:[./]\s?(?:\d{4}|\d\d))?)?\.?"
_CLOCK = r"(?:kl\.?|klokka|klokken|at)\s?\d\d?(?:[.:]\d\d)?|\d\d?[.:]\d\d(?=\W|$)|\d\d?\s?(?:am|pm|o'clock)"
_WHEN = (
    rf"(?:(?:på|no|nå|neste|førstkommende|kommende|denne|til|next|this|on|den"
    rf"|kommande)\s){{0,2}}(?:{_WEEKDAY})"
    rf"(?:\s(?:morgen|ettermiddag|kveld|formiddag|føremiddag|morning|evening|afternoon|klokka"
    rf"|den))?(?:\s(?:{_DAY_NUMBER}\s?{_MONTH}\b(?:\.?\s(?:19|20)\d\d)?|{_CLOCK}|{_DAY_NUMBER}))?"
    rf"|(?:den\s|the\s)?(?:{_DAY_NUMBER}|\d\d?(?:st|nd|rd|th))\s?(?:of\s)?{_MONTH}\b(?:\.?\s(?:19|20)\d\d)?"
    rf"|{_MONTH}\s\d\d?(?:st|nd|rd|th)?\b"
    rf"|den\s{_DAY_NUMBER}(?=\s|$|[,;:!?)])|the\s\d\d?(?:st|nd|rd|th)\b|\d\d?[./]\d\d?(?:[./](?:\d{{4}}"
    rf"|\d\d))?\.?(?=\s|$|[,;:!?)])"
    rf"|{_CLOCK}"
    r"|(?:i\s(?:dag|morgen|kveld|morgon|morra|natt|løpet av (?:dagen|uka|uken|veka|helga))|idag|imorgen"
    r"|ikveld|today|tomorrow|tonight|noon)(?:\s(?:kl\.?\s?\d\d?(?:[.:]\d\d)?|tidlig|tidleg))?"
    r"|(?:the\s)?end of (?:the\s)?(?:day|week|month|year|business)|eod|cob|lunsj|lunch|middag"
    r"|(?:denne |this )?(?:helga|helgen|helg|the weekend|weekend)|(?:neste|next) (?:uke|veke|week|måned"
    r"|månad|month|kjøring|runde|termin|periode)"
    r"|(?:utgangen|slutten|starten|begynnelsen|midten) av (?:dagen|uka|uken|veka|neste uke|neste veke"
    r"|måneden|månaden|året|kvartalet|terminen|" + _MONTH + r")"
    r"|månedsskiftet|månadsskiftet|årsskiftet|kvartalsskiftet|års?slutt|års?oppgjøret|årsavslutningen"
    r"|månedsslutt|månadsslutt"
    r"|(?:de neste |the next )?(?:en|ei|ein|et|to|tre|fire|fem|noen få|\d{1,2}|a|an|one|two|three)\s(?:time"
    r"|timer|timar|dag|dager|dagar|arbeidsdager|virkedager|uke|uker|veke|veker|minutter|hours?|days?|weeks?"
    r"|minutes)"
    r"|jul(?:a|en|esalget)?|christmas|easter|påske(?:n|a)?|pinse|ferien|fellesferien|sommeren|sommerferien"
    r"|sommarferien|nyttår|17\.? mai|uke \d\d?|veke \d\d?|week \d\d?"
)
_EVENT = (
    r"(?:(?:neste|denne|the|next|our|vår|årets|våre)\s)?(?:lønnskjøring\w{0,3}|lønskøyring\w{0,2}"
    r"|lønnsutbetaling\w{0,3}|lønna|lønnen|løna|lønning\w{0,3}|payroll(?: run)?|salary run|payday"
    r"|utbetaling\w{0,3}|fakturering\w{0,3}|fakturakjøring\w{0,3}|purrekjøring\w{0,3}|remittering\w{0,3}"
    r"|forfall|forfallsdato|due date|deadline|fristen|mva-?fristen|mva-?oppgaven|mva-?meldingen"
    r"|a-meldinga|a-meldingen|a-melding|styremøte\w{0,2}|board meeting|revisjon\w{0,2}|revisor kommer"
    r"|oppstart|go-?live|åpningstid|varetelling\w{0,3}|terminen|kontrollen|generalforsamling\w{0,2}"
    r"|årsmøte\w{0,2})"
)
_DEADLINE = re.compile(
    rf"(?<!-)(?P<word>(?:helst\s|seinest\s|senest\s|allerede\s)?(?:innen|innan|inom|inden)|senest|seinast"
    rf"|seinest|no later than|not later than|latest by|within"
    rf"|before|by|før|innom|fram til|frist(?:en)?(?:\s(?:er|var|på|:|går ut|gjekk ut|utløper)|:)?"
    rf"|deadline(?:\sis|:)?|due(?:\sby)?)"
    rf"\s(?P<when>(?:{_WHEN}|{_EVENT})(?:\s(?:den\s)?(?:{_DAY_NUMBER}|{_CLOCK})(?=\s|$|[,;:!?).]))?)(?!\w)"
)
_DEADLINE_STEMS = frozenset((
    "hels", "sein", "sene", "alle", "inne", "inna", "inom", "inde", "no", "not", "late", "with", "befo",
    "by", "før", "fram", "fris", "dead", "due",
))  # fmt: skip
_OF_THE_PAST = re.compile(
    r"\b(?:virk(?:et|a|ar|er)|fung(?:erte|ert)|gikk|gjekk|kom|var|like|rett|dagen|dagene|uka|uken|måneden"
    r"|siden|sidan|fra|frå|litt|lenge|worked|was|were|day|just|right|since|had|hadde|står)"
    r"(?:\s(?:helt\s)?(?:fint|ok|greit|bra|fine|kvelden|som normalt|her))?\s$"
)


def dates(sought: Sought) -> Iterator[Found]:
    """Every day that the text names, weekdays left out."""
    text = sought.low
    for number in _NUMBER.finditer(text):
        match = _DATE.match(text, number.start())
        if match is None:
            continue
        form = next(form for form in "1234" if match[f"d{form}"])
        if form == "4" and not _WORD_OF_TIME.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        year = match[f"y{form}"] if form != "4" else None
        value = _iso(year, match[f"m{form}"], match[f"d{form}"])
        if value is not None:
            yield Found(MarkKind.DATE, value, match.start(), match.end())
    for match in sought.matches(_MONTH_FIRST, _MONTH_STEMS):
        value = _iso(match["y"], match["m"], match["d"])
        if value is not None:
            yield Found(MarkKind.DATE, value, match.start(), match.end())


def _iso(year: str | None, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS[month]
    whole_year = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    try:
        date(whole_year or 2024, number, int(day))
    except ValueError:
        return None
    without_year = f"{number:02}-{int(day):02}"
    return without_year if whole_year is None else f"{whole_year}-{without_year}"


def deadlines(sought: Sought) -> Iterator[Found]:
    """Every deadline in the text."""
    text = sought.low
    for match in sought.matches(_DEADLINE, _DEADLINE_STEMS):
        word = match["word"]
        if word in {"før", "before", "by"} and _OF_THE_PAST.search(
            text[max(0, match.start() - 40) : match.start()]
        ):
            continue
        yield Found(MarkKind.DEADLINE, " ".join(match[0].split()), match.start(), match.end())
