"""Where a piece of a mail can be cut, and what the parts are: plain functions on a text and its spans.

No part holds white space at its ends, and nothing but white space is lost between the parts.
"""

import re
from collections.abc import Sequence

from router.triage.issue import Span
from router.triage.segments import segments
from router.triage.split import Piece


def in_one(text: str, spans: Sequence[Span]) -> Piece:
    """The spans in order, those with only white space between them as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def sentence_spans(text: str, piece: Piece) -> tuple[Span, ...]:
    """The sentences, lines and list items of a piece."""
    return tuple(
        Span(span.start + one.span.start, span.start + one.span.end)
        for span in piece
        for one in segments(span.of(text))
    )


def places_of(text: str, piece: Piece, words: str) -> list[int]:
    """Where these words stand in the piece, whatever their capitals and the white space between them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    return [span.start + match.start() for span in piece for match in pattern.finditer(span.of(text))]


def cut_at(text: str, piece: Piece, places: Sequence[int]) -> list[Piece]:
    """The parts of the piece, one more than ``places``, which are in order; a part may be empty."""
    parts: list[Piece] = []
    for begin, end in zip([0, *places], [*places, len(text)], strict=True):
        own = []
        for span in piece:
            start = max(span.start, begin)
            said = text[start : min(span.end, end)]
            if said.strip():
                start += len(said) - len(said.lstrip())
                own.append(Span(start, start + len(said.strip())))
        parts.append(tuple(own))
    return parts
