"""The examination of labelled texts, in words for those who know no machine learning."""

from router.learning.reports.parts import (
    ConfusionPlot,
    CoverPlot,
    Part,
    ReliabilityPlot,
    Report,
    faults_table,
    percent,
    promise_table,
    reliability_table,
)
from router.learning.reports.report import Section
from router.learning.reports.text_examination import TextExamination


def text_report(examination: TextExamination) -> Report:
    """All parts of it."""
    label = examination.label
    return Report(
        title="How well the learner tells the labels apart",
        summary=(_summary(examination), f"Of 100 texts {100 * label.accuracy:.1f} got their label."),
        warnings=examination.warnings,
        parts=(_figures(examination), *_trust(examination), *_labels(examination), _mistakes(examination)),
    )


def _summary(examination: TextExamination) -> str:
    if examination.folds:
        manner = (
            f"Each was judged by a model that had learnt from other texts: they were dealt into "
            f"{examination.folds} parts, and each part was judged by a model that had learnt from the others."
        )
    else:
        manner = f"They were judged by a model that had learnt from {examination.trained_on:,} others."
    return f"{examination.label.count:,} texts. {manner}"


def _figures(examination: TextExamination) -> Part:
    label = examination.label
    table = Section(
        "Figures",
        ("figure", "value"),
        (
            ("texts", f"{label.count:,}"),
            ("labels", str(len(label.labels))),
            ("right (accuracy)", percent(label.accuracy)),
            ("mean over the labels (macro F1)", percent(label.macro_f1)),
            ("expected calibration error", percent(label.trust.calibration_error)),
        ),
    )
    return Part(
        table.title,
        "The mean over the labels counts a rare label as much as a frequent one: where it is much lower, the "
        "rare ones are badly known. A calibration error of 1 % means that the confidence is off by a point.",
        table,
    )


def _trust(examination: TextExamination) -> tuple[Part, ...]:
    found = examination.label.trust
    promises = promise_table("What can be left to the learner", (("texts", found.promises),))
    bins = reliability_table("Confidence", found.bins)
    return (
        Part(
            promises.title,
            "A stricter promise sends more to a human. The plot shows every choice: to the right more is "
            "done without one, upward more of it is wrong.",
            promises,
            CoverPlot((("texts", found.curve),)),
        ),
        Part(
            "Is the confidence honest?",
            "Of the answers with a confidence of about 0.9, about 90 of 100 should be right: the last two "
            "columns should be about the same, and the line near the dotted one. Where few answers are "
            "counted, chance moves it.",
            bins,
            ReliabilityPlot((("label", found.bins),)),
        ),
    )


def _labels(examination: TextExamination) -> tuple[Part, ...]:
    label = examination.label
    faults = faults_table("Labels most often mistaken", label.confusion, 50)
    by_label = Section(
        "Labels",
        ("label", "texts", "right when named", "found", "F1"),
        tuple(
            (own.label, f"{own.count:,}", percent(own.precision), percent(own.recall), percent(own.f1))
            for own in sorted(label.labels, key=lambda own: (own.f1, own.label))
        ),
    )
    return (
        Part(
            faults.title,
            "The most frequent faults: here a clearer rule or more labelled texts help most. In the plot "
            "each row is a label and each column what was said; what is not on the diagonal is wrong.",
            faults,
            ConfusionPlot(label.confusion),
        ),
        Part(
            by_label.title,
            "The weakest first. Right when named: of the texts that got this label, the share that have it. "
            "Found: of the texts that have it, the share that got it.",
            by_label,
        ),
    )


def _mistakes(examination: TextExamination) -> Part:
    table = Section(
        "Surest, and wrong",
        ("line of the file", "labelled", "said instead", "confidence"),
        tuple(
            (str(own.line), own.labelled, own.said, f"{own.confidence:.3f}") for own in examination.mistakes
        ),
    )
    return Part(
        table.title,
        "The texts where the learner was most sure and yet said something else than the label. Look at these "
        "first: either the label is wrong, or more such texts are needed.",
        table,
    )
