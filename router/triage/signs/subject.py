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


def subject(mails: Mails, pieces: PieceModel) -> Columns:
    """A column for each sign of the subject."""
    laid, features = mails.laid, pieces.features
    subjects = [one.mail.subject[:LONGEST_SUBJECT] for one in mails.kept]
    read = list(map(ngrams.read, subjects))
    before: list[int] = []
    for one, words in zip(mails.kept, read, strict=True):
        before += _named_before(stems_of(words.forms), one.views)
    rows = features.rows([Sample((reading,)) for reading in features.readings(read)])
    said = np.array([opinion.areas for opinion in pieces.opinions(rows)])
    has_subject = np.array([bool(one.mail.subject.strip()) for one in mails.kept])
    is_named = laid.spread(has_subject)
    on_subject = laid.spread(said)

    def named(sides: Numbers) -> Numbers:
        """How probable it is that a side is of the subject's area."""
        return np.where(is_named, (sides * on_subject).sum(axis=1), _NO_SUBJECT)

    return {
        "subject before": before,
        "subject area before": named(areas(mails.before)),
        "subject area in right": named(areas(mails.paragraph_pairs[1])),
        "subject sure": laid.spread(np.where(has_subject, said.max(axis=1), _NO_SUBJECT)),
    }


def _named_before(own: frozenset[str], views: Sequence[View]) -> list[int]:
    """Of each joint of one mail how many stems of the subject stand before it."""
    met: set[str] = set()
    found = []
    for this in views[:-1]:
        met |= own & this.stems
        found.append(len(met))
    return found
