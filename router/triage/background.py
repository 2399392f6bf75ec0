"""Find what an issue needs of the rest of its mail: the customer's sentences that stand with another issue.

"Vi byttet server i helgen. Nå henger ordrebildet. Og lønn starter ikke etter det." is two issues, and whoever
gets the second must know of the server too. Such background is shown beside the issue, never made a part of
it: pieces do not overlap, and what was classified stays what it was.

Two things are background: how the mail begins, where that neither asks nor complains and the issue points
back to it or stands in a list below it; and the sentence just before an issue that opens by pointing back.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from router.triage import discourse, ngrams
from router.triage.issue import Span
from router.triage.segments import Segment, segments
from router.triage.split import Piece

LONGEST_LEAD = 2
"""Sentences at a mail's beginning that can be background; a longer story has its own matter."""
FEWEST_WORDS = 4
"""Words of a sentence that can be background; "To ting:" and "Hei igjen!" tell nothing."""
POINTS_OUT = re.compile(
    r"(?:[-–*•]\s*|\(?\w{1,2}[.):]\s*)?"
    r"(?!i\s+sam[me]{1,2}\s+slengen?|uavhengig|unrelated|independent|for\s+det\s+)(?:\w+,?\s+){0,3}?"
    r"(?:han|hun|ho|ham|henne|hans|hennes|hennar|disse|desse|dem|samme|same|slike|"
    r"he|she|him|her|these|those|they|them|their|"
    r"(?:etter|før|siden|av|med|på|for|til|in|after|since|with)\s+(?:det|dette|det\s+samme|that|this))\b"
)
"""A word near an issue's beginning, in lower case, that points out of it. Not "det" and "den" alone:
those mostly open a sentence and point nowhere ("Det kom også fram at …")."""


def backgrounds(text: str, pieces: Sequence[Piece]) -> tuple[tuple[Span, ...], ...]:
    """For each piece the spans outside it that it needs, in order; most need none."""
    if len(pieces) < 2:
        return tuple(() for _ in pieces)
    found = segments(text)
    parts = [_segments_of(piece, found) for piece in pieces]
    lead, heading = _lead(text, parts[0]), _heading(text, parts[0])
    needed: list[tuple[Span, ...]] = [()]
    for before, own in pairwise(parts):
        of_list = heading if own and own[0].mark else ()
        told = {*_background(text, lead, before, own), *of_list}
        needed.append(tuple(sorted(told, key=lambda span: span.start)))
    return tuple(needed)


def _segments_of(piece: Piece, found: Sequence[Segment]) -> list[Segment]:
    return [
        segment
        for segment in found
        if any(span.start <= segment.span.start and segment.span.end <= span.end for span in piece)
    ]


def _lead(text: str, first: Sequence[Segment]) -> list[Segment]:
    """The sentences of the first piece before it comes to the point; none if it does so at once, or late."""
    lead = []
    for segment in first:
        own = segment.span.of(text)
        if segment.mark or _comes_to_the_point(own):
            break
        lead.append(segment)
    if len(lead) == len(first) or len(lead) > LONGEST_LEAD:
        return []
    return [segment for segment in lead if _says_enough(segment, text)]


def _heading(text: str, first: Sequence[Segment]) -> tuple[Span, ...]:
    """The sentence that opens a list, with its colon ("Kan vi få pris på:"): every item goes on with it."""
    for before, item in pairwise(first):
        if item.mark:
            opens = not before.mark and before.span.of(text).endswith(":")
            return (before.span,) if opens else ()
    return ()


def _background(
    text: str, lead: Sequence[Segment], before: Sequence[Segment], own: Sequence[Segment]
) -> tuple[Span, ...]:
    if not own:
        return ()
    points_back = _points_back(own[0].span.of(text))
    needed = list(lead) if points_back or own[0].mark else []
    if points_back and before and before[-1] not in needed and _says_enough(before[-1], text):
        needed.append(before[-1])
    return tuple(segment.span for segment in needed)


def _comes_to_the_point(own: str) -> bool:
    asks = "?" in own or discourse.REQUEST.search(ngrams.lowered(own)) is not None
    return asks or not discourse.TROUBLE.isdisjoint(ngrams.forms(own))


def _points_back(own: str) -> bool:
    return POINTS_OUT.match(ngrams.lowered(own)) is not None


def _says_enough(segment: Segment, text: str) -> bool:
    return len(ngrams.forms(segment.span.of(text))) >= FEWEST_WORDS
