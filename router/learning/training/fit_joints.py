"""Teach the model of joints: what opens a matter, a regression over facts and signs, and trees above both.

Each of the three hears what the one before says of mails that it has *not* seen: the mails are dealt into
parts, and what is said of a part comes from the other parts. Otherwise the later ones would learn to trust
the earlier ones too much. The settings were chosen by cross-validation by mail (docs/learning.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from router.learning.training.fact_matrix import fact_classifier, fact_matrix
from router.learning.training.fit import SEED
from router.learning.training.fit_forest import grow
from router.triage.joint_model import CONTINUES, NEW, OPENS, SAME, JointModel
from router.triage.laid import Laid
from router.triage.linear import FactClassifier, Facts
from router.triage.signs import opening_signs

PARTS = 4
OPENING_STRENGTH = 1.0
LATER_OPENING = 3.0
"""The weight of a beginning that is not the mail's first: it is what joints are about, and rarer."""
LINEAR_STRENGTH = 0.3
SIGN_SCALE = 0.4
"""How far a sign is from its mean, in standard deviations, times this: signs are trusted less than facts."""
FORESTS = 3
"""Forests grown from different seeds, whose scores are averaged."""
TREES = {
    "max_iter": 80,
    "learning_rate": 0.12,
    "max_leaf_nodes": 12,
    "max_depth": 7,
    "min_samples_leaf": 15,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
}

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class JointLesson:
    """One mail's segments that are kept, and the joints between them."""

    openings: tuple[Facts, ...]
    """For each segment its facts as an opening."""
    opens: tuple[bool | None, ...]
    """Is it the first segment of its issue? None where it belongs to no issue."""
    facts: tuple[Facts, ...]
    """For each joint its named facts."""
    signs: NDArray[np.float64]
    """For each joint its signs, those of the openings left out."""
    new: tuple[bool, ...]
    """For each joint: does a new issue begin?"""


def fit_joints(lessons: Sequence[JointLesson]) -> JointModel:
    """The three models."""
    parts = np.random.default_rng(SEED).permutation(len(lessons)) % PARTS
    opening, said = _openings(lessons, parts)
    taught = [at for at, own in enumerate(lessons) if own.new]
    laid = Laid([len(said[at]) for at in taught])
    openings = opening_signs(laid, np.concatenate([said[at] for at in taught]))
    # Row by row, however it came: a column's mean hangs on how the table lies in memory, in its last digits.
    signs = np.ascontiguousarray(np.hstack([np.concatenate([lessons[at].signs for at in taught]), openings]))
    new = np.concatenate([np.array(lessons[at].new) for at in taught])
    named, leanings, scores = _linear([lessons[at].facts for at in taught], signs, new, parts[taught])
    forest = grow(np.column_stack([signs, scores]), new, TREES, forests=FORESTS)
    return JointModel(opening, named, leanings, forest)


def _openings(
    lessons: Sequence[JointLesson], parts: NDArray[np.int64]
) -> tuple[FactClassifier, list[Scores]]:
    """The model of openings, and for each lesson what is said of its segments by one that has not seen it."""
    lengths = [len(own.openings) for own in lessons]
    owner = np.repeat(parts, lengths)
    labels, weights = [], []
    for own in lessons:
        first = True
        for opens in own.opens:
            labels.append(bool(opens))
            weights.append(0.0 if opens is None else LATER_OPENING if opens and not first else 1.0)
            first = first and not opens
    known = np.array(weights) > 0.0
    truth, weight = np.array(labels), np.array(weights)
    names, matrix = fact_matrix([facts for own in lessons for facts in own.openings], least=2)

    def fit(chosen: NDArray[np.bool_]) -> Any:
        use = chosen & known
        estimator = LogisticRegression(C=OPENING_STRENGTH, solver="liblinear", random_state=SEED)
        return estimator.fit(matrix[use], truth[use], sample_weight=weight[use])

    estimator, scores = _crossed(fit, matrix, owner)
    model = _facts_model(names, estimator, (CONTINUES, OPENS))
    return model, np.split(scores, np.cumsum(lengths)[:-1])


def _linear(
    facts: Sequence[Sequence[Facts]],
    table: Scores,
    new: NDArray[np.bool_],
    parts: NDArray[np.int64],
) -> tuple[FactClassifier, Scores, Scores]:
    """The regression over facts and signs: the part of each, and every joint's score by one that
    has not seen its mail."""
    owner = np.repeat(parts, [len(own) for own in facts])
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6) / SIGN_SCALE
    names, named = fact_matrix([own for one in facts for own in one], least=2)
    matrix = _narrow(hstack([named, csr_matrix((table - mean) / scale)]).tocsr())

    def fit(chosen: NDArray[np.bool_]) -> Any:
        return LogisticRegression(C=LINEAR_STRENGTH, max_iter=2000).fit(matrix[chosen], new[chosen])

    estimator, scores = _crossed(fit, matrix, owner)
    leanings = estimator.coef_[0, named.shape[1] :] / scale
    model = _facts_model(names, estimator, (SAME, NEW), shift=-float(mean @ leanings))
    return model, leanings, scores


def _crossed(
    fit: Callable[[NDArray[np.bool_]], Any], matrix: csr_matrix, owner: NDArray[np.int64]
) -> tuple[Any, Scores]:
    """The estimator fitted on all rows, and each row's score by one that was fitted without its part."""
    scores = np.zeros(matrix.shape[0])
    for part in range(PARTS):
        own = owner == part
        if own.any():
            scores[own] = fit(~own).decision_function(matrix[own])
    return fit(np.ones(len(owner), dtype=bool)), scores


def _facts_model(
    names: tuple[str, ...], estimator: Any, classes: tuple[str, str], shift: float = 0.0
) -> FactClassifier:
    weights = estimator.coef_[0, : len(names)]
    intercept = float(estimator.intercept_[0]) + shift
    both = np.column_stack([-weights, weights]) / 2.0
    return fact_classifier(classes, names, both, np.array([-intercept, intercept]) / 2.0)


def _narrow(matrix: csr_matrix) -> csr_matrix:
    """The same matrix with 32-bit places, which liblinear asks for."""
    narrow = csr_matrix(matrix)
    narrow.indices, narrow.indptr = narrow.indices.astype(np.int32), narrow.indptr.astype(np.int32)
    return narrow
