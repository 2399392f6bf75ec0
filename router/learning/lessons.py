"""What each labelled mail teaches the small classifiers: facts, each with the answer that a human gave.

The facts hold what a classifier of pieces says of the mail; that classifier must not have been trained on the
mail, or the small ones would learn to trust it too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus import LabelledMail
from router.learning.fit import fit_facts
from router.learning.fit_joints import JointLesson, fit_joints
from router.triage.joints import segment_facts
from router.triage.linear import FactClassifier, Facts
from router.triage.message_class import class_facts
from router.triage.model import ASIDE, CONTENT, Model, Thresholds
from router.triage.opening import opening_facts
from router.triage.pieces import PieceModel
from router.triage.segments import segments
from router.triage.split import content, is_farewell, notice
from router.triage.views import View, view

SEGMENT_STRENGTH = 1.0
CLASS_STRENGTH = 5.0


@dataclass(frozen=True, slots=True)
class Example:
    """Facts, and the class that they should give."""

    facts: Facts
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What one mail teaches by itself. Only a request has segments."""

    mail: LabelledMail
    pieces: PieceModel
    """The classifier that the mail was read with."""
    message_class: Example
    views: tuple[View, ...]
    segments: tuple[Example, ...]


def lesson(mail: LabelledMail, pieces: PieceModel) -> Lesson:
    """What the mail teaches, read with a classifier of pieces that has not seen it."""
    own_class = Example(
        class_facts(mail.text, mail.subject, answers=False, names_case=False), mail.message_class.value
    )
    if not mail.issues:
        return Lesson(mail, pieces, own_class, (), ())
    views = view(mail.text, segments(mail.text), pieces)
    labels = [ASIDE if mail.issue_at(this.segment.span) is None else CONTENT for this in views]
    examples = _segment_examples(views, labels)
    last = max((at for at, label in enumerate(labels) if label == CONTENT), default=len(labels))
    if last + 1 < len(labels):  # in service the signature has mostly been cut away before
        examples += _segment_examples(views[: last + 1], labels[: last + 1])
    return Lesson(mail, pieces, own_class, views, tuple(examples))


def _segment_examples(views: Sequence[View], labels: Sequence[str]) -> list[Example]:
    examples = []
    after_farewell = False
    for at, (this, label) in enumerate(zip(views, labels, strict=True)):
        examples.append(Example(segment_facts(views, at, after_farewell), label))
        after_farewell = after_farewell or is_farewell(this)
    return examples


def joint_lessons(lessons: Sequence[Lesson], dealt: NDArray[np.int64]) -> tuple[JointLesson, ...]:
    """What each mail teaches of joints: those between segments that a model unaware of the mail keeps."""
    segment = {
        fold: fit_segments([own for own, at in zip(lessons, dealt, strict=True) if at != fold])
        for fold in np.unique(dealt).tolist()
    }
    return tuple(_joints(own, segment[fold]) for own, fold in zip(lessons, dealt.tolist(), strict=True))


def _joints(own: Lesson, segment: FactClassifier) -> JointLesson:
    """A segment of no issue goes with the issue before it, at the mail's beginning with the first."""
    kept = content(own.views, segment) if own.views else ()
    numbers = [own.mail.issue_at(this.segment.span) for this in kept]
    opens = [None if number is None else number not in numbers[:at] for at, number in enumerate(numbers)]
    owner = next((number for number in numbers if number is not None), None)
    owners = []
    for number in numbers:
        owner = owner if number is None else number
        owners.append(owner)
    facts, signs = notice(kept, own.mail.text, own.mail.subject, own.pieces)
    return JointLesson(
        openings=tuple(opening_facts(this) for this in kept),
        opens=tuple(opens),
        facts=tuple(facts),
        signs=signs,
        new=tuple(before != after for before, after in pairwise(owners)),
    )


def fit_segments(lessons: Sequence[Lesson]) -> FactClassifier:
    """What tells content from asides."""
    return _fit([example for own in lessons for example in own.segments], SEGMENT_STRENGTH)


def learn(
    version: str,
    pieces: PieceModel,
    lessons: Sequence[Lesson],
    joints: Sequence[JointLesson],
    thresholds: Thresholds,
) -> Model:
    """A whole model: the classifier of pieces, and the small classifiers that these lessons teach."""
    return Model(
        version=version,
        pieces=pieces,
        segment=fit_segments(lessons),
        joint=fit_joints(joints),
        message_class=_fit([own.message_class for own in lessons], CLASS_STRENGTH),
        thresholds=thresholds,
    )


def _fit(examples: Sequence[Example], strength: float) -> FactClassifier:
    return fit_facts([e.facts for e in examples], [e.label for e in examples], strength)
