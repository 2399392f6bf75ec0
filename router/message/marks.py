"""Marks in a text that a support centre looks for: the TeamViewer ID and our own case numbers.

A TeamViewer ID has 9 or 10 digits in any grouping. Norwegian mails are full of other numbers of that length
(organisation, account, KID and telephone numbers), and a consultant who types one of them loses the
customer's time. So digits count only beside words that say what they are for, or alone on their line in
TeamViewer's own grouping.
"""

import re
from itertools import islice

from router.message.parts import Marks

_CASE_NUMBER = re.compile(r"(?<![\w-])20\d\d-\d{6}(?![\w-])", re.ASCII)
_DIGITS = re.compile(r"(?<![\w+])(?<!\d[ .,/\-])\d(?:[ .\-]{0,2}\d){8,9}(?![ .,/\-]?\d)(?![\w@])", re.ASCII)
_GROUPED = re.compile(
    r"\W{0,3}\d{3}([ .\-])\d{3}\1\d{3}\W{0,3}|\W{0,3}\d([ .\-])\d{3}\2\d{3}\2\d{3}\W{0,3}", re.ASCII
)
_NAMED = re.compile(
    r"team\s?-?viewer|teamv\b|(?<![A-Za-zÆØÅæøå])[Tt][VvWw](?![A-Za-zÆØÅæøå])|\bT[VW][ -]?id\b", re.IGNORECASE
)
_ID_WORD = re.compile(r"\bID(?:[ -]?(?:nr|nummer|en))?\b\.?", re.IGNORECASE)
_REMOTE = re.compile(
    r"fjernsty|koble?r? (?:dere|deg|seg|til|på)|logg(?:e)? (?:dere |seg |deg )?(?:på|inn)|ta over|overta"
    r"|se hos (?:meg|oss)"
    r"|(?:vis|sjå hos|remote|connect|skjermdeling|om du vil (?:se|sjå)|kom(?:me)? inn)\b",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"\b(?:tlf|tel|telefon|mob|mobil|phone|mobile|ring(?:es)?(?: meg)?(?: på)?|faks|fax|org\.?\s?(?:nr"
    r"|nummer)?|organisasjonsnummer|foretaksnummer|foretaksregisteret"
    r"|konto(?:nr|nummer|en)?|bankkonto|bankgiro|kid(?:[ -]?(?:nr|nummer))?|mva|orgnr|faktura(?:nr"
    r"|nummer)?|bilag(?:snr)?|ordre(?:nr)?"
    r"|kunde(?:nr|nummer)|personnr|fødselsnummer|kr|nok|gln|lisens(?:nr|nummer)?|serie(?:nr|nummer)?|iban"
    r"|kontrakt(?:nr)?|sak(?:snr)?)"
    r"[\s.:#=]{0,4}(?:er|is|no|nr|på|NO)?[\s.:#=]{0,4}$",
    re.IGNORECASE,
)
_MONEY_BEHIND = re.compile(r"\s?(?:kr|nok|,-|,\d\d|mva|%)", re.IGNORECASE)
_IP_ADDRESS = re.compile(r"(?!\d\.\d{3}\.\d{3}\.\d{3})\d+\.\d+\.\d+\.\d+", re.ASCII)
_BEFORE, _AFTER = 60, 40
_MAX_NUMBERS = 1_000
"""How many numbers of a text are looked at; a list of invoices holds no TeamViewer ID."""


def marks(subject: str, text: str) -> Marks:
    """The marks in a subject and a text."""
    both = f"{subject}\n{text}"
    return Marks(
        teamviewer_id=_teamviewer_id(both), case_numbers=tuple(dict.fromkeys(_CASE_NUMBER.findall(both)))
    )


def _teamviewer_id(text: str) -> str | None:
    alone: str | None = None
    mentioned: bool | None = None
    for match in islice(_DIGITS.finditer(text), _MAX_NUMBERS):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        after = text[match.end() : match.end() + _AFTER]
        digits = re.sub(r"\D", "", match.group())
        if (
            digits[0] == "0"
            or _IP_ADDRESS.fullmatch(match.group())
            or _OTHER_NUMBER.search(before)
            or _MONEY_BEHIND.match(after)
        ):
            continue
        if _NAMED.search(before) or _NAMED.search(after.partition("\n")[0]):
            return digits
        if mentioned is None:
            mentioned = _NAMED.search(text) is not None
        near = before.rpartition("\n")[2]
        is_possible = mentioned or not is_organisation_number(digits)
        same_line = near + " " + after.partition("\n")[0]
        if is_possible and (_ID_WORD.search(near[-25:]) or _REMOTE.search(same_line)):
            return digits
        line = near + match.group() + after.partition("\n")[0]
        is_alone = _GROUPED.fullmatch(line.strip()) is not None
        if alone is None and is_possible and (is_alone or mentioned):
            alone = digits
    return alone


def is_organisation_number(digits: str) -> bool:
    """Nine digits whose last is the check digit by modulus 11 (Brønnøysundregistrene)."""
    if len(digits) != 9 or digits[0] not in "89":
        return False
    weighed = sum(
        int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=False)
    )
    return (11 - weighed % 11) % 11 == int(digits[8])
