"""What the finders of this package read, and what they hand over.

Every finder takes time linear to the text's length and stops after `MOST` marks: a list of a thousand
invoices tells a support centre nothing. Patterns of numbers begin with a digit, so that the search skips all
letters; patterns of words are only tried where a word begins as one of theirs does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from router.message.parts import MarkKind

MOST = 200

BLANK = " \u00a0\u2007\u2009\u202f"
"""The blanks within numbers: people type one, programs write those that do not break."""
HYPHEN = "\\-\u2010\u2011\u2012\u2013"
"""As it stands in a character class."""

_WORD = re.compile(r"[^\W\d_]+")
_STEM = 4


class Found(NamedTuple):
    """``text[start:end]`` is a mark of this kind."""

    kind: MarkKind
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sought:
    """A text with an index of its words by their first four letters."""

    text: str
    low: str
    """In small letters, and as long as the text."""
    _places: dict[str, list[int]]

    def places(self, stems: frozenset[str]) -> list[int]:
        """Where the words begin whose first four letters (or all, of a shorter word) are among ``stems``."""
        found = self._places.keys() & stems
        return sorted(place for stem in found for place in self._places[stem]) if found else []

    def matches(self, pattern: re.Pattern[str], stems: frozenset[str]) -> Iterator[re.Match[str]]:
        """Where the pattern, written in small letters, begins at such a word; without overlap."""
        end = 0
        for place in self.places(stems):
            match = pattern.match(self.low, place) if place >= end else None
            if match is not None:
                end = match.end()
                yield match

    def has(self, stems: frozenset[str]) -> bool:
        return not self._places.keys().isdisjoint(stems)


def sought(text: str) -> Sought:
    """The text, ready to be searched."""
    low = text.lower()
    if len(low) != len(text):
        # A few letters of Turkish and German are longer when they are small.
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    places: dict[str, list[int]] = {}
    for word in _WORD.finditer(low):
        start = word.start()
        places.setdefault(low[start : min(word.end(), start + _STEM)], []).append(start)
    return Sought(text, low, places)


def digits_of(text: str) -> str:
    """The ASCII digits of a text and nothing else."""
    return "".join(letter for letter in text if letter in "0123456789")
