import numpy as np
import pytest

from router.learning.judging.evaluation import area_figures, calibration_error, overlap, risk_curve
from router.learning.training.fit import sharpness
from router.taxonomy import AreaCode
from router.triage.issue import Span
from router.triage.linear import softmax


def test_honest_confidence_has_no_calibration_error() -> None:
    confidence = np.array([0.75] * 4)
    assert calibration_error(confidence, np.array([True, True, True, False])) == pytest.approx(0.0)
    assert calibration_error(confidence, np.array([True, False, False, False])) == pytest.approx(0.5)


def test_the_risk_curve_ends_with_everything() -> None:
    curve = risk_curve(np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, True, True, False]))
    assert (curve[-1].cover, curve[-1].error) == (1.0, 0.25)


def test_precision_and_recall_of_areas() -> None:
    areas = (AreaCode("lonn"), AreaCode("regnskap"))
    first, second = area_figures(areas, np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]))
    assert (first.issues, first.precision, first.recall) == (2, 1.0, 0.5)
    assert second.precision == pytest.approx(2 / 3)
    assert second.recall == 1.0


def test_overlap_counts_letters_and_no_white_space() -> None:
    assert overlap("ab  cd", [Span(0, 4)], [Span(0, 2)]) == 1.0
    assert overlap("ab  cd", [Span(0, 6)], [Span(0, 2)]) == 0.5
    assert overlap("ab  cd", [], []) == 0.0


def test_sharpness_finds_the_scale_that_scores_were_drawn_with() -> None:
    random = np.random.default_rng(1)
    scores = random.normal(size=(20_000, 4))
    right = np.array([random.choice(4, p=shares) for shares in softmax(scores * 2.5)])
    assert sharpness(scores, right) == pytest.approx(2.5, rel=0.05)
