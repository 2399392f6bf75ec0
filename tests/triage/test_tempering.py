import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.tempering import UNTEMPERED, Tempering

chances = st.lists(st.floats(0.001, 0.999), max_size=8)


def joints(own: list[float]) -> list[tuple[float, bool]]:
    """None of them names a new matter."""
    return [(chance, False) for chance in own]


@given(chances, st.integers(0, 100_000))
def test_untempered_chances_stay_as_they_are(given_chances: list[float], characters: int) -> None:
    assert UNTEMPERED.chances(joints(given_chances), characters) == pytest.approx(tuple(given_chances))


@given(chances, st.integers(0, 100_000), st.floats(0.1, 3), st.floats(-2, 2), st.floats(-5, 5))
def test_the_order_of_the_joints_of_a_mail_never_changes(
    given_chances: list[float], characters: int, sharpness: float, by_length: float, base: float
) -> None:
    found = Tempering(sharpness, by_length, base).chances(joints(given_chances), characters)
    assert all(0.0 <= chance <= 1.0 for chance in found)
    order = sorted(range(len(found)), key=lambda at: given_chances[at])
    assert [found[at] for at in order] == sorted(found)


def test_a_long_mail_may_hold_more() -> None:
    tempering = Tempering(1.0, 0.8, -5.0)
    (in_a_short_one,), (in_a_long_one,) = (
        tempering.chances(joints([0.5]), 100),
        tempering.chances(joints([0.5]), 1500),
    )
    assert in_a_short_one < 0.5 < in_a_long_one


def test_who_names_a_new_matter_is_believed_in_a_short_mail_as_in_a_long_one() -> None:
    tempering = Tempering(1.0, 0.8, -5.0)
    (in_a_short_one,), (in_a_long_one,) = (
        tempering.chances([(0.5, True)], 100),
        tempering.chances([(0.5, True)], 1500),
    )
    assert in_a_short_one == 0.5
    assert in_a_long_one > 0.5
