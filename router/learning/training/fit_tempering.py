"""Learn how to temper the chances of joints, from mails of the corpus that the models have not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.parallel import ask_each
from router.learning.training.fit_joints import JointLesson
from router.learning.training.lessons import ReadMail
from router.triage.joint_model import JointModel
from router.triage.model import Model
from router.triage.notice import Noticed
from router.triage.split import held_together, length_of
from router.triage.tempering import UNTEMPERED, Tempering, log_length, log_odds


@dataclass(frozen=True, slots=True)
class Joints:
    """The joints of one mail, as a model that has not seen it keeps them."""

    characters: int
    """Of its content."""
    chances: tuple[float, ...]
    """That a new issue begins, as the models of joints say it; 0 where one never may."""
    is_new: tuple[bool, ...]


def joints_of(
    mails: Sequence[LabelledMail], read: Sequence[ReadMail], held_out: Sequence[Model]
) -> tuple[Joints, ...]:
    """The joints of each mail that has issues. ``read`` is what was read of each mail with its model in
    ``held_out``, which is not yet tempered."""
    asked = [own for own in zip(mails, read, held_out, strict=True) if own[0].issues]
    chances = ask_each(_chances, [own.lesson for _, own, _ in asked], [model.joint for *_, model in asked])
    return tuple(
        Joints(
            length_of(own.kept),
            held_together(own.kept, said),
            own.lesson.new,
        )
        for (_, own, _), said in zip(asked, chances, strict=True)
    )


def _chances(lessons: Sequence[JointLesson], model: JointModel) -> list[tuple[float, ...]]:
    noticed = [Noticed(own.facts, own.signs) for own in lessons]
    return model.chances_each([own.openings for own in lessons], noticed)


def fit_tempering(mails: Sequence[Joints]) -> Tempering:
    """What makes these joints most probable. Where all are alike there is nothing to learn."""
    rows = [
        (log_odds(chance), log_length(mail.characters), is_new)
        for mail in mails
        for chance, is_new in zip(mail.chances, mail.is_new, strict=True)
        if chance > 0.0
    ]
    table, is_new = np.array([row[:2] for row in rows]), np.array([row[2] for row in rows], dtype=bool)
    if is_new.all() or not is_new.any():
        return UNTEMPERED
    scaler = StandardScaler().fit(table)
    estimator = LogisticRegression().fit(scaler.transform(table), is_new)
    sharpness, by_length = (estimator.coef_[0] / scaler.scale_).tolist()
    base = float(estimator.intercept_[0] - scaler.mean_ @ (sharpness, by_length))
    return Tempering(sharpness, by_length, base)
