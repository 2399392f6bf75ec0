"""Train a model and measure it, by cross-validation over mails.

The corpus is dealt into folds of whole mails: no mail is ever on both sides. For each fold a classifier of
pieces learns from the other folds and judges the fold's mails. What it says there calibrates it, teaches
the splitter (which must know how sure a classifier is of text it has *not* seen) and sets the thresholds.
What the router then makes of the fold's mails from end to end teaches how sure it may be of its own issues,
and which of them it may route without a human's word.
The figures come from whole models that have not seen the mails they judge, through the very functions of
the service. At the end everything is fitted once more on the whole corpus: that is the model.

Pure and seeded: the same corpus gives the same model. It knows no clock: the version's name is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from router.learning.corpus.as_read import as_read
from router.learning.corpus.beside import NOTHING, Beside
from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.crossvalidate import Judged, evaluate, judged_by
from router.learning.judging.evaluation import Evaluation
from router.learning.judging.judgements import JudgedMail, judged_mails
from router.learning.judging.parallel import ask_each, each
from router.learning.judging.routed import chances_of, least_possible, routed, sights_of_own, sights_of_parts
from router.learning.training.dealing import check, counted, deal, folds_of, issues_of, texts_of
from router.learning.training.fit import fit_pieces
from router.learning.training.fit_certainty import fit_certainties
from router.learning.training.fit_tempering import fit_tempering, joints_of
from router.learning.training.fit_trade import fit_trade
from router.learning.training.heard import hear
from router.learning.training.lessons import Learner, joint_lessons, learn_each, read_lessons
from router.learning.training.promise import TARGETS, Promise, promise_for, promises
from router.learning.training.thresholds import choose_thresholds
from router.triage.classify import decided
from router.triage.issue import Issue
from router.triage.model import Model
from router.triage.split import divided as divided_at

TARGET_ERROR = 0.01
OnProgress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps of all are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model and the figures of its cross-validation."""

    model: Model
    evaluation: Evaluation
    judgements: tuple[JudgedMail, ...] = ()
    """The same judgements mail by mail, for the comparison with another model."""
    phrases: int = 0
    """How many phrases of the glossary helped."""
    promises: tuple[Promise, ...] = ()
    """What each promise would come to, strictest first."""
    exercises: int = 0
    """How many mails taught without being measured on."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a cross-validation found."""

    held_out: tuple[Model, ...]
    """For each mail a whole model that has not seen it, in the order of the corpus."""
    mails: tuple[LabelledMail, ...]
    """The corpus, each mail as the service reads it."""
    judged: Judged
    """What these models said of the issues as they were labelled."""
    given: tuple[tuple[Issue, ...], ...]
    """What they made of each request, on their own splits."""
    evaluation: Evaluation
    promises: tuple[Promise, ...]
    """What each promise would come to, strictest first."""
    model: Model | None
    """The model that is fitted to all mails, where it was asked for."""


def train(
    corpus: Sequence[LabelledMail],
    *,
    version: str,
    on_progress: OnProgress = lambda _step, _done, _all: None,
    beside: Beside = NOTHING,
    target_error: float = TARGET_ERROR,
    folds: int | None = None,
) -> TrainedModel:
    """Train and evaluate. ``target_error``: of the issues routed without review, the share that may be wrong.
    ``beside``: what teaches beside the corpus. ``folds``: left out, as many as suit the corpus.

    Raises:
        TrainingError: the corpus is too small or one-sided to train and measure on.
    """
    folds = folds or folds_of(len(corpus))
    check(corpus, folds)
    with threadpool_limits(limits=1):  # on small products BLAS threads only wait for each other
        found = _measure(corpus, beside, version, on_progress, target_error, folds, and_fit_all=True)
    assert found.model is not None, "it was asked for"
    judgements = judged_mails(corpus, found.judged, [len(own) for own in found.given])
    return TrainedModel(
        model=found.model,
        evaluation=found.evaluation,
        judgements=judgements,
        phrases=len(beside.glossary),
        promises=found.promises,
        exercises=len(beside.mail_exercises) + len(beside.issue_exercises),
    )


def measure(
    corpus: Sequence[LabelledMail],
    *,
    version: str,
    on_progress: OnProgress = lambda _step, _done, _all: None,
    beside: Beside = NOTHING,
    target_error: float = TARGET_ERROR,
    folds: int | None = None,
) -> Measured:
    """Judge every mail by a whole model that has not seen it. The arguments are those of :func:`train`.

    Raises:
        TrainingError: the corpus is too small or one-sided to measure on.
    """
    folds = folds or folds_of(len(corpus))
    check(corpus, folds)
    with threadpool_limits(limits=1):
        return _measure(corpus, beside, version, on_progress, target_error, folds, and_fit_all=False)


def _measure(
    corpus: Sequence[LabelledMail],
    beside: Beside,
    version: str,
    on_progress: OnProgress,
    target_error: float,
    folds: int,
    *,
    and_fit_all: bool,
) -> Measured:
    # The exercises stand behind the corpus: they are dealt and learnt from, and nothing else.
    parts = (corpus, beside.mail_exercises, beside.issue_exercises)
    mails = [mail for part in parts for mail in part]
    every_read = [mail for own in each(_as_read, [(part,) for part in parts]) for mail in own]
    read = tuple(every_read[: len(corpus)])
    divided = len(corpus) + len(beside.mail_exercises)
    dealt = np.concatenate([deal(len(part), folds) for part in parts])
    taught = [dealt != fold for fold in range(folds)]
    if and_fit_all:
        taught.append(np.ones(len(dealt), dtype=bool))
    steps = 2 * len(taught) + 4

    def fitted(done: int) -> None:
        on_progress(f"learning kinds and areas, {done} of {len(taught)}", done, steps)

    def learnt(done: int) -> None:
        on_progress(f"learning to split, {done} of {len(taught)}", len(taught) + 1 + done, steps)

    fitted(0)
    raw = each(fit_pieces, [(issues_of(mails, own), beside.glossary) for own in taught], fitted)
    on_progress("calibrating", len(taught), steps)
    trades = each(fit_trade, [(texts_of(mails, own), beside.glossary, beside.elsewhere) for own in taught])
    heard = hear(read, dealt[: len(corpus)], raw[:folds])
    pieces = [replace(own, sharpness=heard.sharpness) for own in raw]
    panels = [heard.panel(heard.fold != fold) for fold in range(len(taught))]
    lessons = read_lessons(mails, every_read, [*read, *mails[len(read) :]], dealt, pieces[:folds])
    learnt(0)
    teaching = [counted(mails, own) for own in taught]
    seen = joint_lessons(lessons[:divided], dealt[:divided], teaching[:folds])
    learners = []
    for fold, (own, panel, trade, at) in enumerate(zip(pieces, panels, trades, teaching, strict=True)):
        learners.append(
            Learner(
                pieces=own,
                panel=panel,
                trade=trade,
                message_classes=[lessons[mail].examples.message_class for mail in at],
                segments=seen.segments[fold]
                if fold < folds
                else [lessons[mail].examples.segments for mail in at if mail < divided],
                joints=[seen.mails[mail].lesson for mail in at if mail < divided],
            )
        )
    unset = learn_each(version, learners, learnt)
    on_progress("measuring", steps - 2, steps)
    dealt = dealt[:divided]
    judges = dealt[: len(corpus)].tolist()
    tempering = fit_tempering(joints_of(read, seen.mails[: len(corpus)], [unset[fold] for fold in judges]))
    unset = [replace(model, tempering=tempering) for model in unset]
    judging = [unset[fold] for fold in judges]
    chances = ask_each(chances_of, read, judging)
    asked = [own.of_new_issue for mail, own in zip(read, chances, strict=True) if mail.issues]
    thresholds = choose_thresholds(read, judging, asked)
    unsure = [replace(model, thresholds=thresholds) for model in unset]
    parted = [
        (mail, divided_at(mail.text, *own, thresholds.new_issue))
        for mail, own in zip(read, chances, strict=True)
    ]
    sights = ask_each(sights_of_parts, parted, [unsure[fold] for fold in judges])
    exercised = ask_each(
        sights_of_own, every_read[len(corpus) : divided], [unsure[fold] for fold in dealt[len(corpus) :]]
    )
    every = routed(every_read[:divided], [unsure[fold] for fold in dealt], [*sights, *exercised])
    certainties = fit_certainties(every, len(corpus), dealt, folds)
    issues = every.where(every.mail < len(corpus))
    possible = [least_possible(issues.where(dealt[issues.mail] != fold)) for fold in range(folds)]
    possible.append(least_possible(issues))
    on_progress("weighing the promise", steps - 1, steps)
    certainty = issues.certainty(certainties, dealt)
    table = promises(certainty, issues.right, issues.mail, sorted({*TARGETS, target_error}))
    thresholds = replace(thresholds, review=promise_for(table, target_error).threshold)
    models = [
        replace(model, certainty=certain, possible=own, thresholds=thresholds)
        for model, certain, own in zip(unset, certainties, possible, strict=False)
    ]
    held_out = tuple(models[fold] for fold in judges)
    judged = judged_by(read, held_out, heard.opinions(panels[:folds], len(read)))
    given = tuple(
        tuple(decided(own, model) for own in seen_of_mail)
        for seen_of_mail, model in zip(sights, held_out, strict=True)
    )
    evaluation = evaluate(read, held_out, judged, given, folds, target_error)
    whole = models[folds] if and_fit_all else None
    on_progress("done", steps, steps)
    return Measured(held_out, read, judged, given, evaluation, table, whole)


def _as_read(mails: Sequence[LabelledMail]) -> list[LabelledMail]:
    return list(map(as_read, mails))
