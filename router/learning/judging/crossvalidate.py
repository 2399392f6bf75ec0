"""Judge every mail with a model that has not seen it, through the functions of the service, and count.

``held_out`` is always one model for each mail of the corpus, in the corpus' order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.labelled import LabelledMail, message_of
from router.learning.judging.evaluation import (
    Accuracy,
    ClassFigures,
    Evaluation,
    OperatingPoint,
    PossibleAreas,
    Shares,
    Splitting,
    area_figures,
    calibration_error,
    risk_curve,
)
from router.learning.judging.parallel import ask_each
from router.learning.judging.routed import nearest_label, rights, sights_of_own
from router.taxonomy import AreaCode, Kind
from router.triage.asked import undoubted
from router.triage.issue import Issue, MessageClass
from router.triage.message_class import judge
from router.triage.model import Model
from router.triage.pieces import KINDS, Opinion
from router.triage.silence import NO_ACTION
from router.triage.voices import voices


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
    return judged_by(corpus, held_out, ask_each(_as_labelled, corpus, held_out))


def judged_by(
    corpus: Sequence[LabelledMail], held_out: Sequence[Model], opinions: Sequence[Sequence[Opinion]]
) -> Judged:
    """The same, where it is known what the models say of each mail's labelled issues."""
    pairs = [
        (label, _Said.of(opinion, model), len(mail.issues) == 1)
        for mail, model, own in zip(corpus, held_out, opinions, strict=True)
        for label, opinion in zip(mail.issues, own, strict=True)
    ]
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


class _Said(NamedTuple):
    kind: Kind
    kind_confidence: float
    area: AreaCode
    area_confidence: float
    confidence: float

    @classmethod
    def of(cls, opinion: Opinion, model: Model) -> "_Said":
        kind, area = opinion.best
        return cls(
            KINDS[kind],
            float(opinion.kinds[kind]),
            model.areas[area],
            float(opinion.areas[area]),
            float(opinion.pairs[kind, area]),
        )


def given_issues(corpus: Sequence[LabelledMail], held_out: Sequence[Model]) -> tuple[tuple[Issue, ...], ...]:
    """For each mail with issues what the router makes of it, on its own splits; for another mail nothing."""
    return tuple(ask_each(_as_split, corpus, held_out))


def _as_labelled(mails: Sequence[LabelledMail], model: Model) -> list[tuple[Opinion, ...]]:
    asked = [one for mail in mails for one in undoubted(mail, [label.spans for label in mail.issues])]
    opinions = iter(model.panel.opinions(voices(asked, model.pieces).scores))
    return [tuple(islice(opinions, len(mail.issues))) for mail in mails]


def _as_split(mails: Sequence[LabelledMail], model: Model) -> list[tuple[Issue, ...]]:
    return [tuple(own.issue for own in seen) for seen in sights_of_own(mails, model)]


def evaluate(
    corpus: Sequence[LabelledMail],
    held_out: Sequence[Model],
    judged: Judged,
    given: Sequence[Sequence[Issue]],
    folds: int,
    target_error: float,
) -> Evaluation:
    """All figures, of what :func:`judged_issues` and :func:`given_issues` return for these models."""
    asked = [(mail, own) for mail, own in zip(corpus, given, strict=True) if mail.issues]
    certainty, right, routed = _from_end_to_end(asked)
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
        splitting=_splitting(asked),
        classes=_classes(corpus, held_out),
        target_error=target_error,
        review=OperatingPoint(
            threshold=held_out[0].thresholds.review,
            cover=float(routed.mean()),
            error=float((~right[routed]).mean()) if routed.any() else 0.0,
        ),
        risk_curve=risk_curve(certainty, right),
        certainty_calibration_error=calibration_error(certainty, right),
        possible_areas=_possible_areas(asked),
    )


def _accuracy(judged: Judged, chosen: NDArray[np.bool_]) -> Accuracy:
    def share(right: NDArray[np.bool_]) -> float:
        return float(right[chosen].mean()) if chosen.any() else 0.0

    return Accuracy(
        int(chosen.sum()), share(judged.kind_right), share(judged.area_right), share(judged.right)
    )


def _from_end_to_end(
    given: Sequence[tuple[LabelledMail, Sequence[Issue]]],
) -> tuple[Shares, NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each issue that the router makes: how sure it is, is it right, is it routed without review?"""
    issues = [issue for _, own in given for issue in own]
    return (
        np.array([issue.certainty for issue in issues]),
        np.array([right for mail, own in given for right in rights(mail, own)], dtype=bool),
        np.array([issue.auto_routed for issue in issues], dtype=bool),
    )


def _possible_areas(given: Sequence[tuple[LabelledMail, Sequence[Issue]]]) -> PossibleAreas:
    """Of the issues that the router made: is the right area among the possible ones, how many are they?"""
    sizes, found = [], []
    for mail, issues in given:
        for issue in issues:
            label = nearest_label(mail, issue)
            sizes.append(len(issue.possible_areas))
            found.append(label.area in issue.possible_areas)
    return PossibleAreas(float(np.mean(found)), float(np.mean(sizes)), float((np.array(sizes) == 1).mean()))


def _splitting(given: Sequence[tuple[LabelledMail, Sequence[Issue]]]) -> Splitting:
    counts = np.array([len(mail.issues) for mail, _ in given])
    guesses = np.array([len(issues) for _, issues in given])
    found = sum(sum(rights(mail, issues)) for mail, issues in given)
    single = counts == 1
    precision, recall = found / max(1, guesses.sum()), found / max(1, counts.sum())
    return Splitting(
        count_right=float((counts == guesses).mean()) if len(counts) else 0.0,
        single_split=float((guesses[single] > 1).mean()) if single.any() else 0.0,
        several_right=float((counts == guesses)[~single].mean()) if (~single).any() else 0.0,
        precision=precision,
        recall=recall,
        f1=2.0 * precision * recall / max(1e-9, precision + recall),
    )


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
