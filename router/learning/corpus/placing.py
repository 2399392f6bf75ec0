"""Find where the issues that a person described stand in a mail's text.

An issue is described by its whole text, by its first words, or not at all where it is the only one. White
space and capital letters need not agree, since copying changes them. What is found are exact spans: they lie
in the text, do not overlap, and never take greeting or farewell where only the beginning is known.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from router.learning.corpus.given import GivenIssue
from router.triage import discourse, ngrams
from router.triage.issue import Span
from router.triage.segments import segments

PASSAGE_MARK = "[…]"
"""Stands between the passages of an issue that has text of another between them."""


class PlacingError(ValueError):
    """The issues cannot be found in the text. The message says what is missing and what to do."""

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(what)
        self.where = where
        """The place of the issue, where it is known."""


def placed(text: str, issues: Sequence[GivenIssue]) -> tuple[tuple[Span, ...], ...]:
    """The spans of each issue in its order.

    Raises:
        PlacingError: one cannot be found, or two overlap.
    """
    taken: list[Span] = []
    found: list[tuple[Span, ...]] = []
    for issue in issues:
        spans = _given(text, issue) or _by_words(text, issue, taken)
        found.append(spans)
        taken += spans
    if not all(found):
        found = _by_beginnings(text, issues, found)
    ordered = sorted(span for spans in found for span in spans)
    if any(first.end > second.start for first, second in pairwise(ordered)):
        raise PlacingError("two issues of the mail share some of its text; give each its own")
    return tuple(found)


def content_of(text: str) -> Span | None:
    """The text without the greeting at its beginning and what follows the farewell; ``None`` where nothing is
    left."""
    spans = [segment.span for segment in segments(text)]
    while spans and _is_greeting(spans[0].of(text)):
        spans = spans[1:]
    end = next(
        (
            at
            for at, span in enumerate(spans)
            if at and discourse.FAREWELL.match(ngrams.lowered(span.of(text)[:120]))
        ),
        len(spans),
    )
    kept = spans[:end]
    return Span(kept[0].start, kept[-1].end) if kept else None


def _is_greeting(segment: str) -> bool:
    is_brief = len(segment.split()) <= 4 and "?" not in segment
    return is_brief and discourse.GREETING.match(ngrams.lowered(segment)) is not None


def _given(text: str, issue: GivenIssue) -> tuple[Span, ...]:
    """The spans that were given. Where a text was given too, they must hold it: one of them was changed."""
    if not issue.spans:
        return ()
    if any(not 0 <= span.start < span.end <= len(text) for span in issue.spans):
        raise PlacingError("the spans do not lie in the mail's text; leave them empty", issue.where)
    held = " ".join(span.of(text) for span in issue.spans)
    if issue.words.strip() and _letters(held) != _letters(issue.words):
        raise PlacingError(
            f"{issue.where}: the spans hold another text than the issue; leave the spans empty"
        )
    return issue.spans


def _letters(text: str) -> str:
    return "".join(text.replace(PASSAGE_MARK, "").split())


def _by_words(text: str, issue: GivenIssue, taken: Sequence[Span]) -> tuple[Span, ...]:
    """Where the issue's own text stands; nothing where only its beginning, or not even that, was given."""
    if not issue.words.strip():
        return ()
    spans: list[Span] = []
    for passage in issue.words.split(PASSAGE_MARK):
        if passage.strip():
            after = spans[-1].end if spans else 0
            spans.append(_find(text, passage, [*taken, *spans], after, issue.where))
    return tuple(spans)


def _find(text: str, words: str, taken: Sequence[Span], after: int, where: str) -> Span:
    """The first place that holds these words and belongs to no other issue, if possible one further on."""
    form = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    free = [
        Span(*match.span())
        for match in form.finditer(text)
        if not any(match.start() < own.end and own.start < match.end() for own in taken)
    ]
    if not free:
        shown = " ".join(words.split())[:60]
        raise PlacingError(
            f"the mail does not hold {shown!r} (as new text that no other issue has); copy the words from it",
            where,
        )
    return next((span for span in free if span.start >= after), free[0])


def _by_beginnings(
    text: str, issues: Sequence[GivenIssue], found: Sequence[tuple[Span, ...]]
) -> list[tuple[Span, ...]]:
    """Each issue of which the beginning is known goes on to where the next one begins, or to the farewell."""
    whole = content_of(text) or Span(0, len(text.rstrip()))
    starts: dict[int, int] = {}
    for number, issue in enumerate(issues):
        if found[number]:
            continue
        if issue.begins.strip():
            taken = [span for spans in found for span in spans]
            starts[number] = _find(
                text, issue.begins, taken, max(starts.values(), default=0), issue.where
            ).start
        elif len(issues) == 1:
            starts[number] = whole.start
        else:
            raise PlacingError(
                "nothing says where this issue stands; give its text or its first words", issue.where
            )
    edges = sorted([*starts.values(), *(span.start for spans in found for span in spans)])
    result = list(found)
    for number, start in starts.items():
        last = whole.end if whole.end > start else len(text)
        end = min((edge for edge in edges if edge > start), default=last)
        piece = Span(start, start + len(text[start : min(end, last)].rstrip()))
        if piece.start >= piece.end:
            raise PlacingError("no text is left for this issue; give its own text", issues[number].where)
        result[number] = (piece,)
    return result
