"""How a corpus is dealt into folds of whole mails, and what of it teaches beside each fold.

No mail is ever on both sides. The same mails are always dealt the same way.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.labelled import LabelledMail
from router.learning.training.fit import SEED
from router.triage.issue import MessageClass

FOLDS = 5
MANY_MAILS, FOLDS_OF_MANY = 5_000, 2
"""With so many mails one half of them teaches as well as four fifths do, in much less time."""
CORRECTED_COUNTS_AS = 4
"""Mails: one that people have corrected must win against what others say, or nobody corrects a second one."""


class TrainingError(ValueError):
    """The corpus cannot teach a model. The message says what it lacks and what to do."""


def check(corpus: Sequence[LabelledMail], folds: int) -> None:
    """Every class that is to be learnt must be seen in every fold's training mails.

    Raises:
        TrainingError: one is not.
    """
    mails_with: dict[str, int] = {}
    for mail in corpus:
        for label in {f"area {issue.area}" for issue in mail.issues} | {
            f"kind {i.kind}" for i in mail.issues
        }:
            mails_with[label] = mails_with.get(label, 0) + 1
    requests = sum(mail.message_class is MessageClass.REQUEST for mail in corpus)
    several = sum(len(mail.issues) > 1 for mail in corpus)
    rare = sorted(f"{label} ({count})" for label, count in mails_with.items() if count < folds)
    areas = sum(label.startswith("area ") for label in mails_with)
    if areas < 2 or len(mails_with) - areas < 2 or rare:
        missing = f"there are too few of {', '.join(rare)}"
        if not rare:
            missing = f"there are {areas} area(s) and {len(mails_with) - areas} kind(s)"
        raise TrainingError(
            f"too few mails to learn from: at least two areas, both kinds and {folds} mails of each are "
            f"needed, and {missing}; label more mails"
        )
    if several < folds or requests == len(corpus):
        raise TrainingError(
            f"of {len(corpus)} mails {several} hold several issues and {len(corpus) - requests} are no "
            f"requests; label at least {folds} with several issues, and some thanks and machine mail"
        )


def folds_of(mails: int) -> int:
    """Into how many folds a corpus of so many mails is dealt."""
    return FOLDS if mails < MANY_MAILS else FOLDS_OF_MANY


def deal(mails: int, folds: int) -> NDArray[np.int64]:
    """The fold of each mail: as even as can be, and always the same."""
    order = np.random.default_rng(SEED).permutation(mails)
    dealt = np.empty(mails, dtype=np.int64)
    dealt[order] = np.arange(mails) % folds
    return dealt


def issues_of(corpus: Sequence[LabelledMail], chosen: NDArray[np.bool_]) -> list[tuple[LabelledMail, int]]:
    """The issues of the chosen mails, by their number in it, each as often as its mail counts."""
    return [
        (corpus[at], number) for at in counted(corpus, chosen) for number in range(len(corpus[at].issues))
    ]


def counted(corpus: Sequence[LabelledMail], chosen: NDArray[np.bool_]) -> list[int]:
    """The chosen mails, each as often as it counts."""
    return [
        at
        for at in np.flatnonzero(chosen).tolist()
        for _ in range(CORRECTED_COUNTS_AS if corpus[at].is_corrected else 1)
    ]


def texts_of(corpus: Sequence[LabelledMail], chosen: NDArray[np.bool_]) -> list[str]:
    """Their texts."""
    return [mail.issues[number].text for mail, number in issues_of(corpus, chosen)]
