"""Why an issue was given its kind and its area: the words and phrases that spoke most for them.

They are told as the customer wrote them, with what each weighed. A phrase's weight is its value in the row
times how much more it speaks for the chosen kind (area) than, on average, for the others.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from router.triage import ngrams
from router.triage.features import Row
from router.triage.issue import Decision, Evidence
from router.triage.pieces import PieceModel

STRONGEST = 4
"""Phrases that are kept as evidence for each decision."""
LOOKED_AT = 48
"""Phrases among which these are chosen: most of the others say nearly the same."""


def evidence(
    row: Row, text: str, forms: Sequence[str], kind_at: int, area_at: int, pieces: PieceModel
) -> tuple[Evidence, ...]:
    """The phrases that spoke most for the kind, then those that spoke most for the area: at most
    :data:`STRONGEST` of each, strongest first. ``forms`` are the words of ``text``, which the row is of."""
    terms = pieces.features.words.terms
    own = int(row.columns.searchsorted(len(terms)))  # the words come before all other columns
    columns, values = row.columns[:own], row.values[:own]
    places = _Places(text, forms)
    found: list[Evidence] = []
    for decision, weights in (
        (Decision.KIND, pieces.for_kind[kind_at]),
        (Decision.AREA, pieces.for_area[area_at]),
    ):
        weighed = values * weights.take(columns)
        order = np.argsort(-weighed, kind="stable")[:LOOKED_AT]
        phrases = (terms[column] for column in columns[order].tolist())
        found += _strongest(decision, zip(phrases, weighed[order].tolist(), strict=True), places)
    return tuple(found)


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
        start, end = self._spans[at]
        if not second:
            return self._text[start:end]
        return " ".join(self._text[start : self._spans[at + 1][1]].split())


def _strongest(decision: Decision, weighed: Iterable[tuple[str, float]], places: _Places) -> list[Evidence]:
    """``weighed``: phrases with their weights, the strongest first."""
    found: list[Evidence] = []
    told: set[str] = set()
    for phrase, weight in weighed:
        if weight <= 0.0 or len(found) == STRONGEST:
            break
        words = phrase.split()
        if told.intersection(words):
            continue  # "avtalen" and "avtalen vår" say the same thing twice
        written = places.as_written(phrase)
        if written is not None:
            told.update(words)
            found.append(Evidence(decision, written, round(weight, 4)))
    return found
