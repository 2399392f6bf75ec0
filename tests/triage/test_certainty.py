import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from router.taxonomy import Kind, Language
from router.triage.asked import Known, asked_of
from router.triage.certainty import GROUNDS, PANEL, UNTAUGHT
from router.triage.classify import classify_each
from router.triage.cut import Cut
from router.triage.issue import Span
from router.triage.split import Part
from tests.triage.mails import judged, shipped_model


def test_untaught_certainty_is_what_all_voices_say() -> None:
    grounds = np.zeros(GROUNDS)
    grounds[PANEL] = np.log(9.0)
    assert UNTAUGHT.chance(grounds) == pytest.approx(0.9)


@given(arrays(np.float64, (3, GROUNDS), elements=st.floats(-1e6, 1e6)))
def test_a_certainty_is_a_probability_and_the_same_beside_others(
    grounds: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    certainty = shipped_model().certainty
    together = certainty.chances(grounds).tolist()
    assert all(0.0 <= chance <= 1.0 for chance in together)
    assert together == [certainty.chance(own) for own in grounds]


def certainty_of(text: str, subject: str = "") -> float:
    return min(issue.certainty for issue in judged(text, subject).issues)


PLAIN = "Banken avviser betalingsfilen vår fra remittering, feil KID på alle linjer."


def test_the_shipped_model_is_less_sure_of_what_may_be_two_matters() -> None:
    known = Known(PLAIN, "", Kind.SUPPORT, Language.NB)
    cuts = (Cut(), Cut(extent=0.7, joints_inside=1, likeliest_joint=0.4))
    parts = [Part((Span(0, len(PLAIN)),), cut) for cut in cuts]
    sure, doubted = (classify_each(asked_of(known, [part]), shipped_model())[0].certainty for part in parts)
    assert doubted < sure - 0.05


def test_the_shipped_model_is_less_sure_of_what_names_no_area() -> None:
    assert certainty_of("Hvorfor kommer det feil beløp?") < certainty_of(PLAIN) - 0.1


def test_the_area_named_is_possible_and_the_first_where_it_is_the_most_probable() -> None:
    for text in (PLAIN, "Kan dere hjelpe oss med noe?"):
        for issue in judged(text).issues:
            assert issue.area in issue.possible_areas
            assert len(set(issue.possible_areas)) == len(issue.possible_areas)
    (sure,) = judged(PLAIN).issues
    (vague,) = judged("Hvorfor kommer det feil beløp?").issues
    assert sure.possible_areas == (sure.area,)
    assert len(vague.possible_areas) > 1
