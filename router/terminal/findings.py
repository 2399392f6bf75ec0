"""What `check` found, a line for each finding."""

from collections.abc import Iterable

from rich.text import Text

from router.check import Finding
from router.terminal.shown import shown


def finding_line(finding: Finding) -> Text:
    """One line for one finding."""
    mark = ("ok  ", "green") if finding.is_usable else ("FAIL", "bold red")
    return Text.assemble(mark, f"  {finding.subject}: {' '.join(shown(finding.text).plain.splitlines())}")


def all_usable(findings: Iterable[Finding]) -> bool:
    """Whether nothing failed."""
    return all(finding.is_usable for finding in findings)
