"""Boosted decision trees as plain arrays: from a table of numbers to a score for each row.

All trees stand one after the other in the same arrays. At a node, a row goes to ``lower`` where its number in
column ``column`` is at most ``limit``, else to ``higher``; a leaf leads to itself. How trees are grown is no
business of this room.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_TOGETHER = 64
"""Rows that go down the trees together: with more, what is at hand no longer fits the processor's memory."""


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
    _walk: "_Walk" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_walk", _Walk.of(self))

    def scores(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The score of each row (rows x columns): the base and the sum of the leaves that it comes to."""
        scores = np.empty(len(table))
        for start in range(0, len(table), _TOGETHER):
            some = slice(start, start + _TOGETHER)
            scores[some] = self.base + self._walk.leaves(table[some], self.depth).sum(axis=1)
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """The same nodes in another order: first the roots, then the two that follow each node, side by side.

    So one comparison leads on, to ``first`` where the number is low, else to the place after it, and the way
    takes a third of the time.
    """

    column: NDArray[np.int64]
    limit: NDArray[np.float64]
    """Infinite at a leaf."""
    first: NDArray[np.int64]
    """The place of the first of the two; a leaf's own."""
    value: NDArray[np.float64]
    roots: int

    @classmethod
    def of(cls, forest: Forest) -> "_Walk":
        """The way through this forest."""
        own = np.arange(len(forest.lower))
        is_leaf = (forest.lower == own) & (forest.higher == own)
        parting = np.flatnonzero(~is_leaf)
        children = np.column_stack([forest.lower[parting], forest.higher[parting]]).ravel()
        nodes = np.concatenate([forest.roots, children])
        number = np.cumsum(~is_leaf) - 1
        return cls(
            column=forest.column[nodes],
            limit=np.where(is_leaf, np.inf, forest.limit)[nodes],
            first=np.where(is_leaf[nodes], np.arange(len(nodes)), len(forest.roots) + 2 * number[nodes]),
            value=forest.value[nodes],
            roots=len(forest.roots),
        )

    def leaves(self, table: NDArray[np.float64], depth: int) -> NDArray[np.float64]:
        """The value of the leaf that each row comes to in each tree (rows x trees)."""
        rows, width = table.shape
        numbers = table.ravel()
        begins = np.arange(0, rows * width, width)[:, None]
        at = np.broadcast_to(np.arange(self.roots), (rows, self.roots))
        for _ in range(depth):
            is_high = numbers.take(begins + self.column.take(at)) > self.limit.take(at)
            at = self.first.take(at) + is_high
        return self.value.take(at)


NO_TREES = Forest(
    column=np.zeros(0, dtype=np.int64),
    limit=np.zeros(0),
    lower=np.zeros(0, dtype=np.int64),
    higher=np.zeros(0, dtype=np.int64),
    value=np.zeros(0),
    roots=np.zeros(0, dtype=np.int64),
    base=0.0,
    depth=0,
)
"""The score of every row is 0."""
