"""What is noticed of each joint as numbers, for trees: one row a joint, one column a sign.

The signs are of the joint itself (gap, list marks, what opens the right side), of the two sides (both
neighbours, the paragraphs, all that stands before and after), and of the whole mail (paragraphs, questions,
lists, what its subject names, what is only said in passing). A tree can weigh a sign of the joint by one of
the whole mail; that is what makes the joints of one mail agree. Training and service notice through these
functions alone. The order of the columns is a part of the model's contract.
"""

from router.triage.cohesion import Cohesion
from router.triage.laid import Laid, Numbers
from router.triage.pieces import PieceModel
from router.triage.signs.columns import Column, table
from router.triage.signs.counts import counts
from router.triage.signs.joint import joint
from router.triage.signs.layout import layout
from router.triage.signs.lists import lists
from router.triage.signs.mails import Mails
from router.triage.signs.openings import opening_signs
from router.triage.signs.said_in_passing import said_in_passing
from router.triage.signs.subject import subject
from router.triage.signs.topics import topics
from router.triage.signs.whole import whole
from router.triage.signs.words import words
from router.triage.views import Kept

__all__ = ["SIGNS", "opening_signs", "signs"]

SIGNS = 92
"""How many there are."""


def signs(laid: Laid, kept: list[Kept], cohesion: Cohesion, pieces: PieceModel) -> Numbers:
    """The signs of the joints of these mails, those of the openings left out: a row a joint."""
    mails = Mails(laid, kept, cohesion)
    columns: dict[str, Column] = {}
    for group in (joint, topics, words, counts, layout, lists, whole, said_in_passing):
        columns |= group(mails)
    columns |= subject(mails, pieces)
    return table(columns, len(laid.at))
