"""What each labelled mail teaches the small classifiers: facts, each with the answer that a human gave.

The facts hold what a classifier of pieces says of the mail; that classifier must not have been trained on the
mail, or the small ones would learn to trust it too much.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from router.learning.corpus import LabelledMail
from router.learning.fit import fit_facts
from router.triage.joints import joints, segment_facts, view
from router.triage.linear import FactClassifier, Facts
from router.triage.message_class import class_facts
from router.triage.model import ASIDE, CONTENT, NEW, SAME, Model, Thresholds
from router.triage.pieces import PieceModel
from router.triage.segments import segments
from router.triage.split import is_farewell

SEGMENT_STRENGTH = 1.0
JOINT_STRENGTH = 1.0
CLASS_STRENGTH = 5.0


@dataclass(frozen=True, slots=True)
class Example:
    """Facts, and the class that they should give."""

    facts: Facts
    label: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """All examples of one mail. Only a request has segments and joints."""

    message_class: Example
    segments: tuple[Example, ...]
    joints: tuple[Example, ...]


def lesson(mail: LabelledMail, pieces: PieceModel) -> Lesson:
    """What the mail teaches, read with a classifier of pieces that has not seen it."""
    own_class = Example(
        class_facts(mail.text, mail.subject, answers=False, names_case=False), mail.message_class.value
    )
    if not mail.issues:
        return Lesson(own_class, (), ())
    views = view(mail.text, segments(mail.text), pieces)
    numbers = [mail.issue_at(this.segment.span) for this in views]
    parts = []
    after_farewell = False
    for at, (this, number) in enumerate(zip(views, numbers, strict=True)):
        label = ASIDE if number is None else CONTENT
        parts.append(Example(segment_facts(views, at, after_farewell), label))
        after_farewell = after_farewell or is_farewell(this)
    kept = [this for this, number in zip(views, numbers, strict=True) if number is not None]
    owners = [number for number in numbers if number is not None]
    labels = [SAME if before == after else NEW for before, after in itertools.pairwise(owners)]
    places = [
        Example(facts, label)
        for facts, label in zip(joints(kept, mail.text, mail.subject, pieces), labels, strict=True)
    ]
    return Lesson(own_class, tuple(parts), tuple(places))


def learn(version: str, pieces: PieceModel, lessons: Sequence[Lesson], thresholds: Thresholds) -> Model:
    """A whole model: the classifier of pieces, and the small classifiers that these lessons teach."""

    def fit(examples: Sequence[Example], strength: float) -> FactClassifier:
        return fit_facts([e.facts for e in examples], [e.label for e in examples], strength)

    return Model(
        version=version,
        pieces=pieces,
        segment=fit([e for own in lessons for e in own.segments], SEGMENT_STRENGTH),
        joint=fit([e for own in lessons for e in own.joints], JOINT_STRENGTH),
        message_class=fit([own.message_class for own in lessons], CLASS_STRENGTH),
        thresholds=thresholds,
    )
