import numpy as np
import pytest

from router.learning.judging.classification import Answers, classification


def test_confusions_are_counted_with_the_labelled_in_rows() -> None:
    answers = Answers(("a", "a", "b", "b", "b"), ("a", "b", "b", "b", "c"), np.full(5, 0.6))
    found = classification(answers)
    assert found.confusion.labels == ("a", "b", "c")
    assert found.confusion.counts == ((1, 1, 0), (0, 2, 1), (0, 0, 0))
    assert found.confusion.most_frequent(5) == (("a", "b", 1), ("b", "c", 1))
    assert (found.count, found.accuracy) == (5, 0.6)


def test_a_rare_label_counts_as_much_as_a_frequent_one() -> None:
    answers = Answers(("a",) * 9 + ("b",), ("a",) * 10, np.full(10, 0.9))
    found = classification(answers)
    assert found.accuracy == 0.9
    assert found.macro_f1 == pytest.approx((2 * 0.9 / 1.9 + 0.0) / 2)
    assert [(own.count, own.recall) for own in found.labels] == [(9, 1.0), (1, 0.0)]


def test_without_answers_all_is_nothing() -> None:
    found = classification(Answers((), (), np.array([])))
    assert (found.count, found.accuracy, found.labels, found.trust.bins) == (0, 0.0, (), ())
