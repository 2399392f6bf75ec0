"""Give one piece of text its kind, its area, the probability that both are right, and the reasons.

Whatever is unlike the training mail is sent to a human: another language, too few known words, words of
another trade, no text at all. So is a piece that says itself that it may hold another matter: something else
begins or is added inside it ("en ting til: …", "dessuten"), or the mail announces more than was found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode, Language
from router.triage import discourse, ngrams
from router.triage.asked import Asked
from router.triage.certainty import FACTS, certainty_facts
from router.triage.evidence import evidence
from router.triage.features import Row, Sample
from router.triage.halves import halves
from router.triage.issue import Evidence, Issue
from router.triage.linear import softmax
from router.triage.model import Model, known_share
from router.triage.panel import SUBJECT
from router.triage.pieces import KINDS, Opinion, PieceModel
from router.triage.trade import HERE, trade_facts_of
from router.triage.views import Sentence
from router.triage.voices import voices

LEARNT_LANGUAGES = (Language.NB, Language.NN, Language.EN)
FEWEST_KNOWN_WORDS = 3
SHORT_PIECE = 250
"""Characters. In a shorter piece "dessuten" mostly adds another matter, in a longer one mostly a detail."""
VERY_SHORT_PIECE = 150
"""The same for "også", and for two sentences that speak of different areas."""
SURE_OF_AREA = 0.9
SURE_OF_HALF = 0.8
"""The same of half a sentence, whose few words make the classifier less sure."""
_HEAD = 400
"""Characters in which matters are announced."""
FEWEST_WORDS = 2
"""Words that are more than digits: a row of numbers says nothing, though each is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """An issue, and what it was judged by: for learning how sure to be."""

    issue: Issue
    opinion: Opinion
    facts: NDArray[np.float64]
    """Of the certainty."""
    familiar: bool
    """False: there is a doubt, so a human decides however sure the rest is."""


def classify_each(asked: Sequence[Asked], model: Model) -> tuple[Issue, ...]:
    """The issue that each piece is, the same as if its mail were asked about alone."""
    return tuple(sight.issue for sight in _sights(asked, model, gives_reasons=True))


def sights(asked: Sequence[Asked], model: Model) -> tuple[Sight, ...]:
    """The same without the reasons, which cost a quarter of it, and with what each was judged by."""
    return _sights(asked, model, gives_reasons=False)


def decided(sight: Sight, model: Model) -> Issue:
    """What a model decides that has learnt since how sure to be and where decisions fall, and which is the
    same in everything else."""
    _, area_at = sight.opinion.best
    certainty = model.certainty.chance(sight.facts)
    return replace(
        sight.issue,
        certainty=certainty,
        possible_areas=_possible(sight.opinion, area_at, model),
        auto_routed=sight.familiar and certainty >= model.thresholds.review,
    )


def _sights(asked: Sequence[Asked], model: Model, *, gives_reasons: bool) -> tuple[Sight, ...]:
    heard = voices(asked, model.pieces)
    opinions = model.panel.opinions(heard.scores)
    hints = softmax(heard.scores[:, SUBJECT] * model.pieces.sharpness)
    hints = hints.reshape(len(asked), len(KINDS), len(model.areas)).sum(axis=1)
    facts = np.array(
        [
            certainty_facts(one.cut, opinion, hint if one.subject.strip() else None, areas)
            for one, opinion, hint, areas in zip(
                asked, opinions, hints, _beside(asked, opinions), strict=True
            )
        ]
    ).reshape(-1, FACTS)
    certainties = model.certainty.chances(facts).tolist()
    why: Iterable[tuple[Evidence, ...]] = repeat(())
    if gives_reasons:
        why = map(_why, asked, heard.forms, heard.rows, opinions, repeat(model.pieces))
    found = map(_sight, asked, heard.forms, heard.rows, opinions, facts, certainties, why, repeat(model))
    return tuple(found)


def _beside(asked: Sequence[Asked], opinions: Sequence[Opinion]) -> Iterator[list[NDArray[np.float64]]]:
    """For each piece the areas of the pieces before and after it in its mail."""
    for at, one in enumerate(asked):
        places = [at - 1] * one.has_one_before + [at + 1] * one.has_one_after
        yield [opinions[place].areas for place in places]


def _sight(
    asked: Asked,
    forms: Sequence[str],
    row: Row,
    opinion: Opinion,
    facts: NDArray[np.float64],
    certainty: float,
    why: tuple[Evidence, ...],
    model: Model,
) -> Sight:
    own_text = asked.own_text
    kind_at, area_at = opinion.best
    doubt = _doubt(asked, forms, row, model)
    issue = Issue(
        spans=asked.piece,
        text=own_text,
        kind=KINDS[kind_at],
        kind_confidence=float(opinion.kinds[kind_at]),
        area=model.areas[area_at],
        area_confidence=float(opinion.areas[area_at]),
        confidence=float(opinion.pairs[kind_at, area_at]),
        certainty=certainty,
        possible_areas=_possible(opinion, area_at, model),
        auto_routed=not doubt and certainty >= model.thresholds.review,
        why=why,
        doubt=doubt,
    )
    return Sight(issue, opinion, facts, not doubt)


def _doubt(asked: Asked, forms: Sequence[str], row: Row, model: Model) -> str:
    """Why a human decides however sure the rest is, in plain words; empty where there is no reason."""
    if asked.language not in LEARNT_LANGUAGES:
        return "it is in a language that the model has not learnt"
    if not asked.own_text.strip():
        return "it has no text"
    if sum(not form.isdigit() for form in forms) < FEWEST_WORDS:
        return "it holds hardly a word"
    if row.known_words < FEWEST_KNOWN_WORDS or known_share(row) < model.thresholds.known_words:
        return f"too few of its words are known ({row.known_words} of {row.all_words})"
    if model.trade.probability(trade_facts_of(forms), HERE) < model.thresholds.of_the_trade:
        return "its words are those of another trade"
    if any(this.says_new for this in asked.sentences[1:]):
        return "the customer says that something else begins inside it"
    length = sum(this.characters for this in asked.sentences)
    if (length < SHORT_PIECE and any(this.says_more for this in asked.sentences[1:])) or (
        length < VERY_SHORT_PIECE and any(this.says_also for this in asked.sentences[1:])
    ):
        return "the customer says that something is added, and it is short"
    if asked.sentences and _announced(asked) > 1 + len(asked.others):
        return f"the mail announces {_announced(asked)} matters"
    if length < VERY_SHORT_PIECE and not asked.others and _parts_company(asked.sentences):
        return "its two sentences speak of different areas, and it is short"
    if length < VERY_SHORT_PIECE and _changes_half_way(asked.own_text, model.pieces):
        return "it changes its subject in half a sentence, and it is short"
    return ""


def _parts_company(sentences: Sequence[Sentence]) -> bool:
    """Does each of two sentences surely speak of an area of its own?"""
    said = [this for this in sentences if len(this.forms) > FEWEST_WORDS] or sentences
    if len(said) != 2:
        return False
    one, other = (this.pairs.reshape(len(KINDS), -1).sum(axis=0) for this in said)
    return _are_apart(one, other, SURE_OF_AREA)


def _changes_half_way(text: str, pieces: PieceModel) -> bool:
    """Does each half of some sentence surely speak of an area of its own?"""
    both = [half for pair in halves(text) for half in pair]
    rows = pieces.features.rows([Sample((pieces.features.read(half),)) for half in both])
    shares = [opinion.areas for opinion in pieces.opinions(rows)] if both else []
    return any(
        _are_apart(one, other, SURE_OF_HALF) for one, other in zip(shares[::2], shares[1::2], strict=True)
    )


def _are_apart(one: NDArray[np.float64], other: NDArray[np.float64], sure: float) -> bool:
    return bool(one.argmax() != other.argmax() and min(one.max(), other.max()) >= sure)


def _why(
    asked: Asked, forms: Sequence[str], row: Row, opinion: Opinion, pieces: PieceModel
) -> tuple[Evidence, ...]:
    kind_at, area_at = opinion.best
    return evidence(row, asked.read, forms, kind_at, area_at, pieces)


def _announced(asked: Asked) -> int:
    """How many matters the mail says it holds; 0 where it does not say."""
    return max(discourse.announced(ngrams.lowered(text[:_HEAD])) for text in (asked.subject, asked.text))


def _possible(opinion: Opinion, area_at: int, model: Model) -> tuple[AreaCode, ...]:
    """The areas that are probable enough, and the one named, by probability."""
    shares = opinion.areas.tolist()
    enough = zip(shares, model.possible.tolist(), strict=True)
    chosen = [at for at, (share, least) in enumerate(enough) if share >= least or at == area_at]
    return tuple(model.areas[at] for at in sorted(chosen, key=lambda at: -shares[at]))
