"""An evaluation as people read it: parts, each a table, a plot or both, with a sentence on how to read it.

Terminal and page show the same parts; the terminal leaves out the plots and what is only for a closer look.
The reader knows no machine learning, so no part may do without its sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from router.learning.judging.classification import Confusion
from router.learning.judging.confidence import Bin, Promise
from router.learning.judging.evaluation import OperatingPoint
from router.learning.reports.report import Section

TERMINAL_ROWS = 15


@dataclass(frozen=True, slots=True)
class ConfusionPlot:
    """Labelled (rows) against said (columns)."""

    confusion: Confusion


@dataclass(frozen=True, slots=True)
class ReliabilityPlot:
    """Confidence against the share right, a line for each name."""

    lines: tuple[tuple[str, tuple[Bin, ...]], ...]


@dataclass(frozen=True, slots=True)
class CoverPlot:
    """The share routed without review against the share of it that is wrong, a line for each name."""

    lines: tuple[tuple[str, tuple[OperatingPoint, ...]], ...]


Plot = ConfusionPlot | ReliabilityPlot | CoverPlot


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an evaluation."""

    title: str
    reading: str
    """How to read it, for somebody who knows no machine learning."""
    table: Section | None = None
    plot: Plot | None = None
    is_for_terminals: bool = True
    """False: only on the page."""


@dataclass(frozen=True, slots=True)
class Report:
    """A heading, what was judged and how, warnings, and the parts, the most important first."""

    title: str
    summary: tuple[str, ...]
    warnings: tuple[str, ...]
    parts: tuple[Part, ...]


def terminal_view(report: Report) -> RenderableType:
    """The report for a terminal of 100 columns: warnings first and last, where nobody overlooks them."""
    warnings = [Text(f"Warning: {warning}", style="bold yellow") for warning in report.warnings]
    shown: list[RenderableType] = [Text(report.title, style="bold"), *map(Text, report.summary), *warnings]
    for part in report.parts:
        if part.table is not None and part.is_for_terminals:
            shown += [Text(""), _table(part.table), Text(part.reading, style="dim")]
    return Lines(*shown, *([Text(""), *warnings] if warnings else []))


def _table(section: Section) -> Table:
    table = Table(title=Text(section.title), title_justify="left")
    for number, column in enumerate(section.columns):
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold")
    for row in section.rows[:TERMINAL_ROWS]:
        table.add_row(*map(Text, row))
    if len(section.rows) > TERMINAL_ROWS:
        table.caption = f"and {len(section.rows) - TERMINAL_ROWS} more, with --html and --json"
        table.caption_justify = "left"
    return table


def percent(share: float) -> str:
    """A share as it is shown."""
    return f"{100.0 * share:.1f} %"


def reliability_table(title: str, bins: Sequence[Bin]) -> Section:
    """The bins of one sort of confidence."""
    return Section(
        title,
        ("confidence", "answers", "on average", "right"),
        tuple(
            (
                f"{own.least:.1f} to {own.most:.1f}",
                f"{own.count:,}",
                percent(own.confidence),
                percent(own.right),
            )
            for own in bins
        ),
    )


def promise_table(title: str, lines: Sequence[tuple[str, Sequence[Promise]]]) -> Section:
    """For each line, what can be left to the router with each promise."""
    return Section(
        title,
        ("at most so many wrong", "of what", "without review", "of these wrong", "confidence at least"),
        tuple(
            (
                f"{100 * own.target_error:g} of 100",
                name,
                percent(own.point.cover),
                percent(own.point.error),
                f"{own.point.threshold:.3f}" if own.point.cover else "never",
            )
            for name, promises in lines
            for own in promises
        ),
    )


def confusion_table(title: str, confusion: Confusion) -> Section:
    """Every label against every label; the rows' numbers head the columns, so that it stays narrow."""
    return Section(
        title,
        ("labelled", *(str(number) for number in range(1, len(confusion.labels) + 1))),
        tuple(
            (f"{number} {label}", *(str(count) if count else "·" for count in row))
            for number, (label, row) in enumerate(zip(confusion.labels, confusion.counts, strict=True), 1)
        ),
    )


def faults_table(title: str, confusion: Confusion, most: int) -> Section:
    """The faults that occur most."""
    return Section(
        title,
        ("labelled", "said instead", "times"),
        tuple((labelled, said, f"{count:,}") for labelled, said, count in confusion.most_frequent(most)),
    )
