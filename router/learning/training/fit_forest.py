"""Grow trees with scikit-learn, and keep them as plain arrays."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from router.learning.training.fit import SEED
from router.triage.forest import Forest


def grow(
    table: NDArray[np.float64],
    truth: NDArray[np.bool_],
    settings: Mapping[str, Any],
    *,
    forests: int = 1,
    weights: NDArray[np.float64] | None = None,
) -> Forest:
    """Trees that tell the rows where ``truth`` holds from the others: so many forests of different seeds,
    whose scores are averaged. ``settings`` are those of :class:`HistGradientBoostingClassifier`."""
    estimators = [
        HistGradientBoostingClassifier(**settings, random_state=SEED + seed).fit(
            table, truth, sample_weight=weights
        )
        for seed in range(forests)
    ]
    nodes: list[Any] = []
    roots: list[int] = []
    starts: list[NDArray[np.int64]] = []
    for estimator in estimators:
        for (tree,) in estimator._predictors:
            roots.append(sum(len(own) for own in nodes))
            starts.append(np.full(len(tree.nodes), roots[-1]))
            nodes.append(tree.nodes)
    every = np.concatenate(nodes)
    start, own_place = np.concatenate(starts), np.arange(len(every))
    is_leaf = every["is_leaf"].astype(bool)
    return Forest(
        column=np.where(is_leaf, 0, every["feature_idx"]).astype(np.int64),
        limit=np.where(is_leaf, 0.0, every["num_threshold"]),
        lower=np.where(is_leaf, own_place, every["left"] + start).astype(np.int64),
        higher=np.where(is_leaf, own_place, every["right"] + start).astype(np.int64),
        value=np.where(is_leaf, every["value"], 0.0) / forests,
        roots=np.array(roots, dtype=np.int64),
        base=float(np.mean([np.ravel(estimator._baseline_prediction)[0] for estimator in estimators])),
        depth=int(every["depth"].max()),
    )
