"""Numbers that belong to a person: identity, account, card, telephone, KID and remote control; passwords too.

Most are found by :mod:`router.message.marks`, which is strict, because a consultant acts on what it finds.
Here a number too many does no harm (the classifier sees a 0 for every digit as it is) and one too few does,
so what merely looks like one is taken as well: eleven digits with a wrong check digit are a mistyped identity
number. Organisation numbers go too: a sole trader's leads to the person, and masking it costs nothing.
"""

import re
from collections.abc import Iterator, Sequence

from stdnum import iban, luhn

from router.learning.corpus.personal.stretch import Stretch, zeros
from router.message.marks import marks
from router.message.marks.found import BLANK, HYPHEN, digits_of
from router.message.parts import MarkKind

_PERSONAL = frozenset({
    MarkKind.NATIONAL_IDENTITY_NUMBER,
    MarkKind.ACCOUNT_NUMBER,
    MarkKind.KID,
    MarkKind.ORGANISATION_NUMBER,
    MarkKind.PHONE,
    MarkKind.TEAMVIEWER_ID,
    MarkKind.ANYDESK_ADDRESS,
})  # fmt: skip
_ALIAS = "nn@ad"
_WINDOW, _STEP = 1_500, 1_000
"""A window holds fewer numbers than the finders of marks look at; whatever stands in a text stands in one."""
_GAP = f"[{BLANK}.{HYPHEN}/]"
_ELEVEN = re.compile(rf"(?<!\d)(?<!\d[.,])(?:\d{_GAP}?){{10}}\d(?!\d|[.,]\d)", re.ASCII)
_CARD = re.compile(
    rf"(?<!\d)(?:[3-6]\d{{3}}([{BLANK}{HYPHEN}])\d{{4}}\1\d{{4}}\1\d{{1,7}}|3\d{{3}}([{BLANK}{HYPHEN}])\d{{6}}\2\d{{5}}"
    r"|[3-6]\d{12,18})(?!\d)",
    re.ASCII,
)
_IBAN = re.compile(rf"(?<!\w)[A-Z]{{2}}\d\d(?:[{BLANK}]?[A-Z0-9]){{11,30}}(?!\w)", re.ASCII)
_IN_SIGNATURE = re.compile(rf"(?<!\w)\+?\d(?:[{BLANK}.{HYPHEN}()]{{0,2}}\d){{7,}}(?!\d)", re.ASCII)
"""Below the name a long number reaches or pays somebody."""
_LABELLED = re.compile(
    r"\b(?:fødsels-?(?:nr|nummer\w*)|f\.?nr|person-?(?:nr|nummer\w*)|d-nummer\w*|kort-?(?:nr|nummer\w*)"
    r"|card (?:no|number)|iban|(?:bank)?konto-?(?:nr|nummer\w*)|account (?:no|number)|passport (?:no|number)"
    r"|pass-?(?:nr|nummer\w*)|kid(?:-?(?:nr|nummer\w*))?|tlf(?:\.?nr)?|telefon(?:en|nr|nummer\w*)?|mobil\w{0,8}"
    r"|phone|ssn|org(?:\.?[ -]?(?:nr|nummer\w*))?|(?:foretaks|organisasjons)-?(?:nr|nummer\w*))\b"
    rf"[\s.:#=*(-]{{0,4}}(?:(?:er|is|på|no|nr)\b\.?[\s:]{{0,2}})?"
    rf"(\+?\d(?:[{BLANK}.{HYPHEN}]{{0,2}}\d){{4,24}})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_VAT = re.compile(
    rf"(?<!\d)(?:\d{{3}}[{BLANK}.]?){{2}}\d{{3}}(?=[{BLANK}]?MVA\b)|\bNO[{BLANK}]?\d{{9}}(?!\d)",
    re.IGNORECASE | re.ASCII,
)
"""An organisation that owes value added tax, as the number is written on invoices."""
_BORN = re.compile(
    r"\b(?:(?:født|fødd|fødselsdato\w*|f\.\s?dato|born|date of birth)\b|f\.)[\s.:]{0,3}(?:(?:den|er|on)\s)?"
    r"(\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{4}-\d\d-\d\d|\d{6,8})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_PASSWORD = re.compile(
    r"\b(?:passord\w{0,3}|password|passwd|pass|pwd?|pin(?:-?koden?)?)"
    # Behind "er" stands what is true of it ("er utløpt", "er 14 dager gammelt"), or itself.
    r"(?:\s?[:=]\s{0,3}|\s(?:er|is|var|was)\s{1,3}(?=\S{0,100}\d)(?=\d{4}|\S{0,100}[^\W\d]))(\S{1,100})",
    re.IGNORECASE,
)
_PASSWORD_BEHIND_BLANK = re.compile(
    # Without a mark between, it is one where it has letters and digits.
    r"\b(?:passord\w{0,3}|password|passwd|pass|pwd)\s{1,3}(?=\S{0,40}\d)(?=\S{0,40}[^\W\d])(\S{6,40})(?!\S)",
    re.IGNORECASE,
)
_HIDDEN = "****"
_MOBILE = re.compile(
    rf"(?<![\d{HYPHEN}])(?<!\d[.,])[49](?:[{BLANK}.]?\d){{7}}(?![\d{HYPHEN}]|[.,]\d)", re.ASCII
)
"""Eight digits that begin as those of a mobile telephone do, said by whatever word."""
_OWN_NUMBER = re.compile(
    rf"\bnummer(?:et)?\s(?:mitt|hans|hennar|hennes|deira|deres)\s(?:er|:)\s?(\+?\d(?:[{BLANK}.]?\d){{7,11}})(?!\d)",
    re.IGNORECASE | re.ASCII,
)


def personal_numbers(text: str, signatures: Sequence[slice]) -> Iterator[Stretch]:
    """Every such number in a text, whose ``signatures`` stand there; they may overlap."""
    for window in _windows(text):
        for mark in marks("", text[window]).found:
            if mark.kind in _PERSONAL:
                start, end = window.start + mark.start, window.start + mark.end
                is_alias = "@" in text[start:end]
                yield Stretch(start, end, _ALIAS) if is_alias else zeros(text, start, end)
    for match in _ELEVEN.finditer(text):
        yield zeros(text, *match.span())
    for match in _CARD.finditer(text):
        if luhn.is_valid(digits_of(match[0])):
            yield zeros(text, *match.span())
    for match in _IBAN.finditer(text):
        end = _end_of_iban(match[0])
        if end:
            yield zeros(text, match.start(), match.start() + end)
    for match in _MOBILE.finditer(text):
        yield zeros(text, *match.span())
    for pattern in (_LABELLED, _BORN, _OWN_NUMBER):
        for match in pattern.finditer(text):
            yield zeros(text, *match.span(1))
    for match in _VAT.finditer(text):
        yield zeros(text, *match.span())
    for part in signatures:
        for match in _IN_SIGNATURE.finditer(text[part]):
            yield zeros(text, part.start + match.start(), part.start + match.end())


def passwords(text: str) -> Iterator[Stretch]:
    """What is said to be a password: a stranger's key belongs in no corpus."""
    for pattern in (_PASSWORD, _PASSWORD_BEHIND_BLANK):
        for match in pattern.finditer(text):
            yield Stretch(*match.span(1), _HIDDEN)


def _windows(text: str) -> Iterator[slice]:
    """Overlapping parts of the text, in which each of its numbers stands whole with the words before it."""
    start = 0
    while True:
        yield slice(start, start + _WINDOW)
        if start + _WINDOW >= len(text):
            return
        start += _STEP


def _end_of_iban(text: str) -> int:
    """Where the account number ends that the text begins with; 0 where it is none. Words may follow it."""
    end = len(text)
    while end > 0:
        if iban.is_valid(text[:end], check_country=False) or _is_masked(text[:end]):
            return end
        end = max(text.rfind(blank, 0, end) for blank in BLANK)
    return 0


def _is_masked(text: str) -> bool:
    return not digits_of(text).strip("0")
