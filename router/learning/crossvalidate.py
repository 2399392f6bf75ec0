"""Judge every mail with a model that has not seen it, through the functions of the service, and count.

``held_out`` is always one model for each mail of the corpus, in the corpus' order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus import LabelledMail, message_of
from router.learning.evaluation import (
    Accuracy,
    ClassFigures,
    Evaluation,
    Shares,
    Splitting,
    area_figures,
    at_threshold,
    calibration_error,
    overlap,
    risk_curve,
)
from router.taxonomy import AreaCode, Kind
from router.triage.classify import classify
from router.triage.issue import Issue, MessageClass
from router.triage.message_class import NO_ACTION, judge
from router.triage.model import Model
from router.triage.split import split

SAME_PIECE = 0.5
"""A piece was found where it shares at least half of all characters with the labelled one."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The labelled issues (true pieces) as the held-out models judged them; one entry an issue."""

    kind_right: NDArray[np.bool_]
    area_right: NDArray[np.bool_]
    kind_confidence: Shares
    area_confidence: Shares
    confidence: Shares
    alone: NDArray[np.bool_]
    """Is it the only issue of its mail?"""
    true_kind: tuple[Kind, ...]
    said_kind: tuple[Kind, ...]
    true_area: tuple[AreaCode, ...]
    said_area: tuple[AreaCode, ...]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Are kind and area both right?"""
        return self.kind_right & self.area_right


def judged_issues(corpus: Sequence[LabelledMail], held_out: Sequence[Model]) -> Judged:
    """Classify each labelled issue, given its true piece."""
    pairs = []
    for mail, model in zip(corpus, held_out, strict=True):
        for label in mail.issues:
            said = classify(mail.text, label.spans, mail.subject, mail.mailbox, mail.language, model)
            pairs.append((label, said, len(mail.issues) == 1))
    return Judged(
        kind_right=np.array([said.kind is label.kind for label, said, _ in pairs]),
        area_right=np.array([said.area == label.area for label, said, _ in pairs]),
        kind_confidence=np.array([said.kind_confidence for _, said, _ in pairs]),
        area_confidence=np.array([said.area_confidence for _, said, _ in pairs]),
        confidence=np.array([said.confidence for _, said, _ in pairs]),
        alone=np.array([alone for *_, alone in pairs]),
        true_kind=tuple(label.kind for label, *_ in pairs),
        said_kind=tuple(said.kind for _, said, _ in pairs),
        true_area=tuple(label.area for label, *_ in pairs),
        said_area=tuple(said.area for _, said, _ in pairs),
    )


def given_issues(corpus: Sequence[LabelledMail], held_out: Sequence[Model]) -> tuple[tuple[Issue, ...], ...]:
    """For each mail with issues what the router makes of it, on its own splits; for another mail nothing."""
    return tuple(
        tuple(
            classify(mail.text, piece, mail.subject, mail.mailbox, mail.language, model)
            for piece in split(mail.text, mail.subject, model)
        )
        if mail.issues
        else ()
        for mail, model in zip(corpus, held_out, strict=True)
    )


def evaluate(
    corpus: Sequence[LabelledMail],
    held_out: Sequence[Model],
    judged: Judged,
    given: Sequence[Sequence[Issue]],
    folds: int,
    target_error: float,
) -> Evaluation:
    """All figures, of what :func:`judged_issues` and :func:`given_issues` return for these models."""
    areas = tuple(sorted(set(judged.true_area) | set(judged.said_area)))
    places = {area: at for at, area in enumerate(areas)}
    everything = np.ones(len(judged.alone), dtype=bool)
    return Evaluation(
        mails=len(corpus),
        folds=folds,
        overall=_accuracy(judged, everything),
        single=_accuracy(judged, judged.alone),
        several=_accuracy(judged, ~judged.alone),
        areas=area_figures(
            areas,
            np.array([places[area] for area in judged.true_area]),
            np.array([places[area] for area in judged.said_area]),
        ),
        kind_calibration_error=calibration_error(judged.kind_confidence, judged.kind_right),
        area_calibration_error=calibration_error(judged.area_confidence, judged.area_right),
        confidence_calibration_error=calibration_error(judged.confidence, judged.right),
        splitting=splitting(corpus, given),
        classes=_classes(corpus, held_out),
        target_error=target_error,
        review=at_threshold(judged.confidence, judged.right, held_out[0].thresholds.review),
        risk_curve=risk_curve(judged.confidence, judged.right),
    )


def _accuracy(judged: Judged, chosen: NDArray[np.bool_]) -> Accuracy:
    def share(right: NDArray[np.bool_]) -> float:
        return float(right[chosen].mean()) if chosen.any() else 0.0

    return Accuracy(
        int(chosen.sum()), share(judged.kind_right), share(judged.area_right), share(judged.right)
    )


def splitting(corpus: Sequence[LabelledMail], given: Sequence[Sequence[Issue]]) -> Splitting:
    """The figures of whole requests; ``given`` as :func:`given_issues` returns it."""
    asked = [(mail, issues) for mail, issues in zip(corpus, given, strict=True) if mail.issues]
    counts = np.array([len(mail.issues) for mail, _ in asked])
    guesses = np.array([len(issues) for _, issues in asked])
    found = sum(sum(matches(mail, issues)) for mail, issues in asked)
    single = counts == 1
    precision, recall = found / max(1, int(guesses.sum())), found / max(1, int(counts.sum()))
    return Splitting(
        count_right=float((counts == guesses).mean()) if len(counts) else 0.0,
        single_split=float((guesses[single] > 1).mean()) if single.any() else 0.0,
        several_right=float((counts == guesses)[~single].mean()) if (~single).any() else 0.0,
        precision=precision,
        recall=recall,
        f1=2.0 * precision * recall / max(1e-9, precision + recall),
    )


def matches(mail: LabelledMail, issues: Sequence[Issue]) -> tuple[bool, ...]:
    """Of each given issue: is it a labelled one, with piece, kind and area all right? A label counts once."""
    free = list(mail.issues)
    found = []
    for issue in issues:
        match = next(
            (
                label
                for label in free
                if issue.kind is label.kind
                and issue.area == label.area
                and overlap(mail.text, issue.spans, label.spans) >= SAME_PIECE
            ),
            None,
        )
        if match is not None:
            free.remove(match)
        found.append(match is not None)
    return tuple(found)


def _classes(corpus: Sequence[LabelledMail], held_out: Sequence[Model]) -> ClassFigures:
    pairs = [
        (mail.message_class, judge(message_of(mail), model).message_class)
        for mail, model in zip(corpus, held_out, strict=True)
    ]

    def count(truth: tuple[MessageClass, ...], said: tuple[MessageClass, ...] = tuple(MessageClass)) -> int:
        return sum(true in truth and guess in said for true, guess in pairs)

    request, followup = (MessageClass.REQUEST,), (MessageClass.FOLLOWUP,)
    return ClassFigures(
        mails=len(pairs),
        requests=count(request),
        requests_silenced=count(request, NO_ACTION),
        requests_as_followup=count(request, followup),
        followups=count(followup),
        followups_found=count(followup, followup),
        no_action=count(NO_ACTION),
        no_action_found=count(NO_ACTION, NO_ACTION),
    )
