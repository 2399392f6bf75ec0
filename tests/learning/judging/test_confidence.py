import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from router.learning.judging.confidence import trust

JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80)


@given(JUDGED)
@example([(0.7, False)] * 3)
def test_every_answer_is_in_one_bin_and_the_curve_ends_with_all(judged: list[tuple[float, bool]]) -> None:
    confidence, right = np.array([share for share, _ in judged]), np.array([good for _, good in judged])
    found = trust(confidence, right)
    assert sum(own.count for own in found.bins) == len(judged)
    # A mean of numbers that cannot be told exactly may be a last digit beyond all of them.
    assert all(own.least - 1e-9 <= own.confidence <= own.most + 1e-9 for own in found.bins)
    assert found.curve[-1].cover == 1.0
    assert found.curve[-1].error == pytest.approx((~right).mean())
    assert [point.cover for point in found.curve] == sorted(point.cover for point in found.curve)


@given(JUDGED)
def test_no_promise_is_broken_and_a_laxer_one_covers_no_less(judged: list[tuple[float, bool]]) -> None:
    found = trust(np.array([share for share, _ in judged]), np.array([good for _, good in judged]))
    assert [own.target_error for own in found.promises] == [0.01, 0.02, 0.03]
    assert all(own.point.error <= own.target_error for own in found.promises)
    covers = [own.point.cover for own in found.promises]
    assert covers == sorted(covers)


def test_what_is_right_in_a_bin_is_told_beside_its_confidence() -> None:
    confidence = np.array([0.61, 0.63, 0.65, 0.67, 1.0])
    low, high = trust(confidence, np.array([True, False, False, False, True])).bins
    assert (low.least, low.most, low.count, low.right) == (0.6, 0.7, 4, 0.25)
    assert low.confidence == pytest.approx(0.64)
    assert (high.most, high.right) == (1.0, 1.0)


def test_without_answers_there_is_nothing_to_trust() -> None:
    found = trust(np.array([]), np.array([], dtype=bool))
    assert (found.calibration_error, found.bins, found.curve, found.promises) == (0.0, (), (), ())
