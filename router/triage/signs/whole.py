"""The whole mail: how long it is, what it asks, and what it and its subject say of several matters."""

import numpy as np

from router.triage import discourse, ngrams
from router.triage.signs.columns import Columns
from router.triage.signs.mails import QUESTION, TROUBLE, WORDS, Mails


def whole(mails: Mails) -> Columns:
    """A column for each sign of the mail."""
    laid = mails.laid
    spread = laid.spread
    sums = mails.sum(laid.start, laid.end)
    told = np.array([_told(one.mail.subject) for one in mails.kept], dtype=np.float64).reshape(-1, 2)
    return {
        "questions": spread(sums[:, QUESTION]),
        "troubles": spread(sums[:, TROUBLE]),
        "words": spread(sums[:, WORDS]),
        "several by subject": spread(told[:, 0]),
        "subject joins": spread(told[:, 1]),
    }


def _told(subject: str) -> tuple[bool, bool]:
    """What the subject says: several matters, and "og" between two of them."""
    lowered = ngrams.lowered(subject[:300])
    return (
        discourse.SEVERAL_MATTERS.search(lowered) is not None,
        discourse.SUBJECT_JOINS.search(lowered) is not None,
    )
