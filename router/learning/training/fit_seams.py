"""Teach the model of seams: a regression over words and signs, and trees above it.

The trees learn from the seams that score high enough to be asked about in service, and hear what a regression
says that has not seen the mail. Seams at which a new issue begins are few: one in a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.learning.training.fit_crossed import Scores, fit_linear
from router.learning.training.fit_forest import grow
from router.triage.joint_model import NEW, SAME
from router.triage.linear import Facts
from router.triage.seam_model import NEVER, SeamModel
from router.triage.seam_signs import OPENING

WORTH_ASKING = 0.1
"""The share of all seams that reach the trees: 96 of 100 at which an issue begins are among them, and the
trees are as right as if they were asked about all."""
FEWEST = 20
"""Seams at which an issue begins, below which nothing can be learnt of them."""
FORESTS = 3
TREES = {
    "max_iter": 120,
    "learning_rate": 0.08,
    "max_leaf_nodes": 12,
    "max_depth": 7,
    "min_samples_leaf": 15,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
}


@dataclass(frozen=True, slots=True, eq=False)
class SeamLesson:
    """The seams of one mail's segments that are kept."""

    openings: tuple[Facts, ...]
    """For each what follows, as an opening."""
    facts: tuple[Facts, ...]
    signs: NDArray[np.float64]
    """For each its signs, without the opening."""
    new: tuple[bool, ...]
    """For each: does a new issue begin?"""


def fit_seams(
    lessons: Sequence[SeamLesson], openings: Sequence[Scores], parts: NDArray[np.int64]
) -> SeamModel:
    """The model. ``openings`` is how much what follows each seam reads like an opening, said by models that
    have not seen the mail; ``parts`` is the part that each lesson is in."""
    new = np.array([own for lesson in lessons for own in lesson.new], dtype=bool)
    if new.sum() < FEWEST or new.all():
        return NEVER
    owner = np.repeat(parts, [len(lesson.new) for lesson in lessons])
    signs = np.insert(
        np.concatenate([lesson.signs for lesson in lessons if lesson.new]),
        OPENING,
        np.concatenate(openings),
        axis=1,
    )
    facts = [own for lesson in lessons for own in lesson.facts]
    by_words = np.ascontiguousarray(signs[:, : OPENING + 1])
    named, leanings, scores = fit_linear(facts, by_words, new, owner, (SAME, NEW))
    least = float(np.quantile(scores, 1.0 - WORTH_ASKING))
    asked = scores >= least
    table = np.column_stack([signs, scores])[asked]
    return SeamModel(named, leanings, least, grow(table, new[asked], TREES, forests=FORESTS))
