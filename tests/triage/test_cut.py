import time
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.cut import LEAST_DOUBT, WHOLE, Cut, cuts
from router.triage.segments import MOST_SEGMENTS

JOINTS = st.lists(st.tuples(st.floats(0, 1), st.integers(1, 500)), max_size=8)


def test_a_mail_that_nobody_doubts_is_whole() -> None:
    assert cuts([], [0], [7]) == (WHOLE,)
    (cut,) = cuts([0.0, LEAST_DOUBT / 2], [0], [5, 5, 10])
    assert cut == Cut(joints_inside=2, likeliest_joint=LEAST_DOUBT / 2)


def test_two_halves_that_may_be_two_matters_are_neither_of_them() -> None:
    (cut,) = cuts([0.4], [0], [50, 50])
    assert cut.extent == pytest.approx(0.6)


def test_the_larger_side_counts_where_a_small_matter_may_have_been_joined() -> None:
    (cut,) = cuts([0.4], [0], [90, 10])
    assert cut.extent == pytest.approx(0.6 + 0.4 * 0.9)


def test_a_small_piece_that_may_belong_to_the_one_beside_it_may_be_no_issue() -> None:
    large, small = cuts([0.7], [0, 1], [90, 10])
    assert small.extent == pytest.approx(0.7)
    assert small.small_edge == pytest.approx(0.7)
    assert large.extent == pytest.approx(0.7 + 0.3 * 0.9)
    assert large.small_edge == 1.0


def test_a_piece_knows_its_joints_and_whether_it_is_alone() -> None:
    first, second = cuts([0.1, 0.9, 0.2, 0.3], [0, 2], [10, 30, 20, 20, 40])
    assert (first.joints_inside, second.joints_inside) == (1, 2)
    assert (first.likeliest_joint, second.likeliest_joint) == (0.1, 0.3)
    assert first.is_one_of_several
    assert second.is_one_of_several
    assert not cuts([0.1], [0], [10, 30])[0].is_one_of_several


@given(JOINTS, st.data())
def test_the_extent_is_the_mean_over_all_ways_in_which_the_mail_may_be_divided(
    joints: list[tuple[float, int]], data: st.DataObject
) -> None:
    chances, lengths = [own if own >= LEAST_DOUBT else 0.0 for own, _ in joints], [3]
    lengths += [length for _, length in joints]
    inner = data.draw(st.sets(st.integers(1, len(chances)))) if chances else set()
    starts = [0, *sorted(inner)]
    for cut, start, end in zip(
        cuts(chances, starts, lengths), starts, [*starts[1:], len(lengths)], strict=True
    ):
        assert cut.extent == pytest.approx(_mean_overlap(chances, lengths, start, end), abs=1e-6)


def _mean_overlap(chances: list[float], lengths: list[int], start: int, end: int) -> float:
    """By counting every way: slow, and plain to see."""
    mean = 0.0
    for way in product((False, True), repeat=len(chances)):
        likely = 1.0
        for chance, parts in zip(chances, way, strict=True):
            likely *= chance if parts else 1.0 - chance
        borders = [0, *(at for at, parts in enumerate(way, 1) if parts), len(lengths)]
        shared = [_overlap(lengths, (start, end), run) for run in pairwise(borders)]
        mean += likely * sum(share for share in shared if share > 0.5)
    return mean


def _overlap(lengths: list[int], one: tuple[int, int], other: tuple[int, int]) -> float:
    common = sum(lengths[max(one[0], other[0]) : min(one[1], other[1])])
    return common / (sum(lengths[slice(*one)]) + sum(lengths[slice(*other)]) - common)


@given(JOINTS, st.data())
def test_extents_and_edges_are_probabilities(joints: list[tuple[float, int]], data: st.DataObject) -> None:
    chances, lengths = [own for own, _ in joints], [3, *(length for _, length in joints)]
    inner = data.draw(st.sets(st.integers(1, len(chances)))) if chances else set()
    found = cuts(chances, [0, *sorted(inner)], lengths)
    assert len(found) == len(inner) + 1
    assert sum(cut.joints_inside for cut in found) + len(inner) == len(chances)
    assert all(0.0 <= cut.extent <= 1.0 and 0.0 <= cut.small_edge <= 1.0 for cut in found)


def test_as_many_doubts_as_a_mail_can_hold_are_weighed_at_once() -> None:
    chances, lengths = [0.3] * (MOST_SEGMENTS - 1), [10] * MOST_SEGMENTS
    began = time.process_time()
    (cut,) = cuts(chances, [0], lengths)
    every_third = cuts(chances, list(range(0, MOST_SEGMENTS, 3)), lengths)
    assert time.process_time() - began < 0.5
    assert cut.extent < 1e-6
    assert all(0.0 < own.extent < 0.5 for own in every_third)
