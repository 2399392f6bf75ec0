"""Words, phrases and letter groups of a text: what the classifiers look at.

Training and service both read texts through this module, so that they can never disagree on what a word is.
Letter groups stay inside one word with a blank on either side (scikit-learn calls this ``char_wb``): they
find "betaling" in "betalingsfila" and survive most typing errors. Nothing here takes more than linear time.
"""

import itertools
import re
from typing import NamedTuple

LONGEST_WORD = 40
"""Letters of one word that are looked at: what is longer is an address, a key or a log, not language."""
SHORTEST_GROUP, LONGEST_GROUP = 2, 5
MOST_COMPANIONS = 60

_WORD = re.compile(rf"(\w{{2,{LONGEST_WORD}}})\w*")
_DIGIT = re.compile("[1-9]")


class Words(NamedTuple):
    """A text as the classifiers read it; in lower case, each digit as 0."""

    forms: list[str]
    """Its words of two letters or more, in their order."""
    chunks: list[str]
    """What stands between its blanks."""


def read(text: str) -> Words:
    """The words and chunks of a text, which is gone through once for both."""
    plain = _plain(text)
    return Words(_WORD.findall(plain), _chunks(plain))


def forms(text: str) -> list[str]:
    """The words of two letters or more in their order, in lower case, each digit as 0."""
    return _WORD.findall(_plain(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words stand in the text: start and end of each."""
    return [match.span() for match in _WORD.finditer(lowered(text))]


def lowered(text: str) -> str:
    """The text in lower case, each character in its place: it stays as long as it was."""
    low = text.lower()
    return low if len(low) == len(text) else text.replace("İ", "i").lower()


def phrases(word_forms: list[str]) -> list[str]:
    """Every word and every pair of neighbours, the pairs after the words."""
    return word_forms + [f"{first} {second}" for first, second in itertools.pairwise(word_forms)]


def companions(word_forms: list[str]) -> list[str]:
    """Every two different words of the text, in alphabetical order: what is said together, if far apart.

    Only the first :data:`MOST_COMPANIONS` words are paired: a long text costs no more than a short one.
    """
    distinct = sorted(set(word_forms[:MOST_COMPANIONS]))
    return [f"{first}+{second}" for first, second in itertools.combinations(distinct, 2)]


def chunks(text: str) -> list[str]:
    """What stands between blanks, in lower case, each digit as 0, cut to :data:`LONGEST_WORD`."""
    return _chunks(_plain(text))


def letter_groups(chunk: str) -> list[str]:
    """The groups of 2 to 5 letters of one chunk, which gets a blank on either side."""
    padded = f" {chunk} "
    length = len(padded)
    groups = []
    for size in range(SHORTEST_GROUP, LONGEST_GROUP + 1):
        if size >= length:
            groups.append(padded)
            break
        groups.extend(padded[at : at + size] for at in range(length - size + 1))
    return groups


def _chunks(plain: str) -> list[str]:
    return [chunk[:LONGEST_WORD] for chunk in plain.split()]


def _plain(text: str) -> str:
    return _DIGIT.sub("0", lowered(text))
