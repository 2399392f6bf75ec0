"""Learn how far to trust which voice, from issues that the classifier of pieces has not seen."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from router.triage.linear import softmax
from router.triage.panel import Panel, parts, piece_alone

CAUTION = 0.2
"""How strongly the weights are held to the piece alone (the squares of their distances, for all issues
together). With few issues it keeps them there, with a thousand it hardly counts."""


def fit_panel(scores: NDArray[np.float64], right: NDArray[np.int64], sharpness: float) -> Panel:
    """The panel that makes the ``right`` pairs of these issues (issues x voices x pairs) most probable.

    ``sharpness`` is the factor on the scores of the piece where it alone is heard, to which the weights are
    held.
    """
    issues, pairs = len(right), scores.shape[2]
    table = parts(scores).reshape(issues, -1, pairs)
    start = piece_alone(sharpness, pairs)
    origin = np.concatenate([start.leanings.ravel(), start.base])
    truth = np.eye(pairs)[right]
    count = start.leanings.size

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        shares = softmax(np.einsum("c,nck->nk", weights[:count], table) + weights[count:])
        off, moved = shares - truth, weights - origin
        worth = -np.log(np.maximum((shares * truth).sum(axis=1), 1e-12)).sum() + CAUTION * (moved @ moved)
        slope = np.concatenate([np.einsum("nk,nck->c", off, table), off.sum(axis=0)]) + 2.0 * CAUTION * moved
        return float(worth / issues), slope / issues

    found = minimize(loss, origin, jac=True, method="L-BFGS-B").x
    return Panel(found[:count].reshape(start.leanings.shape), found[count:])
