"""Which language a text is written in: Bokmål, Nynorsk, Danish, Swedish, English or another.

Each word speaks for the languages that have it, the louder the fewer they are; a word in no list speaks by
its ending and letters ("kundane", "fakturaerne", "fakturorna"). What stands between quotation marks is mostly
another's, and does not speak where the rest is enough. A text that shows nothing is Bokmål, the language of
most customers. It is Danish or Swedish only if it clearly is: who quotes a neighbour, or has one word that
looks like his, writes Norwegian. `benchmarks/understand.py` compares this with lingua, which takes much
Bokmål for Nynorsk and is more than twenty times as slow.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from router.message.language.words import DANISH_YOU, ENDINGS, NO_WITNESS, NORDIC, NYNORSK_YOU, WORDS
from router.taxonomy import Language

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]{1,2}(?![^\W\d_]))?")
_MOST_CHARACTERS = 4_000
"""The beginning of a text says enough."""
_LONGEST_WORD = 40
_FOREIGN_LETTERS = re.compile(r"[\u0370-\u1fff\u3040-\uffdc]")
_LANGUAGES = (Language.NB, Language.NN, Language.DA, Language.SV, Language.EN, Language.OTHER)
_BY_SHARE = (0.0, 2.0, 0.8, 0.3, 0.1, 0.0, 0.0)
"""What a word says that so many languages have."""
_PROOF = {
    Language.NB: 0.0,
    Language.NN: -0.3,
    Language.DA: -0.9,
    Language.SV: -0.9,
    Language.EN: -0.3,
    Language.OTHER: -0.9,
}
"""Customers of a Norwegian firm write Norwegian: the rest need words of their own as proof."""

_FEWEST_WORDS = 3
_NEIGHBOURS = (Language.DA, Language.SV)
_NORWEGIAN = (Language.NB, Language.NN)
_WITNESS = 0.8
"""What a word says at least that only one side has."""
_ONE_IS_ENOUGH = 12
"""Words in which one witness shows a neighbour's language; among more, one alone is a slip or a name."""

_Scores = tuple[float, ...]
_NOTHING: _Scores = (0.0,) * len(_LANGUAGES)


def _lists() -> dict[str, _Scores]:
    speakers: dict[str, set[Language]] = {}
    for language, words in WORDS.items():
        for word in words.split():
            speakers.setdefault(word, set()).add(language)
    for word in NORDIC.split():
        speakers.setdefault(word, set()).update({Language.NB, Language.NN, Language.DA})
    return {
        word: tuple(_BY_SHARE[len(having)] if language in having else 0.0 for language in _LANGUAGES)
        for word, having in speakers.items()
    }


_LOG_LINE = re.compile(
    r"^[\[(]?(?:\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\d\d?[./]\d\d?[./]\d{2,4} \d\d[:.]\d\d).*", re.MULTILINE
)
"""What a program wrote, mostly in English, and a customer pasted."""
_SHOWN = re.compile('«[^«»]{1,400}»|[“”„][^“”„\n]{1,400}[“”]|(?<!\\S)"[^"\n]{1,400}"')
"""What the writer shows between quotation marks: another's words, or a program's."""
_WORDS = _lists()
_ENDINGS = tuple((_LANGUAGES.index(language), weight, re.compile(form)) for language, weight, form in ENDINGS)


def language_of(text: str) -> Language:
    """The language of a text; Bokmål where it is too short or shows nothing."""
    sample = _LOG_LINE.sub("", text[:_MOST_CHARACTERS])
    words = _WORD.findall(sample)
    if len(_FOREIGN_LETTERS.findall(sample)) * 2 > sum(map(len, words)) > 0:
        return Language.OTHER
    if len(words) < _FEWEST_WORDS:
        return Language.NB
    if _SHOWN.search(sample):
        own_words = _WORD.findall(_SHOWN.sub(" ", sample))
        words = own_words if len(own_words) >= _FEWEST_WORDS else words
    scores = [_PROOF[language] for language in _LANGUAGES]
    for word in words:
        said = _scores_of(word)
        if said is not _NOTHING:
            for place, score in enumerate(said):
                scores[place] += score
    if NYNORSK_YOU.search(sample):
        scores[_LANGUAGES.index(Language.NN)] += _BY_SHARE[1]
    if DANISH_YOU.search(sample):
        scores[_LANGUAGES.index(Language.DA)] += _BY_SHARE[1]
    found = _best(scores)
    if found in _NEIGHBOURS and not _is_clearly(found, words):
        return _best(scores, but=_NEIGHBOURS)
    return found


def _best(scores: Sequence[float], but: Collection[Language] = ()) -> Language:
    # max() takes the first of equals, and Bokmål comes first.
    places = [place for place, language in enumerate(_LANGUAGES) if language not in but]
    return _LANGUAGES[max(places, key=lambda place: scores[place])]


def _is_clearly(neighbour: Language, words: Collection[str]) -> bool:
    """Has the text more words that Norwegian has not than words that only Norwegian has?"""
    at = _LANGUAGES.index(neighbour)
    theirs = norwegian = 0
    for word in {word.lower(): word for word in words}.values():
        said = _scores_of(word)
        in_norwegian = max(said[_LANGUAGES.index(language)] for language in _NORWEGIAN)
        theirs += said[at] >= _WITNESS and not in_norwegian
        norwegian += in_norwegian >= _WITNESS and not said[at]
    return theirs > norwegian and (theirs > 1 or len(words) <= _ONE_IS_ENOUGH)


@lru_cache(maxsize=20_000)
def _scores_of(word: str) -> _Scores:
    """What one word says for each language."""
    low = word.lower()
    known = _WORDS.get(low)
    if known is not None:
        return known
    if len(low) < 4 or len(low) > _LONGEST_WORD or low in NO_WITNESS:
        return _NOTHING
    # A name says little of the language around it.
    share = 0.4 if word[0].isupper() else 1.0
    scores = list(_NOTHING)
    for place, weight, form in _ENDINGS:
        if form.fullmatch(low):
            scores[place] = max(scores[place], weight * share)
    return tuple(scores)
