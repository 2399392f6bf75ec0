"""Telephone numbers, in international form.

Eight digits are a Norwegian number where they are grouped as such or a word says so; others need their
country (``+46``, ``0046``). Which numbers exist is known by phonenumbers (Google's libphonenumber), whose own
search through a text takes far longer than everything else that is done with a mail.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import phonenumbers

from router.message.marks.found import BLANK, HYPHEN, Found, Sought
from router.message.marks.labels import is_another_number, is_phone
from router.message.parts import MarkKind

_NUMBER = re.compile(
    rf"[+0-9](?<![\w@].)(?<!\d[{BLANK}{HYPHEN}.,/].)(?:(?:(?<=\+)"
    rf"|(?<=0)0)\d{{1,3}}\)?[{BLANK}.{HYPHEN}/]{{0,2}}(?:\(0\))?\(?\d(?:[{BLANK}.{HYPHEN}/()]{{0,2}}\d){{5,11}}"
    rf"|(?<=\d)(?:[{BLANK}.]?\d){{7}})(?![\w@]|[{BLANK}.,{HYPHEN}/]?\d)",
    re.ASCII,
)
_NORWEGIAN_SHAPE = re.compile(
    rf"[49]\d\d([{BLANK}])\d\d\1\d{{3}}|[235-7]\d([{BLANK}])\d\d\2\d\d\2\d\d"
    rf"|[49]\d([{BLANK}])\d\d\3\d\d\3\d\d",
    re.ASCII,
)
_MOST_NUMBERS = 300


def phones(sought: Sought) -> Iterator[Found]:
    """Every telephone number in the text."""
    text = sought.text
    for match in islice(_NUMBER.finditer(text), _MOST_NUMBERS):
        number = match[0]
        has_country = number.startswith(("+", "00"))
        if not has_country:
            is_named = is_phone(text, match.start())
            has_shape = _NORWEGIAN_SHAPE.fullmatch(number) is not None
            if not is_named and (not has_shape or is_another_number(text, match.start())):
                continue
        value = international(number)
        if value is not None:
            yield Found(MarkKind.PHONE, value, match.start(), match.end())


@lru_cache(maxsize=1024)
def international(number: str) -> str | None:
    """The number such as ``+4790000000``; ``None`` where there can be none. Norwegian without a country."""
    try:
        parsed = phonenumbers.parse(number.replace("(0)", ""), "NO")
    except phonenumbers.NumberParseException:
        return None
    is_one = phonenumbers.is_valid_number if number.startswith("00") else phonenumbers.is_possible_number
    if not is_one(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
