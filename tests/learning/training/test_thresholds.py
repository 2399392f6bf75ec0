"""Where a joint parts two issues: as many numbers right as can be, within what may be split by mistake."""

from collections.abc import Sequence

import numpy as np

from router.learning.training.thresholds import SINGLE_SPLIT_TARGET, new_issue_threshold


def split_by_mistake(threshold: float, issues: Sequence[int], chances: Sequence[Sequence[float]]) -> float:
    single = [
        any(chance >= threshold for chance in own) for own, n in zip(chances, issues, strict=True) if n == 1
    ]
    return float(np.mean(single))


def test_the_most_numbers_are_right_where_nothing_is_in_the_way() -> None:
    issues = [1] * 200 + [2] * 20
    chances = [(0.2,)] * 200 + [(0.45,)] * 20
    threshold = new_issue_threshold(issues, chances)
    assert 0.2 < threshold <= 0.45


def test_no_more_single_issues_are_split_than_may_be_however_many_numbers_would_be_right() -> None:
    # 3 of 100 single mails look more like two than the 40 that are two.
    issues = [1] * 100 + [2] * 40
    chances = [(0.2,)] * 97 + [(0.7,)] * 3 + [(0.6,)] * 40
    threshold = new_issue_threshold(issues, chances)
    assert threshold > 0.7
    assert split_by_mistake(threshold, issues, chances) <= SINGLE_SPLIT_TARGET


def test_a_few_may_be_split_where_that_gets_more_numbers_right() -> None:
    issues = [1] * 200 + [2] * 40
    chances = [(0.2,)] * 198 + [(0.7,)] * 2 + [(0.6,)] * 40
    assert 0.2 < new_issue_threshold(issues, chances) <= 0.6


def test_without_single_issues_nothing_can_be_split_by_mistake() -> None:
    assert new_issue_threshold([2, 2], [(0.35,), (0.5,)]) <= 0.35


def test_of_thresholds_that_are_about_as_right_the_lowest_is_taken() -> None:
    # At 0.6 one number more is right than at 0.4; of hard mail the lower one finds more.
    issues = [1] * 400 + [2] * 40
    chances = [(0.2,)] * 399 + [(0.5,)] + [(0.7,)] * 40
    assert 0.2 < new_issue_threshold(issues, chances) <= 0.31
