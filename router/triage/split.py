"""Split a text into the pieces that are issues of their own.

First each segment is judged: content, or aside (greeting, signature, small talk). Then each joint between two
content segments: does the issue go on, or does a new one begin? A false split costs more than a missed one
(two people answer one question), so the threshold was chosen from the share of mails with one issue that it
may split. What must stay together (steps to reproduce, symptoms, logs) is learnt from mails that hold them.

Promises: pieces are spans of the text, in order, that do not overlap; a text with any content has at least
one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from router.triage import discourse, ngrams
from router.triage.cut import WHOLE, Cut, cuts
from router.triage.issue import Span
from router.triage.joints import segment_facts
from router.triage.linear import FactClassifier
from router.triage.model import CONTENT, Model
from router.triage.notice import notice_each
from router.triage.opening import opening_facts
from router.triage.segments import Gap
from router.triage.tempering import Tempering
from router.triage.views import WORDS_OF_A_MATTER, Kept, Sentence, View, Written, view_each

LEAST_CONTENT = 0.2
"""The chance of being content at which a segment is kept."""
WORDS_OF_A_SENTENCE, WORDS_OF_A_LONG_SENTENCE = 6, 12
"""Fewer may be a name, a title or a polite phrase."""
LEAST_OF_A_LONG_SENTENCE = 0.05
"""The chance at which a sentence is kept that is long, but neither asks nor tells of trouble: below it speaks
of a matter that is done ("I forrige uke hjalp dere oss med …, og den ble kjempefin, takk")."""

_HEAD = 200
"""Characters of a polite sentence in which a wish is looked for."""
_POLITE = re.compile(r"\b(?:takk|thanks|thank\s+you|god|ha\s+e[ni]n?|hilsen|helsing|mvh|hei|hi|regards)\b")

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
    return tuple(map(Part, pieces(text, kept, starts), cuts(chances, starts, lengths), runs))


class Chances(NamedTuple):
    """The segments of a mail that belong to issues, and for all but the first the chance that it begins a new
    one."""

    kept: tuple[Sentence, ...]
    of_new_issue: tuple[float, ...]


def chances_each(mails: Sequence[Written], model: Model) -> list[Chances]:
    """What decides how each mail is divided."""
    views = view_each([mail.text for mail in mails], model.pieces)
    kept = [content(own, model.segment) for own in views]
    noticed = notice_each(list(map(Kept, mails, kept)), model.pieces)
    said = model.joint.chances_each([map(opening_facts, own) for own in kept], noticed)
    sentences = [tuple(map(Sentence.of, own)) for own in kept]
    return [
        Chances(own, tempered(own, chances, model.tempering))
        for own, chances in zip(sentences, said, strict=True)
    ]


def tempered(kept: Sequence[Sentence], chances: Sequence[float], tempering: Tempering) -> tuple[float, ...]:
    """The last word on each joint, of what the models of joints say of it."""
    joints = [(chance, this.says_new) for chance, this in zip(chances, kept[1:], strict=True)]
    found = zip(kept[1:], tempering.chances(joints, length_of(kept)), strict=True)
    return tuple(0.0 if this.goes_on else chance for this, chance in found)


def length_of(kept: Sequence[Sentence]) -> int:
    """The characters of the segments that belong to issues: a signature makes no mail longer."""
    return sum(this.characters for this in kept)


def content(views: Sequence[View], segment: FactClassifier) -> tuple[View, ...]:
    """The segments that belong to an issue; all of them where none looks as if it did.

    Only what is surely greeting, farewell or signature is left out: a customer's words must not vanish. What
    a customer lists is never small talk, however short ("- Ny bruker" is a case), nor is a sentence that asks
    for something or tells of trouble, nor what a sentence before it points at ("Slett disse brukerne:"),
    unless a farewell stands before it. A long sentence hardly ever is.
    """
    kept = []
    after_farewell = points_ahead = False
    for at, this in enumerate(views):
        if discourse.ONLY_HELLO.match(this.lowered):
            continue
        must_stay = _orders_something(this) or (
            not after_farewell
            and (
                points_ahead
                or bool(this.segment.mark)
                or _wants_something(this)
                or _says_more_than_hello(this)
                or _is_half_a_sentence(views, at)
            )
        )
        if must_stay or _content_chance(views, at, after_farewell, segment) >= (
            LEAST_OF_A_LONG_SENTENCE if not after_farewell and _is_long(this) else LEAST_CONTENT
        ):
            kept.append(this)
        after_farewell = after_farewell or this.is_farewell
        points_ahead = _points_ahead(this) or (points_ahead and len(this.forms) < WORDS_OF_A_SENTENCE)
    return tuple(kept) if kept else tuple(views)


def _points_ahead(this: View) -> bool:
    """Does it say that what it is about stands below ("Slett disse brukerne:")?"""
    return discourse.POINTS_AHEAD.search(this.lowered.rstrip()) is not None


def _is_half_a_sentence(views: Sequence[View], at: int) -> bool:
    """Is the rest of its sentence another segment? A sentence stays or goes as a whole."""
    near = (views[at], *views[at + 1 : at + 2])
    is_cut = any(this.segment.gap is Gap.CLAUSE for this in near)
    return is_cut and not (views[at].is_farewell or discourse.GREETING.match(views[at].opening))


def _content_chance(views: Sequence[View], at: int, after_farewell: bool, segment: FactClassifier) -> float:
    return segment.probability(segment_facts(views, at, after_farewell), CONTENT)


def _orders_something(this: View) -> bool:
    """Does it say what is to be done, be it as short as a name, or in one breath with a farewell?"""
    if discourse.ORDERS.match(this.lowered) is not None:
        return True
    is_polite = this.is_farewell or _POLITE.search(this.lowered) is not None
    return is_polite and discourse.WISH_BESIDE_POLITENESS.search(this.lowered[:_HEAD]) is not None


def _wants_something(this: View) -> bool:
    words = len(this.forms)
    return words >= WORDS_OF_A_SENTENCE and (this.asks or this.troubled) and not this.is_farewell


def _is_long(this: View) -> bool:
    return len(this.forms) >= WORDS_OF_A_LONG_SENTENCE and not this.is_farewell


def _says_more_than_hello(this: View) -> bool:
    """Does a matter follow a greeting on its line, as in "Hei, a-meldingen er avvist."?"""
    hello = discourse.SALUTATION.match(this.lowered)
    if hello is None or this.is_farewell:
        return False
    said = this.lowered[hello.end() :]
    return len(ngrams.forms(said)) >= WORDS_OF_A_MATTER and discourse.SMALL_TALK.match(said) is None


def pieces(text: str, kept: Sequence[Sentence], starts: Sequence[int]) -> tuple[Piece, ...]:
    """The spans of each issue that begins at one of ``starts`` (positions in ``kept``, the first is 0).

    Segments with only white space between them become one span.
    """
    if not kept:
        return ()
    ends = [*starts[1:], len(kept)]
    return tuple(
        _joined(text, [this.span for this in kept[start:end]])
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
