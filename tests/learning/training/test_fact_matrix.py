import numpy as np
from sklearn.feature_extraction import DictVectorizer

from router.learning.training.fact_matrix import fact_matrix, shared_names

FACTS = [{"b": 1.0, "word=å": 0.5}, {}, {"a": -2.0, "b": 3.0}]


def test_facts_become_the_matrix_that_scikit_learn_makes_of_them() -> None:
    vectorizer = DictVectorizer()
    expected = vectorizer.fit_transform(FACTS)
    names, matrix = fact_matrix(FACTS)
    assert list(names) == list(vectorizer.feature_names_)
    assert np.array_equal(matrix.toarray(), expected.toarray())
    assert matrix.indices.dtype == np.int32


def test_no_facts_are_a_matrix_without_columns() -> None:
    names, matrix = fact_matrix([{}, {}])
    assert names == ()
    assert matrix.shape == (2, 0)


def test_names_are_shared_between_facts() -> None:
    one, other = (shared_names({f"word={'x' * 3}": 1.0}) for _ in range(2))
    assert next(iter(one)) is next(iter(other))
