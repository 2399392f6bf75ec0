from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage import linear
from router.triage.linear import FactClassifier, Facts, Named

NAMES = ("a", "b", "c", "d")
TWO = FactClassifier(
    ("no", "yes"), NAMES, np.array([[0.0, 1.0], [0.5, -0.5], [2.0, 0.0], [0.0, 3.0]]), np.array([0.1, 0.2])
)
value = st.floats(-3, 3)


@given(
    st.sets(st.sampled_from((*NAMES, "unseen"))),
    st.dictionaries(st.sampled_from((*NAMES, "also unseen")), value),
    value,
)
def test_facts_weigh_the_same_however_they_are_told(
    present: set[str], measured: Mapping[str, float], scale: float
) -> None:
    facts = Facts(tuple(present - measured.keys()), measured, scale)
    told = Facts(measured=dict(zip(facts.names, facts.values, strict=True)))
    assert told.size == facts.size
    assert TWO.log_odds(facts, "yes") == pytest.approx(TWO.log_odds(told, "yes"), abs=1e-9)
    assert TWO.log_odds(facts, "yes") == -TWO.log_odds(facts, "no")
    shares = TWO.probabilities(facts)
    assert shares.sum() == pytest.approx(1.0)
    assert TWO.probability(facts, "yes") == pytest.approx(shares[1])


def test_without_facts_the_intercept_speaks() -> None:
    assert TWO.log_odds(Facts(), "yes") == pytest.approx(0.1)
    assert TWO.probabilities(Facts())[1] == pytest.approx(TWO.probability(Facts(), "yes"))


def test_facts_can_be_told_beside_others() -> None:
    assert Facts(("a",), {"b": 0.5}).beside(Facts(("c",), {"d": 2.0})) == Facts(
        ("a", "c"), {"b": 0.5, "d": 2.0}
    )


def test_the_fact_that_a_word_is_is_told_once_and_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "REMEMBERED_WORDS", 2)
    named = Named("word")
    assert named.each(["av", "på", "av"]) == ["word=av", "word=på"]
    assert named["av"] is named["av"]
    assert named["til"] == "word=til"
    assert len(named) <= 2
