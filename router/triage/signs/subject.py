"""Which of the sides of a joint the mail's subject names."""

from collections.abc import Sequence

import numpy as np

from router.triage import ngrams
from router.triage.cohesion import areas
from router.triage.features import Sample
from router.triage.laid import Numbers
from router.triage.pieces import PieceModel
from router.triage.signs.columns import Columns
from router.triage.signs.mails import Mails
from router.triage.views import View, stems_of

LONGEST_SUBJECT = 300
_NO_SUBJECT = -1.0
_STEMS = ("subject stems", "subject before", "subject in right", "subject new in right")


def subject(mails: Mails, pieces: PieceModel) -> Columns:
    """A column for each sign of the subject."""
    laid, features = mails.laid, pieces.features
    subjects = [one.mail.subject[:LONGEST_SUBJECT] for one in mails.kept]
    read = list(map(ngrams.read, subjects))
    counted: list[tuple[int, int, int, int]] = []
    ends = mails.paragraph[1] - laid.first
    for one, words, own in zip(mails.kept, read, laid.joints, strict=True):
        counted += _named(stems_of(words.forms), one.views, ends[own].tolist())
    rows = features.rows([Sample((reading,)) for reading in features.readings(read)])
    said = np.array([opinion.areas for opinion in pieces.opinions(rows)])
    has_subject = np.array([bool(one.mail.subject.strip()) for one in mails.kept])
    is_named = laid.spread(has_subject)
    on_subject = laid.spread(said)

    def named(sides: Numbers) -> Numbers:
        """How probable it is that a side is of the subject's area."""
        return np.where(is_named, (sides * on_subject).sum(axis=1), _NO_SUBJECT)

    return {
        **dict(zip(_STEMS, np.array(counted, dtype=np.float64).reshape(-1, len(_STEMS)).T, strict=True)),
        "subject area before": named(areas(mails.before)),
        "subject area in right": named(areas(mails.paragraph_pairs[1])),
        "subject sure": laid.spread(np.where(has_subject, said.max(axis=1), _NO_SUBJECT)),
    }


def _named(
    own: frozenset[str], views: Sequence[View], ends: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """Of each joint of one mail how many stems the subject has, how many of them stand before the joint, in
    the paragraph right of it up to the segment ``ends``, and there for the first time."""
    in_each = [own & this.stems for this in views]
    found = []
    before: frozenset[str] = frozenset()
    for at, end in enumerate(ends, 1):
        before |= in_each[at - 1]
        right = frozenset().union(*in_each[at:end])
        found.append((len(own), len(before), len(right), len(right - before)))
    return found
