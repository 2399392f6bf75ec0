"""What a mark of history is, and the little that all its readers share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_LINE = 1_000
"""Longer lines are prose; no pattern is tried on them."""


class HistoryMarkKind(StrEnum):
    """What marks the beginning of the history."""

    HEADER_BLOCK = "header block"
    ATTRIBUTION = "attribution"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class HistoryMark:
    """A mark over ``lines[start:end]``; what it introduces begins at ``end``."""

    kind: HistoryMarkKind
    start: int
    end: int
    is_forward: bool = False
    """The mark says that the mail below was forwarded."""


def next_text(lines: Sequence[str], number: int) -> int:
    """The first line from this one on that is not blank; ``len(lines)`` where there is none."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number
