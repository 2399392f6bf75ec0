"""Cut the segments of a mail at the seams where a new issue may begin.

Each half becomes a segment of its own, with the chance of the seam as that of the joint between them, so that
all that follows (how the mail is divided, how sure the router is of each piece) weighs it like any joint. The
models of joints are not asked about halves: that made them err more often (docs/learning.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from router.triage.issue import Span
from router.triage.model import Model
from router.triage.opening import opening_facts
from router.triage.pieces import PieceModel
from router.triage.seam_model import MOST_OPENING
from router.triage.seam_signs import OPENING, FoundSeam, find_seams, signs_by_halves
from router.triage.segments import Gap, Segment
from router.triage.views import Kept, Sentence, View, read_each

LEAST_CHANCE = 0.02
"""The chance of a new issue from which on a seam counts as a joint."""


class Chances(NamedTuple):
    """The segments of a mail that belong to issues, and for all but the first the chance that it begins a new
    one."""

    kept: tuple[Sentence, ...]
    of_new_issue: tuple[float, ...]


NO_CHANCES = Chances((), ())
"""Of a mail that nothing was asked about."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A seam at which a new issue may begin."""

    mail: int
    segment: int
    at: int
    """Where what follows begins, in characters of the segment."""
    end: int
    chance: float


def opened_each(kept: Sequence[Kept], joints: Sequence[Chances], model: Model) -> list[Chances]:
    """The chances of each mail, whose segments are cut where a new issue may begin inside; what is said of a
    mail is what would be said of it alone."""
    found = list(joints)
    for mail, own in groupby(_opened(kept, model), key=lambda own: own.mail):
        found[mail] = _cut(kept[mail], joints[mail], list(own), model.pieces)
    return found


def _opened(kept: Sequence[Kept], model: Model) -> Iterator[_Opened]:
    """The seams at which a new issue may begin, in the order of the mails and of their text."""
    every = [(mail, seam) for mail, own in enumerate(kept) for seam in find_seams(own)]
    if not every:
        return
    signs = np.array([(*seam.signs, 0.0) for _, seam in every], dtype=np.float64)
    scores = model.seam.scores([seam.facts for _, seam in every], signs)
    # How what follows reads as an opening costs more than the rest: not asked where it cannot matter.
    near = np.flatnonzero(model.seam.may_be_worth_asking(scores))
    facts = [opening_facts(every[at][1].after) for at in near.tolist()]
    signs[near, OPENING] = np.clip(model.joint.openings(facts), -MOST_OPENING, MOST_OPENING)
    scores[near] += signs[near, OPENING] * model.seam.leanings[OPENING]
    worth = near[scores[near] >= model.seam.least]
    if not len(worth):
        return
    asked = [every[at] for at in worth.tolist()]
    halves = signs_by_halves([(_view(kept, mail, seam), seam.seam) for mail, seam in asked], model.pieces)
    chances = model.seam.chances(np.hstack([signs[worth], halves]), scores[worth])
    for (mail, found), chance in zip(asked, chances.tolist(), strict=True):
        if chance >= LEAST_CHANCE:
            yield _Opened(mail, found.segment, found.seam.start, found.seam.end, chance)


def _view(kept: Sequence[Kept], mail: int, seam: FoundSeam) -> View:
    return kept[mail].views[seam.segment]


def _cut(kept: Kept, joints: Chances, opened: Sequence[_Opened], pieces: PieceModel) -> Chances:
    """The mail with these seams as joints."""
    by_segment = {segment: list(own) for segment, own in groupby(opened, key=lambda own: own.segment)}
    sentences: list[Sentence] = []
    chances: list[float] = []
    for at, (this, view, belongs) in enumerate(zip(joints.kept, kept.views, kept.chances, strict=True)):
        own = by_segment.get(at, [])
        chances += joints.of_new_issue[at - 1 : at] if at else ()
        chances += [seam.chance for seam in own]
        sentences += [Sentence.of(part, belongs) for part in _parts(view, own, pieces)] if own else [this]
    return Chances(tuple(sentences), tuple(chances))


def _parts(this: View, opened: Sequence[_Opened], pieces: PieceModel) -> list[View]:
    """The segment, read in parts."""
    begins = [0, *(seam.at for seam in opened)]
    ends = [*(seam.end for seam in opened), len(this.text)]
    start = this.segment.span.start
    segments = [
        Segment(
            Span(start + begin, start + end if end < len(this.text) else this.segment.span.end),
            Gap.CLAUSE if begin else this.segment.gap,
            "" if begin else this.segment.mark,
        )
        for begin, end in zip(begins, ends, strict=True)
    ]
    texts = [this.text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return read_each(segments, texts, pieces)
