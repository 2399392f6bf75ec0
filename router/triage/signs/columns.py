"""Columns of numbers by name, in the order that a model was taught with, and the table that they make."""

from collections.abc import Iterable, Mapping

import numpy as np

from router.triage.laid import Numbers

Column = Iterable[float] | float
Columns = Mapping[str, Column]
"""Of each sign a number for each joint, or one for all."""

UNKNOWN = -9.0
"""What stands where there is nothing to tell: less than any number that is told."""


def table(columns: Columns, rows: int) -> Numbers:
    """The columns beside each other (rows x columns)."""
    found = np.empty((len(columns), rows))
    for place, column in enumerate(columns.values()):
        found[place] = np.asarray(column, dtype=np.float64)
    return found.T
