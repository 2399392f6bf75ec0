"""What was said beside what is labelled, for any set of labels: accuracy, confusions, and trust.

Kinds, areas and the labels of another trade are all counted here. Labels stand in
alphabetical order everywhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_fscore_support

from router.learning.judging.confidence import Trust, trust
from router.learning.judging.evaluation import Shares


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What was labelled, what was said, and the confidence in it (0 to 1); one entry an answer."""

    labelled: tuple[str, ...]
    said: tuple[str, ...]
    confidence: Shares

    @property
    def right(self) -> NDArray[np.bool_]:
        """Is it what was labelled?"""
        pairs = zip(self.labelled, self.said, strict=True)
        return np.array([labelled == said for labelled, said in pairs], dtype=bool)


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """One label: how often it is labelled, how often it was right when said, how many of it were found."""

    label: str
    count: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each label (row) was answered with each (column)."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def most_frequent(self, most: int) -> tuple[tuple[str, str, int], ...]:
        """The faults that occur most: labelled, said, how often."""
        faults = [
            (labelled, said, count)
            for labelled, row in zip(self.labels, self.counts, strict=True)
            for said, count in zip(self.labels, row, strict=True)
            if count and labelled != said
        ]
        return tuple(sorted(faults, key=lambda fault: (-fault[2], fault[0], fault[1]))[:most])


@dataclass(frozen=True, slots=True)
class Classification:
    """The figures of one sort of answer."""

    count: int
    accuracy: float
    macro_f1: float
    """The mean of the labels' F1: a rare label counts as much as a frequent one."""
    labels: tuple[LabelFigures, ...]
    confusion: Confusion
    trust: Trust


def classification(answers: Answers) -> Classification:
    """Count; without any answer all is 0 and empty."""
    labels = sorted({*answers.labelled, *answers.said})
    if not labels:
        return Classification(0, 0.0, 0.0, (), Confusion((), ()), trust(answers.confidence, answers.right))
    precision, recall, f1, count = precision_recall_fscore_support(
        answers.labelled, answers.said, labels=labels, zero_division=0.0
    )
    places = {label: at for at, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)), dtype=np.int64)
    rows, columns = ([places[label] for label in own] for own in (answers.labelled, answers.said))
    np.add.at(counts, (rows, columns), 1)
    return Classification(
        count=len(answers.said),
        accuracy=float(answers.right.mean()),
        macro_f1=float(np.mean(f1)),
        labels=tuple(
            LabelFigures(label, int(count[at]), float(precision[at]), float(recall[at]), float(f1[at]))
            for at, label in enumerate(labels)
        ),
        confusion=Confusion(tuple(labels), tuple(tuple(map(int, row)) for row in counts)),
        trust=trust(answers.confidence, answers.right),
    )
