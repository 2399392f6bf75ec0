"""Numbers with check digits: KID, account, organisation and national identity numbers.

The check digit is what makes them one; a number that does not hold it is none, whatever the text calls it.
One digit in eleven holds it by chance, so where the number has no shape of its own a word must name it too.
A national identity number is told by shape and check digits alone, because it must be masked wherever it
stands.
"""

import re
from collections.abc import Iterator
from datetime import date

from stdnum import iban, luhn
from stdnum.no import fodselsnummer, kontonr, orgnr

from router.message.marks.found import BLANK, HYPHEN, Found, Sought, digits_of
from router.message.marks.labels import is_another_number, is_phone
from router.message.parts import MarkKind

_ELEVEN = re.compile(
    rf"\d(?<![\w+].)(?<!\d[.,].)(?:[{BLANK}.{HYPHEN}:]?\d){{10}}(?![\w]|[.,{HYPHEN}]\d|@)", re.ASCII
)
_NINE = re.compile(
    rf"[89](?<![\w+].)(?<!\d[{BLANK}.,].)(?:[{BLANK}.]?\d){{8}}(?![{BLANK}.,{HYPHEN}]?\d|@|[a-zæøå])",
    re.ASCII,
)
_ORGANISATION_SHAPE = re.compile(rf"\d{{3}}([{BLANK}.]?)\d{{3}}\1\d{{3}}", re.ASCII)
_ACCOUNT_SHAPE = re.compile(rf"\d{{4}}([{BLANK}.])\d\d\1\d{{5}}|\d{{4}}\.\d\d\.\d{{2}}\.?\d{{3}}", re.ASCII)
_NATIONAL_SHAPE = re.compile(
    rf"\d{{6}}[{BLANK}{HYPHEN}:]?\d{{5}}|\d\d\.?\d\d\.?\d\d[{BLANK}.{HYPHEN}]\d{{5}}", re.ASCII
)
_KID = re.compile(
    rf"kid\b(?:[ -]?(?:nr|nummer(?:et)?|kode))?\W{{0,4}}(?:(?:er|var|på|med"
    rf"|is)\W{{1,3}})?(\d(?:[{BLANK}{HYPHEN}]?\d){{1,24}})(?!\d)"
)
_IBAN = re.compile(rf"no\d\d(?:[{BLANK}]?\d{{4}}){{2}}[{BLANK}]?\d{{3}}(?!\d)", re.ASCII)
_KID_STEMS, _IBAN_STEMS = frozenset({"kid"}), frozenset({"no"})
_SAYS_ACCOUNT = re.compile(
    r"\b(?:bank)?(?:konto(?:en|nr|nummer|nummeret)?|giro|account(?: (?:no"
    r"|number))?)\b\.?(?:\s?nr\.?)?(?:\W{1,3}\w{1,12}){0,3}\W{0,4}$",
    re.IGNORECASE,
)
_SAYS_ORGANISATION = re.compile(
    r"\b(?:org(?:anisasjons?)?\.?[ -]?(?:nr|nummer(?:et)?|no)?|foretaksregisteret|foretaksnummer|mva[- ]?nr"
    r"|vat(?: no)?)\b"
    r"\.?\W{0,4}(?:er\W)?(?:NO)?\W{0,2}$",
    re.IGNORECASE,
)


def checked_numbers(sought: Sought) -> Iterator[Found]:
    """Every number in the text that holds the check digits of its kind."""
    text = sought.text
    for match in sought.matches(_KID, _KID_STEMS):
        digits = digits_of(match[1])
        if is_kid(digits):
            yield Found(MarkKind.KID, digits, match.start(1), match.end(1))
    for match in sought.matches(_IBAN, _IBAN_STEMS):
        if iban.is_valid(match[0], check_country=False):
            yield Found(MarkKind.ACCOUNT_NUMBER, digits_of(match[0])[2:], match.start(), match.end())
    for match in _ELEVEN.finditer(text):
        kind = _kind_of_eleven(text, match)
        if kind is not None:
            yield Found(kind, digits_of(match[0]), match.start(), match.end())
    for match in _NINE.finditer(text):
        digits = digits_of(match[0])
        if is_organisation_number(digits) and _names_organisation(text, match):
            yield Found(MarkKind.ORGANISATION_NUMBER, digits, match.start(), match.end())


def is_organisation_number(digits: str) -> bool:
    """Nine digits with the check digit of Brønnøysundregistrene; all begin with 8 or 9."""
    return len(digits) == 9 and digits[0] in "89" and orgnr.is_valid(digits)


def is_kid(digits: str) -> bool:
    """Two to 25 digits, the last by modulus 10 or modulus 11 (whose check digit 10 is written ``-``)."""
    if not 2 <= len(digits) <= 25 or not digits.strip("0"):
        return False
    return luhn.is_valid(digits) or _modulus_11(digits[:-1]) == digits[-1]


def _modulus_11(digits: str) -> str:
    weighed = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits)))
    return "0-987654321"[weighed % 11]


def is_national_identity_number(digits: str) -> bool:
    """Fødselsnummer or D-number: a date and two check digits.

    python-stdnum also asks whether the date lies in the future, which needs a clock; so its check digits are
    used here and the date is looked at alone.
    """
    if len(digits) != 11:
        return False
    first, second = fodselsnummer.calc_check_digit1(digits), fodselsnummer.calc_check_digit2(digits)
    # (11 - 0) % 11 is 0, and a 10 has two characters, so it never fits.
    return first == digits[9] and second == digits[10] and _is_date(digits)


def _is_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 40 if day > 40 else 0
    # Numbers for tests have 40 (NAV), 65 or 80 (Skatteetaten) added to the month.
    month -= 80 if month > 80 else 65 if month > 65 else 40 if month > 40 else 0
    try:
        date(2000 + year % 100, month, day)
    except ValueError:
        return False
    return True


def _kind_of_eleven(text: str, match: re.Match[str]) -> MarkKind | None:
    digits = digits_of(match[0])
    says_account = _SAYS_ACCOUNT.search(text[max(0, match.start() - 60) : match.start()]) is not None
    is_account = kontonr.is_valid(digits)
    if is_account and says_account:
        return MarkKind.ACCOUNT_NUMBER
    if _NATIONAL_SHAPE.fullmatch(match[0]) and is_national_identity_number(digits):
        return MarkKind.NATIONAL_IDENTITY_NUMBER
    if is_account and _ACCOUNT_SHAPE.fullmatch(match[0]):
        return MarkKind.ACCOUNT_NUMBER
    return None


def _names_organisation(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 48) : match.start()]
    if _SAYS_ORGANISATION.search(before):
        return True
    return (
        _ORGANISATION_SHAPE.fullmatch(match[0]) is not None
        and not is_another_number(text, match.start())
        and not is_phone(text, match.start())
    )
