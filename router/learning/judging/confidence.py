"""How far a confidence can be trusted: figures that need only how sure each answer was and if it was right.

Whether the answers are kinds, areas, both, or labels of another trade makes no difference here. Arrays are
one entry an answer; without any answer every figure is 0 and every list empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.learning.judging.evaluation import (
    OperatingPoint,
    Shares,
    at_threshold,
    calibration_error,
    operating_point,
)

TARGETS = (0.01, 0.02, 0.03)
"""Of the answers that nobody looks at, the shares that may be wrong: for each its cover is told."""
BINS = 10
STEPS = 100
"""Points of a risk-coverage curve: the surest 1 %, 2 %, … of the answers."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence is at least ``least`` and below ``most`` (the last bin: up to 1)."""

    least: float
    most: float
    count: int
    confidence: float
    """The mean confidence of these answers."""
    right: float
    """The share of them that was right; in an honest bin it is the confidence."""


@dataclass(frozen=True, slots=True)
class Promise:
    """The most that can be left to the router where at most ``target_error`` of it may be wrong."""

    target_error: float
    point: OperatingPoint


@dataclass(frozen=True, slots=True)
class Trust:
    """All about one sort of confidence."""

    calibration_error: float
    bins: tuple[Bin, ...]
    """The bins that hold any answer."""
    curve: tuple[OperatingPoint, ...]
    """Cover and error, from the surest answers to all of them."""
    promises: tuple[Promise, ...]


def trust(confidence: Shares, right: NDArray[np.bool_], targets: Sequence[float] = TARGETS) -> Trust:
    """The figures of answers with this ``confidence`` (0 to 1)."""
    if not len(confidence):
        return Trust(0.0, (), (), ())
    return Trust(
        calibration_error=calibration_error(confidence, right, BINS),
        bins=_bins(confidence, right),
        curve=_curve(confidence, right),
        promises=tuple(Promise(target, operating_point(confidence, right, target)) for target in targets),
    )


def _bins(confidence: Shares, right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    found = []
    for place in np.unique(places).tolist():
        own = places == place
        found.append(
            Bin(
                least=place / BINS,
                most=(place + 1) / BINS,
                count=int(own.sum()),
                confidence=float(confidence[own].mean()),
                right=float(right[own].mean()),
            )
        )
    return tuple(found)


def _curve(confidence: Shares, right: NDArray[np.bool_]) -> tuple[OperatingPoint, ...]:
    ordered = np.sort(confidence)[::-1]
    covers = {max(1, round(len(ordered) * step / STEPS)) for step in range(1, STEPS + 1)}
    thresholds = sorted({float(ordered[cover - 1]) for cover in covers}, reverse=True)
    return tuple(at_threshold(confidence, right, threshold) for threshold in thresholds)
