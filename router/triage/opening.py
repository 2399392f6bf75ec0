"""Does a segment read like the opening of a matter: the first thing that somebody says of it?

The beginnings of *all* issues teach this, also those of mails with one issue only. So the many mails that
hold no joint between issues still tell how a new one sounds ("Leverandørspesifikasjonen til revisor: hvordan
får jeg den …") and how none does ("Datoen i registeret er riktig").
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, compress, pairwise
from typing import Protocol

from router.triage.linear import REMEMBERED_WORDS, Facts
from router.triage.views import STEM

MOST_WORDS = 60
_GREETING = "hei heisann hallo halla morn hi hello hey dear god dag morgen kveld igjen alle support morning"
_GREETING_WORDS = frozenset(_GREETING.split())
_GREETING_END = 3
_LONG_WORD = 8
_END = 0.7
"""What the end of a long word weighs beside a whole word."""
_DIGIT, _RARE = re.compile(r"[\d¹²³]"), re.compile(r"[^\x00-\xff]")
_STRENGTH = 2.5
"""The length of every segment's facts as a vector: long segments must not weigh more than short ones."""


class Said(Protocol):
    """A segment, or what follows a seam in it."""

    @property
    def text(self) -> str: ...
    @property
    def forms(self) -> Sequence[str]: ...
    @property
    def is_question(self) -> bool: ...


def opening_facts(this: Said) -> Facts:
    """The words of the segment and how it begins, without the greeting."""
    words = [form for form in this.forms[:_GREETING_END] if form not in _GREETING_WORDS]
    words += this.forms[_GREETING_END:MOST_WORDS]
    whole = list(chain.from_iterable(map(_of_word, words)))
    whole += [f"b={first} {second}" for first, second in pairwise(words)]
    whole += [f"{at}={word}" for at, word in enumerate(words[:3])]
    whole += (f"o={' '.join(words[:2])}", f"end={this.text[-1:].strip()}")
    ends = {f"e={word[-STEM:]}" for word in words if len(word) > _LONG_WORD}
    length = math.log1p(len(words)) / 3.0
    told = [this.is_question, this.text[:1].islower(), _has_digit(this.text)]
    whole += compress(("asks", "small", "digit"), told)
    distinct = tuple(dict.fromkeys(whole))
    strength = _STRENGTH / math.sqrt(len(distinct) + _END * _END * len(ends) + length * length)
    return Facts(distinct, {**dict.fromkeys(ends, _END), "length": length}, strength)


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None or any(map(str.isdigit, _RARE.findall(text)))


@lru_cache(maxsize=REMEMBERED_WORDS)
def _of_word(word: str) -> tuple[str, ...]:
    """The names of the facts that a word is, wherever it stands."""
    return (f"w={word}", f"s={word[:STEM]}") if len(word) > STEM else (f"w={word}",)
