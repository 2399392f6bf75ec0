"""Give one piece of text its kind, its area, the probability that both are right, and the reasons.

Whatever is unlike the training mail is sent to a human: another language, too few known words, words of
another trade, no text at all.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode, Kind, Language
from router.triage import ngrams
from router.triage.certainty import WHOLE, Cut, certainty_facts
from router.triage.features import Row
from router.triage.issue import Decision, Evidence, Issue
from router.triage.model import Model, known_share
from router.triage.pieces import KINDS, Opinion
from router.triage.split import Piece, text_of
from router.triage.trade import HERE, trade_facts

LONGEST_TEXT = 20_000
"""Characters of a piece that are read for its kind and area; what follows is a log or a table."""
FEWEST_KNOWN_WORDS = 3
STRONGEST = 4
"""Phrases that are kept as evidence for each decision."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """An issue, and what it was judged by: for learning how sure to be."""

    issue: Issue
    opinion: Opinion
    facts: NDArray[np.float64]
    """Of the certainty."""
    familiar: bool
    """False: unlike the training mail, so a human decides however sure the rest is."""


def classify(
    text: str,
    piece: Piece,
    subject: str,
    mailbox: Kind,
    language: Language,
    model: Model,
    cut: Cut = WHOLE,
) -> Issue:
    """The issue that the piece of ``text`` is. A piece without spans is judged by the subject alone.

    ``cut`` says how near the mail was to being divided otherwise; left out, nobody doubts the piece.
    """
    return sight(text, piece, subject, mailbox, language, model, cut).issue


def sight(
    text: str, piece: Piece, subject: str, mailbox: Kind, language: Language, model: Model, cut: Cut
) -> Sight:
    """The same, with what it was judged by."""
    own_text = text_of(text, piece)
    read = own_text[:LONGEST_TEXT] if own_text.strip() else subject
    features = model.pieces.features
    row = features.row(read, subject, mailbox)
    opinion = model.pieces.opinion(row)
    kind_at, area_at = opinion.best
    hint = model.pieces.opinion(features.row(subject, "", Kind.SUPPORT)) if subject.strip() else None
    facts = certainty_facts(cut, opinion, hint, row.all_words)
    certainty = model.certainty.chance(facts)
    familiar = (
        language is not Language.OTHER
        and bool(own_text.strip())
        and row.known_words >= FEWEST_KNOWN_WORDS
        and known_share(row) >= model.thresholds.known_words
        and model.trade.probability(trade_facts(read), HERE) >= model.thresholds.of_the_trade
    )
    issue = Issue(
        spans=piece,
        text=own_text,
        kind=KINDS[kind_at],
        kind_confidence=float(opinion.kinds[kind_at]),
        area=model.areas[area_at],
        area_confidence=float(opinion.areas[area_at]),
        confidence=float(opinion.pairs[kind_at, area_at]),
        certainty=certainty,
        possible_areas=_possible(opinion, area_at, model),
        auto_routed=familiar and certainty >= model.thresholds.review,
        why=_evidence(row, read, kind_at, area_at, model),
    )
    return Sight(issue, opinion, facts, familiar)


def _possible(opinion: Opinion, area_at: int, model: Model) -> tuple[AreaCode, ...]:
    """The areas that are probable enough, and the one named, by probability."""
    chosen = opinion.areas >= model.possible
    chosen[area_at] = True
    order = np.argsort(-opinion.areas, kind="stable")
    return tuple(model.areas[at] for at in order[chosen[order]])


def _evidence(row: Row, text: str, kind_at: int, area_at: int, model: Model) -> tuple[Evidence, ...]:
    """The phrases that spoke most for the kind, then those that spoke most for the area.

    A phrase's weight is its value times how much more it speaks for the chosen kind (area) than, on
    average, for the others.
    """
    terms = model.pieces.features.words.terms
    own = row.columns < len(terms)
    columns, values = row.columns[own], row.values[own]
    weights = model.pieces.weights[columns].reshape(len(columns), len(KINDS), len(model.areas))
    places = _places(text)
    phrases = [terms[column] for column in columns]
    return (
        *_strongest(Decision.KIND, phrases, values * _lead(weights.mean(axis=2), kind_at), text, places),
        *_strongest(Decision.AREA, phrases, values * _lead(weights.mean(axis=1), area_at), text, places),
    )


def _lead(weights: NDArray[np.float32], chosen: int) -> NDArray[np.float32]:
    """How far the chosen class is above the mean of the others, for each row of weights (rows x classes)."""
    count = weights.shape[1]
    lead: NDArray[np.float32] = (weights[:, chosen] * count - weights.sum(axis=1)) / max(1, count - 1)
    return lead


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Where each word and each pair of neighbours first stands."""
    places: dict[str, tuple[int, int]] = {}
    words = ngrams.words(text)
    for word in words:
        places.setdefault(word.form, (word.start, word.end))
    for first, second in itertools.pairwise(words):
        places.setdefault(f"{first.form} {second.form}", (first.start, second.end))
    return places


def _strongest(
    decision: Decision,
    phrases: Sequence[str],
    weights: NDArray[np.float32],
    text: str,
    places: Mapping[str, tuple[int, int]],
) -> tuple[Evidence, ...]:
    """At most :data:`STRONGEST` phrases that speak for it, strongest first, as the customer wrote them."""
    found: list[Evidence] = []
    told: set[str] = set()
    for at in np.argsort(-weights, kind="stable"):
        phrase, weight = phrases[at], float(weights[at])
        if weight <= 0.0 or len(found) == STRONGEST:
            break
        if phrase not in places or told.intersection(phrase.split()):
            continue  # "avtalen" and "avtalen vår" say the same thing twice
        start, end = places[phrase]
        told.update(phrase.split())
        found.append(Evidence(decision, " ".join(text[start:end].split()), round(weight, 4)))
    return tuple(found)
