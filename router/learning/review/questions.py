"""What held-out models think of each label of a corpus: four questions, with probabilities for every answer.

Asked are the kind and the area of each issue (given its true piece), the number of issues of each request,
and the class of each mail. The model that answers has never seen the mail; that is what makes its doubt worth
hearing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.as_read import as_read
from router.learning.corpus.labelled import LabelledMail
from router.triage.asked import undoubted
from router.triage.classify import sights
from router.triage.issue import MessageClass
from router.triage.message_class import content_facts
from router.triage.model import Model
from router.triage.pieces import KINDS, Opinion
from router.triage.split import Piece, chances_each
from router.triage.views import Written

MOST_ISSUES = 6
"""A mail with more is asked about as if it had so many."""


class Asked(StrEnum):
    """What a label says of a mail or an issue."""

    KIND = "kind"
    AREA = "area"
    COUNT = "number of issues"
    CLASS = "class"


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question, asked of every mail or issue that has an answer."""

    asked: Asked
    answers: tuple[str, ...]
    """The possible ones, in the order of the columns."""
    mails: NDArray[np.int64]
    """Whose label it is, by position in the corpus; one entry a label."""
    issues: NDArray[np.int64]
    """Which issue of the mail; -1 where it is the mail's own label."""
    labels: NDArray[np.int64]
    """The answer that was labelled, by position in ``answers``."""
    shares: NDArray[np.float64]
    """Probabilities (labels x answers); each row's sum is 1."""


def questions(corpus: Sequence[LabelledMail], held_out: Sequence[Model]) -> tuple[Question, ...]:
    """All four questions; one without any label is left out."""
    areas = tuple(sorted({issue.area for mail in corpus for issue in mail.issues}))
    kind, area, count, own_class = _Rows(), _Rows(), _Rows(), _Rows()
    for at, (mail, model) in enumerate(zip(map(as_read, corpus), held_out, strict=True)):
        opinions = opinions_of(mail, [issue.spans for issue in mail.issues], model)
        for number, (issue, opinion) in enumerate(zip(mail.issues, opinions, strict=True)):
            kind.add(at, number, KINDS.index(issue.kind), opinion.kinds)
            said = dict(zip(model.areas, opinion.areas, strict=True))
            area.add(at, number, areas.index(issue.area), np.array([said.get(code, 0.0) for code in areas]))
        if mail.issues:
            count.add(
                at, -1, min(len(mail.issues), MOST_ISSUES) - 1, count_shares(mail.text, mail.subject, model)
            )
        own_class.add(at, -1, list(MessageClass).index(mail.message_class), class_shares(mail, model))
    asked = (
        kind.question(Asked.KIND, tuple(one.value for one in KINDS)),
        area.question(Asked.AREA, areas),
        count.question(Asked.COUNT, tuple(str(number) for number in range(1, MOST_ISSUES + 1))),
        own_class.question(Asked.CLASS, tuple(one.value for one in MessageClass)),
    )
    return tuple(question for question in asked if len(question.labels))


def opinions_of(mail: LabelledMail, pieces: Sequence[Piece], model: Model) -> tuple[Opinion, ...]:
    """What the model says of the pieces of the mail, as in service."""
    return tuple(sight.opinion for sight in sights(undoubted(mail, pieces), model))


def count_shares(text: str, subject: str, model: Model) -> NDArray[np.float64]:
    """The probability of 1, 2, … :data:`MOST_ISSUES` issues (or more): each joint parts two or does not."""
    shares = np.zeros(MOST_ISSUES)
    shares[0] = 1.0
    for chance in chances_each([Written(text, subject)], model)[0].of_new_issue:
        further = shares * chance
        shares = shares - further
        shares[1:] += further[:-1]
        shares[-1] += further[-1]
    return shares


def class_shares(mail: LabelledMail, model: Model) -> NDArray[np.float64]:
    """The probability of each message class, by content alone, in the order of the classes."""
    facts = content_facts(mail.text, mail.subject)
    said = dict(zip(model.message_class.classes, model.message_class.probabilities(facts), strict=True))
    return np.array([said.get(one.value, 0.0) for one in MessageClass])


class _Rows:
    """A question while it is being gathered."""

    def __init__(self) -> None:
        self._mails: list[int] = []
        self._issues: list[int] = []
        self._labels: list[int] = []
        self._shares: list[NDArray[np.float64]] = []

    def add(self, mail: int, issue: int, label: int, shares: NDArray[np.float64]) -> None:
        self._mails.append(mail)
        self._issues.append(issue)
        self._labels.append(label)
        self._shares.append(shares / max(1e-12, shares.sum()))

    def question(self, asked: Asked, answers: tuple[str, ...]) -> Question:
        return Question(
            asked,
            answers,
            np.array(self._mails, dtype=np.int64),
            np.array(self._issues, dtype=np.int64),
            np.array(self._labels, dtype=np.int64),
            np.array(self._shares).reshape(len(self._labels), len(answers)),
        )
