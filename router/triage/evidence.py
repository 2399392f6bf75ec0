"""Why an issue was given its kind and its area: the words and phrases that spoke most for them.

They are told as the customer wrote them, with what each weighed. A phrase's weight is its value in the row
times how much more it speaks for the chosen kind (area) than, on average, for the others.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from router.triage import ngrams
from router.triage.features import Row
from router.triage.issue import Decision, Evidence
from router.triage.pieces import PieceModel

STRONGEST = 4
"""Phrases that are kept as evidence for each decision."""


def evidence(
    row: Row, text: str, forms: Sequence[str], kind_at: int, area_at: int, pieces: PieceModel
) -> tuple[Evidence, ...]:
    """The phrases that spoke most for the kind, then those that spoke most for the area: at most
    :data:`STRONGEST` of each, strongest first. ``forms`` are the words of ``text``, which the row is of."""
    terms = pieces.features.words.terms
    own = int(row.columns.searchsorted(len(terms)))  # the words come before all other columns
    columns, values = row.columns[:own], row.values[:own]
    phrases = [terms[column] for column in columns.tolist()]
    places = _Places(text, forms)
    return (
        *_strongest(Decision.KIND, phrases, values * pieces.for_kind[columns, kind_at], places),
        *_strongest(Decision.AREA, phrases, values * pieces.for_area[columns, area_at], places),
    )


class _Places:
    """Where each word and each pair of neighbours first stands."""

    def __init__(self, text: str, forms: Sequence[str]) -> None:
        self._text, self._forms = text, forms
        self._spans: list[tuple[int, int]] = []

    def as_written(self, phrase: str) -> str | None:
        """The phrase as the customer wrote it; ``None`` where the text does not hold it as it is."""
        first, _, second = phrase.partition(" ")
        forms = self._forms
        at = -1
        while True:
            try:
                at = forms.index(first, at + 1)
            except ValueError:
                return None
            if not second or forms[at + 1 : at + 2] == [second]:
                break
        self._spans = self._spans or ngrams.spans(self._text)
        start, end = self._spans[at][0], self._spans[at + 1 if second else at][1]
        return " ".join(self._text[start:end].split())


def _strongest(
    decision: Decision, phrases: Sequence[str], weights: NDArray[np.float32], places: _Places
) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    told: set[str] = set()
    for at in np.argsort(-weights, kind="stable").tolist():
        phrase, weight = phrases[at], float(weights[at])
        if weight <= 0.0 or len(found) == STRONGEST:
            break
        words = phrase.split()
        if told.intersection(words):
            continue  # "avtalen" and "avtalen vår" say the same thing twice
        written = places.as_written(phrase)
        if written is not None:
            told.update(words)
            found.append(Evidence(decision, written, round(weight, 4)))
    return tuple(found)
