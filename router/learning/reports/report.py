"""The figures of an evaluation as people read them: tables for a terminal and for the model card."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group
from rich.table import Table

from router.learning.judging.evaluation import Evaluation
from router.promise import promised


@dataclass(frozen=True, slots=True)
class Section:
    """One table: its title, the names of its columns, its rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(evaluation: Evaluation) -> tuple[Section, ...]:
    """All tables of an evaluation, the most important first."""
    splitting, classes, review = evaluation.splitting, evaluation.classes, evaluation.review
    manner = f", cross-validated over {evaluation.mails} mails ({evaluation.folds} folds)"
    if not evaluation.folds:
        manner = f" in {evaluation.mails} mails, judged by one model as it stands"
    possible = evaluation.possible_areas
    pieces = Section(
        f"Kind and area of {evaluation.overall.issues} issues{manner}",
        ("issues as labelled", "number", "kind right", "area right", "both right"),
        tuple(
            (name, str(own.issues), _percent(own.kind), _percent(own.area), _percent(own.both))
            for name, own in (
                ("all", evaluation.overall),
                ("alone in their mail", evaluation.single),
                ("with others in one mail", evaluation.several),
            )
        ),
    )
    whole = Section(
        "From the whole mail",
        ("figure", "value"),
        (
            ("number of issues exactly right", _percent(splitting.count_right)),
            ("mails with one issue, split by mistake", _percent(splitting.single_split)),
            ("mails with several issues, number exactly right", _percent(splitting.several_right)),
            ("issues with piece, kind and area all right (F1)", _percent(splitting.f1)),
        ),
    )
    trust = Section(
        "How far the confidence can be trusted",
        ("figure", "value"),
        (
            ("expected calibration error, kind", _percent(evaluation.kind_calibration_error)),
            ("expected calibration error, area", _percent(evaluation.area_calibration_error)),
            ("expected calibration error, both", _percent(evaluation.confidence_calibration_error)),
            ("expected calibration error, piece too", _percent(evaluation.certainty_calibration_error)),
            ("promise", promised(evaluation.target_error)),
            ("kept", "on average, on new mail of the same sort"),
            ("threshold on the certainty", _threshold(review.threshold)),
            ("routed without review", _percent(review.cover)),
            ("of these wrong in piece, kind or area", _percent(review.error)),
            ("the right area is among the possible ones", _percent(possible.cover)),
            ("only one area is possible", _percent(possible.only_one)),
        ),
    )
    messages = Section(
        "What a mail is for, by its content alone",
        ("figure", "value"),
        (
            ("requests treated as no action", f"{classes.requests_silenced} of {classes.requests}"),
            ("requests taken for follow-ups", f"{classes.requests_as_followup} of {classes.requests}"),
            ("follow-ups recognised", f"{classes.followups_found} of {classes.followups}"),
            ("thanks and machine mail recognised", f"{classes.no_action_found} of {classes.no_action}"),
        ),
    )
    areas = Section(
        "Areas",
        ("area", "issues", "right when named", "found"),
        tuple(
            (own.area, str(own.issues), _percent(own.precision), _percent(own.recall))
            for own in evaluation.areas
        ),
    )
    curve = Section(
        "If more or fewer issues were routed without review",
        ("routed", "threshold", "wrong"),
        tuple(
            (_percent(point.cover), f"{point.threshold:.3f}", _percent(point.error))
            for point in evaluation.risk_curve
        ),
    )
    return pieces, whole, trust, messages, areas, curve


def terminal(evaluation: Evaluation) -> Group:
    """The tables for :class:`rich.console.Console`."""
    return Group(*(_table(section) for section in sections(evaluation)))


def markdown(evaluation: Evaluation) -> str:
    """The tables for the model card."""
    return "\n\n".join(_markdown(section) for section in sections(evaluation))


def _table(section: Section) -> Table:
    table = Table(title=section.title, title_justify="left")
    for number, column in enumerate(section.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in section.rows:
        table.add_row(*row)
    return table


def _markdown(section: Section) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    rule = line(["---", *["---:"] * (len(section.columns) - 1)])
    return "\n".join([f"### {section.title}", "", line(section.columns), rule, *map(line, section.rows)])


def _threshold(value: float) -> str:
    return f"{value:.3f}" if value <= 1.0 else "none keeps the promise: everything goes to review"


def _percent(share: float) -> str:
    return f"{100.0 * share:.1f} %"
