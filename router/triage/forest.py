"""Boosted decision trees as plain arrays: from a table of numbers to a score for each row.

All trees stand one after the other in the same arrays. At a node, a row goes to ``lower`` where its number in
column ``column`` is at most ``limit``, else to ``higher``; a leaf leads to itself. How trees are grown is no
business of this room.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """The nodes of all trees, the root of each tree, and how many steps lead from a root to any leaf."""

    column: NDArray[np.int64]
    limit: NDArray[np.float64]
    lower: NDArray[np.int64]
    higher: NDArray[np.int64]
    value: NDArray[np.float64]
    """What a leaf adds to the score; 0 at any other node."""
    roots: NDArray[np.int64]
    base: float
    depth: int

    def scores(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The score of each row (rows x columns): the base and the sum of the leaves that it comes to."""
        rows = np.arange(len(table))[:, None]
        at = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        for _ in range(self.depth):
            is_low = table[rows, self.column[at]] <= self.limit[at]
            at = np.where(is_low, self.lower[at], self.higher[at])
        found: NDArray[np.float64] = self.base + self.value[at].sum(axis=1)
        return found
