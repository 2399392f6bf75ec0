"""The promise holds on new mail: simulated where the truth is known, and on the corpus."""

import numpy as np
import pytest
from numpy.typing import NDArray

from router.learning.promise import (
    GUARANTEE,
    NEVER,
    TARGETS,
    Promise,
    promise_for,
    promises,
    threshold_for,
)
from router.promise import PromiseError

Mails = tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]]


def new_mail(random: np.random.Generator, mails: int, *, together: bool) -> Mails:
    """Issues of mails of the same sort: certainty, right, mail. An issue is right as often as its certainty
    says, to the fourth power less often. ``together``: the issues of one mail are right or wrong as one."""
    sizes = random.choice([1, 2, 3], size=mails, p=[0.7, 0.2, 0.1])
    mail = np.repeat(np.arange(mails), sizes)
    of_mail = random.beta(4.0, 0.3, size=mails)
    certainty = of_mail[mail] if together else random.beta(4.0, 0.3, size=len(mail))
    luck = random.uniform(size=mails)[mail] if together else random.uniform(size=len(mail))
    return certainty, luck < truth(certainty), mail


def truth(certainty: NDArray[np.float64]) -> NDArray[np.float64]:
    """How often an issue of this certainty is right."""
    return certainty**1.3


def true_error(threshold: float, population: Mails) -> float:
    """The share of wrong ones among all mail that would ever be routed with this threshold."""
    routed = population[0] >= threshold
    return float(1.0 - truth(population[0][routed]).mean()) if routed.any() else 0.0


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("target", [0.02, 0.05])
def test_the_promise_is_broken_at_most_as_often_as_the_guarantee_allows(
    target: float, together: bool
) -> None:
    random = np.random.default_rng(1)
    population = new_mail(random, 200_000, together=together)
    trials, broken, covers = 120, 0, []
    for _ in range(trials):
        threshold = threshold_for(*new_mail(random, 700, together=together), target, GUARANTEE)
        broken += true_error(threshold, population) > target
        covers.append((population[0] >= threshold).mean())
    # Three standard deviations above the tenth that is allowed.
    assert broken / trials <= (1.0 - GUARANTEE) + 3.0 * (GUARANTEE * (1.0 - GUARANTEE) / trials) ** 0.5
    assert np.mean(covers) > 0.3  # and it is not kept by routing nothing


def test_the_plain_estimate_would_break_it_far_more_often() -> None:
    """What this module is for: without it the test above fails."""
    random = np.random.default_rng(2)
    population = new_mail(random, 200_000, together=False)
    broken = 0
    for _ in range(40):
        certainty, right, _ = new_mail(random, 700, together=False)
        order = np.argsort(-certainty)
        errors = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
        plain = float(certainty[order[np.flatnonzero(errors <= 0.02)[-1]]])
        broken += true_error(plain, population) > 0.02
    assert broken / 40 > 0.25


def test_issues_that_stand_and_fall_together_tell_less() -> None:
    certainty = np.linspace(0.5, 1.0, 2000)
    right = np.ones(2000, dtype=bool)
    right[::240] = right[1::240] = False  # the same wrong ones, twice in a mail or one in each of two
    alone = threshold_for(certainty, right, np.arange(2000), 0.02, GUARANTEE)
    together = threshold_for(certainty, right, np.arange(2000) // 2, 0.02, GUARANTEE)
    assert alone < together


def test_a_stricter_promise_never_routes_more() -> None:
    random = np.random.default_rng(3)
    table = promises(*new_mail(random, 2000, together=False))
    assert [own.target for own in table] == sorted(TARGETS)
    kept = [own for own in table if own.cover]
    assert kept
    for own in kept:
        assert own.error <= own.target
    for strict, loose in zip(kept, kept[4:], strict=False):  # a step apart chance may turn two round
        assert strict.cover <= loose.cover


@pytest.mark.parametrize("mails", [0, 1, 20])
def test_with_too_little_mail_nothing_is_promised(mails: int) -> None:
    certainty = np.full(mails, 0.99)
    threshold = threshold_for(certainty, np.ones(mails, dtype=bool), np.arange(mails), 0.02, GUARANTEE)
    assert threshold == NEVER


def test_what_is_unfamiliar_is_never_routed_however_loose_the_promise() -> None:
    certainty = np.zeros(500)
    threshold = threshold_for(certainty, np.ones(500, dtype=bool), np.arange(500), 0.1, GUARANTEE)
    assert threshold == NEVER


def test_a_promise_between_two_takes_the_stricter() -> None:
    table = (Promise(0.01, 0.98, 0.4, 0.005), Promise(0.02, 0.95, 0.6, 0.01))
    assert promise_for(table, 0.02).threshold == 0.95
    assert promise_for(table, 0.015).threshold == 0.98
    with pytest.raises(PromiseError, match=r"at most 0\.5 of 100"):
        promise_for(table, 0.005)
