"""Learn how to temper the chances of joints, from mails of the corpus that the models have not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.parallel import ask_each
from router.learning.training.lessons import owners
from router.triage.model import Model
from router.triage.split import chances_each, length_of
from router.triage.tempering import UNTEMPERED, Tempering, log_length, log_odds
from router.triage.views import Written


@dataclass(frozen=True, slots=True)
class Joints:
    """The joints of one mail, as a model that has not seen it keeps them."""

    characters: int
    """Of its content."""
    issues: int
    """How many the mail holds."""
    chances: tuple[float, ...]
    """That a new issue begins, as the models of joints say it; 0 where one never may."""
    is_new: tuple[bool, ...]


def joints_of(mails: Sequence[LabelledMail], held_out: Sequence[Model]) -> tuple[Joints, ...]:
    """The joints of each mail that has issues; ``held_out`` is one model for each mail, not yet tempered."""
    asked = [(mail, model) for mail, model in zip(mails, held_out, strict=True) if mail.issues]
    return tuple(ask_each(_joints, [mail for mail, _ in asked], [model for _, model in asked]))


def _joints(mails: Sequence[LabelledMail], model: Model) -> list[Joints]:
    found = chances_each([Written(mail.text, mail.subject) for mail in mails], model)
    said = []
    for mail, (kept, chances) in zip(mails, found, strict=True):
        numbers = owners([mail.issue_at(this.segment.span) for this in kept])
        is_new = tuple(before != after for before, after in pairwise(numbers))
        said.append(Joints(length_of(kept), len(mail.issues), chances, is_new))
    return said


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


def tempered(mails: Sequence[Joints], tempering: Tempering) -> list[tuple[float, ...]]:
    """The chances of each mail's joints as the service weighs them."""
    return [
        tuple(
            new if chance > 0.0 else 0.0
            for chance, new in zip(
                mail.chances, tempering.chances(mail.chances, mail.characters), strict=True
            )
        )
        for mail in mails
    ]
