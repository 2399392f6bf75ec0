"""Choose the review threshold so that the promise holds on new mail, and not only on the mail at hand.

The lowest certainty at which at most 2 of 100 *known* cases were wrong is too low: it was picked where chance
was kind. So one wrong case more than was seen is reckoned with: the case that comes next. With this
correction the share of wrong ones among what is routed is, on average over new mail of the same sort, at most
what was promised, however few cases were known (conformal selection, Jin and Candès 2023, "Selection by
Prediction with Conformal p-values"). How far one firm's luck can be off is told beside it: the share that is
not exceeded with probability :data:`SURE` (Clopper and Pearson 1934).

Mails are the independent units, not issues: those of one mail may stand and fall together. Where the wrong
ones lie in clusters, the next case counts for as many, and the number of issues is cut down to as many
independent ones as tell the same (Korn and Graubard 1998).

The thresholds of all promises from 0.5 to 10 of 100 are worked out at once and kept with the model, so that
another promise needs no training.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from router.learning.judging.evaluation import Shares, at_threshold
from router.promise import LOOSEST, STRICTEST, PromiseError, in_words

SURE = 0.9
"""The probability with which no more is wrong on new mail than the bound of a promise says."""
NEVER = 1.01
"""The threshold where nothing can be promised: everything goes to review."""
TARGETS = tuple(round(share, 4) for share in np.arange(STRICTEST, LOOSEST + 0.0001, 0.0025).tolist())
"""The promises that are worked out."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What one promise comes to."""

    target: float
    """Of the issues routed without review, the share that may be wrong."""
    threshold: float
    """On the certainty; above 1 where nothing can be promised."""
    cover: float
    """The share of all issues that is routed without review."""
    error: float
    """Of these, the share that was wrong."""
    bound: float
    """The share that is not exceeded on new mail with probability :data:`SURE`; 0 where nothing is routed."""


def promises(
    certainty: Shares,
    right: NDArray[np.bool_],
    mail: NDArray[np.int64],
    targets: Sequence[float] = TARGETS,
) -> tuple[Promise, ...]:
    """What each of these targets comes to, strictest first.

    ``certainty``, ``right`` and ``mail`` have one entry an issue that the router made of mails that it had
    not seen; ``mail`` tells which issues came in one mail.
    """
    return tuple(_promise(certainty, right, mail, target) for target in sorted(targets))


def promise_for(table: Sequence[Promise], target: float) -> Promise:
    """The loosest promise of the table that is not looser than this.

    Raises:
        PromiseError: the table has none that is strict enough.
    """
    kept = [own for own in table if own.target <= target + 1e-9]
    if not kept:
        raise PromiseError(
            f"the model has no threshold for at most {in_words(target)}; train it again, or promise less"
        )
    return max(kept, key=lambda own: own.target)


def threshold_for(
    certainty: Shares, right: NDArray[np.bool_], mail: NDArray[np.int64], target: float
) -> float:
    """The lowest threshold that keeps the promise; :data:`NEVER` where none does."""
    if not len(certainty):
        return NEVER
    order = np.argsort(-certainty, kind="stable")
    ordered = certainty[order]
    ends = np.append(ordered[1:] != ordered[:-1], True)  # a threshold cannot part what is equally sure
    routed = np.arange(1, len(order) + 1)
    reckoned = np.cumsum(~right[order]) + _together(right, mail)
    kept = np.flatnonzero((reckoned <= target * routed) & ends & (ordered > 0.0))
    return float(ordered[kept[-1]]) if len(kept) else NEVER


def _promise(certainty: Shares, right: NDArray[np.bool_], mail: NDArray[np.int64], target: float) -> Promise:
    threshold = threshold_for(certainty, right, mail, target)
    point = at_threshold(certainty, right, threshold)
    routed = certainty >= threshold
    bound = _bound(right[routed], mail[routed]) if routed.any() else 0.0
    return Promise(target, threshold, point.cover, point.error, bound)


def _bound(right: NDArray[np.bool_], mail: NDArray[np.int64]) -> float:
    """The share of wrong ones that is not exceeded with probability :data:`SURE`."""
    independent = len(right) / _together(right, mail)
    wrong = float((~right).mean()) * independent
    return float(beta.ppf(SURE, wrong + 1.0, independent - wrong)) if wrong < independent else 1.0


def _together(right: NDArray[np.bool_], mail: NDArray[np.int64]) -> float:
    """How many issues, on average, are right or wrong as one: the design effect of the mails, at least 1."""
    _, own = np.unique(mail, return_inverse=True)
    sizes = np.bincount(own)
    wrong = np.bincount(own, weights=~right)
    count, mails, share = len(right), len(sizes), float((~right).mean())
    if share in (0.0, 1.0):
        return float((sizes**2).sum()) / count  # as if whole mails were right or wrong
    spread = float(((wrong - share * sizes) ** 2).sum()) * mails / max(1, mails - 1)
    return max(1.0, spread / (count * share * (1.0 - share)))
