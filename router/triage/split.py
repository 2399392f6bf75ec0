"""Split a text into the pieces that are issues of their own.

First each segment is judged: content, or aside (greeting, signature, small talk). Then each joint between two
content segments: does the issue go on, or does a new one begin? A false split costs more than a missed one
(two people answer one question), so the threshold was chosen from the share of mails with one issue that it
may split. What must stay together (steps to reproduce, symptoms, logs) is learnt from mails that hold them.

Promises: pieces are spans of the text, in order, that do not overlap; a text with any content has at least
one.
"""

from collections.abc import Sequence

from router.triage import discourse
from router.triage.issue import Span
from router.triage.joints import View, joints, segment_facts, view
from router.triage.linear import FactClassifier
from router.triage.model import CONTENT, NEW, Model
from router.triage.segments import segments

Piece = tuple[Span, ...]
"""The spans of one issue, in order."""


def split(text: str, subject: str, model: Model) -> tuple[Piece, ...]:
    """The pieces of the text, one for each issue; none only where the text holds white space alone."""
    kept, chances = chances_of_new_issue(text, subject, model)
    starts = [0]
    starts += [at for at, chance in enumerate(chances, 1) if chance >= model.thresholds.new_issue]
    return pieces(text, kept, starts)


def chances_of_new_issue(text: str, subject: str, model: Model) -> tuple[tuple[View, ...], tuple[float, ...]]:
    """The segments that belong to issues, and for all but the first the chance that it begins a new one."""
    views = view(text, segments(text), model.pieces)
    kept = content(views, model.segment)
    found = joints(kept, text, subject, model.pieces)
    return kept, tuple(model.joint.probability(facts, NEW) for facts in found)


def content(views: Sequence[View], segment: FactClassifier) -> tuple[View, ...]:
    """The segments that belong to an issue; all of them where none looks as if it did.

    What a customer lists is never small talk, however short: "- Ny bruker" is a case.
    """
    kept = []
    after_farewell = False
    for at, this in enumerate(views):
        is_listed = bool(this.segment.mark) and not after_farewell
        if is_listed or segment.probability(segment_facts(views, at, after_farewell), CONTENT) >= 0.5:
            kept.append(this)
        after_farewell = after_farewell or is_farewell(this)
    return tuple(kept) if kept else tuple(views)


def is_farewell(this: View) -> bool:
    """Does the segment open like the end of a letter?"""
    return discourse.FAREWELL.match(this.opening) is not None


def pieces(text: str, kept: Sequence[View], starts: Sequence[int]) -> tuple[Piece, ...]:
    """The spans of each issue that begins at one of ``starts`` (positions in ``kept``, the first is 0).

    Segments with only white space between them become one span.
    """
    if not kept:
        return ()
    ends = [*starts[1:], len(kept)]
    return tuple(
        _joined(text, [this.segment.span for this in kept[start:end]])
        for start, end in zip(starts, ends, strict=True)
    )


def _joined(text: str, spans: Sequence[Span]) -> Piece:
    joined = [spans[0]]
    for span in spans[1:]:
        if text[joined[-1].end : span.start].strip():
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    return tuple(joined)


def text_of(text: str, piece: Piece) -> str:
    """The characters of a piece; spans that are not next to each other are parted by a blank line."""
    return "\n\n".join(span.of(text) for span in piece)
