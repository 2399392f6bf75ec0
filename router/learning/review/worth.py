"""Which unlabelled mails would teach most: those that the model is unsure of, and no two that are alike.

A mail that the model is sure of teaches little, and the second copy of a mail teaches nothing that the first
did not. So they are chosen one by one: the most doubtful first, each weighed down by how like it is to those
chosen before. Why a mail is shown is said in a sentence, in the words of whoever looks at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from router.learning.corpus.labelled import LabelledMail
from router.learning.review.questions import count_shares, opinions_of
from router.learning.training.fit import Text, sparse
from router.triage.model import Model
from router.triage.pieces import KINDS

ALIKE = 0.6
"""From this likeness (cosine of words and letter groups) on, two mails count as alike."""

COPY = 0.95
"""From here on they are copies of each other but for a name or a number."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A mail that would teach something."""

    name: str
    """Where it lies."""
    mail: LabelledMail
    """With the labels that the model proposes."""
    doubt: float
    """From 0 (sure) to 1."""
    alike: int
    """How many other unlabelled mails are like it."""
    why: str


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """A mail with the labels that the model proposes, and where it lies."""

    name: str
    mail: LabelledMail


@dataclass(frozen=True, slots=True)
class _Doubt:
    size: float
    why: str


def most_teaching(unlabelled: Sequence[Unlabelled], model: Model, most: int) -> tuple[Worth, ...]:
    """At most so many, the one that teaches most first."""
    if not unlabelled:
        return ()
    doubts = [_doubt(one.mail, model) for one in unlabelled]
    features = model.pieces.features
    mails = [one.mail for one in unlabelled]
    matrix = sparse(features, [Text(mail.text, mail.subject, mail.mailbox) for mail in mails])
    rows = csr_matrix(normalize(matrix))
    chosen = _chosen(np.array([doubt.size for doubt in doubts]), rows, most)
    found = []
    for at in chosen:
        alike = int((_likeness(rows, at) >= ALIKE).sum()) - 1
        others = (
            f" {alike} other{'s are' if alike > 1 else ' is'} much like it, so this one teaches for all."
            if alike > 0
            else ""
        )
        one = unlabelled[at]
        found.append(Worth(one.name, one.mail, doubts[at].size, max(0, alike), doubts[at].why + others))
    return tuple(found)


def percent(share: float) -> str:
    """As people say it: nothing is certain, and nothing impossible."""
    if share < 0.005 or share > 0.995:
        return "under 1 %" if share < 0.5 else "over 99 %"
    return f"{share * 100:.0f} %"


def _chosen(doubts: NDArray[np.float64], rows: csr_matrix, most: int) -> list[int]:
    """Positions: each time the one with the most doubt that is not like what was chosen; no copy at all."""
    nearest = np.zeros(len(doubts))
    left = np.ones(len(doubts), dtype=bool)
    chosen: list[int] = []
    while len(chosen) < most:
        left &= nearest < COPY
        if not left.any():
            break
        worth = np.where(left, doubts * (1.0 - nearest), -1.0)
        best = int(worth.argmax())
        chosen.append(best)
        left[best] = False
        nearest = np.maximum(nearest, np.minimum(1.0, _likeness(rows, best)))
    return chosen


def _likeness(rows: csr_matrix, at: int) -> NDArray[np.float64]:
    """Of every mail to that one, from 0 to 1."""
    return np.asarray((rows @ rows[at].T).todense()).ravel()


def _doubt(mail: LabelledMail, model: Model) -> _Doubt:
    """The greatest doubt about the mail, and what it is about."""
    found = [
        _doubt_of_count(mail, model),
        *(_doubt_of_issue(mail, at, model) for at in range(len(mail.issues))),
    ]
    return max(found, key=lambda doubt: doubt.size)


def _doubt_of_count(mail: LabelledMail, model: Model) -> _Doubt:
    shares = count_shares(mail.text, mail.subject, model)
    first, second = np.argsort(-shares, kind="stable")[:2] + 1
    return _Doubt(
        1.0 - float(shares.max()),
        f"The model is not sure how many issues it holds: {first} ({percent(shares[first - 1])}) or "
        f"{second} ({percent(shares[second - 1])}).",
    )


def _doubt_of_issue(mail: LabelledMail, number: int, model: Model) -> _Doubt:
    issue = mail.issues[number]
    row = model.pieces.features.row(issue.text, mail.subject, mail.mailbox)
    if row.known_share < model.thresholds.known_words:
        return _Doubt(1.0, "It is written in words that hardly any labelled mail has.")
    opinion = opinions_of(mail, [own.spans for own in mail.issues], model)[number]
    order = np.argsort(-opinion.pairs, axis=None, kind="stable")[:2]
    (kind, area), (other_kind, other_area) = (divmod(int(at), len(model.areas)) for at in order)
    which = f"issue {number + 1}" if len(mail.issues) > 1 else "it"
    shares = opinion.pairs.ravel()[order]
    return _Doubt(
        1.0 - float(shares[0]),
        f"The model hesitates whether {which} is {KINDS[kind]}, {model.areas[area]} ({percent(shares[0])}) "
        f"or {KINDS[other_kind]}, {model.areas[other_area]} ({percent(shares[1])}).",
    )
