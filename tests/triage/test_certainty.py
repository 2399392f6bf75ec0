import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.certainty import FACTS, UNTAUGHT, WHOLE, Certainty, Cut, certainty_facts, cuts
from router.triage.pieces import Opinion
from tests.triage.mails import judged, shipped_model

SURE = Opinion(np.array([[0.9, 0.05], [0.03, 0.02]]), np.array([0.95, 0.05]), np.array([0.93, 0.07]))


def test_a_piece_of_a_mail_has_its_own_joints_inside_and_its_edges_outside() -> None:
    first, second = cuts([0.1, 0.9, 0.2, 0.3], [0, 2], 5)
    assert first == Cut(inside=(0.1,), edges=(0.9,))
    assert second == Cut(inside=(0.2, 0.3), edges=(0.9,))


def test_a_mail_of_one_issue_has_no_edges() -> None:
    assert cuts([0.1, 0.2], [0], 3) == (Cut(inside=(0.1, 0.2)),)
    assert cuts([], [0], 1) == (WHOLE,)


@given(st.lists(st.floats(0, 1), max_size=8), st.data())
def test_every_joint_is_inside_one_piece_or_at_the_edge_of_two(
    chances: list[float], data: st.DataObject
) -> None:
    segments = len(chances) + 1
    inner = data.draw(st.sets(st.integers(1, segments - 1))) if chances else set()
    found = cuts(chances, [0, *sorted(inner)], segments)
    assert sum(len(cut.inside) for cut in found) + len(inner) == len(chances)
    assert sum(len(cut.edges) for cut in found) == 2 * len(inner)


def test_untaught_certainty_is_what_the_classifier_says() -> None:
    assert UNTAUGHT.chance(certainty_facts(WHOLE, SURE, None, 20)) == pytest.approx(0.9)


@given(st.lists(st.floats(0, 1), max_size=6), st.lists(st.floats(0, 1), max_size=2))
def test_facts_are_finite_and_make_a_probability(inside: list[float], edges: list[float]) -> None:
    facts = certainty_facts(Cut(tuple(inside), tuple(edges)), SURE, SURE.areas, 12)
    assert facts.shape == (FACTS,)
    assert np.isfinite(facts).all()
    assert 0.0 <= Certainty(np.full(FACTS, 1e3), -1e3).chance(facts) <= 1.0


def test_the_shipped_model_is_less_sure_where_the_mail_was_nearly_cut() -> None:
    certainty = shipped_model().certainty
    calm = certainty.chance(certainty_facts(Cut(inside=(0.01,)), SURE, None, 20))
    doubted = certainty.chance(certainty_facts(Cut(inside=(0.6,)), SURE, None, 20))
    assert doubted < calm


def test_the_area_named_is_possible_and_the_first_where_it_is_the_most_probable() -> None:
    for text in (
        "Banken avviser betalingsfilen vår, feil KID på alle linjer.",
        "Kan dere hjelpe oss med noe?",
    ):
        for issue in judged(text).issues:
            assert issue.area in issue.possible_areas
            assert len(set(issue.possible_areas)) == len(issue.possible_areas)
    (sure,) = judged("Banken avviser betalingsfilen vår fra remittering, feil KID på alle linjer.").issues
    (vague,) = judged("Hei, kan dere se på den listen? Noe er galt med tallene der.").issues
    assert sure.possible_areas == (sure.area,)
    assert len(vague.possible_areas) > 1


@given(st.lists(st.floats(-5, 5), min_size=FACTS, max_size=FACTS), st.floats(0.01, 0.99))
def test_nobody_is_surer_of_all_three_than_of_kind_and_area(leanings: list[float], best: float) -> None:
    facts = certainty_facts(Cut(inside=(0.3,) * 40), SURE, None, 100_000)
    facts[0] = np.log(best / (1.0 - best))
    assert Certainty(np.array(leanings), 50.0).chance(facts) <= best + 1e-9
