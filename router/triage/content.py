"""Which segments of a mail belong to an issue, and which are greeting, signature, small talk or a matter that
is done.

A classifier says how probable it is, from the segment's own words and from what the rest of the mail asks:
"Serveren er flyttet." is a matter of its own unless a question follows it. Only what is surely no part of an
issue is left out: a customer's words must not vanish. Of what stays, the chance goes on to the models of
joints, for what is said in passing begins no new matter.
"""

import math
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from router.triage import discourse, ngrams
from router.triage.linear import FactClassifier, Facts, Named
from router.triage.model import CONTENT
from router.triage.segments import Gap
from router.triage.views import SURELY_NONE, WORDS_OF_A_MATTER, WORDS_OF_A_STORY, View

LEAST_CONTENT = 0.2
"""The chance of being content at which a segment is kept."""
LEAST_BELOW_A_FAREWELL = 0.01
"""The same of a sentence that tells of something below a farewell."""
WORDS_OF_A_SENTENCE = 6
"""Fewer may be a name, a title or a polite phrase."""
LIKELY_OF_AREA = 0.7
"""The probability of an area from which on few words name a matter of it; hardly a title gets it."""
SURE_OF_AREA = 0.9
"""The same of one word, or of what looks like a name."""
_HEAD = 200
"""Characters of a polite sentence in which a wish is looked for."""
_POLITE = re.compile(r"\b(?:takk|thanks|thank\s+you|god|ha\s+e[ni]n?|hilsen|helsing|mvh|hei|hi|regards)\b")
LONGEST_GREETING = 5
"""Words of a greeting; what is longer says something as well ("Hei, vi får ikke sendt …")."""
_WORDS, _NEXT = Named("word"), Named("next")
_FIRST_WORDS, _NEXT_WORDS = 24, 3
_DIGIT = re.compile(r"\d")
_FIRM = frozenset({"as", "asa", "da", "ans", "sa", "ba", "ltd", "inc"})
"""What stands behind the name of a firm."""


class Content(NamedTuple):
    """The segments of a mail that are kept, and of each the chance that it belongs to an issue."""

    views: tuple[View, ...]
    chances: tuple[float, ...]


def content(views: Sequence[View], segment: FactClassifier) -> Content:
    """The segments that belong to an issue; all of them where none looks as if it did.

    Only what is surely greeting, farewell or signature is left out: a customer's words must not vanish. What
    a customer lists is never small talk, however short ("- Ny bruker" is a case), nor is a sentence that asks
    for something or tells of trouble, nor what a sentence before it points at ("Slett disse brukerne:"),
    unless a farewell stands before it. What tells that something is wrong or waits is a matter, unless it
    says that it is over; below a farewell it stays at least, and so do a few words that surely name a matter.
    Anything else that is more than a greeting, thanks or a name stays as well, be it to be shown beside an
    issue (``Sentence.is_in_passing``).
    """
    said = [segment.probability(facts, CONTENT) for facts in segment_facts(views)]
    kept: list[View] = []
    chances: list[float] = []
    after_farewell = points_ahead = False
    signs_off = max((at for at, this in enumerate(views) if _signs_off(this)), default=-1)
    for at, (this, chance) in enumerate(zip(views, said, strict=True)):
        if discourse.ONLY_HELLO.match(this.lowered) or (this.is_only_polite and not kept):
            continue
        is_open = _is_open(this)
        if _orders_something(this) or (
            not after_farewell
            and (points_ahead or bool(this.segment.mark) or is_open or _is_half_a_sentence(views, at))
        ):
            chance = 1.0
        stays = chance >= LEAST_CONTENT
        if not stays and (is_open or _names_a_matter(this, after_farewell)):
            stays, chance = True, max(chance, SURELY_NONE)  # be it a slogan: a human looks at it
        if stays or _is_told(this, chance, after_farewell):
            kept.append(this)
            chances.append(chance)
        # Thanks are the end of a letter only where no other end follows: "På forhånd takk! … Hilsen Eva".
        after_farewell = after_farewell or (this.is_farewell and (_signs_off(this) or at > signs_off))
        points_ahead = _points_ahead(this) or (points_ahead and len(this.forms) < WORDS_OF_A_SENTENCE)
    if max(chances, default=0.0) >= LEAST_CONTENT:
        return Content(tuple(kept), tuple(chances))
    # Nothing looks like a matter: the likeliest one is.
    return Content(tuple(views), tuple([1.0 if own == max(said) else own for own in said]))


def segment_facts(views: Sequence[View]) -> list[Facts]:
    """Of each segment what tells content from greeting, signature, small talk and matters that are done."""
    asks = [this.asks or this.is_question for this in views]
    asks_before = [False, *accumulate(asks, max)]
    asks_from, trouble_from = _from_here_on(asks), _from_here_on([this.troubled for this in views])
    found = []
    after_farewell = False
    for at, this in enumerate(views):
        around = _Around(after_farewell, asks_before[at], asks_from[at + 1], trouble_from[at + 1])
        found.append(_facts_of(views, at, around))
        after_farewell = after_farewell or this.is_farewell
    return found


def _from_here_on(told: Sequence[bool]) -> list[bool]:
    """Is it told of any at this place or later? At the end there is none."""
    return [False, *accumulate(reversed(told), max)][::-1]


class _Around(NamedTuple):
    """What stands in the rest of the mail."""

    after_farewell: bool
    asks_before: bool
    asks_later: bool
    trouble_later: bool


def _facts_of(views: Sequence[View], at: int, around: _Around) -> Facts:
    this = views[at]
    count = len(this.forms)
    from_end = len(views) - 1 - at
    opens_as_greeting = at <= 1 and discourse.GREETING.match(this.opening) is not None
    says = "asks" if this.asks or this.is_question else "trouble" if this.troubled else "tells"
    noticed = (
        ("after_farewell", around.after_farewell),
        ("greeting", opens_as_greeting and count <= LONGEST_GREETING),
        ("greeting_and_more", opens_as_greeting and count > LONGEST_GREETING),
        ("farewell", this.is_farewell),
        ("contact", discourse.CONTACT_DETAIL.search(this.text) is not None),
        ("question", this.is_question),
        ("asks", this.asks),
        ("trouble", this.troubled),
        ("full_stop", this.text[-1:] in ".!?:"),
        ("name", count == 1 and this.text[:1].isupper()),
        ("firm", count <= LONGEST_GREETING and not _FIRM.isdisjoint(this.forms[-1:])),
        ("after_question", at > 0 and views[at - 1].is_question),
    )
    rest = f"{says}|{around.asks_later:d}{around.asks_before:d}"
    present = [
        f"gap={this.segment.gap}",
        f"from_start={min(at, 2)}",
        f"from_end={min(from_end, 4)}",
        f"words={min(count, 6)}",
        f"rest={rest}{around.trouble_later:d}",
        f"rest_gap={rest}|{this.segment.gap}",
        *[name for name, is_there in noticed if is_there],
        *_WORDS.each(this.forms[:_FIRST_WORDS]),
    ]
    if from_end:
        following = views[at + 1]
        asks = following.asks or following.is_question
        present += [
            f"next_gap={says}|{following.segment.gap}|{asks:d}{following.troubled:d}",
            *_NEXT.each(following.forms[:_NEXT_WORDS]),
        ]
    measured = {
        "length": math.log1p(count) / 3.0,
        "area_peak": max(this.opinion.areas.tolist()),
        "digits": len(_DIGIT.findall(this.text, 0, 200)) / min(200, len(this.text)),
        "known": this.row.known_words / max(1, count),
    }
    return Facts(present, measured)


def _points_ahead(this: View) -> bool:
    """Does it say that what it is about stands below ("Slett disse brukerne:")?"""
    return discourse.POINTS_AHEAD.search(this.lowered.rstrip()) is not None


def _is_half_a_sentence(views: Sequence[View], at: int) -> bool:
    """Is the rest of its sentence another segment? A sentence stays or goes as a whole."""
    near = (views[at], *views[at + 1 : at + 2])
    is_cut = any(this.segment.gap is Gap.CLAUSE for this in near)
    return is_cut and not (views[at].is_farewell or discourse.GREETING.match(views[at].opening))


def _orders_something(this: View) -> bool:
    """Does it say what is to be done, be it as short as a name, or in one breath with a farewell?"""
    hello = discourse.SALUTATION.match(this.lowered)
    if discourse.ORDERS.match(this.lowered, hello.end() if hello is not None else 0) is not None:
        return True
    is_polite = this.is_farewell or _POLITE.search(this.lowered) is not None
    return is_polite and discourse.WISH_BESIDE_POLITENESS.search(this.lowered[:_HEAD]) is not None


def _wants_something(this: View) -> bool:
    words = len(this.forms)
    return words >= WORDS_OF_A_SENTENCE and (this.asks or this.troubled) and not this.is_farewell


def _says_something(this: View) -> bool:
    """Does it say more than hello, thanks, a good wish or a name?"""
    if this.is_farewell:
        return False
    hello = discourse.SALUTATION.match(this.lowered)
    if hello is not None:
        said = this.text[hello.end() :]
        return len(ngrams.forms(said)) >= WORDS_OF_A_STORY and not _is_hello_still(said)
    return len(this.forms) >= WORDS_OF_A_MATTER and not (_is_polite(this) or _is_a_name(this))


def _is_hello_still(said: str) -> bool:
    """Is what follows a greeting a name, who writes, or politeness?"""
    return discourse.ONLY_NAMES.match(said) is not None or any(
        pattern.match(ngrams.lowered(said)) for pattern in (discourse.SMALL_TALK, discourse.IS_HERE)
    )


def _is_a_name(this: View) -> bool:
    """Is it one word, or names and nothing else?"""
    return len(this.forms) < WORDS_OF_A_STORY or discourse.ONLY_NAMES.match(this.text) is not None


def _signs_off(this: View) -> bool:
    """Is it the end of a letter, and more than thanks?"""
    return this.is_farewell and discourse.THANKS.match(this.opening) is None


def _is_told(this: View, chance: float, after_farewell: bool) -> bool:
    """Is it more than politeness or a name, so that it stays though it hardly belongs to an issue?"""
    if after_farewell:
        return chance >= LEAST_BELOW_A_FAREWELL and _tells_something(this)
    return _wants_something(this) or _says_something(this)


def _names_a_matter(this: View, after_farewell: bool) -> bool:
    """Are its few words those of one area ("Flere lisenser")?"""
    if len(this.forms) >= WORDS_OF_A_SENTENCE or _is_polite(this):
        return False
    if after_farewell and _is_a_name(this):
        return False
    return _is_surely_of_an_area(this, SURE_OF_AREA if _is_a_name(this) else LIKELY_OF_AREA)


def _is_surely_of_an_area(this: View, sure: float = SURE_OF_AREA) -> bool:
    return float(this.opinion.areas.max()) >= sure


def _tells_something(this: View) -> bool:
    """Is it a sentence that says more than thanks, a wish for the summer or a name?"""
    is_sentence = this.text[-1:] in ".!?" or len(this.forms) >= WORDS_OF_A_SENTENCE
    return len(this.forms) >= WORDS_OF_A_MATTER and is_sentence and not _is_polite(this)


def _is_open(this: View) -> bool:
    """Does it tell that something is wrong or waits, and not that it is over? What stands behind the last
    "men" counts: "Takk for hjelpen, men nå kommer det bare blanke ark"."""
    if not this.troubled and discourse.OPEN.search(this.lowered) is None:
        return False
    *before, said = discourse.BUT.split(this.lowered)
    if len(this.forms) < 2:
        return False
    if _is_polite(this) and not before:
        return _is_open_beside_politeness(said)
    is_told = this.troubled or discourse.OPEN.search(said) is not None
    is_over = discourse.DONE.search(said) is not None
    return is_told and not (is_over and discourse.UNDONE.search(said) is None)


def _is_open_beside_politeness(lowered: str) -> bool:
    """Does a polite sentence go on to what is wrong or waits ("Hilsen Tone, nå er nettet nede")?"""
    _, *beside = discourse.BESIDE_POLITENESS.split(lowered, maxsplit=1)
    return (
        bool(beside)
        and not _is_hello_still(beside[0])
        and discourse.OPEN.search(beside[0]) is not None
        and discourse.DONE.search(beside[0]) is None
    )


def _only_greets(this: View) -> bool:
    """Is it a greeting, with no more than whom it greets? "Hei og nytt passord takk" is more."""
    if discourse.GREETING.match(this.opening) is None or discourse.AND_MORE.match(this.opening) is not None:
        return False
    hello = discourse.SALUTATION.match(this.lowered)
    said = this.text[hello.end() :] if hello is not None else ""
    if not said or discourse.ONLY_NAMES.match(said) is not None:
        return True
    return not _is_surely_of_an_area(this, LIKELY_OF_AREA if " " in said.strip() else SURE_OF_AREA)


def _wants_more_than_to_say_who_he_is(this: View) -> bool:
    """Does something follow who writes ("Det er Tor på Lie AS med feil i a-meldingen")?"""
    presents = discourse.PRESENTS.match(this.opening) is not None
    return presents and not this.is_only_polite and _is_surely_of_an_area(this)


def _is_polite(this: View) -> bool:
    return (
        this.is_farewell
        or (this.is_small_talk and not _wants_more_than_to_say_who_he_is(this))
        or discourse.CONTACT_DETAIL.search(this.text) is not None
        or (len(this.forms) <= LONGEST_GREETING and _only_greets(this))
        or discourse.ADDRESSES.match(this.opening) is not None
    )
