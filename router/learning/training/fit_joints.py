"""Teach the model of joints: what opens a matter, a regression over facts and signs, and trees above both.

Each of the three hears what the one before says of mails that it has *not* seen: the mails are dealt into
parts, and what is said of a part comes from the other parts. Otherwise the later ones would learn to trust
the earlier ones too much. The settings were chosen by cross-validation by mail (docs/learning.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from router.learning.training.fact_matrix import fact_matrix
from router.learning.training.fit import SEED
from router.learning.training.fit_crossed import PARTS, Scores, crossed, facts_model, fit_linear
from router.learning.training.fit_forest import grow
from router.learning.training.fit_seams import SeamLesson, fit_seams
from router.triage.joint_model import CONTINUES, NEW, OPENS, SAME, JointModel
from router.triage.laid import Laid
from router.triage.linear import FactClassifier, Facts
from router.triage.seam_model import MOST_OPENING, SeamModel
from router.triage.signs import opening_signs

OPENING_STRENGTH = 1.0
LATER_OPENING = 3.0
"""The weight of a beginning that is not the mail's first: it is what joints are about, and rarer."""
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
    seams: SeamLesson
    """The seams inside the segments."""


def fit_joints(lessons: Sequence[JointLesson]) -> tuple[JointModel, SeamModel]:
    """The three models of joints, and that of seams."""
    parts = np.random.default_rng(SEED).permutation(len(lessons)) % PARTS
    opening, of_segments, of_seams = _openings(lessons, parts)
    taught = [at for at, own in enumerate(lessons) if own.new]
    laid = Laid([len(of_segments[at]) for at in taught])
    openings = opening_signs(laid, np.concatenate([of_segments[at] for at in taught]))
    # Row by row, however it came: a column's mean hangs on how the table lies in memory, in its last digits.
    signs = np.ascontiguousarray(np.hstack([np.concatenate([lessons[at].signs for at in taught]), openings]))
    new = np.concatenate([np.array(lessons[at].new) for at in taught])
    facts = [own for at in taught for own in lessons[at].facts]
    owner = np.repeat(parts[taught], [len(lessons[at].facts) for at in taught])
    named, leanings, scores = fit_linear(facts, signs, new, owner, (SAME, NEW))
    forest = grow(np.column_stack([signs, scores]), new, TREES, forests=FORESTS)
    seams = fit_seams([own.seams for own in lessons], of_seams, parts)
    return JointModel(opening, named, leanings, forest), seams


def _openings(
    lessons: Sequence[JointLesson], parts: NDArray[np.int64]
) -> tuple[FactClassifier, list[Scores], list[Scores]]:
    """The model of openings, and for each lesson what is said of its segments, and of what follows its seams,
    by one that has not seen it."""
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

    found = crossed(fit, matrix, owner)
    without = [facts_model(names, estimator, (CONTINUES, OPENS)) for estimator in found.without]
    of_seams = [
        np.clip(
            [without[part].log_odds(facts, OPENS) for facts in own.seams.openings],
            -MOST_OPENING,
            MOST_OPENING,
        )
        for own, part in zip(lessons, parts.tolist(), strict=True)
    ]
    whole = facts_model(names, found.whole, (CONTINUES, OPENS))
    return whole, np.split(found.scores, np.cumsum(lengths)[:-1]), of_seams
