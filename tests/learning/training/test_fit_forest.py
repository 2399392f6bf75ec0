import math

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from router.learning.store.flatten import flatten, rebuild
from router.learning.training.fit import SEED
from router.learning.training.fit_forest import grow
from router.learning.training.fit_joints import FORESTS, TREES
from router.learning.training.train import TrainedModel
from router.triage.certainty import GROUNDS


def test_the_trees_as_arrays_say_what_scikit_learn_says() -> None:
    random = np.random.default_rng(1)
    table = random.normal(size=(400, 5))
    truth = table[:, 0] * table[:, 1] + 0.3 * random.normal(size=400) > 0.2
    forest = grow(table, truth, TREES, forests=FORESTS)
    asked = random.normal(size=(200, 5))
    expected = np.mean(
        [
            HistGradientBoostingClassifier(**TREES, random_state=SEED + seed)
            .fit(table, truth)
            .decision_function(asked)
            for seed in range(FORESTS)
        ],
        axis=0,
    )
    assert forest.scores(asked) == pytest.approx(expected, abs=1e-6)
    assert ((forest.scores(table) > 0.0) == truth).mean() > 0.9


def test_every_way_through_a_tree_ends_at_a_leaf(trained: TrainedModel) -> None:
    forest = trained.model.joint.forest
    table = np.random.default_rng(2).normal(size=(50, int(forest.column.max()) + 1))
    deeper = forest.depth + 1
    at = np.broadcast_to(forest.roots, (50, len(forest.roots)))
    for _ in range(deeper):
        is_low = table[np.arange(50)[:, None], forest.column[at]] <= forest.limit[at]
        at = np.where(is_low, forest.lower[at], forest.higher[at])
    assert (forest.lower[at] == at).all()


@pytest.mark.parametrize("owner", ["joint", "certainty"])
@pytest.mark.parametrize("part", ["column", "lower", "higher", "roots"])
def test_a_forest_that_leads_outside_itself_is_refused(trained: TrainedModel, owner: str, part: str) -> None:
    flat = flatten(trained.model)
    places = np.array(flat[f"{owner}.forest.{part}"])
    places[0] = 10_000_000.0
    with pytest.raises(ValueError, match="outside"):
        rebuild({**flat, f"{owner}.forest.{part}": places})


def test_a_model_that_was_stored_judges_joints_as_before(trained: TrainedModel) -> None:
    again = rebuild(flatten(trained.model)).joint
    forest = trained.model.joint.forest
    table = np.random.default_rng(3).normal(size=(20, int(forest.column.max()) + 1))
    assert again.forest.scores(table).tolist() == forest.scores(table).tolist()
    assert again.opening.names == trained.model.joint.opening.names


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_refused(trained: TrainedModel, number: float) -> None:
    with pytest.raises(TypeError, match="is not a number"):
        rebuild({**flatten(trained.model), "certainty.base": number})


def test_a_model_that_was_stored_is_as_sure_as_before(trained: TrainedModel) -> None:
    again, before = rebuild(flatten(trained.model)).certainty, trained.model.certainty
    grounds = np.random.default_rng(4).normal(size=(20, GROUNDS))
    assert again.chances(grounds).tolist() == before.chances(grounds).tolist()
