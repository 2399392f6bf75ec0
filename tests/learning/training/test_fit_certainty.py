from dataclasses import replace

import numpy as np
import pytest

from router.learning.judging.routed import Routed
from router.learning.training.fit_certainty import fit_certainties
from router.triage.certainty import GROUNDS, PANEL, UNTAUGHT, Grounds

LONGEST = Grounds._fields.index("longest")
FOLDS = 3


def made(corpus: int, exercises: int = 0, *, seed: int = 1) -> Routed:
    """Issues, one a mail. Of ordinary mail only the long ones are wrong now and then; exercises are twice as
    often wrong, whatever the panel says."""
    random = np.random.default_rng(seed)
    count = corpus + exercises
    grounds = random.normal(size=(count, GROUNDS))
    grounds[:, PANEL] += 3.0
    wrong = np.where(grounds[:, LONGEST] > 0.5, 0.4, 0.02) * np.where(np.arange(count) < corpus, 0.5, 1.0)
    return Routed(
        mail=np.arange(count),
        grounds=grounds,
        right=random.uniform(size=count) >= wrong,
        mixed=np.zeros(count, dtype=bool),
        familiar=np.ones(count, dtype=bool),
        areas=np.ones((count, 1)),
        true_area=np.zeros(count, dtype=np.int64),
    )


def dealt(issues: Routed) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.arange(len(issues.mail)) % FOLDS


def test_it_learns_of_which_issues_the_router_is_wrong_and_how_often_in_ordinary_mail() -> None:
    issues = made(1500, 3000)
    certainties = fit_certainties(issues, 1500, dealt(issues), FOLDS)
    assert len(certainties) == FOLDS + 1
    new = made(4000, seed=2)
    long = new.grounds[:, LONGEST] > 0.5
    for certainty in certainties:
        chances = certainty.chances(new.grounds)
        assert chances[long].mean() == pytest.approx(0.8, abs=0.05)
        assert chances[~long].mean() == pytest.approx(0.99, abs=0.02)


def test_a_fold_is_judged_by_what_has_not_seen_it() -> None:
    issues = made(900)
    before = fit_certainties(issues, 900, dealt(issues), FOLDS)
    changed = issues.right.copy()
    changed[dealt(issues) == 0] = ~changed[dealt(issues) == 0]
    after = fit_certainties(replace(issues, right=changed), 900, dealt(issues), FOLDS)
    probe = made(50, seed=3).grounds
    assert (before[0].forest.scores(probe) == after[0].forest.scores(probe)).all()
    assert (before[FOLDS].chances(probe) != after[FOLDS].chances(probe)).any()


def test_an_issue_that_holds_another_one_as_well_is_less_sure() -> None:
    issues = made(1500, 3000)
    short = issues.grounds[:, LONGEST] < -0.5
    mixed = replace(issues, mixed=short & (np.arange(4500) % 2 == 0))
    *_, before = fit_certainties(issues, 1500, dealt(issues), FOLDS)
    *_, after = fit_certainties(mixed, 1500, dealt(issues), FOLDS)
    new = made(2000, seed=2)
    short = new.grounds[:, LONGEST] < -0.5
    assert after.chances(new.grounds)[short].mean() < before.chances(new.grounds)[short].mean()


def test_where_nothing_is_wrong_there_is_nothing_to_learn() -> None:
    issues = made(60)
    issues.right[:] = True
    assert all(own is UNTAUGHT for own in fit_certainties(issues, 60, dealt(issues), FOLDS))


def test_so_few_issues_that_no_tree_can_grow_still_make_a_certainty() -> None:
    issues = made(12)
    issues.right[:] = [False, True, True, True] * 3
    grounds = made(5, seed=4).grounds
    for certainty in fit_certainties(issues, 12, dealt(issues), FOLDS):
        assert ((certainty.chances(grounds) > 0.0) & (certainty.chances(grounds) < 1.0)).all()
