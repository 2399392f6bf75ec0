"""Fit the linear models of ``router.triage`` with scikit-learn, and hand them over as plain arrays.

The settings below were chosen by cross-validation by mail (docs/learning.md says what else was tried).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from router.learning.corpus import LabelledMail
from router.triage.features import Row, fit_features
from router.triage.linear import FactClassifier, Facts, TextClassifier, softmax
from router.triage.model import PieceModel

SUBJECT_WEIGHT = 0.4
MAILBOX_WEIGHT = 0.2
SEED = 20_251
"""Every shuffle and every solver starts here, so that the same corpus gives the same model."""


def fit_pieces(labelled: Sequence[tuple[LabelledMail, int]]) -> PieceModel:
    """Kind and area of these issues (a mail and the number of the issue in it), not yet calibrated (sharpness 1)."""
    issues = [(mail, mail.issues[number]) for mail, number in labelled]
    features = fit_features(
        [issue.text for _, issue in issues],
        [mail.subject for mail, _ in issues],
        subject_weight=SUBJECT_WEIGHT,
        mailbox_weight=MAILBOX_WEIGHT,
    )
    rows = [features.row(issue.text, mail.subject, mail.mailbox) for mail, issue in issues]
    matrix = stack(rows, features.width)
    return PieceModel(
        features=features,
        kind=_fit_text(matrix, [issue.kind.value for _, issue in issues]),
        area=_fit_text(matrix, [issue.area for _, issue in issues]),
    )


def stack(rows: Sequence[Row], width: int) -> csr_matrix:
    """The rows as one sparse matrix (rows x width)."""
    starts = np.concatenate([[0], np.cumsum([len(row.columns) for row in rows])])
    columns = np.concatenate([row.columns for row in rows])
    values = np.concatenate([row.values for row in rows]).astype(np.float64)
    return csr_matrix((values, columns, starts), shape=(len(rows), width))


def _fit_text(matrix: csr_matrix, labels: Sequence[str]) -> TextClassifier:
    estimator = LinearSVC(C=1.0, random_state=SEED).fit(matrix, labels)
    weights, intercept = estimator.coef_.T, estimator.intercept_
    if weights.shape[1] == 1:  # two classes: scikit-learn keeps the second one's score only
        weights, intercept = np.hstack([-weights, weights]) / 2.0, np.hstack([-intercept, intercept]) / 2.0
    return TextClassifier(
        classes=tuple(str(label) for label in estimator.classes_),
        weights=np.ascontiguousarray(weights, dtype=np.float32),
        intercept=intercept.astype(np.float32),
        sharpness=1.0,
    )


def sharpness(scores: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """The factor on the scores (samples x classes) that makes the probabilities of the ``right`` classes best.

    This is temperature scaling (Guo et al. 2017, "On Calibration of Modern Neural Networks"): it changes how sure
    a decision is, never which class wins. The scores must be of samples that were not trained on.
    """
    samples = np.arange(len(right))

    def loss(logarithm: float) -> float:
        shares = softmax(scores * np.exp(logarithm))[samples, right]
        return float(-np.log(np.maximum(shares, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3.0, 4.0), method="bounded").x))


def fit_facts(facts: Sequence[Facts], labels: Sequence[str], strength: float) -> FactClassifier:
    """Logistic regression over named facts; ``strength`` is scikit-learn's C (larger: trusts the facts more)."""
    vectorizer = DictVectorizer(sparse=True)
    matrix = vectorizer.fit_transform(facts)
    estimator = LogisticRegression(C=strength, max_iter=2000).fit(matrix, labels)
    weights, intercept = estimator.coef_.T, estimator.intercept_
    if weights.shape[1] == 1:
        weights, intercept = np.hstack([-weights, weights]) / 2.0, np.hstack([-intercept, intercept]) / 2.0
    return FactClassifier(
        classes=tuple(str(label) for label in estimator.classes_),
        names=tuple(str(name) for name in vectorizer.feature_names_),
        weights=np.ascontiguousarray(weights, dtype=np.float64),
        intercept=intercept.astype(np.float64),
    )
