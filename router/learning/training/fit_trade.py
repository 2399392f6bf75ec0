"""Learn what is not of the firm's trade: a classifier of texts, here or from elsewhere."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from router.learning.corpus.glossary import Phrase
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
    counts = Counter(name for own in facts for name in own)
    vectorizer = DictVectorizer()
    matrix = csr_matrix(
        vectorizer.fit_transform([{n: v for n, v in own.items() if counts[n] > 1} for own in facts])
    )
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
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
    return FactClassifier(
        classes=(ELSEWHERE, HERE),
        names=tuple(str(name) for name in vectorizer.feature_names_),
        weights=np.ascontiguousarray(np.column_stack([-leanings, leanings])),
        intercept=np.array([-base, base]),
    )
