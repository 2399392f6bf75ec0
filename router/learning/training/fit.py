"""Fit the linear models of ``router.triage`` with scikit-learn, and hand them over as plain arrays.

The settings below were chosen by cross-validation by mail (docs/learning.md says what else was tried).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from router.learning.corpus.glossary import Phrase
from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.training.fact_matrix import fact_classifier, fact_matrix
from router.learning.training.fit_features import fit_features
from router.taxonomy import AreaCode, Kind
from router.triage import ngrams
from router.triage.features import Features, Rows, Sample
from router.triage.linear import FactClassifier, Facts, softmax
from router.triage.pieces import KINDS, PieceModel
from router.triage.segments import segments

SUBJECT_WEIGHT = 0.4
MAILBOX_WEIGHT = 0.2
GLOSSARY_WEIGHT = 0.5
"""What one phrase of the glossary weighs beside one labelled issue, where the areas are learnt."""
SENTENCE_WEIGHT = 0.15
"""What each sentence of an issue weighs as a sample of its own, beside the whole issue."""
SHORTEST_SENTENCE = 25
"""Characters of a sentence that can tell an area; "Hva gjør vi da?" tells none."""
NEAR_ENOUGH = 0.01
"""Where the solver of a support vector machine stops; a hundred times closer changes no decision."""
MANY, NEAR_ENOUGH_FOR_MANY = 5_000, 0.3
"""With so many issues, this near is enough: it changes as little, in three fifths of the time."""
_AT_ONCE = 500
"""Texts of which rows are made at once: memory must stay bounded."""
SEED = 20_251
"""Every shuffle and every solver starts here, so that the same corpus gives the same model."""


def fit_pieces(labelled: Sequence[tuple[LabelledMail, int]], glossary: Sequence[Phrase] = ()) -> PieceModel:
    """Learn from these issues (a mail, and the number of the issue in it); not yet calibrated (sharpness 1).

    Three machines learn: one for the kind, one for the area, one for the pair. Their scores are added, which
    makes one linear model again: the first two have more samples of each class, the third knows what belongs
    together. The one for the area also learns from single sentences and from the phrases of the glossary,
    which tell nothing of the kind.
    """
    issues = [(mail, mail.issues[number]) for mail, number in labelled]
    features = fit_features(
        [issue.text for _, issue in issues],
        [mail.subject for mail, _ in issues],
        subject_weight=SUBJECT_WEIGHT,
        mailbox_weight=MAILBOX_WEIGHT,
        glossary=[phrase.text for phrase in glossary],
    )
    matrix = sparse(features, [Text(issue.text, mail.subject, mail.mailbox) for mail, issue in issues])
    areas = tuple(sorted({issue.area for _, issue in issues}))
    places = {area: at for at, area in enumerate(areas)}
    kind = np.array([KINDS.index(issue.kind) for _, issue in issues])
    area = np.array([places[issue.area] for _, issue in issues])
    pair = kind * len(areas) + area
    near = NEAR_ENOUGH if len(issues) < MANY else NEAR_ENOUGH_FOR_MANY
    kind_weights, kind_intercept = fit_machine(matrix, kind, len(KINDS), near=near)
    area_weights, area_intercept = fit_machine(
        matrix, area, len(areas), _area_samples(issues, glossary, features, places), near=near
    )
    pair_weights, pair_intercept = fit_machine(matrix, pair, len(KINDS) * len(areas), near=near)
    of_kind = np.repeat(np.arange(len(KINDS)), len(areas))
    of_area = np.tile(np.arange(len(areas)), len(KINDS))
    weights = pair_weights + kind_weights[:, of_kind] + area_weights[:, of_area]
    return PieceModel(
        features=features,
        areas=areas,
        weights=np.ascontiguousarray(weights, dtype=np.float32),
        intercept=(pair_intercept + kind_intercept[of_kind] + area_intercept[of_area]).astype(np.float32),
        sharpness=1.0,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Further samples: rows, the class of each, and its weight beside a labelled issue's 1."""

    matrix: csr_matrix
    labels: NDArray[np.int64]
    weights: NDArray[np.float64]


def _area_samples(
    issues: Sequence[tuple[LabelledMail, LabelledIssue]],
    glossary: Sequence[Phrase],
    features: Features,
    places: Mapping[AreaCode, int],
) -> Samples:
    """The sentences of the issues that have several, and the phrases of the glossary whose area has mails."""
    texts, labels, weights = [], [], []
    for _, issue in issues:
        sentences = segments(issue.text)
        for sentence in sentences if len(sentences) > 1 else ():
            text = sentence.span.of(issue.text)
            if len(text) >= SHORTEST_SENTENCE:
                texts.append(text)
                labels.append(places[issue.area])
                weights.append(SENTENCE_WEIGHT)
    for phrase in glossary:
        if phrase.area in places:
            texts.append(phrase.text)
            labels.append(places[phrase.area])
            weights.append(GLOSSARY_WEIGHT)
    return Samples(
        sparse(features, list(map(Text, texts))),
        np.array(labels, dtype=np.int64),
        np.array(weights, dtype=np.float64),
    )


def fit_machine(
    matrix: csr_matrix,
    labels: NDArray[np.int64],
    classes: int,
    further: Samples | None = None,
    *,
    near: float = NEAR_ENOUGH,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (columns x classes) and intercepts of a linear support vector machine, one class against the
    rest.

    A class without any sample gets what such a machine would say of it: never.
    """
    weights, intercept = np.zeros((matrix.shape[1], classes)), np.full(classes, -1.0)
    importance = np.ones(len(labels))
    if further is not None:
        matrix, labels = vstack([matrix, further.matrix]), np.concatenate([labels, further.labels])
        importance = np.concatenate([importance, further.weights])
    estimator = LinearSVC(C=1.0, tol=near, random_state=SEED).fit(matrix, labels, sample_weight=importance)
    seen, scores, base = estimator.classes_, estimator.coef_.T, estimator.intercept_
    if len(seen) == 2:  # scikit-learn keeps the second class' score only
        scores, base = np.hstack([-scores, scores]) / 2.0, np.hstack([-base, base]) / 2.0
    weights[:, seen], intercept[seen] = scores, base
    return weights, intercept


class Text(NamedTuple):
    """A text that a row is made of, its mail's subject, and the mailbox that it was sent to."""

    text: str
    subject: str = ""
    mailbox: Kind = Kind.SUPPORT


def sparse(features: Features, texts: Sequence[Text]) -> csr_matrix:
    """The texts' rows as one sparse matrix (texts x columns; float64)."""
    parts = [_rows(features, texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
    lengths = [np.diff(part.starts) for part in parts]
    starts = np.concatenate([np.zeros(1, dtype=np.int32), *lengths]).cumsum(dtype=np.int32)
    columns = np.concatenate([np.empty(0, dtype=np.int32), *(part.columns for part in parts)])
    values = np.concatenate([np.empty(0), *(part.values for part in parts)])
    return csr_matrix((values, columns, starts), shape=(len(texts), features.width))


def _rows(features: Features, texts: Sequence[Text]) -> Rows:
    readings = features.readings([ngrams.read(own.text) for own in texts])
    return features.rows(
        [Sample((read,), own.subject, own.mailbox) for read, own in zip(readings, texts, strict=True)]
    )


def sharpness(scores: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """The factor on the scores (samples x classes) that makes the probabilities of the ``right`` classes
    best.

    This is temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks"): it changes
    how sure a decision is, never which class wins. The scores must be of samples that were not trained on.
    """
    samples = np.arange(len(right))

    def loss(logarithm: float) -> float:
        shares = softmax(scores * np.exp(logarithm))[samples, right]
        return float(-np.log(np.maximum(shares, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3.0, 4.0), method="bounded").x))


def fit_facts(facts: Sequence[Facts], labels: Sequence[str], strength: float) -> FactClassifier:
    """Logistic regression over named facts; ``strength`` is scikit-learn's C (larger: trusts them more)."""
    names, matrix = fact_matrix(facts)
    estimator = LogisticRegression(C=strength, max_iter=2000).fit(matrix, labels)
    weights, intercept = estimator.coef_.T, estimator.intercept_
    if weights.shape[1] == 1:
        weights, intercept = np.hstack([-weights, weights]) / 2.0, np.hstack([-intercept, intercept]) / 2.0
    return fact_classifier(estimator.classes_, names, weights, intercept)
