import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from router.triage.certainty import FACTS, UNTAUGHT, WHOLE, Certainty, Cut, Joint, certainty_facts, cuts
from router.triage.pieces import Opinion
from tests.triage.mails import judged, shipped_model

chance = st.floats(0, 1)
SURE = Opinion(np.array([[0.9, 0.05], [0.03, 0.02]]), np.array([0.95, 0.05]), np.array([0.93, 0.07]))


def test_a_piece_of_a_mail_has_its_own_joints_inside_and_its_edges_outside() -> None:
    first, second = cuts([0.1, 0.9, 0.2, 0.3], [0, 2], [10, 30, 20, 20, 40])
    assert first == Cut(inside=(Joint(0.1, 0.25),), edges=(Joint(0.9, 1 / 3),))
    assert second == Cut(inside=(Joint(0.2, 0.25), Joint(0.3, 0.5)), edges=(Joint(0.9, 2 / 3),))


def test_a_mail_of_one_issue_has_no_edges() -> None:
    assert cuts([0.1, 0.2], [0], [5, 5, 10])[0].edges == ()
    assert cuts([], [0], [7]) == (WHOLE,)


@given(st.lists(st.tuples(chance, st.integers(1, 500)), max_size=8), st.data())
def test_every_joint_is_inside_one_piece_or_at_the_edge_of_two(
    joints: list[tuple[float, int]], data: st.DataObject
) -> None:
    chances, lengths = [own for own, _ in joints], [3, *(length for _, length in joints)]
    inner = data.draw(st.sets(st.integers(1, len(chances)))) if chances else set()
    found = cuts(chances, [0, *sorted(inner)], lengths)
    assert sum(len(cut.inside) for cut in found) + len(inner) == len(chances)
    assert sum(len(cut.edges) for cut in found) == 2 * len(inner)
    assert all(0.0 <= joint.share <= 0.5 for cut in found for joint in cut.inside)
    assert all(0.0 < joint.share < 1.0 for cut in found for joint in cut.edges)


def test_untaught_certainty_is_what_the_classifier_says() -> None:
    assert UNTAUGHT.chance(certainty_facts(WHOLE, SURE, None, [])) == pytest.approx(0.9)


@given(
    st.lists(st.builds(Joint, chance, st.floats(0, 0.5)), max_size=6),
    st.lists(st.builds(Joint, chance, chance), max_size=2),
)
def test_facts_are_finite_and_make_a_probability(inside: list[Joint], edges: list[Joint]) -> None:
    facts = certainty_facts(Cut(tuple(inside), tuple(edges)), SURE, SURE.areas, [SURE.areas] * len(edges))
    assert facts.shape == (FACTS,)
    assert np.isfinite(facts).all()
    assert 0.0 <= Certainty(np.full(FACTS, 1e3), -1e3).chance(facts) <= 1.0


def certainty_of(cut: Cut, *beside: NDArray[np.float64]) -> float:
    return shipped_model().certainty.chance(certainty_facts(cut, SURE, None, beside))


def test_the_shipped_model_is_less_sure_where_the_mail_was_nearly_cut() -> None:
    assert certainty_of(Cut(inside=(Joint(0.5, 0.5),))) < certainty_of(Cut(inside=(Joint(0.01, 0.5),)))


def test_the_shipped_model_is_less_sure_of_a_small_piece_that_was_barely_cut_off() -> None:
    large, small = (Cut(edges=(Joint(0.7, share),)) for share in (0.8, 0.2))
    assert certainty_of(small, SURE.areas[::-1]) < certainty_of(large, SURE.areas[::-1])


def test_the_shipped_model_is_less_sure_beside_a_piece_of_the_same_area() -> None:
    cut = Cut(edges=(Joint(0.8, 0.5),))
    assert certainty_of(cut, SURE.areas) < certainty_of(cut, SURE.areas[::-1])


def test_the_area_named_is_possible_and_the_first_where_it_is_the_most_probable() -> None:
    for text in (
        "Banken avviser betalingsfilen vår, feil KID på alle linjer.",
        "Kan dere hjelpe oss med noe?",
    ):
        for issue in judged(text).issues:
            assert issue.area in issue.possible_areas
            assert len(set(issue.possible_areas)) == len(issue.possible_areas)
    (sure,) = judged("Banken avviser betalingsfilen vår fra remittering, feil KID på alle linjer.").issues
    (vague,) = judged("Hei, kan dere se på dette? Noe er galt der.").issues
    assert sure.possible_areas == (sure.area,)
    assert len(vague.possible_areas) > 1


@given(st.lists(st.floats(-5, 5), min_size=FACTS, max_size=FACTS), st.floats(0.01, 0.99))
def test_nobody_is_surer_of_all_three_than_of_kind_and_area(leanings: list[float], best: float) -> None:
    facts = certainty_facts(Cut(inside=(Joint(0.3, 0.1),) * 40), SURE, None, [])
    facts[0] = np.log(best / (1.0 - best))
    assert Certainty(np.array(leanings), 50.0).chance(facts) <= best + 1e-9
