"""What tells a list of matters from one of steps or symptoms: what its items say, and what leads to it."""

import numpy as np

from router.triage.laid import Numbers
from router.triage.signs.columns import Columns
from router.triage.signs.mails import ASKS, QUESTION, WORDS, Mails

_NO_LIST = -1.0
_NAMES = ("asks", "lead", "words", "item question")


def lists(mails: Mails) -> Columns:
    """A column for each sign of the list in the joint's mail."""
    laid, own = mails.laid, mails.own
    items = np.flatnonzero(mails.mark > 0)
    if not len(items):
        return {"items": 0.0} | dict.fromkeys((f"list {name}" for name in _NAMES), _NO_LIST)
    owner = laid.mail[items]
    number = np.bincount(owner, minlength=laid.mails).astype(np.float64)
    has_list = number > 0
    next_ones = np.append(items[1:], laid.count)
    counts = mails.sum(items, np.minimum(next_ones, laid.end[owner]))

    def mean(values: Numbers) -> Numbers:
        found: Numbers = np.bincount(owner, values, laid.mails) / np.maximum(1.0, number)
        return found

    lead = np.zeros(laid.mails)
    first_items = items[np.searchsorted(owner, np.flatnonzero(has_list))]
    lead[has_list] = mails.sum(laid.start[has_list], first_items)[:, WORDS]
    columns = (
        mean(own[items, ASKS]),
        lead,
        mean(counts[:, WORDS]),
        mean((counts[:, QUESTION] > 0).astype(np.float64)),
    )
    spread = laid.spread
    return {"items": spread(number)} | {
        f"list {name}": spread(np.where(has_list, column, _NO_LIST))
        for name, column in zip(_NAMES, columns, strict=True)
    }
