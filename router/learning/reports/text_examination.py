"""Examine the general learner on a file of labelled texts: ``ticket-router evaluate FILE --format csv``.

Without a file to test on, each text is judged by a model that has not seen it; with one, a model learns from
all texts of the first file and judges those of the second.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from router.learning.corpus.texts import LabelledText
from router.learning.judging.classification import Answers, Classification, classification
from router.learning.judging.evaluation import Shares
from router.learning.reports.examination_json import FORMAT
from router.learning.training.dealing import FOLDS
from router.learning.training.encoder import Encoder
from router.learning.training.scorers import Learner
from router.learning.training.text_model import fit_texts, hold_out
from router.learning.training.train import OnProgress

MISTAKES = 50


@dataclass(frozen=True, slots=True)
class TextMistake:
    """A text that got another label than its own."""

    line: int
    """Of the file that was judged."""
    labelled: str
    said: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TextExamination:
    """All that was found."""

    learner: Learner
    trained_on: int
    """Texts of the file to learn from."""
    folds: int
    """0 where another file was judged."""
    warnings: tuple[str, ...]
    label: Classification
    mistakes: tuple[TextMistake, ...]


def examine_texts(
    samples: Sequence[LabelledText],
    test: Sequence[LabelledText] | None = None,
    *,
    learner: Learner = Learner.AREAS,
    encoder: Encoder | None = None,
    on_progress: OnProgress = lambda _step, _done, _all: None,
    folds: int = FOLDS,
) -> TextExamination:
    """Judge the texts of ``test``, or, without any, each of ``samples`` by a model that has not seen it.

    Raises:
        TrainingError: there are too few texts, or too few or too many labels, to learn from.
    """
    if test is None:
        found = hold_out(samples, learner=learner, encoder=encoder, on_progress=on_progress, folds=folds)
        return _examination(samples, samples, found.labels, found.probabilities, learner, folds, ())
    model = fit_texts(samples, learner=learner, encoder=encoder, on_progress=on_progress, folds=folds)
    shares = model.probabilities([own.text for own in test])
    return _examination(samples, test, model.labels, shares, learner, 0, _warnings(samples, test))


def _warnings(samples: Sequence[LabelledText], test: Sequence[LabelledText]) -> tuple[str, ...]:
    known_texts, known_labels = {own.text for own in samples}, {own.label for own in samples}
    same = sum(own.text in known_texts for own in test)
    foreign = sorted({own.label for own in test} - known_labels)
    told = []
    if same:
        told.append(
            f"{same:,} of the {len(test):,} texts to judge are among those that were learnt from: the "
            "figures are better than they will be on new texts."
        )
    if foreign:
        named = ", ".join(repr(label[:40]) for label in foreign[:10])
        told.append(f"{len(foreign)} labels of the test were never learnt and count as wrong: {named}.")
    return tuple(told)


def _examination(
    samples: Sequence[LabelledText],
    judged: Sequence[LabelledText],
    labels: tuple[str, ...],
    shares: Shares,
    learner: Learner,
    folds: int,
    warnings: tuple[str, ...],
) -> TextExamination:
    best = shares.argmax(axis=1)
    answers = Answers(
        labelled=tuple(own.label for own in judged),
        said=tuple(labels[at] for at in best.tolist()),
        confidence=shares[np.arange(len(judged)), best],
    )
    order = np.argsort(-answers.confidence, kind="stable").tolist()
    wrong = [at for at in order if not answers.right[at]][:MISTAKES]
    return TextExamination(
        learner=learner,
        trained_on=len(samples),
        folds=folds,
        warnings=warnings,
        label=classification(answers),
        mistakes=tuple(
            TextMistake(
                judged[at].line, answers.labelled[at], answers.said[at], float(answers.confidence[at])
            )
            for at in wrong
        ),
    )


def text_examination_json(examination: TextExamination) -> str:
    """One object, indented; docs/learning.md describes the keys."""
    document = {
        "format": FORMAT,
        "corpus": "texts",
        "judged_by": "cross-validation" if examination.folds else "test",
        "learner": examination.learner.value,
        "trained_on": examination.trained_on,
        "folds": examination.folds,
        "warnings": examination.warnings,
        "label": asdict(examination.label),
        "mistakes": [asdict(mistake) for mistake in examination.mistakes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
