"""Give one piece of text its kind, its area, the probability that both are right, and the reasons.

Whatever is unlike the training mail is sent to a human: another language, too few known words, words of
another trade, no text at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode, Kind, Language
from router.triage import ngrams
from router.triage.certainty import WHOLE, Cut, certainty_facts
from router.triage.features import Row, Sample
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


class Labelled(Protocol):
    """What is asked of a mail, whoever holds it."""

    @property
    def text(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def mailbox(self) -> Kind: ...
    @property
    def language(self) -> Language: ...


class Asked(NamedTuple):
    """A piece of a mail's text, and what is known of the mail.

    A piece without spans is judged by the subject alone. ``cut`` says how near the mail was to being divided
    otherwise; left out, nobody doubts the piece.
    """

    text: str
    piece: Piece
    subject: str
    mailbox: Kind
    language: Language
    cut: Cut = WHOLE

    @classmethod
    def of(cls, mail: Labelled, piece: Piece, cut: Cut = WHOLE) -> "Asked":
        """The piece of this mail."""
        return cls(mail.text, piece, mail.subject, mail.mailbox, mail.language, cut)

    @property
    def own_text(self) -> str:
        """The words of the piece."""
        return text_of(self.text, self.piece)

    @property
    def read(self) -> str:
        """What is read of it; of a piece without text, the subject."""
        own_text = self.own_text
        return own_text[:LONGEST_TEXT] if own_text.strip() else self.subject


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """An issue, and what it was judged by: for learning how sure to be."""

    issue: Issue
    opinion: Opinion
    facts: NDArray[np.float64]
    """Of the certainty."""
    familiar: bool
    """False: unlike the training mail, so a human decides however sure the rest is."""


def classify(text: str, piece: Piece, subject: str, mailbox: Kind, language: Language, model: Model) -> Issue:
    """The issue that the piece of ``text`` is, where nobody doubts the piece."""
    (issue,) = classify_each([Asked(text, piece, subject, mailbox, language)], model)
    return issue


def classify_each(asked: Sequence[Asked], model: Model) -> tuple[Issue, ...]:
    """The issue that each piece is, the same as if it were asked for alone."""
    return tuple(sight.issue for sight in sights(asked, model))


def sights(asked: Sequence[Asked], model: Model) -> tuple[Sight, ...]:
    """The same, with what each was judged by."""
    features = model.pieces.features
    subjects = [subject for subject in dict.fromkeys(one.subject for one in asked) if subject.strip()]
    samples = [Sample((features.read(one.read),), one.subject, one.mailbox) for one in asked]
    rows = features.rows(samples + [Sample((features.read(subject),)) for subject in subjects])
    opinions = model.pieces.opinions(rows)
    hints = dict(zip(subjects, opinions[len(asked) :], strict=True))
    return tuple(
        _sight(one, row, opinion, hints.get(one.subject), model)
        for one, row, opinion in zip(asked, rows, opinions, strict=False)
    )


def _sight(asked: Asked, row: Row, opinion: Opinion, hint: Opinion | None, model: Model) -> Sight:
    """``hint``: what the subject alone says."""
    own_text, read = asked.own_text, asked.read
    kind_at, area_at = opinion.best
    facts = certainty_facts(asked.cut, opinion, hint, row.all_words)
    certainty = model.certainty.chance(facts)
    familiar = (
        asked.language is not Language.OTHER
        and bool(own_text.strip())
        and row.known_words >= FEWEST_KNOWN_WORDS
        and known_share(row) >= model.thresholds.known_words
        and model.trade.probability(trade_facts(read), HERE) >= model.thresholds.of_the_trade
    )
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
    phrases = [terms[column] for column in columns.tolist()]
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
    spans = ngrams.spans(text)
    own = ngrams.forms(text)
    # Backwards, so that the first place is the one that stays.
    places = dict(zip(reversed(own), reversed(spans), strict=True))
    for at in range(len(own) - 2, -1, -1):
        places[f"{own[at]} {own[at + 1]}"] = (spans[at][0], spans[at + 1][1])
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
    for at in np.argsort(-weights, kind="stable").tolist():
        phrase, weight = phrases[at], float(weights[at])
        if weight <= 0.0 or len(found) == STRONGEST:
            break
        if phrase not in places or told.intersection(phrase.split()):
            continue  # "avtalen" and "avtalen vår" say the same thing twice
        start, end = places[phrase]
        told.update(phrase.split())
        found.append(Evidence(decision, " ".join(text[start:end].split()), round(weight, 4)))
    return tuple(found)
