"""From named facts to what scikit-learn fits, a sparse matrix, and from its weights back to named facts.

The matrix is the same as scikit-learn's ``DictVectorizer`` gives for facts that are numbers; it looks at the
type of each value, which took a sixth of a whole training.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from router.triage.linear import FactClassifier, Facts

LEAST_WEIGHT = 0.001
"""What weighs less decides nothing: half of the facts of a mail's class and of its joints. A smaller table is
quicker to look up in."""


def fact_matrix(facts: Sequence[Facts], *, least: int = 1) -> tuple[tuple[str, ...], csr_matrix]:
    """The names, and the matrix (facts x names; float64, 32-bit places). What is noticed fewer than ``least``
    times is left out. The commonest comes first: what is often looked up then lies together in memory."""
    counts = Counter(chain.from_iterable(own.names for own in facts))
    common = [(-count, name) for name, count in counts.items() if count >= least]
    names = tuple(name for _, name in sorted(common))
    index = {name: at for at, name in enumerate(names)}
    starts = np.zeros(len(facts) + 1, dtype=np.int64)
    np.cumsum([own.size for own in facts], out=starts[1:])
    every = chain.from_iterable(own.names for own in facts)
    columns = np.fromiter(map(index.get, every, repeat(-1)), np.int32, starts[-1])
    values = np.fromiter(chain.from_iterable(own.values for own in facts), np.float64, starts[-1])
    kept = columns >= 0
    starts = np.concatenate([[0], np.cumsum(kept)])[starts].astype(np.int32)
    matrix = csr_matrix((values[kept], columns[kept], starts), shape=(len(facts), len(names)))
    matrix.sort_indices()
    return names, matrix


def fact_classifier(
    classes: Sequence[str], names: Sequence[str], weights: NDArray[np.float64], intercept: NDArray[np.float64]
) -> FactClassifier:
    """The classifier with these weights (facts x classes), without the facts that hardly weigh anything."""
    kept = np.flatnonzero(np.abs(weights).max(axis=1) >= LEAST_WEIGHT)
    return FactClassifier(
        classes=tuple(map(str, classes)),
        names=tuple(names[at] for at in kept.tolist()),
        weights=np.ascontiguousarray(weights[kept], dtype=np.float64),
        intercept=intercept.astype(np.float64),
    )


def shared_names(facts: Facts) -> Facts:
    """The same facts, their names the same objects as in any others: a tenth of the memory, and as much less
    to send to another process."""
    measured = dict(zip(map(sys.intern, facts.measured), facts.measured.values(), strict=True))
    return Facts(tuple(map(sys.intern, facts.present)), measured, facts.scale)
