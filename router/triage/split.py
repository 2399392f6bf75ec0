"""Split a text into the pieces that are issues of their own.

First each segment is judged: content, or aside (greeting, signature, small talk). Then each joint between two
content segments: does the issue go on, or does a new one begin? A false split costs more than a missed one
(two people answer one question), so the threshold was chosen from the share of mails with one issue that it
may split. What must stay together (steps to reproduce, symptoms, logs) is learnt from mails that hold them.

Promises: pieces are spans of the text, in order, that do not overlap; a text with any content has at least
one.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise, repeat
from typing import NamedTuple

from router.triage.content import content
from router.triage.cut import WHOLE, Cut, cuts
from router.triage.issue import Span
from router.triage.model import Model
from router.triage.notice import notice_each
from router.triage.opening import opening_facts
from router.triage.sewn import Chances, opened_each
from router.triage.tempering import Tempering
from router.triage.views import Kept, Sentence, Written, view_each

Piece = tuple[Span, ...]
"""The spans of one issue, in order."""


def split(text: str, subject: str, model: Model) -> tuple[Piece, ...]:
    """The pieces of the text, one for each issue; none only where the text holds white space alone."""
    (divided,) = divide_each([Written(text, subject)], model)
    return tuple(part.piece for part in divided)


class Part(NamedTuple):
    """A piece, how it was cut from its mail, and its segments where they were read."""

    piece: Piece
    cut: Cut = WHOLE
    sentences: tuple[Sentence, ...] = ()
    beside: Piece = ()
    """What is said in passing among them, and is no part of the piece."""
    may_hold_more: bool = False
    """Is any of that not said to be over? It may be a matter of its own."""


def divide_each(mails: Sequence[Written], model: Model) -> list[tuple[Part, ...]]:
    """The parts of each mail, one for each issue: the same as if it were asked for alone."""
    return [
        divided(mail.text, kept, chances, model.thresholds.new_issue)
        for mail, (kept, chances) in zip(mails, chances_each(mails, model), strict=True)
    ]


def divided(
    text: str, kept: tuple[Sentence, ...], chances: Sequence[float], new_issue: float
) -> tuple[Part, ...]:
    """The parts of a mail whose segments and joints have been judged; ``new_issue`` is the chance at which a
    joint parts two."""
    if not kept:
        return ()
    starts = [0]
    starts += [at for at, chance in enumerate(chances, 1) if chance >= new_issue]
    runs = [kept[start:end] for start, end in pairwise([*starts, len(kept)])]
    lengths = [this.characters for this in kept]
    return tuple(map(_part, repeat(text), runs, cuts(chances, starts, lengths)))


def _part(text: str, run: tuple[Sentence, ...], cut: Cut) -> Part:
    """The part that a run of segments is; where all of it is said in passing, it is the matter."""
    own = tuple([this for this in run if not this.is_in_passing])
    if len(own) in (0, len(run)):
        return Part(_joined(text, [this.span for this in run]), cut, run)
    beside = [this for this in run if this.is_in_passing]
    return Part(
        _joined(text, [this.span for this in own]),
        cut,
        own,
        _joined(text, [this.span for this in beside]),
        may_hold_more=not all(this.is_done for this in beside),
    )


def chances_each(mails: Sequence[Written], model: Model) -> list[Chances]:
    """What decides how each mail is divided."""
    views = view_each([mail.read for mail in mails], model.pieces)
    kept = [Kept(mail, *content(own, model.segment)) for mail, own in zip(mails, views, strict=True)]
    noticed = notice_each(kept, model.pieces)
    said = model.joint.chances_each([map(opening_facts, own.views) for own in kept], noticed)
    sentences = [tuple(map(Sentence.of, own.views, own.chances)) for own in kept]
    joints = [
        Chances(own, tempered(own, chances, model.tempering))
        for own, chances in zip(sentences, said, strict=True)
    ]
    return opened_each(kept, joints, model)


def tempered(kept: Sequence[Sentence], chances: Sequence[float], tempering: Tempering) -> tuple[float, ...]:
    """The last word on each joint, of what the models of joints say of it."""
    joints = [(chance, this.says_new) for chance, this in zip(chances, kept[1:], strict=True)]
    return held_together(kept, tempering.chances(joints, length_of(kept)))


def held_together(kept: Sequence[Sentence], chances: Sequence[float]) -> tuple[float, ...]:
    """The chances of the joints, 0 where no issue may begin: before what goes with what stands before it, and
    behind what only describes where nothing else stands before."""
    only_describes = accumulate((this.describes for this in kept[:-1]), min)
    joints = zip(only_describes, kept[1:], chances, strict=True)
    return tuple(0.0 if describes or this.goes_on else chance for describes, this, chance in joints)


def length_of(kept: Sequence[Sentence]) -> int:
    """The characters of the segments that belong to issues: a signature makes no mail longer."""
    return sum(this.characters for this in kept)


def _joined(text: str, spans: Sequence[Span]) -> Piece:
    """These spans in order; those with only white space between them become one."""
    joined: list[Span] = []
    for span in spans:
        if not joined or text[joined[-1].end : span.start].strip():
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    return tuple(joined)


def text_of(text: str, piece: Piece) -> str:
    """The characters of a piece; spans that are not next to each other are parted by a blank line."""
    return "\n\n".join(span.of(text) for span in piece)
