"""What is noticed of a seam, in two steps: first by its words, then by what is said of both halves.

The first step costs next to nothing and is taken at every seam; few seams are worth the second. Training and
service notice through these functions alone.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.triage import ngrams
from router.triage.features import Sample
from router.triage.linear import Facts, Named
from router.triage.pieces import Opinion, PieceModel
from router.triage.seams import Seam, seams
from router.triage.views import Kept, View

_NEAR = Named("near")
_MOST_NEAR = 8
_PARTING = ",;:"


class ByWords(NamedTuple):
    """The signs of a seam that its words tell. The order is a part of the model's contract."""

    verb: float
    asks: float
    seams: float
    """How many its segment has."""
    segments: float
    """How many its mail has."""
    characters: float
    """Of all of them; this one, and that of the segment, as logarithms."""
    segment: float
    """Which of them it is in."""
    length: float
    words_before: float
    words_after: float
    is_question: float
    """Does what follows hold a question mark?"""
    behind_sign: float
    """Does a comma, a colon or a semicolon stand before it?"""
    ends: float
    """Does the segment end with a sign?"""


class ByHalves(NamedTuple):
    """The signs that tell how far both halves are about the same thing. The order is a part of the model's
    contract."""

    surest_before: float
    """The probability of the likeliest area."""
    surest_after: float
    same_area: float
    areas_apart: float
    kinds_apart: float
    surely_apart: float
    surest_whole: float
    """That of the whole segment."""
    before_as_whole: float
    """The probability of the whole segment's likeliest area."""
    after_as_whole: float
    oppdrag_before: float
    oppdrag_after: float
    joined_by_and: float


OPENING = len(ByWords._fields)
"""Where among the signs of a seam stands how much what follows reads like the opening of a matter."""
SEAM_SIGNS = OPENING + 1 + len(ByHalves._fields)
"""How many signs a seam has: those by words, the opening, and those by its halves."""
_AND = frozenset({"og", "å", "and"})


class Half(NamedTuple):
    """What follows a seam, as an opening is read (:func:`router.triage.opening.opening_facts`)."""

    text: str
    forms: Sequence[str]
    is_question: bool


class FoundSeam(NamedTuple):
    """A seam, and what is noticed of it before its halves are read."""

    segment: int
    """Which of the mail's kept segments it is in."""
    seam: Seam
    after: Half
    facts: Facts
    signs: ByWords


def find_seams(kept: Kept) -> list[FoundSeam]:
    """The seams of a mail's kept segments, in their order."""
    characters = math.log1p(sum(len(this.text) for this in kept.views))
    found = []
    for at, this in enumerate(kept.views):
        own = seams(this.lowered)
        length = math.log1p(len(this.text))
        words = read = 0
        for seam in own:
            # A seam is white space, which no word holds: the words of a half are some of the segment's.
            words, read = words + len(ngrams.forms(this.text[read : seam.end])), seam.end
            text = this.text[seam.start :]
            after = Half(text, this.forms[words:], "?" in text)
            signs = ByWords(
                verb=seam.verb,
                asks=seam.asks,
                seams=len(own),
                segments=len(kept.views),
                characters=characters,
                segment=at,
                length=length,
                words_before=words,
                words_after=len(after.forms),
                is_question=after.is_question,
                behind_sign=this.text[seam.end - 1] in _PARTING,
                ends=this.text[-1:] in ".?!",
            )
            facts = _facts(this.text[seam.end - 1], after, this.forms[max(0, words - 1) : words])
            found.append(FoundSeam(at, seam, after, facts, signs))
    return found


def _facts(last: str, after: Half, end: Sequence[str]) -> Facts:
    first = after.text.split(maxsplit=1)[0]
    sign = last if last in _PARTING else ""
    forms = after.forms
    present = [
        f"joined={sign}|{'Name' if first[:1].isupper() else first}",
        *[f"opens{count}={' '.join(forms[:count])}" for count in (1, 2, 3)],
        f"ends={' '.join(end)}",
        *_NEAR.each(forms[:_MOST_NEAR]),
    ]
    return Facts(present)


def signs_by_halves(sewn: Sequence[tuple[View, Seam]], pieces: PieceModel) -> NDArray[np.float64]:
    """What both halves of each segment say (seams x signs by halves)."""
    texts = [half for this, seam in sewn for half in (this.text[: seam.end], this.text[seam.start :])]
    readings = pieces.features.readings(list(map(ngrams.read, texts)))
    said = pieces.opinions(pieces.features.rows([Sample((reading,)) for reading in readings]))
    found = np.empty((len(sewn), len(ByHalves._fields)))
    for at, (this, seam) in enumerate(sewn):
        found[at] = _by_halves(said[2 * at], said[2 * at + 1], this, seam)
    return found


def _by_halves(before: Opinion, after: Opinion, this: View, seam: Seam) -> ByHalves:
    one, other, whole = before.areas, after.areas, this.opinion.areas
    surest_before, surest_after = float(one.max()), float(other.max())
    likeliest = int(whole.argmax())
    is_apart = one.argmax() != other.argmax()
    return ByHalves(
        surest_before=surest_before,
        surest_after=surest_after,
        same_area=float((one * other).sum()),
        areas_apart=float(np.abs(one - other).sum()) / 2.0,
        kinds_apart=float(np.abs(before.kinds - after.kinds).sum()) / 2.0,
        surely_apart=min(surest_before, surest_after) * is_apart,
        surest_whole=float(whole.max()),
        before_as_whole=float(one[likeliest]),
        after_as_whole=float(other[likeliest]),
        oppdrag_before=float(before.kinds[1]),
        oppdrag_after=float(after.kinds[1]),
        joined_by_and=this.lowered[seam.start :].split(maxsplit=1)[0] in _AND,
    )
