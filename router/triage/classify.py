"""Give one piece of text its kind, its area, the probability that both are right, and the reasons.

Whatever is unlike the training mail is sent to a human: another language, too few known words, no text at all.
"""

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode, Kind, Language
from router.triage import ngrams
from router.triage.features import Row
from router.triage.issue import Decision, Evidence, Issue
from router.triage.linear import TextClassifier
from router.triage.model import RIGHT, Model, confidence_facts, known_share
from router.triage.split import Piece, text_of

LONGEST_TEXT = 20_000
"""Characters of a piece that are read for its kind and area; what follows is a log or a table."""
FEWEST_KNOWN_WORDS = 3
STRONGEST = 4
"""Phrases that are kept as evidence for each decision."""


def classify(text: str, piece: Piece, subject: str, mailbox: Kind, language: Language, model: Model) -> Issue:
    """The issue that the piece of ``text`` is. A piece without spans is judged by the subject alone."""
    own_text = text_of(text, piece)
    read = own_text[:LONGEST_TEXT] if own_text.strip() else subject
    row = model.pieces.features.row(read, subject, mailbox)
    kinds = model.pieces.kind.probabilities(row)
    areas = model.pieces.area.probabilities(row)
    kind_at, area_at = int(np.argmax(kinds)), int(np.argmax(areas))
    kind_confidence, area_confidence = float(kinds[kind_at]), float(areas[area_at])
    confidence = model.confidence.probability(confidence_facts(kinds, areas, row), RIGHT)
    familiar = (
        language is not Language.OTHER
        and bool(own_text.strip())
        and row.known_words >= FEWEST_KNOWN_WORDS
        and known_share(row) >= model.thresholds.known_words
    )
    why = (
        *_evidence(Decision.KIND, model.pieces.kind, kind_at, row, read, model),
        *_evidence(Decision.AREA, model.pieces.area, area_at, row, read, model),
    )
    return Issue(
        spans=piece,
        text=own_text,
        kind=Kind(model.pieces.kind.classes[kind_at]),
        kind_confidence=kind_confidence,
        area=AreaCode(model.pieces.area.classes[area_at]),
        area_confidence=area_confidence,
        confidence=confidence,
        auto_routed=familiar and confidence >= model.thresholds.review,
        why=why,
    )


def _evidence(
    decision: Decision, classifier: TextClassifier, chosen: int, row: Row, text: str, model: Model
) -> tuple[Evidence, ...]:
    """The phrases of the customer's that weighed most for the chosen class, strongest first, as he wrote them."""
    terms = model.pieces.features.words.terms
    own = row.columns < len(terms)
    columns = row.columns[own]
    if not len(columns):
        return ()
    weights = classifier.weights[columns]
    others = (weights.sum(axis=1) - weights[:, chosen]) / max(1, weights.shape[1] - 1)
    contributions = row.values[own] * (weights[:, chosen] - others)
    return _phrases(decision, [terms[column] for column in columns], contributions, text)


def _phrases(
    decision: Decision, terms: list[str], contributions: NDArray[np.float32], text: str
) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    places: dict[str, tuple[int, int]] = {}
    words = ngrams.words(text)
    for word in words:
        places.setdefault(word.form, (word.start, word.end))
    for first, second in zip(words, words[1:], strict=False):
        places.setdefault(f"{first.form} {second.form}", (first.start, second.end))
    told: set[str] = set()
    for at in np.argsort(-contributions, kind="stable"):
        weight = float(contributions[at])
        if weight <= 0.0 or len(found) == STRONGEST:
            break
        term = terms[at]
        if told.intersection(term.split()):
            continue  # "avtalen" and "avtalen vår" say the same thing twice
        start, end = places[term]
        told.update(term.split())
        found.append(Evidence(decision, " ".join(text[start:end].split()), round(weight, 4)))
    return tuple(found)
