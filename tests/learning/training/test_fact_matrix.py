import numpy as np
import pytest
from sklearn.feature_extraction import DictVectorizer

from router.learning.training.fact_matrix import LEAST_WEIGHT, fact_classifier, fact_matrix, shared_names
from router.triage.linear import Facts

FACTS = [Facts(("b",), {"word=å": 0.5}), Facts(), Facts((), {"a": -2.0, "b": 3.0}, scale=2.0)]
AS_NUMBERS = [{"b": 1.0, "word=å": 0.5}, {}, {"a": -4.0, "b": 6.0}]


def test_facts_become_the_matrix_that_scikit_learn_makes_of_them() -> None:
    vectorizer = DictVectorizer()
    expected = vectorizer.fit_transform(AS_NUMBERS)
    names, matrix = fact_matrix(FACTS)
    columns = [names.index(name) for name in vectorizer.feature_names_]
    assert np.array_equal(matrix.toarray()[:, columns], expected.toarray())
    assert names == ("b", "a", "word=å")  # the commonest first
    assert matrix.indices.dtype == np.int32


def test_no_facts_are_a_matrix_without_columns() -> None:
    names, matrix = fact_matrix([Facts(), Facts()])
    assert names == ()
    assert matrix.shape == (2, 0)


def test_what_is_noticed_too_seldom_is_left_out() -> None:
    names, matrix = fact_matrix(FACTS, least=2)
    assert names == ("b",)
    assert matrix.toarray().tolist() == [[1.0], [0.0], [6.0]]


def test_names_are_shared_between_facts() -> None:
    one, other = (shared_names(Facts((f"word={'x' * 3}",), {f"length{1}": 2.0}, 3.0)) for _ in range(2))
    assert one == other == Facts(("word=xxx",), {"length1": 2.0}, 3.0)
    assert all(first is second for first, second in zip(one.names, other.names, strict=True))


def test_a_classifier_keeps_what_weighs_anything_for_any_class() -> None:
    weights = np.array([[0.0, LEAST_WEIGHT], [LEAST_WEIGHT / 2, 0.0], [-1.0, 0.0]])
    found = fact_classifier(("no", "yes"), ("a", "b", "c"), weights, np.array([0.0, 0.5]))
    assert found.names == ("a", "c")
    assert found.log_odds(Facts(("a", "b", "c")), "yes") == pytest.approx(0.5 + LEAST_WEIGHT + 1.0)
