"""The classifier of areas as a general learner: any texts, any labels.

It learns as the router learns its areas (``router.learning.training.scorers`` says with what), and is
calibrated as the router is: on what models of the same sort say of texts that they have not seen. Pure and
seeded: the same texts give the same model.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from router.learning.corpus.texts import LabelledText
from router.learning.judging.evaluation import Shares
from router.learning.training.dealing import FOLDS, TrainingError, deal
from router.learning.training.encoder import Encoder
from router.learning.training.fit import sharpness
from router.learning.training.scorers import Learner, Learning, Scorer, fit_scorer
from router.learning.training.train import OnProgress
from router.triage.linear import softmax

MOST_LABELS = 500
"""With more, the column that was named holds no labels but texts or numbers."""
FEWEST_TEXTS = 4
"""For each fold: with fewer texts nothing can be measured."""
FOLDS_TO_CALIBRATE: Mapping[Learner, int] = {
    Learner.AREAS: FOLDS,
    Learner.THOROUGH: 1,
    Learner.ENCODER: 1,
}
"""On how many of the folds a model that is kept is calibrated: the slow learners on a fifth of the texts."""


@dataclass(frozen=True, slots=True, eq=False)
class TextModel:
    """What tells the labels apart; ``sharpness`` makes its scores honest probabilities."""

    labels: tuple[str, ...]
    scorer: Scorer
    sharpness: float

    def probabilities(self, texts: Sequence[str]) -> Shares:
        """The probabilities (texts x labels); each row adds up to 1."""
        return softmax(self.scorer.scores(texts) * self.sharpness)


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """What models said of texts that they had not seen: probabilities (texts x labels)."""

    labels: tuple[str, ...]
    probabilities: Shares


def fit_texts(
    samples: Sequence[LabelledText],
    *,
    learner: Learner = Learner.AREAS,
    encoder: Encoder | None = None,
    on_progress: OnProgress = lambda _step, _done, _all: None,
    folds: int = FOLDS,
) -> TextModel:
    """Learn from all samples; calibrated on what models of the same sort say of texts they have not seen.
    ``encoder`` is what the learner of that name asks.

    Raises:
        TrainingError: there are too few texts, or too few or too many labels; or the encoder is missing.
    """
    labels = _labels(samples, folds)
    judged = min(folds, FOLDS_TO_CALIBRATE[learner])
    steps = judged + 1
    with threadpool_limits(limits=1):  # on small products BLAS threads only wait for each other
        scores, truth = _held_out_scores(
            samples,
            labels,
            Learning(learner, encoder),
            folds,
            judged,
            lambda step, done: on_progress(step, done, steps),
        )
        on_progress("fitting on all texts", judged, steps)
        scorer = _fit(samples, labels, Learning(learner, encoder))
    on_progress("done", steps, steps)
    return TextModel(labels, scorer, sharpness(scores, truth))


def hold_out(
    samples: Sequence[LabelledText],
    *,
    learner: Learner = Learner.AREAS,
    encoder: Encoder | None = None,
    on_progress: OnProgress = lambda _step, _done, _all: None,
    folds: int = FOLDS,
) -> HeldOut:
    """Judge each text by a model that has learnt from the other folds.

    Raises:
        TrainingError: as :func:`fit_texts`.
    """
    labels = _labels(samples, folds)
    with threadpool_limits(limits=1):
        scores, truth = _held_out_scores(
            samples,
            labels,
            Learning(learner, encoder),
            folds,
            folds,
            lambda step, done: on_progress(step, done, folds),
        )
    on_progress("done", folds, folds)
    probabilities = np.zeros_like(scores)
    probabilities[np.argsort(deal(len(samples), folds), kind="stable")] = softmax(
        scores * sharpness(scores, truth)
    )
    return HeldOut(labels, probabilities)


def _held_out_scores(
    samples: Sequence[LabelledText],
    labels: tuple[str, ...],
    learning: Learning,
    folds: int,
    judged: int,
    on_fold: Callable[[str, int], None],
) -> tuple[Shares, NDArray[np.int64]]:
    """The scores of the texts in the first ``judged`` folds, in their order, and their labels' positions."""
    dealt = deal(len(samples), folds)
    places = {label: at for at, label in enumerate(labels)}
    scores, truth = [], []
    for fold in range(judged):
        on_fold(f"fold {fold + 1} of {judged}", fold)
        known = [own for own, at in zip(samples, dealt, strict=True) if at != fold]
        held_back = [own for own, at in zip(samples, dealt, strict=True) if at == fold]
        scores.append(_fit(known, labels, learning).scores([own.text for own in held_back]))
        truth += [places[own.label] for own in held_back]
    return np.concatenate(scores), np.array(truth, dtype=np.int64)


def _fit(samples: Sequence[LabelledText], labels: tuple[str, ...], learning: Learning) -> Scorer:
    places = {label: at for at, label in enumerate(labels)}
    truth: NDArray[np.int64] = np.array([places[own.label] for own in samples], dtype=np.int64)
    return fit_scorer(learning, [own.text for own in samples], truth, len(labels))


def _labels(samples: Sequence[LabelledText], folds: int) -> tuple[str, ...]:
    labels = sorted({own.label for own in samples})
    if len(samples) < FEWEST_TEXTS * folds:
        raise TrainingError(
            f"{len(samples)} texts are too few to measure on; label at least {FEWEST_TEXTS * folds}"
        )
    if not 2 <= len(labels) <= MOST_LABELS:
        found = f"only the label {labels[0]!r}" if len(labels) == 1 else f"{len(labels):,} different labels"
        raise TrainingError(
            f"the {len(samples):,} texts have {found}; at least 2 are needed and {MOST_LABELS} are the most: "
            "name the column that holds the labels"
        )
    dealt = deal(len(samples), folds)
    for fold in range(folds):
        known = {own.label for own, at in zip(samples, dealt, strict=True) if at != fold}
        if len(known) < 2:
            raise TrainingError(
                f"hardly any of the {len(samples)} texts has another label than {known.pop()!r}; "
                "label more texts of the others"
            )
    return tuple(labels)
