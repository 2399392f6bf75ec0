"""What each labelled mail teaches the small classifiers: facts, each with the answer that a human gave.

The facts hold what a classifier of pieces says of the mail; that classifier must not have been trained on the
mail, or the small ones would learn to trust it too much.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.parallel import each, together
from router.learning.training.fact_matrix import shared_names
from router.learning.training.fit import fit_facts
from router.learning.training.fit_joints import JointLesson, fit_joints
from router.learning.training.fit_seams import SeamLesson
from router.learning.training.thresholds import UNSET
from router.triage.certainty import UNTAUGHT
from router.triage.content import content, segment_facts
from router.triage.issue import Span
from router.triage.joint_model import JointModel
from router.triage.linear import FactClassifier, Facts
from router.triage.message_class import content_facts
from router.triage.model import ASIDE, CONTENT, Model
from router.triage.notice import Noticed, notice_each
from router.triage.opening import opening_facts
from router.triage.panel import Panel
from router.triage.pieces import PieceModel
from router.triage.seam_model import SeamModel
from router.triage.seam_signs import find_seams, signs_by_halves
from router.triage.seams import Seam
from router.triage.tempering import UNTEMPERED
from router.triage.views import Kept, Sentence, View, Written, view_each

T = TypeVar("T")

SEGMENT_STRENGTH = 1.0
CLASS_STRENGTH = 5.0
NEAR_SEAM = 8
"""Characters on each side of a seam that tell which issues stand there."""


@dataclass(frozen=True, slots=True)
class Example:
    """Facts, and the class that they should give."""

    facts: Facts
    label: str


@dataclass(frozen=True, slots=True)
class Examples:
    """What one mail teaches of its class and of its segments. Only a request has segments."""

    message_class: Example
    segments: tuple[Example, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What one mail teaches by itself."""

    mail: LabelledMail
    pieces: PieceModel
    """The classifier that the mail was read with."""
    examples: Examples


def read_lessons(
    mails: Sequence[LabelledMail],
    read: Sequence[LabelledMail],
    divided: Sequence[LabelledMail],
    dealt: NDArray[np.int64],
    pieces: Sequence[PieceModel],
) -> tuple[Lesson, ...]:
    """What each mail teaches, read with the classifier of its fold, which has not seen it.

    ``read`` are the same mails as the service reads them, and ``divided`` in the form that teaches how mails
    are divided. Some should have kept their signatures, or the models of joints do not know one that the
    service has not cut away.
    """
    folds = range(len(pieces))
    forms = list(map(_Forms, mails, read))
    tasks = [(_of(forms, dealt, at), pieces[at]) for at in folds]
    found = [iter(own) for own in each(_examples, tasks)]
    return tuple(
        Lesson(mail, pieces[fold], next(found[fold]))
        for mail, fold in zip(divided, dealt.tolist(), strict=True)
    )


def _of(every: Sequence[T], dealt: NDArray[np.int64], fold: int) -> list[T]:
    return [own for own, at in zip(every, dealt, strict=True) if at == fold]


class _Forms(NamedTuple):
    """A mail as it was written, and as the service reads it."""

    whole: LabelledMail
    read: LabelledMail


def _examples(mails: Sequence[_Forms], pieces: PieceModel) -> list[Examples]:
    return together(_some_examples, mails, pieces)


def _some_examples(mails: Sequence[_Forms], pieces: PieceModel) -> list[Examples]:
    views = view_each([own.read.text if own.read.issues else "" for own in mails], pieces)
    # Whole mails teach as well: a signature that the service does not know for one is still in its text.
    uncut = iter(view_each([own.whole.text for own in mails if _is_cut(own)], pieces))
    found = []
    for own, own_views in zip(mails, views, strict=True):
        facts = content_facts(own.read.text, own.read.subject)
        segments = _segment_examples(own.read, own_views)
        if _is_cut(own):
            segments += _segment_examples(own.whole, next(uncut))
        found.append(Examples(Example(shared_names(facts), own.read.message_class.value), tuple(segments)))
    return found


def _is_cut(mail: _Forms) -> bool:
    return bool(mail.whole.issues) and mail.read != mail.whole


def _segment_examples(mail: LabelledMail, views: Sequence[View]) -> list[Example]:
    labels = [ASIDE if mail.issue_at(this.segment.span) is None else CONTENT for this in views]
    return list(map(Example, map(shared_names, segment_facts(views)), labels))


@dataclass(frozen=True, slots=True, eq=False)
class ReadMail:
    """What a mail teaches of joints, and its segments between which they stand."""

    lesson: JointLesson
    kept: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReadMails:
    """Mails as they are divided by models that have not seen them."""

    mails: tuple[ReadMail, ...]
    segments: tuple[FactClassifier, ...]
    """What tells content from asides, of each fold."""


def joint_lessons(
    lessons: Sequence[Lesson], dealt: NDArray[np.int64], taught: Sequence[Sequence[int]]
) -> ReadMails:
    """What each mail teaches of joints: those between segments that a model unaware of the mail keeps.
    ``taught`` are, for each fold, the mails that teach such a model, each as often as it counts.

    The mails are read a second time: what was read of them is more than what is worth sending around.
    """
    tasks = []
    for fold, at in enumerate(taught):
        own = _of(lessons, dealt, fold)
        segments = [lessons[mail].examples.segments for mail in at if mail < len(lessons)]
        tasks.append(([one.mail for one in own], own[0].pieces, segments))
    found = each(_joints, tasks)
    mails = [iter(own) for _, own in found]
    return ReadMails(tuple(next(mails[fold]) for fold in dealt.tolist()), tuple(own for own, _ in found))


def _joints(
    mails: Sequence[LabelledMail], pieces: PieceModel, segments: Sequence[Sequence[Example]]
) -> tuple[FactClassifier, list[ReadMail]]:
    segment = fit_segments(segments)
    return segment, together(_some_joints, mails, pieces, segment)


def _some_joints(
    mails: Sequence[LabelledMail], pieces: PieceModel, segment: FactClassifier
) -> list[ReadMail]:
    views = view_each([mail.text if mail.issues else "" for mail in mails], pieces)
    kept = [
        Kept(Written(mail.text, mail.subject), *content(own, segment))
        for mail, own in zip(mails, views, strict=True)
    ]
    return list(map(_joints_of, mails, kept, notice_each(kept, pieces), _seams(mails, kept, pieces)))


def _seams(mails: Sequence[LabelledMail], kept: Sequence[Kept], pieces: PieceModel) -> list[SeamLesson]:
    """What each mail teaches of the seams inside its segments."""
    found = list(map(find_seams, kept))
    sewn = [
        (own.views[seam.segment], seam.seam) for own, every in zip(kept, found, strict=True) for seam in every
    ]
    halves = iter(signs_by_halves(sewn, pieces))
    return [
        SeamLesson(
            openings=tuple(shared_names(opening_facts(seam.after)) for seam in every),
            facts=tuple(shared_names(seam.facts) for seam in every),
            signs=np.array([[*seam.signs, *next(halves)] for seam in every]),
            new=tuple(_is_new(mail, own.views[seam.segment].segment.span.start, seam.seam) for seam in every),
        )
        for mail, own, every in zip(mails, kept, found, strict=True)
    ]


def _is_new(mail: LabelledMail, start: int, seam: Seam) -> bool:
    """Does another issue begin at this seam of the segment that begins there?"""
    before, after = start + seam.end, start + seam.start
    issues = {
        mail.issue_at(Span(max(start, before - NEAR_SEAM), before)),
        mail.issue_at(Span(after, after + NEAR_SEAM)),
    }
    return len(issues) > 1 and None not in issues


def _joints_of(mail: LabelledMail, kept_mail: Kept, noticed: Noticed, seams: SeamLesson) -> ReadMail:
    kept = kept_mail.views
    numbers = [mail.issue_at(this.segment.span) for this in kept]
    opens = [None if number is None else number not in numbers[:at] for at, number in enumerate(numbers)]
    lesson = JointLesson(
        openings=tuple(shared_names(opening_facts(this)) for this in kept),
        opens=tuple(opens),
        facts=tuple(map(shared_names, noticed.facts)),
        signs=noticed.signs,
        new=tuple(before != after for before, after in pairwise(owners(numbers))),
        seams=seams,
    )
    sentences = map(Sentence.of, kept, kept_mail.chances)
    return ReadMail(lesson, tuple(this.outline for this in sentences))


def owners(numbers: Sequence[int | None]) -> list[int | None]:
    """The issue that each segment goes with: one of no issue with the issue before it, and at the mail's
    beginning with the first."""
    owner = next((number for number in numbers if number is not None), None)
    found = []
    for number in numbers:
        owner = owner if number is None else number
        found.append(owner)
    return found


def fit_segments(segments: Sequence[Sequence[Example]]) -> FactClassifier:
    """What tells content from asides."""
    return _fit([example for own in segments for example in own], SEGMENT_STRENGTH)


@dataclass(frozen=True, slots=True, eq=False)
class Learner:
    """What a whole model is made of: the classifiers of pieces and of the trade, the panel, and what teaches
    the small ones."""

    pieces: PieceModel
    panel: Panel
    trade: FactClassifier
    message_classes: Sequence[Example]
    segments: Sequence[Sequence[Example]] | FactClassifier
    """Of each mail, or what was learnt from them."""
    joints: Sequence[JointLesson]


def learn_each(
    version: str, learners: Sequence[Learner], on_done: Callable[[int], None] = lambda _done: None
) -> list[Model]:
    """A whole model of each, without thresholds (:data:`UNSET`).

    How sure it may be, and which areas are possible, it learns later, from what it says of other mails.
    """
    small = each(_learn, [(own.message_classes, own.segments, own.joints) for own in learners], on_done)
    return [
        Model(
            version=version,
            pieces=own.pieces,
            panel=own.panel,
            segment=segment,
            joint=joint,
            seam=seam,
            message_class=message_class,
            certainty=UNTAUGHT,
            possible=np.zeros(len(own.pieces.areas)),
            trade=own.trade,
            tempering=UNTEMPERED,
            thresholds=UNSET,
        )
        for own, (segment, joint, seam, message_class) in zip(learners, small, strict=True)
    ]


def _learn(
    message_classes: Sequence[Example],
    segments: Sequence[Sequence[Example]] | FactClassifier,
    joints: Sequence[JointLesson],
) -> tuple[FactClassifier, JointModel, SeamModel, FactClassifier]:
    segment = segments if isinstance(segments, FactClassifier) else fit_segments(segments)
    joint, seam = fit_joints(joints)
    return segment, joint, seam, _fit(message_classes, CLASS_STRENGTH)


def _fit(examples: Sequence[Example], strength: float) -> FactClassifier:
    return fit_facts([e.facts for e in examples], [e.label for e in examples], strength)
