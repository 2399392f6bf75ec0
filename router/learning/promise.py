"""Choose the review threshold so that the promise holds on new mail, and not only on the mail at hand.

The lowest certainty at which at most 2 of 100 *known* cases were wrong breaks a promise of 2 of 100 on new
mail about every second time: it was picked where chance was kind. Here the threshold is lowered step by
step from a strict one, and at each step an exact binomial test asks whether so few wrong ones could have come
about if more than promised were wrong in truth. At the first step that cannot be ruled out, it stops. So,
with probability :data:`GUARANTEE`, what is routed without review keeps the promise on mail of the same sort
(fixed sequence testing, "Learn then Test", Angelopoulos et al. 2022; the sequence is MAPIE's).

Mails are the independent units, not issues: those of one mail stand and fall together. MAPIE's own controller
counts rows as independent, so the tests are made here: where the wrong ones lie in clusters, the
number of issues is cut down to as many independent ones as tell the same (Korn and Graubard 1998).

The thresholds of all promises from 0.5 to 10 of 100 are worked out at once and kept with the model, so that
another promise needs no training.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, binom

from router.learning.evaluation import Shares, at_threshold
from router.promise import LOOSEST, STRICTEST, PromiseError, in_words

GUARANTEE = 0.9
"""How probable it is that a promise is kept on new mail of the same sort."""
STEP = 0.01
"""How many more of the issues each step of the sequence routes."""
STANDS = 4
"""So many wrong cases the first step should stand: with fewer, one strange mail at the top would end it."""
WIDEST_FIRST = 0.42
"""The share of the issues that the first step may route at most; with little mail it then stands fewer."""
NEVER = 1.01
"""The threshold where nothing can be promised: everything goes to review."""
_HAIR = 1e-9
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
    """Of these, the share that was wrong: the plain estimate."""


def promises(
    certainty: Shares,
    right: NDArray[np.bool_],
    mail: NDArray[np.int64],
    targets: Sequence[float] = TARGETS,
    guarantee: float = GUARANTEE,
) -> tuple[Promise, ...]:
    """What each of these targets comes to, strictest first.

    ``certainty``, ``right`` and ``mail`` have one entry an issue that the router made of mails that it had
    not seen; ``mail`` tells which issues came in one mail.
    """
    return tuple(_promise(certainty, right, mail, target, guarantee) for target in sorted(targets))


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
    certainty: Shares, right: NDArray[np.bool_], mail: NDArray[np.int64], target: float, guarantee: float
) -> float:
    """The lowest threshold that keeps the promise, with this probability; :data:`NEVER` where none does."""
    from mapie.risk_control import control_fwer  # takes seconds to import, and only training needs it

    total = len(certainty)
    if not total:
        return NEVER
    order = np.argsort(-certainty, kind="stable")
    first = _first(total, target, guarantee)
    sizes = np.unique(np.append(np.arange(first, total, max(1, round(STEP * total))), total))
    thresholds = [float(certainty[order[size - 1]]) for size in sizes if size <= total]
    if not thresholds:
        return NEVER
    _, own_mail = np.unique(mail, return_inverse=True)
    chances = np.ones(len(thresholds))
    for step, threshold in enumerate(thresholds):
        chances[step] = _chance(certainty >= threshold, right, own_mail, target)
        if chances[step] > 1.0 - guarantee:
            break  # the sequence ends here, whatever the rest would say
    held = control_fwer(chances, 1.0 - guarantee, "fixed_sequence")
    best = thresholds[held[-1]] if len(held) else 0.0
    # A hair lower, since the service may add up the same certainty in another order.
    return best - _HAIR if best > 0.0 else NEVER


def _promise(
    certainty: Shares, right: NDArray[np.bool_], mail: NDArray[np.int64], target: float, guarantee: float
) -> Promise:
    threshold = threshold_for(certainty, right, mail, target, guarantee)
    point = at_threshold(certainty, right, threshold)
    return Promise(target, threshold, point.cover, point.error)


def _chance(
    routed: NDArray[np.bool_], right: NDArray[np.bool_], mail: NDArray[np.int64], target: float
) -> float:
    """How easily so few wrong ones come about where more than ``target`` are wrong in truth (a p-value)."""
    in_mail = np.bincount(mail[routed])
    wrong_in_mail = np.bincount(mail[routed], weights=~right[routed])
    count, mails = int(in_mail.sum()), int((in_mail > 0).sum())
    share = float(wrong_in_mail.sum()) / count
    spread = float(((wrong_in_mail - share * in_mail) ** 2).sum()) * mails / max(1, mails - 1)
    if share > 0.0:
        cluster = spread / (count * share * (1.0 - share)) if share < 1.0 else 1.0
    else:
        cluster = float((in_mail**2).sum()) / count  # none is wrong: as if whole mails were right or wrong
    independent = count / max(1.0, cluster)
    # The binomial distribution function, through the beta function, which takes any number of trials.
    return float(beta.sf(target, share * independent + 1.0, (1.0 - share) * independent))


def _first(total: int, target: float, guarantee: float) -> int:
    """How many issues the first step routes; more than there are, where nothing can be promised."""
    stands = STANDS
    while stands and _fewest(stands, target, guarantee) > WIDEST_FIRST * total:
        stands -= 1
    return _fewest(stands, target, guarantee)


def _fewest(wrong: int, target: float, guarantee: float) -> int:
    """The fewest issues of which so many may be wrong while the test still holds."""
    count = wrong + 1
    while binom.cdf(wrong, count, target) > 1.0 - guarantee:
        count += max(1, count // 100)
    return count
