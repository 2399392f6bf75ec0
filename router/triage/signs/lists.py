"""What tells a list of matters from one of steps or symptoms: how its items differ, and what they say."""

import numpy as np

from router.triage.cohesion import areas, distance
from router.triage.laid import Numbers
from router.triage.signs.columns import Columns
from router.triage.signs.mails import ASKS, DONE, QUESTION, WORDS, Mails

_NO_LIST = -1.0
_NAMES = ("change", "areas", "asks", "item asks", "done", "lead", "words", "item question", "likeness")


def lists(mails: Mails) -> Columns:
    """A column for each sign of the list in the joint's mail."""
    laid, cohesion, own = mails.laid, mails.cohesion, mails.own
    items = np.flatnonzero(mails.mark > 0)
    if not len(items):
        return {"items": 0.0} | dict.fromkeys((f"list {name}" for name in _NAMES), _NO_LIST)
    owner = laid.mail[items]
    number = np.bincount(owner, minlength=laid.mails).astype(np.float64)
    has_list, pairs = number > 0, np.maximum(1.0, number - 1.0)
    next_ones = np.append(items[1:], laid.count)
    ends = np.minimum(next_ones, laid.end[owner])
    counts = mails.sum(items, ends)
    alone, said = cohesion.pairs[items], areas(cohesion.opinion(items, ends))
    neighbours = owner[1:] == owner[:-1]
    sure = np.minimum(alone[:-1].max(axis=1), alone[1:].max(axis=1))
    change = (1.0 - (alone[:-1] * alone[1:]).sum(axis=1)) * sure

    def between(values: Numbers) -> Numbers:
        """The mean over each mail of what is said of two items that follow each other."""
        found: Numbers = np.bincount(owner[1:][neighbours], values[neighbours], laid.mails) / pairs
        return found

    def mean(values: Numbers) -> Numbers:
        found: Numbers = np.bincount(owner, values, laid.mails) / np.maximum(1.0, number)
        return found

    lead = np.zeros(laid.mails)
    first_items = items[np.searchsorted(owner, np.flatnonzero(has_list))]
    lead[has_list] = mails.sum(laid.start[has_list], first_items)[:, WORDS]
    columns = (
        between(change),
        between(distance(said[:-1], said[1:])),
        mean(own[items, ASKS]),
        mean((counts[:, ASKS] > 0).astype(np.float64)),
        mean(own[items, DONE]),
        lead,
        mean(counts[:, WORDS]),
        mean((counts[:, QUESTION] > 0).astype(np.float64)),
        _likeness(mails),
    )
    spread = laid.spread
    return {"items": spread(number)} | {
        f"list {name}": spread(np.where(has_list, column, _NO_LIST))
        for name, column in zip(_NAMES, columns, strict=True)
    }


def _likeness(mails: Mails) -> Numbers:
    """How alike the words of a mail's items are, on average (mails)."""
    found = np.zeros(mails.laid.mails)
    for mail, own in enumerate(mails.laid.segments):
        items = np.flatnonzero(mails.mark[own] > 0)
        if len(items) > 1:
            likeness = mails.cohesion.likeness[mail][np.ix_(items, items)]
            found[mail] = (likeness.sum() - np.trace(likeness)) / (len(items) * (len(items) - 1))
    return found
