"""Requests, questions, trouble, pointing words and the length of either side of a joint."""

import numpy as np

from router.triage.signs.columns import Column, Columns
from router.triage.signs.mails import ALSO, ASKS, BACK, QUESTION, TROUBLE, WORDS, Mails


def counts(mails: Mails) -> Columns:
    """A column for each sign that is counted."""
    laid, own = mails.laid, mails.own
    at = laid.at
    left, right = mails.sum(mails.paragraph[0], at), mails.sum(at, mails.paragraph[1])
    before, after = mails.sum(laid.first, at), mails.sum(at, laid.last)
    columns: dict[str, Column] = {}
    for name, what in (("asks", ASKS), ("question", QUESTION)):
        columns |= {
            f"left paragraph {name}": left[:, what],
            f"right paragraph {name}": right[:, what],
            f"before {name}": before[:, what],
            f"after {name}": after[:, what],
        }
    return columns | {
        "right asks": own[at, ASKS],
        "left paragraph trouble": left[:, TROUBLE],
        "left paragraph words": left[:, WORDS],
        "right paragraph words": right[:, WORDS],
        "before words": before[:, WORDS],
        "after words": after[:, WORDS],
        "right points back": own[at, BACK],
        "right paragraph points back a word": right[:, BACK] / np.maximum(1.0, right[:, WORDS]),
        "right also": own[at, ALSO],
    }
