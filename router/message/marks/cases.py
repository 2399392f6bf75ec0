"""Our own case numbers, such as ``2025-004217``: four digits of the year and six of a running number."""

import re
from collections.abc import Iterator

from router.message.marks.found import Found, Sought
from router.message.parts import MarkKind

_CASE_NUMBER = re.compile(r"20\d\d(?<![\w-]....)-\d{6}(?![\w-])", re.ASCII)


def case_numbers(sought: Sought) -> Iterator[Found]:
    """Every case number of ours in the text."""
    for match in _CASE_NUMBER.finditer(sought.text):
        yield Found(MarkKind.CASE_NUMBER, match[0], match.start(), match.end())
