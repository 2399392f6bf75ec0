"""Where to take over the customer's screen: the TeamViewer ID and the AnyDesk address.

Both have 9 or 10 digits in any grouping. Norwegian mails are full of other numbers of that length
(organisation, account, KID and telephone numbers), and a consultant who types one of them loses the
customer's time. So digits count beside words that say what they are for, or alone in a sentence of their
own, and a number that could well be something else needs the word right beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from stdnum.no import orgnr

from router.message.marks.found import BLANK, HYPHEN, Found, Sought, digits_of
from router.message.marks.found import sought as searchable
from router.message.marks.labels import is_another_number
from router.message.marks.misspelled import spelled_right
from router.message.parts import MarkKind

_GAP = f"[{BLANK}.{HYPHEN}]"
_DIGITS = re.compile(
    rf"\d(?<![\w+@#].)(?<!\d[{BLANK}.,/{HYPHEN}].)(?:{_GAP}{{0,2}}\d){{8,9}}(?![{BLANK}.,/{HYPHEN}]?\d)(?![^\W_]"
    rf"|@)",
    re.ASCII,
)
_GROUPED = re.compile(rf"(?:\d{{1,4}}({_GAP}))?\d{{3}}({_GAP})\d{{3}}(?:\2\d{{3}})?", re.ASCII)
_NAME = (
    r"(?:team[\s-]{0,2}[vw]i?e?we?r|tea?mviewer|teamv\b|(?<![^\W_])t[vw](?=$|[^\w]|_|\d|id\b)"
    # The broadcasters TV 2 and TV Norge, and what is made with television.
    rf"(?![\s-]?(?:[1-3](?!\d|{_GAP}{{0,2}}\d)|norge|aksjon|lisens|avgift|kanal|skjerm|apparat))"
    r"|any[\s-]?desk)(?:[\s-]{0,2}(?:id|nr|kode)\b)?"
)
_NAMED = re.compile(_NAME, re.IGNORECASE)
_ANYDESK = re.compile(r"any[\s-]?desk", re.IGNORECASE)
_ANYDESK_ALIAS = re.compile(r"(?<![\w.@-])[a-z0-9][\w.-]{1,40}@ad(?![\w-]|\.\w)", re.IGNORECASE)
_STEMS = frozenset({"team", "teav", "tv", "tw", "tvid", "twid", "id", "iden", "any", "anyd"})
"""How the words begin that name a remote control."""
_BLANKS = f"[{BLANK}\\n.{HYPHEN}]"
_GLUED_OR_FOLLOWED = re.compile(
    # For what the strict pattern leaves: a number that is glued to its word, is wrapped over two lines, or
    # has another number right behind it. Only TeamViewer's own grouping is taken here.
    rf"(?:{_NAME}|(?<![\w-])id)[^\d\n]{{0,20}}\n?[^\d\n]{{0,4}}"
    rf"(\d{_BLANKS}\d{{3}}{_BLANKS}\d{{3}}{_BLANKS}\d{{3}}|\d{{4}}{_BLANKS}\d{{3}}{_BLANKS}\d{{3}}"
    rf"|\d{{3}}{_BLANKS}\d{{3}}{_BLANKS}\d{{3}}|\d{{9,10}})(?![\d@])(?![.,]\d)",
    re.IGNORECASE,
)
_ID_WORD = re.compile(
    r"(?:^|[^\w\s-]\s{0,3}|\b(?:og|og med|med|er|har|min|ditt|vår|my|our|your|the|to|på"
    r"|til|ny|her|fjern\w{0,12}|with"
    r"|and|is"
    r"|maskin(?:en)?|pc(?:en)?|server(?:en)?)\s|\bpartner[\s-])id(?:[ -]?(?:nr|nummer|en)"
    r"|en)?\b\.?\W{0,4}(?:\w{1,12}\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_SOMETHING_ELSES_ID = re.compile(
    r"\b(?:kunde|customer|møte|meeting|teams|zoom|medlem|polise|avtale|sak|referanse|bruker|user|ansatt"
    r"|leverandør|vare|ordre|order|faktura|invoice|bilag|bunt"
    r"|transaksjon"
    r"|transaction|melding|prosjekt|altinn|session|sesjon|dokument|segment|klient|client|tenant|konto)\w*\W",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"fjernsty|fjernhjelp|fjernkobl|ko(?:ble?r?|pl\w{1,3}) "
    r"(?:(?:gjerne|bare|berre|så) )?(?:dere|dykk|deg|seg|til|på)"
    r"|logge? (?:(?:dere|seg|deg|dykk|gjerne|bare|berre|så) ){0,2}(?:på|inn)|ta over"
    r"|overta|se hos (?:meg|oss)|se på skjermen"
    r"|take over|skjermdeling|om du vil (?:se|sjå)"
    r"|\b(?:vis meg|sjå hos|remote|connect|kom(?:me)? inn)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|uten|utan|not|no longer|istedenfor|i stedet for|i staden for)\s$", re.IGNORECASE
)
_PASSWORD = re.compile(
    r"\W{0,6}(?:og |med |and |with )?(?:passord|passordet|password|pw|pwd|pass|kode|pin)\b", re.IGNORECASE
)
_MONEY = re.compile(r"\s?(?:kr|nok|eur|usd|sek|,-|,\d\d|mva|%|stk|enheter|rader|bytes)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:\b(?:kr|nok|eur|usd|sek)\.?|[€$£])\s{0,2}$", re.IGNORECASE)
_IP_ADDRESS = re.compile(r"(?!\d\.\d{3}\.\d{3}\.\d{3})\d+\.\d+\.\d+\.\d+", re.ASCII)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\D\d{1,2}|(?:19|20)\d\d-\d\d-\d\d\D\d{1,2}", re.ASCII)
_JOINS_TWO = re.compile(r"\b(?:og|eller|and|or|samt|evt)\b|[/;&\n]", re.IGNORECASE)
_PROSE_ENDS = re.compile(
    r"(?:^|(?<!no)(?<!nr)(?<!ref)(?<!reg)[.!?…]\s{0,3}|^\W{0,6}[A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w.-]+){0,3},\s?)$"
)
_BEFORE, _AFTER = 60, 40
_MOST_NUMBERS = 1_000
"""How many numbers of a text are looked at; a list of invoices holds no TeamViewer ID."""


class _Sureness(IntEnum):
    ALONE = 1
    """In a sentence of its own, or in a text that speaks of TeamViewer elsewhere."""
    SAID = 2
    """Beside a word that says what it is for."""


@dataclass(frozen=True, slots=True)
class _Number:
    digits: str
    start: int
    end: int
    is_anydesk: bool
    sureness: _Sureness


def remote_controls(written: Sought) -> Iterator[Found]:
    """The TeamViewer IDs and AnyDesk addresses; what merely stands alone only where nothing is surer."""
    text = spelled_right(written.text)
    sought = written if text == written.text else searchable(text)
    numbers = list(_numbers(sought))
    if len({number.digits for number in numbers}) > 1 and not (sought.has(_STEMS) and _NAMED.search(text)):
        numbers = [number for number in numbers if number.sureness is _Sureness.SAID]  # a list of others
    surest = max((number.sureness for number in numbers), default=_Sureness.ALONE)
    for number in numbers:
        if number.sureness is surest:
            kind = MarkKind.ANYDESK_ADDRESS if number.is_anydesk else MarkKind.TEAMVIEWER_ID
            yield Found(kind, number.digits, number.start, number.end)
            if surest is _Sureness.ALONE:
                break
    for alias in _ANYDESK_ALIAS.finditer(text) if "@ad" in sought.low else ():
        yield Found(MarkKind.ANYDESK_ADDRESS, alias[0].lower(), alias.start(), alias.end())


def _numbers(sought: Sought) -> Iterator[_Number]:
    text = sought.text
    is_spoken_of: bool | None = None
    last_end = 0
    seen: set[int] = set()
    for match in islice(_DIGITS.finditer(text), _MOST_NUMBERS):
        if _is_something_else(text, match):
            continue
        if is_spoken_of is None:
            is_spoken_of = sought.has(_STEMS) and _NAMED.search(text) is not None
        number = _judged(text, match, is_spoken_of, last_end)
        if number is not None:
            seen.add(number.start)
            if number.sureness is _Sureness.SAID:
                last_end = number.end
            yield number
    for place in islice(sought.places(_STEMS), _MOST_NUMBERS):
        glued = _GLUED_OR_FOLLOWED.match(text, place)
        if glued is None:
            continue
        start, end = glued.span(1)
        digits = digits_of(glued[1])
        is_named = _NAMED.match(glued[0]) is not None
        near = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
        is_said = is_named or (
            _ID_WORD.search(near) is not None
            and not _may_be_something_else(glued[1])
            and not _SOMETHING_ELSES_ID.search(near[-40:])
        )
        if start in seen or digits[0] == "0" or not is_said or is_another_number(text, start):
            continue
        yield _Number(digits, start, end, bool(_ANYDESK.match(glued[0])), _Sureness.SAID)


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    number = match[0]
    return (
        number[0] == "0"
        or _IP_ADDRESS.fullmatch(number) is not None
        or _DATE.fullmatch(number) is not None
        or _MONEY.match(text, match.end()) is not None
        or _MONEY_BEFORE.search(text[max(0, match.start() - 8) : match.start()]) is not None
        or is_another_number(text, match.start())
    )


def _may_be_something_else(number: str) -> bool:
    """Whether it can be an organisation number, or a Norwegian telephone number with its country."""
    digits = digits_of(number)
    if len(digits) == 9:
        return digits[0] in "89" and orgnr.is_valid(digits)
    is_grouped_as_ours = _GROUPED.fullmatch(number) is not None
    return digits.startswith("47") and digits[2] in "2345679" and not is_grouped_as_ours


def _judged(text: str, match: re.Match[str], is_spoken_of: bool, last_end: int) -> _Number | None:
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    after = text[match.end() : match.end() + _AFTER].partition("\n")[0]
    near = before.rpartition("\n")[2]
    digits = digits_of(match[0])

    def number(sureness: _Sureness, named: str = "") -> _Number:
        return _Number(digits, match.start(), match.end(), _ANYDESK.match(named) is not None, sureness)

    is_doubtful = _may_be_something_else(match[0])
    names = [name for name in _NAMED.finditer(before) if not _DENIED.search(before[: name.start()])]
    following = _NAMED.search(after)
    if names and _is_for(before, names[-1], text[last_end : match.start()] if last_end else "", is_doubtful):
        return number(_Sureness.SAID, names[-1][0])
    if (
        following is not None
        and (not is_doubtful or following.start() < 12)
        and not _has_digits(after[: following.start()])
    ):
        return number(_Sureness.SAID, following[0])
    if is_doubtful and not (_ID_WORD.search(near) and _PASSWORD.match(after)):
        return None
    if _ID_WORD.search(near) and not _SOMETHING_ELSES_ID.search(near[-40:]):
        return number(_Sureness.SAID)
    if _REMOTE.search(near + " " + after):
        return number(_Sureness.SAID)
    if _PASSWORD.match(after) and not _SOMETHING_ELSES_ID.search(near[-40:]):
        return number(_Sureness.SAID)
    is_sentence = not after.strip(" .!)*_-") and _PROSE_ENDS.search(near) is not None
    is_shaped = _GROUPED.fullmatch(match[0]) is not None
    if is_spoken_of or (is_sentence and (is_shaped or near.strip(" *_(-"))):
        return number(_Sureness.ALONE)
    return None


def _is_for(before: str, name: re.Match[str], since_the_last: str, is_doubtful: bool) -> bool:
    """Whether the word named this number, and not one that stands between them."""
    gap = before[name.end() :]
    if is_doubtful and (len(gap) > 25 or ("\n\n" in gap and gap.strip(" \n:*_"))):
        return False
    if since_the_last and len(since_the_last) < len(gap):
        return len(since_the_last) <= 40 and _JOINS_TWO.search(since_the_last) is not None
    return True


def _has_digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
