"""Why a human decides however sure the rest is.

Whatever is unlike the training mail is sent to a human: another language, too few known words, words of
another trade, no text at all. So is a piece that says itself that it may hold another matter: something else
begins or is added inside it ("en ting til: …", "dessuten"), the mail announces more than was found, something
is told beside it that is not said to be over, the two halves of a short piece speak of different areas, or
everything stands still below what is only a question.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import Language
from router.triage import discourse, ngrams
from router.triage.asked import LONGEST_TEXT, Asked
from router.triage.features import Row
from router.triage.model import Model
from router.triage.pieces import KINDS, Opinion
from router.triage.views import Sentence

LEARNT_LANGUAGES = (Language.NB, Language.NN, Language.EN)
FEWEST_KNOWN_WORDS = 3
SHORT_PIECE = 250
"""Characters. In a shorter piece "dessuten" mostly adds another matter, in a longer one mostly a detail."""
VERY_SHORT_PIECE = 150
"""The same for "også", and for two sentences that speak of different areas."""
SURE_OF_AREA = 0.9
LEAST_JOINT = 0.1
"""The chance that another matter begins between two halves, below which their areas alone are no reason."""
_STANDSTILL = re.compile(
    r"(?:(?:og|nå|no|men) )?(?:alt|allting|everything|all)(?: \w+)? (?:er|står|is|has)(?: \w+)?"
    r" (?:nede|stille|død\w*|down|stopped)(?: nå| no| now)?"
    r"|(?:(?:nå|no) )?(?:ingenting|ingen ting|inkje|nothing) (?:virker|verkar|fungerer|funker|går|works?)"
    r"(?: \w+){0,2}"
)
_NAME = re.compile(r"(?<=[^\W\d_][ ,])[^\W\d_a-zæøå][a-zæøå-]+")
"""A word with a capital letter inside a sentence."""
_HEAD = 400
"""Characters in which matters are announced."""
SURE_WHATEVER_THE_TRADE = 0.997
"""The confidence that kind and area are right from which on the words may be those of another trade: few
words of the trade are enough where the classifier is as sure as that (docs/learning.md, "Strangers")."""
MOST_NAMES = 3
"""Names in a piece that need not be known."""
FEWEST_WORDS = 2
"""Words that are more than digits: a row of numbers says nothing, though each is known."""


def doubts(
    asked: Sequence[Asked],
    forms: Sequence[Sequence[str]],
    rows: Sequence[Row],
    opinions: Sequence[Opinion],
    of_the_trade: Sequence[float],
    model: Model,
) -> Iterator[str]:
    """Of each piece why a human decides, in plain words; empty where there is no reason. ``forms`` and
    ``rows`` are what was read of the pieces, ``opinions`` what was made of that, and ``of_the_trade`` the
    probabilities that they are of the firm's trade."""
    sure = [float(opinion.pairs.max()) for opinion in opinions]
    return map(_doubt, asked, forms, rows, sure, of_the_trade, repeat(model))


def _doubt(
    asked: Asked,
    forms: Sequence[str],
    row: Row,
    sure: float,
    of_the_trade: float,
    model: Model,
) -> str:
    if asked.language not in LEARNT_LANGUAGES:
        return "it is in a language that the model has not learnt"
    if not asked.own_text.strip():
        return "it has no text"
    if _words(forms) < FEWEST_WORDS:
        return "it holds hardly a word"
    if len(asked.own_text) > LONGEST_TEXT:
        return "it is longer than what is read of it"
    if row.known_words < FEWEST_KNOWN_WORDS or _known_share(row, asked) < model.thresholds.known_words:
        if row.known_words == row.all_words:
            return f"it is too short ({row.all_words} words)"
        return f"too few of its words are known ({row.known_words} of {row.all_words})"
    if of_the_trade < model.thresholds.of_the_trade and sure < SURE_WHATEVER_THE_TRADE:
        return "its words are those of another trade"
    if asked.may_hold_more:
        return "what is told beside it may be a matter of its own"
    if any(this.says_new for this in asked.sentences[1:]):
        return "the customer says that something else begins inside it"
    length = sum(this.characters for this in asked.sentences)
    if (length < SHORT_PIECE and any(this.says_more for this in asked.sentences[1:])) or (
        length < VERY_SHORT_PIECE and any(this.says_also for this in asked.sentences[1:])
    ):
        return "the customer says that something is added, and it is short"
    if asked.sentences and _announced(asked) > 1 + len(asked.others):
        return f"the mail announces {_announced(asked)} matters"
    if any(map(_says_that_all_stands_still, asked.sentences)) and not _tells_of_trouble(asked.sentences):
        return "it says that nothing works, and what else it says is no fault"
    may_part = asked.cut.likeliest_joint >= LEAST_JOINT
    if length < VERY_SHORT_PIECE and may_part and not asked.others and _parts_company(asked.sentences):
        return "its two halves speak of different areas, and it is short"
    return ""


def _says_that_all_stands_still(this: Sentence) -> bool:
    return _STANDSTILL.fullmatch(" ".join(this.forms)) is not None


def _tells_of_trouble(sentences: Sequence[Sentence]) -> bool:
    """Does any but the one that nothing works tell of a fault?"""
    others = [this for this in sentences if not _says_that_all_stands_still(this)]
    return not others or any(not discourse.TROUBLE.isdisjoint(this.forms) for this in others)


def _words(forms: Sequence[str]) -> int:
    """How many there are, but for numbers: "Visma Business 15.10" has two."""
    return sum(not form.isdigit() for form in forms)


def _known_share(row: Row, asked: Asked) -> float:
    """The share of its words that are known; a name from another country need not be."""
    if row.known_share == 1.0:
        return 1.0
    names = min(MOST_NAMES, sum(1 for _ in _NAME.finditer(asked.own_text, 0, _HEAD)))
    return row.known_words / max(row.known_words, row.all_words - names)


def _parts_company(sentences: Sequence[Sentence]) -> bool:
    """Does each of two sentences surely speak of an area of its own?"""
    said = [this for this in sentences if _words(this.forms) > FEWEST_WORDS] or sentences
    if len(said) != 2:
        return False
    one, other = (this.pairs.reshape(len(KINDS), -1).sum(axis=0) for this in said)
    return _are_apart(one, other, SURE_OF_AREA)


def _are_apart(one: NDArray[np.float64], other: NDArray[np.float64], sure: float) -> bool:
    return bool(one.argmax() != other.argmax() and min(one.max(), other.max()) >= sure)


def _announced(asked: Asked) -> int:
    """How many matters the mail says it holds; 0 where it does not say."""
    return max(discourse.announced(ngrams.lowered(text[:_HEAD])) for text in (asked.subject, asked.text))
