"""Give a mail other labels: another kind or area, another class, other pieces. Plain functions, no questions
asked.

Whatever is done here, what comes out is a mail that a corpus may hold: a request has an issue or more, any
other class none, and the pieces lie in the text and do not overlap.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.corpus.placing import content_of
from router.taxonomy import AreaCode, Kind
from router.triage.asked import undoubted
from router.triage.classify import classify_each
from router.triage.issue import MessageClass, Span
from router.triage.model import Model
from router.triage.segments import Segment
from router.triage.split import Piece, split

_RANGE = re.compile(r"\s*(\d{1,3})\s*(?:[-–]\s*(\d{1,3})\s*)?")


class DivisionError(ValueError):
    """What was typed divides no mail. The message says why."""


def with_issue(mail: LabelledMail, number: int, kind: Kind, area: AreaCode) -> LabelledMail:
    """One issue (counted from 0) with another kind and area."""
    issues = list(mail.issues)
    issues[number] = replace(issues[number], kind=kind, area=area)
    return replace(mail, issues=tuple(issues))


def with_class(mail: LabelledMail, message_class: MessageClass, model: Model) -> LabelledMail:
    """Another class. A mail that becomes a request gets one issue, of the kind and area that the model
    says."""
    if message_class is not MessageClass.REQUEST:
        return replace(mail, message_class=message_class, issues=())
    if mail.issues:
        return replace(mail, message_class=message_class)
    whole = content_of(mail.text) or Span(0, len(mail.text))
    return with_pieces(replace(mail, message_class=message_class), [(whole,)], model)


def with_pieces(mail: LabelledMail, pieces: Sequence[Piece], model: Model) -> LabelledMail:
    """Divided in this way. A piece has the labels of the issue that most of it was; else what the model
    says."""
    before = mail.issues
    free = set(range(len(before)))
    issues = []
    for piece, alone in zip(pieces, undoubted(mail, pieces), strict=True):
        shared = [(_shared(piece, before[number].spans), -number) for number in free]
        most, at = max(shared, default=(0, 0))
        if most > 0:
            free.discard(-at)
            kind, area = before[-at].kind, before[-at].area
        else:
            (said,) = classify_each([alone], model)
            kind, area = said.kind, said.area
        issues.append(LabelledIssue(kind, area, piece, "".join(span.of(mail.text) for span in piece)))
    return replace(mail, message_class=MessageClass.REQUEST, issues=tuple(issues))


def as_model_says(mail: LabelledMail, model: Model) -> LabelledMail:
    """Divided and named as the model would, had it come in as a request."""
    pieces = split(mail.text, mail.subject, model) or ((Span(0, len(mail.text)),),)
    return with_pieces(replace(mail, issues=()), pieces, model)


def pieces_from(typed: str, text: str, segments: Sequence[Segment]) -> tuple[Piece, ...]:
    """``2-3, 5 / 4``: which segments (counted from 1) each piece has; a segment in no piece belongs to none.

    Raises:
        DivisionError: a number is missing, unknown, or used twice.
    """
    used: set[int] = set()
    pieces = []
    for part in typed.split("/"):
        chosen: list[int] = []
        for entry in part.split(","):
            match = _RANGE.fullmatch(entry)
            if match is None:
                raise DivisionError(
                    f"{entry.strip() or 'nothing'!r} is no number; write for example 2-3 / 4, 6"
                )
            first, last = int(match[1]), int(match[2] or match[1])
            if not 1 <= first <= last <= len(segments):
                raise DivisionError(f"{entry.strip()} is not among 1 to {len(segments)}")
            chosen += range(first, last + 1)
        if len(set(chosen)) < len(chosen) or used & set(chosen):
            raise DivisionError("a number stands there twice; each part belongs to one issue at most")
        used |= set(chosen)
        pieces.append(_joined(text, [segments[number - 1].span for number in sorted(chosen)]))
    return tuple(pieces)


def _joined(text: str, spans: Sequence[Span]) -> Piece:
    """Spans with white space alone between them as one."""
    joined = [spans[0]]
    for span in spans[1:]:
        if text[joined[-1].end : span.start].strip():
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    return tuple(joined)


def _shared(first: Sequence[Span], second: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)
