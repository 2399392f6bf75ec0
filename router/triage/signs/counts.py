"""Requests, questions, trouble, pointing words and the length of either side of a joint."""

import numpy as np

from router.triage.signs.columns import Column, Columns
from router.triage.signs.mails import ALSO, ASKS, BACK, DONE, QUESTION, TROUBLE, WORDS, Mails


def counts(mails: Mails) -> Columns:
    """A column for each sign that is counted."""
    laid, own = mails.laid, mails.own
    at = laid.at
    left, right = mails.sum(mails.paragraph[0], at), mails.sum(at, mails.paragraph[1])
    before, after = mails.sum(laid.first, at), mails.sum(at, laid.last)
    columns: dict[str, Column] = {}
    for name, what in (("asks", ASKS), ("question", QUESTION)):
        columns |= {
            f"right {name}": own[at, what],
            f"left {name}": own[at - 1, what],
            f"left paragraph {name}": left[:, what],
            f"right paragraph {name}": right[:, what],
            f"before {name}": before[:, what],
            f"after {name}": after[:, what],
        }
    for name, what in (("trouble", TROUBLE), ("words", WORDS)):
        columns |= {f"left paragraph {name}": left[:, what], f"right paragraph {name}": right[:, what]}
    return columns | {
        "right trouble": own[at, TROUBLE],
        "before trouble": before[:, TROUBLE],
        "before words": before[:, WORDS],
        "after words": after[:, WORDS],
        "right points back": own[at, BACK],
        "right points back a word": own[at, BACK] / np.maximum(1.0, own[at, WORDS]),
        "right paragraph points back a word": right[:, BACK] / np.maximum(1.0, right[:, WORDS]),
        "right also": own[at, ALSO],
        "right paragraph also": right[:, ALSO],
        "right was done": own[at, DONE],
        "left was done": own[at - 1, DONE],
    }
