"""Regressions that are asked about mails which they have not seen: the mails are dealt into parts, and what
is said of a part comes from a model of the other parts.

So what hears one of them later learns how far to trust it on mail that is new.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from router.learning.training.fact_matrix import fact_classifier, fact_matrix
from router.triage.linear import FactClassifier, Facts

PARTS = 4
LINEAR_STRENGTH = 0.3
"""scikit-learn's C."""
SIGN_SCALE = 0.4
"""How far a sign is from its mean, in standard deviations, times this: signs are trusted less than facts."""

Scores = NDArray[np.float64]


class Crossed(NamedTuple):
    """An estimator of all rows, those that each know all parts but one, and of each row what is said by the
    one that has not seen it."""

    whole: Any
    without: tuple[Any, ...]
    scores: Scores


def crossed(fit: Callable[[NDArray[np.bool_]], Any], matrix: csr_matrix, owner: NDArray[np.int64]) -> Crossed:
    """What ``fit`` makes of the rows that it is told to learn from; ``owner`` is the part of each row."""
    without = tuple(fit(owner != part) for part in range(PARTS))
    scores = np.zeros(matrix.shape[0])
    for part, estimator in enumerate(without):
        own = owner == part
        if own.any():
            scores[own] = estimator.decision_function(matrix[own])
    return Crossed(fit(np.ones(len(owner), dtype=bool)), without, scores)


def fit_linear(
    facts: Sequence[Facts],
    table: Scores,
    new: NDArray[np.bool_],
    owner: NDArray[np.int64],
    classes: tuple[str, str],
) -> tuple[FactClassifier, Scores, Scores]:
    """Logistic regression over facts and signs (rows x signs): the weights of the facts, those of the signs,
    and every row's score by a regression that has not seen its part."""
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6) / SIGN_SCALE
    names, named = fact_matrix(facts, least=2)
    matrix = narrow(hstack([named, csr_matrix((table - mean) / scale)]).tocsr())

    def fit(chosen: NDArray[np.bool_]) -> Any:
        return LogisticRegression(C=LINEAR_STRENGTH, max_iter=2000).fit(matrix[chosen], new[chosen])

    found = crossed(fit, matrix, owner)
    leanings = found.whole.coef_[0, named.shape[1] :] / scale
    model = facts_model(names, found.whole, classes, shift=-float(mean @ leanings))
    return model, leanings, found.scores


def facts_model(
    names: tuple[str, ...], estimator: Any, classes: tuple[str, str], shift: float = 0.0
) -> FactClassifier:
    """The part of a regression with two classes that weighs facts."""
    weights = estimator.coef_[0, : len(names)]
    intercept = float(estimator.intercept_[0]) + shift
    both = np.column_stack([-weights, weights]) / 2.0
    return fact_classifier(classes, names, both, np.array([-intercept, intercept]) / 2.0)


def narrow(matrix: csr_matrix) -> csr_matrix:
    """The same matrix with 32-bit places, which liblinear asks for."""
    found = csr_matrix(matrix)
    found.indices, found.indptr = found.indices.astype(np.int32), found.indptr.astype(np.int32)
    return found
