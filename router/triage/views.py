"""Segments as they are read: their words, and what the classifier of kinds and areas says of each alone."""

from collections.abc import Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from router.message.trim.pointing import only_looks
from router.triage import discourse, ngrams
from router.triage.features import Reading, Row, Sample
from router.triage.form import without_form
from router.triage.issue import Span
from router.triage.pieces import Opinion, PieceModel
from router.triage.segments import Gap, Segment, segments
from router.triage.set_up import describes_the_set_up

LONGEST_READ = 3_000
"""Characters of a segment that are read: what is longer is a pasted log."""
WORDS_OF_A_MATTER = 3
"""With fewer words a question has no matter of its own, and what follows a greeting may be whom it greets."""
WORDS_OF_A_STORY = 2
"""With fewer words it may be a greeting or a name, which nobody need be told of."""
LEAST_OF_A_MATTER = 0.3
"""The chance of belonging to an issue below which a sentence that only tells is said in passing."""
SURELY_NONE = 0.02
"""The chance below which a human need not look at it."""
WORDS_OF_A_WAY_IN = 14
"""With more words it says something else as well."""
_OPENING = 120
"""Characters of a segment that are its opening."""
STEM = 5
"""Letters of a word that are compared for cohesion: "faktura" and "fakturaene" speak of the same thing."""


class View(NamedTuple):
    """One segment, read: its words, and what the classifier says of its text alone."""

    segment: Segment
    text: str
    lowered: str
    """The text in lower case."""
    opening: str
    """How it begins, in lower case, each run of blanks as one, without a bracket before it."""
    forms: tuple[str, ...]
    stems: frozenset[str]
    asks: bool
    is_question: bool
    troubled: bool
    tells_steps: bool
    opens_new_matter: bool
    says_new: bool
    """Does it say itself that something else begins ("en ting til")?"""
    refers_back: bool
    is_small_talk: bool
    """Does it open like what may follow a greeting and is no matter?"""
    is_only_polite: bool
    """Does it only say who writes, or hope that the summer was fine?"""
    is_farewell: bool
    """Does it open like the end of a letter?"""
    is_labelled: bool
    reading: Reading
    row: Row
    opinion: Opinion


class Sentence(NamedTuple):
    """What is left to know of a segment that has been read, once the joints beside it have been judged."""

    span: Span
    characters: int
    """Of its text as it was read."""
    belongs: float
    """The chance that it belongs to an issue."""
    asks: bool
    """Does it ask or wish?"""
    is_in_passing: bool
    """Does it probably belong to none, and tell of something, but want nothing?"""
    is_done: bool
    """If so, is it surely none, does it say that it is over, or is it thanks, small talk, a lead to what
    follows, or the way into the writer's machine?"""
    goes_on: bool
    """Is it a question without a matter of its own, such as "Hvorfor?", be it asked again and again, or does
    it tell how to come into the writer's machine, or what that is, or only where to look? It goes with what
    stands before."""
    describes: bool
    """Does it only say what the writer works with, or how to come into that? Where nothing stands before, it
    goes with what follows."""
    says_new: bool
    says_more: bool
    """Does it say that something is added ("dessuten")?"""
    says_also: bool
    """Does it so in weaker words ("også")?"""
    pairs: NDArray[np.float64]
    """What the classifier says of it (pairs)."""
    forms: Sequence[str] = ()
    reading: Reading | None = None
    """Its words, and the terms that the classifier knows of it; None where that was not worth keeping, or
    where the segment was not read to its end."""

    @classmethod
    def of(cls, this: View, belongs: float) -> "Sentence":
        """The same of what was read of the segment, and the chance that it belongs to an issue."""
        asks_on = not this.segment.mark and len(set(this.forms)) < WORDS_OF_A_MATTER and this.is_question
        tells_the_way_in = (
            len(this.forms) <= WORDS_OF_A_WAY_IN and discourse.REMOTE_CONTROL.search(this.lowered) is not None
        )
        describes = not this.segment.mark and describes_the_set_up(this.lowered)
        looks = not this.segment.mark and only_looks(this.text)
        is_in_passing = describes or (
            belongs < LEAST_OF_A_MATTER
            and len(this.forms) >= WORDS_OF_A_STORY
            and not (this.asks or this.is_question)
        )
        span = this.segment.span
        return cls(
            span=span,
            characters=len(this.text),
            belongs=belongs,
            asks=this.asks or this.is_question,
            is_in_passing=is_in_passing,
            is_done=is_in_passing
            and (
                belongs < SURELY_NONE
                or discourse.DONE.search(this.lowered) is not None
                or this.is_small_talk
                or tells_the_way_in
                or describes
                or this.text[-1:] == ":"
            ),
            goes_on=asks_on or tells_the_way_in or describes or looks,
            describes=describes or (tells_the_way_in and not this.asks),
            says_new=this.says_new,
            says_more=discourse.SAYS_MORE.match(this.opening) is not None,
            says_also=discourse.SAYS_ALSO.match(this.opening) is not None,
            pairs=this.opinion.pairs.ravel(),
            forms=this.forms,
            reading=this.reading if len(this.text) == span.end - span.start else None,
        )

    @property
    def outline(self) -> "Sentence":
        """The same without its words."""
        return self._replace(forms=(), reading=None)


class Written(NamedTuple):
    """What a customer wrote."""

    text: str
    subject: str
    above: int = 0
    """Characters at its beginning that only say to look at what was forwarded below them: no issue's."""

    @property
    def read(self) -> str:
        """The text with blanks in their place."""
        return " " * self.above + self.text[self.above :]


class Kept(NamedTuple):
    """A mail, those of its segments that belong to issues, and the chance of each that it does."""

    mail: Written
    views: Sequence[View]
    chances: Sequence[float]


def view(text: str, pieces: PieceModel) -> tuple[View, ...]:
    """Read each segment of the text."""
    (views,) = view_each([text], pieces)
    return views


def view_each(texts: Sequence[str], pieces: PieceModel) -> list[tuple[View, ...]]:
    """The same of many texts; what is read of each is what would be read of it alone."""
    texts = list(map(without_form, texts))
    found = list(map(segments, texts))
    own = [
        segment.span.of(text)[:LONGEST_READ]
        for text, each in zip(texts, found, strict=True)
        for segment in each
    ]
    views = iter(read_each(list(chain.from_iterable(found)), own, pieces))
    return [tuple(islice(views, len(each))) for each in found]


def read_each(every: Sequence[Segment], texts: Sequence[str], pieces: PieceModel) -> list[View]:
    """Segments as they are read, with the text of each."""
    words = list(map(ngrams.read, texts))
    readings = pieces.features.readings(words)
    rows = pieces.features.rows([Sample((reading,)) for reading in readings])
    return list(map(_view, every, texts, words, readings, rows, pieces.opinions(rows)))


def stems_of(forms: Sequence[str]) -> frozenset[str]:
    """The stems of the words that are long enough to have one."""
    return frozenset([form[:STEM] for form in forms if len(form) >= STEM])


def _is_small_talk(opening: str) -> bool:
    hello = discourse.SALUTATION.match(opening)
    said = opening[hello.end() :] if hello is not None else opening
    return discourse.SMALL_TALK.match(said) is not None


def _view(
    segment: Segment, text: str, words: ngrams.Words, reading: Reading, row: Row, opinion: Opinion
) -> View:
    forms = tuple(words.forms)
    lowered = ngrams.lowered(text)
    begins = " ".join(text[:_OPENING].split())
    opening = ngrams.lowered(begins.removeprefix("("))
    return View(
        segment=segment,
        text=text,
        lowered=lowered,
        opening=opening,
        forms=forms,
        stems=stems_of(forms),
        asks=discourse.REQUEST.search(lowered) is not None,
        is_question="?" in text,
        troubled=not discourse.TROUBLE.isdisjoint(forms),
        tells_steps=discourse.STEPS.search(lowered[:300]) is not None,
        opens_new_matter=discourse.NEW_MATTER.match(opening) is not None,
        says_new=discourse.SURELY_NEW.match(opening) is not None
        or (segment.gap is not Gap.CLAUSE and discourse.BY_THE_WAY.match(opening) is not None),
        refers_back=discourse.REFERS_BACK.match(opening) is not None,
        is_small_talk=_is_small_talk(opening),
        is_only_polite=discourse.PRESENTS_HIMSELF.match(begins) is not None
        or discourse.ONLY_HOPES.match(opening) is not None,
        is_farewell=discourse.FAREWELL.match(opening) is not None,
        is_labelled=discourse.LABEL.match(begins) is not None,
        reading=reading,
        row=row,
        opinion=opinion,
    )
