"""Teach how sure to be of an issue, from what the router made of mails that it had not seen.

Trees learn from the corpus and the exercises of which sorts of issue it was wrong: ordinary mail holds too
few faults to learn that from. For them an issue that holds another matter as well is wrong too, though a
lesser fault: who receives it, sees both. The exercises are no sample of life, so what a score of the trees
comes to is learnt from the corpus alone, and from scores of trees that have not seen the mail either.
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from router.learning.judging.evaluation import Shares
from router.learning.judging.parallel import each
from router.learning.judging.routed import Routed
from router.learning.training.fit_forest import grow
from router.triage.certainty import PANEL, UNTAUGHT, Certainty
from router.triage.forest import NO_TREES, Forest

OF_THE_CORPUS = 5.0
"""The weight of an issue of the corpus beside one of an exercise."""
OF_A_MIXTURE = 0.2
"""What an issue that is right, but holds another one as well, counts as a wrong one (docs/learning.md)."""
STRENGTH = 0.3
"""scikit-learn's C."""
TREES = {
    "max_iter": 100,
    "learning_rate": 0.1,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 40,
    "l2_regularization": 10.0,
    "max_features": 0.3,
    "early_stopping": False,
}


def fit_certainties(issues: Routed, corpus: int, dealt: NDArray[np.int64], folds: int) -> list[Certainty]:
    """For each fold a certainty that has seen none of its mails, and behind them one that has seen all.

    ``issues`` are those of the corpus, which is the first ``corpus`` mails, and of the exercises behind it;
    ``dealt`` is the fold of each mail.
    """
    fold = dealt[issues.mail]
    is_of_corpus = issues.mail < corpus
    taught = [fold != at for at in range(folds)] + [np.ones(len(fold), dtype=bool)]
    weights = np.where(is_of_corpus, OF_THE_CORPUS, 1.0)
    weights *= np.where(issues.right & issues.mixed, OF_A_MIXTURE, 1.0)
    truth = issues.right & ~issues.mixed
    tasks = [(issues.grounds[own], truth[own], weights[own]) for own in taught]
    forests = each(_trees, tasks)
    scores = np.zeros(len(fold))
    for at, forest in enumerate(forests[:folds]):
        scores[fold == at] = forest.scores(issues.grounds[fold == at])
    return [
        _weighed(forest, scores[own], issues.where(own))
        for forest, own in zip(forests, (own & is_of_corpus for own in taught), strict=True)
    ]


def _trees(grounds: Shares, truth: NDArray[np.bool_], weights: Shares) -> Forest:
    """Where all are right, or none is, there is nothing to learn."""
    if truth.all() or not truth.any():
        return NO_TREES
    return grow(grounds, truth, TREES, weights=weights)


def _weighed(forest: Forest, scores: Shares, issues: Routed) -> Certainty:
    """What the scores of trees that had not seen these issues come to, beside what the panel says."""
    if issues.right.all() or not issues.right.any():
        return UNTAUGHT
    table = np.column_stack([scores, issues.grounds[:, PANEL]])
    scaler = StandardScaler().fit(table)
    estimator = LogisticRegression(C=STRENGTH).fit(scaler.transform(table), issues.right)
    by_forest, by_panel = (estimator.coef_[0] / scaler.scale_).tolist()
    base = float(estimator.intercept_[0] - scaler.mean_ @ (by_forest, by_panel))
    return Certainty(forest, by_forest, by_panel, base)
