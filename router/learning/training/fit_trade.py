"""Learn what is not of the firm's trade: a classifier of texts, here or from elsewhere."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from router.learning.corpus.glossary import Phrase
from router.learning.training.fact_matrix import fact_classifier, fact_matrix
from router.learning.training.fit import SEED
from router.triage.linear import FactClassifier
from router.triage.trade import ELSEWHERE, HERE, trade_facts

STRENGTH = 3.0
PHRASE_WEIGHT = 0.3
"""What a phrase of the glossary weighs beside a labelled issue."""
ELSEWHERE_SHARE = 0.5
"""What all texts from elsewhere weigh together, beside all labelled issues."""

ALL_IS_HERE = FactClassifier((ELSEWHERE, HERE), (), np.empty((0, 2)), np.array([-10.0, 10.0]))
"""Where nothing from elsewhere is known, everything is of the trade."""


def fit_trade(issues: Sequence[str], glossary: Sequence[Phrase], elsewhere: Sequence[str]) -> FactClassifier:
    """Tell the texts of ``issues`` and the phrases from those of ``elsewhere``."""
    if not elsewhere or not issues:
        return ALL_IS_HERE
    texts = [*issues, *(phrase.text for phrase in glossary), *elsewhere]
    facts = [trade_facts(text) for text in texts]
    names, matrix = fact_matrix(facts, least=2)
    is_here = np.arange(len(texts)) < len(issues) + len(glossary)
    weights = np.concatenate(
        [
            np.ones(len(issues)),
            np.full(len(glossary), PHRASE_WEIGHT),
            np.full(len(elsewhere), ELSEWHERE_SHARE * len(issues) / len(elsewhere)),
        ]
    )
    estimator = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=SEED)
    estimator.fit(matrix, is_here, sample_weight=weights)
    leanings, base = estimator.coef_[0] / 2.0, float(estimator.intercept_[0]) / 2.0
    both = np.column_stack([-leanings, leanings])
    return fact_classifier((ELSEWHERE, HERE), names, both, np.array([-base, base]))
