"""The figures of a model: frozen results of the cross-validation, and the sums behind them.

Every figure is counted on mails that the model in question had not been trained on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode
from router.triage.issue import Span

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of right decisions on issues as they were labelled (true pieces)."""

    issues: int
    kind: float
    area: float
    both: float


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One area: how many issues it has, how often its name was right when given, how many were found."""

    area: AreaCode
    issues: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """With this threshold on the certainty: the share routed without review, and how much of it is wrong in
    piece, kind or area."""

    threshold: float
    cover: float
    error: float


@dataclass(frozen=True, slots=True)
class PossibleAreas:
    """The sets of areas that may be the right one, of the issues that the router made."""

    cover: float
    """The share of the issues for which the right area is among them."""
    mean_number: float
    only_one: float
    """The share of the issues for which only the area named is possible."""


@dataclass(frozen=True, slots=True)
class Splitting:
    """Whole requests from text to issues: the splitter's and the classifier's faults together."""

    count_right: float
    """Mails with exactly the right number of issues."""
    single_split: float
    """Mails with one issue that were split by mistake."""
    several_right: float
    """Mails with several issues that got the right number."""
    precision: float
    recall: float
    f1: float
    """Of issues with piece, kind and area all right."""


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Message classes by content alone."""

    mails: int
    requests: int
    requests_silenced: int
    """Requests taken for mail that needs no action: must be 0."""
    requests_as_followup: int
    followups: int
    followups_found: int
    no_action: int
    no_action_found: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a cross-validation by mail found, or one model as it stands."""

    mails: int
    folds: int
    """0 where one model judged all mails."""
    overall: Accuracy
    single: Accuracy
    several: Accuracy
    areas: tuple[AreaFigures, ...]
    kind_calibration_error: float
    area_calibration_error: float
    confidence_calibration_error: float
    splitting: Splitting
    classes: ClassFigures
    target_error: float
    review: OperatingPoint
    risk_curve: tuple[OperatingPoint, ...]
    certainty_calibration_error: float
    possible_areas: PossibleAreas


def calibration_error(confidence: Shares, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015): 0 is perfect."""
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for place in np.unique(places):
        chosen = places == place
        error += chosen.mean() * abs(confidence[chosen].mean() - right[chosen].mean())
    return float(error)


def operating_point(confidence: Shares, right: NDArray[np.bool_], target_error: float) -> OperatingPoint:
    """The lowest threshold at which at most ``target_error`` of the routed issues are wrong.

    Where not even the surest issues keep the target, the threshold is above 1: everything goes to review.
    """
    order = np.argsort(-confidence, kind="stable")
    errors = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    ordered = confidence[order]
    ends = np.append(ordered[1:] != ordered[:-1], True)  # a threshold cannot part what is equally sure
    held = np.flatnonzero((errors <= target_error) & ends)
    if not len(held):
        return OperatingPoint(threshold=1.01, cover=0.0, error=0.0)
    threshold = float(ordered[held[-1]])
    return at_threshold(confidence, right, threshold)


def at_threshold(confidence: Shares, right: NDArray[np.bool_], threshold: float) -> OperatingPoint:
    """Cover and error with this threshold."""
    routed = confidence >= threshold
    error = float((~right[routed]).mean()) if routed.any() else 0.0
    return OperatingPoint(threshold, float(routed.mean()), error)


def risk_curve(confidence: Shares, right: NDArray[np.bool_]) -> tuple[OperatingPoint, ...]:
    """Cover and error where the surest 10 %, 20 %, … 100 % are routed."""
    ordered = np.sort(confidence)[::-1]
    covers = [max(1, round(len(ordered) * tenth / 10)) for tenth in range(1, 11)]
    return tuple(at_threshold(confidence, right, float(ordered[cover - 1])) for cover in covers)


def area_figures(
    areas: Sequence[AreaCode], truth: NDArray[np.int64], said: NDArray[np.int64]
) -> tuple[AreaFigures, ...]:
    """Precision and recall of each area; ``truth`` and ``said`` are positions in ``areas``."""
    figures = []
    for at, area in enumerate(areas):
        own, named = truth == at, said == at
        both = int((own & named).sum())
        figures.append(
            AreaFigures(area, int(own.sum()), both / max(1, int(named.sum())), both / max(1, int(own.sum())))
        )
    return tuple(figures)


def overlap(text: str, first: Sequence[Span], second: Sequence[Span]) -> float:
    """Shared characters over all characters of two pieces (Jaccard), white space not counted.

    The spans of a piece do not overlap each other.
    """
    one, two, shared = _letters(text, first), _letters(text, second), _shared(text, first, second)
    return shared / max(1, one + two - shared)


def covered(text: str, own: Sequence[Span], by: Sequence[Span]) -> float:
    """The share of a piece's characters that lie in another piece, white space not counted."""
    return _shared(text, own, by) / max(1, _letters(text, own))


def _shared(text: str, first: Sequence[Span], second: Sequence[Span]) -> int:
    common = [
        Span(max(own.start, other.start), min(own.end, other.end))
        for own in first
        for other in second
        if own.start < other.end and other.start < own.end
    ]
    return _letters(text, common)


def _letters(text: str, spans: Sequence[Span]) -> int:
    return sum(len("".join(span.of(text).split())) for span in spans)
