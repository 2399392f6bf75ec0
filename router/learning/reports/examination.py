"""Look at a labelled corpus from every side: what ``ticket-router evaluate`` tells.

:func:`cross_examine` lets every mail be judged by a model that has not seen it; :func:`examine_model` takes
one model as it stands, for mails that were held back. Both give an :class:`Examination`: the figures of
``train``, and what lies behind them. Pure and seeded: the same corpus and model give the same figures.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.as_read import as_read
from router.learning.corpus.beside import NOTHING, Beside
from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.classification import Answers, Classification, classification
from router.learning.judging.confidence import Trust, trust
from router.learning.judging.crossvalidate import Judged, evaluate, given_issues, judged_issues
from router.learning.judging.evaluation import Evaluation, OperatingPoint
from router.learning.judging.routed import rights
from router.learning.training.dealing import TrainingError
from router.learning.training.train import TARGET_ERROR, OnProgress, measure
from router.triage.issue import Issue
from router.triage.model import Model

MISTAKES = 50
"""So many of the surest faults are told."""
CROSS_VALIDATED = ""
"""Instead of a model's version: each mail was judged by a model that had not seen it."""


@dataclass(frozen=True, slots=True)
class OwnSplits:
    """What the router makes of whole requests, on its own splits. Right: piece, kind and area all right."""

    labelled: int
    given: int
    right: int
    trust: Trust
    """Of the given issues."""
    routed: OperatingPoint
    """What would have gone without review, by all the rules of the service (also: a text unlike any seen)."""


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of some of the mails: a language, a mailbox, a file."""

    name: str
    mails: int
    issues: int
    kind: float
    area: float
    both: float
    """Of the issues as labelled; 0 where there are none."""
    count_right: float
    """Of the requests: the number of issues exactly right."""
    review: OperatingPoint
    """Of the router's own issues: routed without review, and wrong."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """An issue, as labelled, that got another kind or area than its label, and how sure that was."""

    mail_id: str
    file: str
    issue: int
    """Its number in the mail, from 1."""
    labelled: str
    said: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found."""

    judged_by: str
    """The model's version, or :data:`CROSS_VALIDATED`."""
    warnings: tuple[str, ...]
    evaluation: Evaluation
    kind: Classification
    area: Classification
    both: Trust
    own_splits: OwnSplits
    languages: tuple[Group, ...]
    mailboxes: tuple[Group, ...]
    files: tuple[Group, ...]
    mistakes: tuple[Mistake, ...]


def cross_examine(
    corpus: Sequence[LabelledMail],
    files: Mapping[str, str],
    *,
    beside: Beside = NOTHING,
    on_progress: OnProgress = lambda _step, _done, _all: None,
    target_error: float = TARGET_ERROR,
    folds: int | None = None,
) -> Examination:
    """Cross-validate by mail, as ``train`` does. ``files``: where each mail comes from, by its id.

    Raises:
        TrainingError: the corpus is too small or one-sided to measure on.
    """
    found = measure(
        corpus,
        version="held-out",
        beside=beside,
        on_progress=on_progress,
        target_error=target_error,
        folds=folds,
    )
    return _examination(
        found.mails,
        files,
        found.judged,
        found.given,
        found.evaluation,
        judged_by=CROSS_VALIDATED,
        warnings=(),
    )


def examine_model(
    corpus: Sequence[LabelledMail],
    files: Mapping[str, str],
    model: Model,
    *,
    warnings: Sequence[str] = (),
    target_error: float = TARGET_ERROR,
) -> Examination:
    """Judge all mails by this model. ``warnings``: what the reader must know of it. Areas of the corpus that
    the model does not know count as wrong, and are told in a warning.

    ``target_error`` is the promise that its review threshold was chosen for.

    Raises:
        TrainingError: no mail of the corpus holds an issue.
    """
    if not any(mail.issues for mail in corpus):
        raise TrainingError(
            f"none of the {len(corpus)} mails holds an issue, so there is nothing to judge; "
            "name a corpus with labelled requests"
        )
    corpus, held_out = tuple(map(as_read, corpus)), (model,) * len(corpus)
    judged, given = judged_issues(corpus, held_out), given_issues(corpus, held_out)
    return _examination(
        corpus,
        files,
        judged,
        given,
        evaluate(corpus, held_out, judged, given, 0, target_error),
        judged_by=model.version,
        warnings=(*warnings, *_unknown_areas(corpus, model)),
    )


def _unknown_areas(corpus: Sequence[LabelledMail], model: Model) -> tuple[str, ...]:
    """What to tell of areas of the corpus that the model has never heard of; nothing where there are none."""
    issues = Counter(issue.area for mail in corpus for issue in mail.issues)
    unknown = {area: count for area, count in sorted(issues.items()) if area not in model.areas}
    if not unknown:
        return ()
    named = ", ".join(f"{area} ({count})" for area, count in unknown.items())
    return (
        f"The model {model.version} does not know these areas of the corpus: {named}. It cannot be right in "
        f"the {sum(unknown.values()):,} of {issues.total():,} issues that are of them. See whether the areas "
        "are spelt as in the taxonomy; if they are, train a model that knows them.",
    )


def _examination(
    corpus: Sequence[LabelledMail],
    files: Mapping[str, str],
    judged: Judged,
    given: Sequence[Sequence[Issue]],
    evaluation: Evaluation,
    *,
    judged_by: str,
    warnings: tuple[str, ...],
) -> Examination:
    threshold = evaluation.review.threshold

    def groups(name_of: Callable[[LabelledMail], str]) -> tuple[Group, ...]:
        return _groups(corpus, judged, given, [name_of(mail) for mail in corpus], threshold)

    return Examination(
        judged_by=judged_by,
        warnings=warnings,
        evaluation=evaluation,
        kind=classification(Answers(judged.true_kind, judged.said_kind, judged.kind_confidence)),
        area=classification(Answers(judged.true_area, judged.said_area, judged.area_confidence)),
        both=trust(judged.confidence, judged.right),
        own_splits=_own_splits(corpus, given),
        languages=groups(lambda mail: mail.language.value),
        mailboxes=groups(lambda mail: mail.mailbox.value),
        files=groups(lambda mail: files.get(mail.mail_id, "")),
        mistakes=_mistakes(corpus, files, judged),
    )


def _own_splits(corpus: Sequence[LabelledMail], given: Sequence[Sequence[Issue]]) -> OwnSplits:
    issues = [issue for own in given for issue in own]
    right = np.array(
        [good for mail, own in zip(corpus, given, strict=True) for good in rights(mail, own)], dtype=bool
    )
    certainty = np.array([issue.certainty for issue in issues], dtype=np.float64)
    routed = np.array([issue.auto_routed for issue in issues], dtype=bool)
    lowest = float(certainty[routed].min()) if routed.any() else 1.01
    return OwnSplits(
        labelled=sum(len(mail.issues) for mail in corpus),
        given=len(issues),
        right=int(right.sum()),
        trust=trust(certainty, right),
        routed=OperatingPoint(
            threshold=lowest,
            cover=float(routed.mean()) if issues else 0.0,
            error=float((~right[routed]).mean()) if routed.any() else 0.0,
        ),
    )


def _groups(
    corpus: Sequence[LabelledMail],
    judged: Judged,
    given: Sequence[Sequence[Issue]],
    names: Sequence[str],
    threshold: float,
) -> tuple[Group, ...]:
    of_issue = np.array(
        [name for mail, name in zip(corpus, names, strict=True) for _ in mail.issues], dtype=object
    )
    found = []
    for name in sorted(set(names)):
        own = of_issue == name
        mails = [at for at, other in enumerate(names) if other == name]
        counts = [len(given[at]) == len(corpus[at].issues) for at in mails if corpus[at].issues]
        found.append(
            Group(
                name=name,
                mails=len(mails),
                issues=int(own.sum()),
                kind=_share(judged.kind_right[own]),
                area=_share(judged.area_right[own]),
                both=_share(judged.right[own]),
                count_right=_share(np.array(counts, dtype=bool)),
                review=_routed([(corpus[at], given[at]) for at in mails], threshold),
            )
        )
    return tuple(found)


def _routed(given: Sequence[tuple[LabelledMail, Sequence[Issue]]], threshold: float) -> OperatingPoint:
    """What of these mails' issues would have gone without review."""
    routed = np.array([issue.auto_routed for _, own in given for issue in own], dtype=bool)
    right = np.array([good for mail, own in given for good in rights(mail, own)], dtype=bool)
    return OperatingPoint(threshold, _share(routed), _share(~right[routed]))


def _share(right: NDArray[np.bool_]) -> float:
    return float(right.mean()) if len(right) else 0.0


def _mistakes(
    corpus: Sequence[LabelledMail], files: Mapping[str, str], judged: Judged
) -> tuple[Mistake, ...]:
    """The faults, surest first."""
    places = [(mail.mail_id, number) for mail in corpus for number in range(1, len(mail.issues) + 1)]
    order = np.argsort(-judged.confidence, kind="stable").tolist()
    wrong = [at for at in order if not judged.right[at]][:MISTAKES]
    return tuple(
        Mistake(
            mail_id=places[at][0],
            file=files.get(places[at][0], ""),
            issue=places[at][1],
            labelled=f"{judged.true_kind[at]} {judged.true_area[at]}",
            said=f"{judged.said_kind[at]} {judged.said_area[at]}",
            confidence=float(judged.confidence[at]),
        )
        for at in wrong
    )
