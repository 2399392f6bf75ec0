import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from router.triage.cohesion import Cohesion, areas, distance, kinds
from router.triage.features import Row
from router.triage.laid import Laid
from router.triage.pieces import Opinion

PAIRS = arrays(np.float64, st.tuples(st.integers(1, 6), st.just(6)), elements=st.floats(0.01, 1.0))


def a_row(*columns: int) -> Row:
    values = np.full(len(columns), 1.0 / max(1, len(columns)) ** 0.5, dtype=np.float32)
    return Row(np.array(columns, dtype=np.int32), values, len(columns), len(columns))


def cohesion_of(pairs: np.ndarray[tuple[int, int], np.dtype[np.float64]], *rows: Row) -> Cohesion:
    opinions = []
    for own in pairs / pairs.sum(axis=1, keepdims=True):
        table = own.reshape(2, -1)
        opinions.append(Opinion(table, table.sum(axis=1), table.sum(axis=0)))
    words = np.full(len(pairs), 5.0)
    return Cohesion(Laid([len(pairs)]), opinions, rows or [a_row(1)] * len(pairs), words)


@given(PAIRS)
def test_a_run_of_one_segment_says_what_the_segment_says(
    pairs: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    cohesion = cohesion_of(pairs)
    places = np.arange(len(pairs))
    assert cohesion.opinion(places, places + 1) == pytest.approx(cohesion.pairs, abs=1e-6)


@given(PAIRS)
def test_every_run_has_probabilities(pairs: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    cohesion = cohesion_of(pairs)
    count = len(pairs)
    start, end = np.array([(a, b) for a in range(count) for b in range(a + 1, count + 1)]).T
    said = cohesion.opinion(start, end)
    assert said.sum(axis=1) == pytest.approx(1.0)
    assert areas(said).sum(axis=1) == pytest.approx(1.0)
    assert kinds(said).sum(axis=1) == pytest.approx(1.0)


def test_the_surer_segment_speaks_louder_in_a_run() -> None:
    cohesion = cohesion_of(np.array([[0.9, 0.02, 0.02, 0.02, 0.02, 0.02], [1.0] * 6]))
    (run,) = cohesion.opinion(np.array([0]), np.array([2]))
    assert run.argmax() == 0
    assert run[0] > 0.4


def test_runs_with_the_same_words_have_cosine_one_and_without_common_words_zero() -> None:
    cohesion = cohesion_of(np.ones((3, 6)), a_row(1, 2), a_row(1, 2), a_row(7, 8))
    one, two = np.array([0, 0]), np.array([1, 2])
    assert cohesion.shared(one, one + 1, two, two + 1) == pytest.approx([1.0, 0.0], abs=1e-6)


def test_segments_without_known_words_share_nothing() -> None:
    cohesion = cohesion_of(np.ones((2, 6)), a_row(), a_row())
    assert cohesion.shared(*(np.array([place]) for place in (0, 1, 1, 2))) == pytest.approx([0.0])


def test_distance_is_zero_for_the_same_and_one_for_nothing_in_common() -> None:
    first, second = np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    assert distance(first, second).tolist() == [0.0, 1.0]
