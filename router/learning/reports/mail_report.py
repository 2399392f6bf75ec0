"""The examination of a corpus of mails, in the words of those who use the router."""

from collections.abc import Sequence

from router.learning.reports.examination import CROSS_VALIDATED, Examination, Group, Mistake
from router.learning.reports.parts import (
    ConfusionPlot,
    CoverPlot,
    Part,
    ReliabilityPlot,
    Report,
    confusion_table,
    faults_table,
    percent,
    promise_table,
    reliability_table,
)
from router.learning.reports.report import Section, sections

_HOW_TO_READ = (
    "Of all issues as people have cut and labelled them, how many got the right kind, the right area, and "
    "both. Issues that share a mail with others are harder.",
    "The whole way from a customer's text to its issues. A mail that is split by mistake costs most: two "
    "people start on one matter.",
    "A calibration error of 1 % means that the router's confidence is off by one point on average. The rest "
    "says how much it may route alone, and how much of that would be wrong.",
    "The first line must be 0: a customer who asks must never meet silence.",
    "Right when named: of the issues that the router gave this area, the share that belong there. "
    "Found: of the issues that belong there, the share that it gave this area.",
    "Each line is a choice: route so many without review, and so many of them will be wrong.",
)
"""One for each table of ``report.sections``."""


def mail_report(examination: Examination) -> Report:
    """All parts of it."""
    evaluation = examination.evaluation
    figures = [
        Part(section.title, reading, section)
        for section, reading in zip(sections(evaluation), _HOW_TO_READ, strict=True)
    ]
    return Report(
        title="How well the router understands the mails",
        summary=_summary(examination),
        warnings=examination.warnings,
        parts=(
            *figures[:4],
            *_own_splits(examination),
            *_trust(examination),
            figures[4],
            *_confusions(examination),
            *_groups(examination),
            Part(
                "Surest, and wrong",
                "The issues where the router was most sure and yet said something else than the label. "
                "Look at these first: either the label is wrong, or the router must be taught.",
                _mistakes(examination.mistakes),
            ),
            Part(figures[5].title, figures[5].reading, figures[5].table, is_for_terminals=False),
        ),
    )


def _summary(examination: Examination) -> tuple[str, ...]:
    evaluation = examination.evaluation
    if examination.judged_by == CROSS_VALIDATED:
        manner = (
            "Each mail was judged by a model that had not seen it: the mails were dealt into "
            f"{evaluation.folds} parts, and each part was judged by a model that had learnt from the others."
        )
    else:
        manner = f"All mails were judged by the model {examination.judged_by} as it stands."
    overall = evaluation.overall
    return (
        f"{evaluation.mails:,} mails with {overall.issues:,} issues. {manner}",
        f"Of 100 issues {100 * overall.kind:.1f} got the right kind, {100 * overall.area:.1f} the right area "
        f"and {100 * overall.both:.1f} both.",
    )


def _own_splits(examination: Examination) -> tuple[Part, ...]:
    own = examination.own_splits
    table = Section(
        "On the router's own splits",
        ("figure", "value"),
        (
            ("issues as labelled", f"{own.labelled:,}"),
            ("issues as the router split them", f"{own.given:,}"),
            ("of these with piece, kind and area all right", percent(own.right / max(1, own.given))),
            ("routed without review, by all rules of the service", percent(own.routed.cover)),
            ("of these wrong in piece, kind or area", percent(own.routed.error)),
            ("expected calibration error", percent(own.trust.calibration_error)),
        ),
    )
    reading = (
        "What customers meet: the router cuts the mail itself, and an issue is right only where its piece of "
        "text, its kind and its area all are. That is somewhat harder than on issues as labelled."
    )
    return (Part(table.title, reading, table),)


def _trust(examination: Examination) -> tuple[Part, ...]:
    labelled, own = "issues as labelled", "on its own splits"
    lines = ((labelled, examination.both), (own, examination.own_splits.trust))
    promises = promise_table(
        "What can be routed without review", [(name, found.promises) for name, found in lines]
    )
    sorts = (
        ("kind", examination.kind.trust),
        ("area", examination.area.trust),
        ("both", examination.both),
    )
    bins = tuple(reliability_table(f"Confidence: {name}", found.bins) for name, found in sorts)
    return (
        Part(
            promises.title,
            "A stricter promise sends more to review. The plot shows every choice: to the right more is "
            "routed without review, upward more of it is wrong.",
            promises,
            CoverPlot(tuple((name, found.curve) for name, found in lines)),
        ),
        Part(
            "Is the confidence honest?",
            "Of the answers with a confidence of about 0.9, about 90 of 100 should be right: the nearer a "
            "line is to the dotted one, the more honest. Below it the router is too sure of itself. Small "
            "dots stand for few answers, which chance moves about.",
            plot=ReliabilityPlot(tuple((name, found.bins) for name, found in sorts)),
        ),
        *(
            Part(
                table.title,
                "The last two columns should be about the same; where few answers are counted, chance moves "
                "the last one.",
                table,
                is_for_terminals=name == "both",
            )
            for table, (name, _) in zip(bins, sorts, strict=True)
        ),
    )


def _confusions(examination: Examination) -> tuple[Part, ...]:
    areas = confusion_table("Areas: labelled (rows) and said (columns)", examination.area.confusion)
    kinds = confusion_table("Kinds: labelled (rows) and said (columns)", examination.kind.confusion)
    faults = faults_table("Areas most often mistaken", examination.area.confusion, 20)
    reading = (
        "Each row is what people labelled, each column what the router said (the columns have the rows' "
        "numbers). On the diagonal it is right; a large number elsewhere names two that are taken for each "
        "other."
    )
    return (
        Part(areas.title, reading, areas, ConfusionPlot(examination.area.confusion)),
        Part(
            faults.title,
            "The same faults, the most frequent first: here a clearer rule or more labelled mails help most.",
            faults,
            is_for_terminals=False,
        ),
        Part(kinds.title, reading, kinds, ConfusionPlot(examination.kind.confusion)),
    )


def _groups(examination: Examination) -> tuple[Part, ...]:
    reading = (
        "Where one line is clearly below the others, label more mails of that sort. Lines with few issues "
        "move by chance. “Count”: the number of issues exactly right."
    )
    groups: Sequence[tuple[str, str, Sequence[Group]]] = (
        ("By language", "language", examination.languages),
        ("By mailbox", "mailbox", examination.mailboxes),
        ("By file of the corpus", "file", examination.files),
    )
    return tuple(Part(title, reading, _group_table(title, name, own)) for title, name, own in groups)


def _group_table(title: str, name: str, groups: Sequence[Group]) -> Section:
    return Section(
        title,
        (name, "mails", "issues", "kind", "area", "both", "count", "no review", "wrong"),
        tuple(
            (
                own.name,
                f"{own.mails:,}",
                f"{own.issues:,}",
                *(
                    (percent(own.kind), percent(own.area), percent(own.both), percent(own.count_right))
                    if own.issues
                    else ("–",) * 4
                ),
                *((percent(own.review.cover), percent(own.review.error)) if own.issues else ("–",) * 2),
            )
            for own in groups
        ),
    )


def _mistakes(mistakes: Sequence[Mistake]) -> Section:
    return Section(
        "Surest, and wrong",
        ("mail", "issue", "file", "labelled", "said instead", "confidence"),
        tuple(
            (own.mail_id, str(own.issue), own.file, own.labelled, own.said, f"{own.confidence:.3f}")
            for own in mistakes
        ),
    )
