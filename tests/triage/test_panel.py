import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from router.triage.linear import softmax
from router.triage.panel import PARTS, PIECE, SUBJECT, VOICES, Panel, parts, piece_alone

AREAS = 3
PAIRS = 2 * AREAS
scores = st.integers(0, 4).flatmap(
    lambda issues: arrays(np.float64, (issues, VOICES, PAIRS), elements=st.floats(-5, 5))
)


@given(scores)
def test_the_parts_of_what_a_voice_says_add_up_to_it(said: np.ndarray) -> None:
    found = parts(said)
    assert found.shape == (len(said), VOICES, PARTS, PAIRS)
    assert found.sum(axis=2) == pytest.approx(said, abs=1e-9)


@given(scores)
def test_before_anything_was_learnt_only_the_piece_is_heard(said: np.ndarray) -> None:
    opinions = piece_alone(2.0, PAIRS).opinions(said)
    assert len(opinions) == len(said)
    for opinion, own in zip(opinions, said, strict=True):
        assert opinion.pairs.ravel() == pytest.approx(softmax(2.0 * own[PIECE]), abs=1e-9)
        assert opinion.kinds.sum() == pytest.approx(1.0)
        assert opinion.areas.sum() == pytest.approx(1.0)


def test_a_voice_may_be_believed_on_the_area_and_not_on_the_kind() -> None:
    leanings = np.zeros((VOICES, PARTS))
    leanings[SUBJECT, 1] = 3.0  # the area
    said = np.zeros((1, VOICES, PAIRS))
    said[0, SUBJECT] = [0.0, 0.0, -1.0, 2.0, 0.0, -1.0]  # the second kind, and its first area
    (opinion,) = Panel(leanings, np.zeros(PAIRS)).opinions(said)
    assert opinion.kinds == pytest.approx([0.5, 0.5])
    assert opinion.areas.argmax() == 0


def test_the_base_favours_pairs_whatever_is_said() -> None:
    base = np.zeros(PAIRS)
    base[4] = 5.0
    (opinion,) = Panel(np.zeros((VOICES, PARTS)), base).opinions(np.zeros((1, VOICES, PAIRS)))
    assert opinion.best == (1, 1)
