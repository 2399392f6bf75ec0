"""The whole mail: what it asks, and how many matters it says it holds."""

import numpy as np

from router.triage import discourse, ngrams
from router.triage.signs.columns import UNKNOWN, Columns
from router.triage.signs.mails import ALSO, ASKS, QUESTION, TROUBLE, WORDS, Mails
from router.triage.views import Kept

_HEAD = 400
"""Characters of the text in which matters are announced."""


def whole(mails: Mails) -> Columns:
    """A column for each sign of the mail."""
    laid = mails.laid
    spread, totals = laid.spread, laid.totals
    sums = mails.sum(laid.start, laid.end)
    told = np.array([_told(one) for one in mails.kept], dtype=np.float64).reshape(-1, 5)
    announced = told[:, 0]
    counts = {
        "paragraphs": totals(mails.opens_paragraph),
        "items": totals(mails.mark > 0),
        "lines": totals(mails.opens_line),
    }
    return {
        "questions": spread(sums[:, QUESTION]),
        "requests": spread(sums[:, ASKS]),
        "troubles": spread(sums[:, TROUBLE]),
        "words": spread(sums[:, WORDS]),
        "alsos": spread(sums[:, ALSO]),
        "announced": spread(announced),
        **{
            f"announced less {name}": spread(np.where(announced > 0.0, announced - count, UNKNOWN))
            for name, count in counts.items()
        },
        "several by subject": spread(told[:, 1]),
        "several by text": spread(told[:, 2]),
        "subject joins": spread(told[:, 3]),
        "subject words": spread(told[:, 4]),
    }


def _told(kept: Kept) -> tuple[float, ...]:
    """What subject and text say: the number announced, several by subject, by text, "og" in the subject, and
    the subject's words."""
    subject = ngrams.lowered(kept.mail.subject[:300])
    head = " ".join(this.lowered[:_HEAD] for this in kept.views)[:_HEAD]
    several = discourse.SEVERAL_MATTERS.search
    return (
        max(discourse.announced(subject[:200]), discourse.announced(head)),
        several(subject) is not None,
        several(head[:300]) is not None,
        discourse.SUBJECT_JOINS.search(subject) is not None,
        len(subject.split()),
    )
