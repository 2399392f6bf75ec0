"""A small neural network over what words mean together: the second opinion of the thorough learner.

The sparse row of a text is projected on the few hundred directions in which the training texts differ most
(latent semantic analysis, by a truncated singular value decomposition): words that keep the same company lie
close there. A network with one hidden layer learns the labels from copies of the texts in which a part of the
terms is left out at random, so that it does not lean on single words. Several networks, which start from
other numbers, are asked, and their opinions are averaged. Seeded: the same texts give the same networks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from router.learning.training.fit import SEED

DIRECTIONS = 600
HIDDEN = 768
NETWORKS = 3
BATCH = 128
ROUNDS = 30
"""How often each network sees every text."""
KEPT_TERMS = 0.6
"""The share of a text's terms that a copy of it keeps."""
COPIES = 8
"""Copies of every text, which take turns."""
LENGTH = 6.0
"""Of the projected rows: as large as makes the first layer learn at scikit-learn's usual pace."""
LEAST_CHANCE = 1e-6
"""What is less probable than this counts as this: no network may veto a label."""


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """The directions (columns x directions, float32) and what was learnt there."""

    directions: NDArray[np.float32]
    networks: tuple[MLPClassifier, ...]
    labels: int

    def log_chances(self, rows: csr_matrix) -> NDArray[np.float64]:
        """The logarithms of the networks' mean probabilities (rows x labels)."""
        projected = project(rows, self.directions)
        found = np.full((rows.shape[0], self.labels), np.log(LEAST_CHANCE))
        seen = self.networks[0].classes_
        shares = [np.log(np.maximum(own.predict_proba(projected), LEAST_CHANCE)) for own in self.networks]
        found[:, seen] = np.mean(shares, axis=0)
        return found


def fit_networks(rows: csr_matrix, labels: NDArray[np.int64], classes: int) -> Networks:
    """Learn from these rows; ``labels`` are positions among ``classes``."""
    rows = rows.astype(np.float32)
    count = min(DIRECTIONS, *(side - 1 for side in rows.shape))
    directions = randomized_svd(rows, count, n_iter=3, random_state=SEED)[2].T.astype(np.float32)
    random = np.random.default_rng(SEED)
    copies = [project(_thinned(rows, random), directions) for _ in range(COPIES)]
    seen = np.unique(labels)
    networks = []
    for number in range(NETWORKS):
        batch = min(BATCH, len(labels))
        network = MLPClassifier((HIDDEN,), batch_size=batch, random_state=SEED + number)
        for turn in range(ROUNDS):
            order = random.permutation(len(labels))
            copy = copies[(turn + number) % COPIES]
            network.partial_fit(copy[order], labels[order], classes=seen)
        networks.append(network)
    return Networks(directions, tuple(networks), classes)


def project(rows: csr_matrix, directions: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows in the directions (rows x directions), each of the same length; one without terms stays 0."""
    found: NDArray[np.float32] = normalize(rows.astype(np.float32) @ directions) * np.float32(LENGTH)
    return found


def _thinned(rows: csr_matrix, random: np.random.Generator) -> csr_matrix:
    thinned = rows.copy()
    thinned.data = thinned.data * (random.random(len(thinned.data)) < KEPT_TERMS)
    return thinned
