"""What the voices say of the labelled issues of a corpus, by classifiers of pieces that have not seen them.

It calibrates the classifiers, teaches the panels how far to trust which voice, and is what the figures of
kinds and areas are counted from: an issue is heard once in a training.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.parallel import each, together
from router.learning.training.fit import sharpness
from router.learning.training.fit_panel import fit_panel
from router.triage.asked import undoubted
from router.triage.panel import PIECE, Panel
from router.triage.pieces import KINDS, Opinion, PieceModel
from router.triage.voices import voices


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What the voices say of the labelled issues, by classifiers that have not seen them; one entry
    each, fold by fold."""

    scores: NDArray[np.float64]
    right: NDArray[np.int64]
    mail: NDArray[np.int64]
    """The position of its mail in the corpus."""
    fold: NDArray[np.int64]

    @property
    def sharpness(self) -> float:
        """What makes the scores of the pieces alone honest."""
        return sharpness(self.scores[:, PIECE], self.right)

    def panel(self, chosen: NDArray[np.bool_]) -> Panel:
        """Learnt from the chosen issues."""
        return fit_panel(self.scores[chosen], self.right[chosen], self.sharpness)

    def opinions(self, panels: Sequence[Panel], mails: int) -> list[list[Opinion]]:
        """What the panel of its fold makes of each issue, mail by mail."""
        found: list[list[Opinion]] = [[] for _ in range(mails)]
        said = [iter(panel.opinions(self.scores[self.fold == fold])) for fold, panel in enumerate(panels)]
        for mail, fold in zip(self.mail.tolist(), self.fold.tolist(), strict=True):
            found[mail].append(next(said[fold]))
        return found


def hear(corpus: Sequence[LabelledMail], dealt: NDArray[np.int64], pieces: Sequence[PieceModel]) -> Heard:
    """Ask of the issues of each mail the classifier of its fold."""
    folds = range(len(pieces))
    mails = [np.flatnonzero(dealt == fold).tolist() for fold in folds]
    tasks = [([corpus[at] for at in own], pieces[fold]) for fold, own in enumerate(mails)]
    found = each(_voices, tasks)
    return Heard(
        scores=np.concatenate([scores for scores, _ in found]),
        right=np.concatenate([right for _, right in found]),
        mail=np.concatenate([np.repeat(own, [len(corpus[at].issues) for at in own]) for own in mails]),
        fold=np.repeat(folds, [len(right) for _, right in found]),
    )


def _voices(
    mails: Sequence[LabelledMail], pieces: PieceModel
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    right = [
        KINDS.index(issue.kind) * len(pieces.areas) + pieces.areas.index(issue.area)
        for mail in mails
        for issue in mail.issues
    ]
    return np.array(together(_some_voices, mails, pieces)), np.array(right)


def _some_voices(mails: Sequence[LabelledMail], pieces: PieceModel) -> list[NDArray[np.float64]]:
    asked = [one for mail in mails for one in undoubted(mail, [issue.spans for issue in mail.issues])]
    return list(voices(asked, pieces).scores)
