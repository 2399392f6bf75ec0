import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from router.triage.certainty import FACTS, LEEWAY, PANEL, UNTAUGHT, Certainty, certainty_facts
from router.triage.cut import WHOLE, Cut
from router.triage.pieces import Opinion
from tests.triage.mails import judged, shipped_model

chance = st.floats(0, 1)
SURE = Opinion(np.array([[0.9, 0.05], [0.03, 0.02]]), np.array([0.95, 0.05]), np.array([0.93, 0.07]))


def test_untaught_certainty_is_what_the_classifier_says() -> None:
    assert UNTAUGHT.chance(certainty_facts(WHOLE, SURE, None, [])) == pytest.approx(0.9, abs=1e-3)


@given(st.builds(Cut, chance, chance, st.integers(0, 200), st.booleans()))
def test_facts_are_finite_and_make_a_probability(cut: Cut) -> None:
    facts = certainty_facts(cut, SURE, SURE.areas, [SURE.areas] * cut.is_one_of_several)
    assert facts.shape == (FACTS,)
    assert np.isfinite(facts).all()
    assert 0.0 <= Certainty(np.full(FACTS, 1e3), -1e3).chance(facts) <= 1.0


def certainty_of(cut: Cut, *beside: NDArray[np.float64]) -> float:
    return shipped_model().certainty.chance(certainty_facts(cut, SURE, None, beside))


def test_the_shipped_model_is_less_sure_where_the_mail_was_nearly_cut() -> None:
    assert (
        certainty_of(Cut(extent=0.6, joints_inside=1)) < certainty_of(Cut(extent=0.99, joints_inside=1)) - 0.1
    )


def test_the_shipped_model_is_less_sure_of_a_small_piece_that_was_barely_cut_off() -> None:
    large, small = (Cut(0.9, edge, is_one_of_several=True) for edge in (1.0, 0.7))
    assert certainty_of(small, SURE.areas[::-1]) < certainty_of(large, SURE.areas[::-1])


def test_the_shipped_model_is_less_sure_beside_a_piece_of_the_same_area() -> None:
    cut = Cut(0.9, is_one_of_several=True)
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
    (vague,) = judged("Hvorfor kommer det feil beløp?").issues
    assert sure.possible_areas == (sure.area,)
    assert len(vague.possible_areas) > 1


@given(
    st.lists(st.floats(-5, 5), min_size=FACTS, max_size=FACTS),
    st.floats(0.01, 0.99),
    st.floats(0.01, 0.99),
)
def test_nobody_is_surer_than_the_cut_and_the_panel_allow_together(
    leanings: list[float], best: float, extent: float
) -> None:
    facts = certainty_facts(Cut(extent), SURE, None, [])
    facts[PANEL] = np.log(best / (1.0 - best))
    chance = Certainty(np.array(leanings), 50.0).chance(facts)
    assert chance <= best + 1e-9
    assert (1.0 - chance) / chance >= (1.0 - best) / best + np.exp(-LEEWAY) * (1.0 - extent) / extent - 1e-9
