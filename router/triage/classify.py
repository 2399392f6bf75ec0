"""Give one piece of text its kind, its area, the probability that both are right, and the reasons.

A piece of which there is a doubt (:mod:`router.triage.doubt`) goes to a human, however sure the rest is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode
from router.triage.asked import Asked
from router.triage.doubt import doubts
from router.triage.evidence import evidence
from router.triage.features import Row
from router.triage.grounds import grounds
from router.triage.issue import Evidence, Issue
from router.triage.model import Model
from router.triage.pieces import KINDS, Opinion, PieceModel
from router.triage.trade import HERE, trade_facts_of
from router.triage.voices import voices


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """An issue, and what it was judged by: for learning how sure to be."""

    issue: Issue
    opinion: Opinion
    grounds: NDArray[np.float64]
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
    certainty = model.certainty.chance(sight.grounds)
    return replace(
        sight.issue,
        certainty=certainty,
        possible_areas=_possible(sight.opinion, area_at, model),
        auto_routed=sight.familiar and certainty >= model.thresholds.review,
    )


def _sights(asked: Sequence[Asked], model: Model, *, gives_reasons: bool) -> tuple[Sight, ...]:
    heard = voices(asked, model.pieces)
    opinions = model.panel.opinions(heard.scores)
    of_the_trade = [model.trade.probability(trade_facts_of(forms), HERE) for forms in heard.forms]
    told = grounds(asked, heard, opinions, of_the_trade, model.pieces)
    certainties = model.certainty.chances(told).tolist()
    why: Iterable[tuple[Evidence, ...]] = repeat(())
    if gives_reasons:
        why = map(_why, asked, heard.forms, heard.rows, opinions, repeat(model.pieces))
    doubted = doubts(asked, heard.forms, heard.rows, opinions, of_the_trade, model)
    found = map(_sight, asked, opinions, told, certainties, why, doubted, repeat(model))
    return tuple(found)


def _sight(
    asked: Asked,
    opinion: Opinion,
    told: NDArray[np.float64],
    certainty: float,
    why: tuple[Evidence, ...],
    doubt: str,
    model: Model,
) -> Sight:
    own_text = asked.own_text
    kind_at, area_at = opinion.best
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
    return Sight(issue, opinion, told, not doubt)


def _why(
    asked: Asked, forms: Sequence[str], row: Row, opinion: Opinion, pieces: PieceModel
) -> tuple[Evidence, ...]:
    kind_at, area_at = opinion.best
    return evidence(row, asked.read, forms, kind_at, area_at, pieces)


def _possible(opinion: Opinion, area_at: int, model: Model) -> tuple[AreaCode, ...]:
    """The areas that are probable enough, and the one named, by probability."""
    shares = opinion.areas.tolist()
    enough = zip(shares, model.possible.tolist(), strict=True)
    chosen = [at for at, (share, least) in enumerate(enough) if share >= least or at == area_at]
    return tuple(model.areas[at] for at in sorted(chosen, key=lambda at: -shares[at]))
