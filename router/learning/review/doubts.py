"""Labels that are likely wrong: where a model that has not seen the mail is sure of another answer.

Confident learning (Northcutt et al. 2021, "Confident Learning: Estimating Uncertainty in Dataset Labels"; the
library cleanlab) estimates for each question how many labels are wrong; these are the ones in which the model
believes least. The mails come with
the label first in which the model believes least. Nothing is changed here: whether a label is wrong, a person
says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.labelled import LabelledMail
from router.learning.review.questions import Asked, Question


@dataclass(frozen=True, slots=True)
class Doubt:
    """One label that is probably wrong."""

    asked: Asked
    issue: int | None
    """Which issue of the mail, from 0; ``None`` where the label is the mail's own."""
    labelled: str
    label_share: float
    """The probability that the model gives to the label."""
    says: str
    """What the model would say."""
    share: float
    """How sure it is of that."""


@dataclass(frozen=True, slots=True)
class DoubtfulMail:
    """A mail with labels that are probably wrong, the worst first."""

    at: int
    """Its position in the corpus."""
    mail: LabelledMail
    doubts: tuple[Doubt, ...]


def doubtful_mails(
    corpus: Sequence[LabelledMail], asked: Sequence[Question], settled: frozenset[str] = frozenset()
) -> tuple[DoubtfulMail, ...]:
    """The worst first. ``settled`` are ids of mails whose labels a person has confirmed: they are not asked
    again."""
    found: dict[int, list[Doubt]] = {}
    for question in map(_humble, asked):
        for row in np.flatnonzero(_is_doubtful(question)):
            mail = int(question.mails[row])
            if corpus[mail].mail_id not in settled:
                found.setdefault(mail, []).append(_doubt(question, int(row)))
    mails = [
        DoubtfulMail(at, corpus[at], tuple(sorted(doubts, key=lambda doubt: doubt.label_share)))
        for at, doubts in found.items()
    ]
    return tuple(sorted(mails, key=lambda own: (own.doubts[0].label_share, own.at)))


def _humble(question: Question) -> Question:
    """The number of issues as a model would say it that knows how often it is wrong.

    Its joints are counted as if each stood alone, and where people divide a sentence it has none, so that
    some numbers get no probability at all. Therefore a part of each answer is what is usual in the corpus;
    how great a part makes the labels most probable (expectation-maximisation for the weight of a mixture of
    two).
    """
    if question.asked is not Asked.COUNT:
        return question
    labels = question.labels
    usual = np.bincount(labels, minlength=len(question.answers)) / len(labels)
    own = question.shares[np.arange(len(labels)), labels]
    weight = 0.9
    for _ in range(30):
        weight = float(np.mean(weight * own / (weight * own + (1.0 - weight) * usual[labels])))
    return replace(question, shares=weight * question.shares + (1.0 - weight) * usual)


def _is_doubtful(question: Question) -> NDArray[np.bool_]:
    """One entry a label. An answer that nobody ever gave cannot be wrong, so it is left out."""
    from cleanlab.filter import find_label_issues  # takes more than a second, and only a review needs it

    seen, labels = np.unique(question.labels, return_inverse=True)
    if len(seen) < 2:
        return np.zeros(len(labels), dtype=bool)
    shares = question.shares[:, seen]
    shares = shares / np.maximum(1e-12, shares.sum(axis=1, keepdims=True))
    found: NDArray[np.bool_] = find_label_issues(labels, shares, filter_by="low_self_confidence", n_jobs=1)
    return found


def _doubt(question: Question, row: int) -> Doubt:
    shares, label = question.shares[row], int(question.labels[row])
    others = shares.copy()
    others[label] = -1.0
    says = int(others.argmax())
    issue = int(question.issues[row])
    return Doubt(
        asked=question.asked,
        issue=issue if issue >= 0 else None,
        labelled=question.answers[label],
        label_share=float(shares[label]),
        says=question.answers[says],
        share=float(shares[says]),
    )
