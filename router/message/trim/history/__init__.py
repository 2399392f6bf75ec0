"""Where the history of a conversation begins in a text: the marks that mail clients write above it.

Three kinds of mark are known, each in a module of its own, in the languages of mail clients: a block of
header fields ("Fra: / Sendt: / Til: / Emne:"), a line that says who wrote when ("Den 3. mars 2025 kl. 09:12
skrev Kari Moen:"), and a separator ("-----Opprinnelig melding-----").

Customers of an ERP system write "Fra: 01.01.2025 / Til: 31.01.2025" and "Den 3. mars 2025 skrev vi ut disse
fakturaene:" every day. So a mark counts only with more evidence than its first word.
"""

from collections.abc import Sequence

from router.message.trim.history.attribution import attribution_end
from router.message.trim.history.header_block import header_block_end
from router.message.trim.history.mark import MAX_LINE, HistoryMark, HistoryMarkKind, next_text
from router.message.trim.history.separator import is_forward_separator, is_separator

__all__ = ["HistoryMark", "HistoryMarkKind", "first_mark", "mark_at", "next_text"]


def first_mark(lines: Sequence[str], start: int = 0) -> HistoryMark | None:
    """The first mark at or after a line, or ``None``."""
    for number in range(start, len(lines)):
        mark = mark_at(lines, number)
        if mark is not None:
            return mark
    return None


def mark_at(lines: Sequence[str], number: int) -> HistoryMark | None:
    """The mark that begins on this very line, or ``None``."""
    line = lines[number]
    if not line or len(line) > MAX_LINE or line.isspace():
        return None
    if is_separator(line):
        block = header_block_end(lines, next_text(lines, number + 1), after_separator=True)
        return HistoryMark(HistoryMarkKind.SEPARATOR, number, block or number + 1, is_forward_separator(line))
    if (end := header_block_end(lines, number)) is not None:
        return HistoryMark(HistoryMarkKind.HEADER_BLOCK, number, end)
    if (end := attribution_end(lines, number)) is not None:
        return HistoryMark(HistoryMarkKind.ATTRIBUTION, number, end)
    return None
