"""Give one piece of text its kind, its area, the probability that both are right, and the reasons.

Whatever is unlike the training mail is sent to a human: another language, too few known words, words of
another trade, no text at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import AreaCode, Kind, Language
from router.triage import ngrams
from router.triage.certainty import FACTS, WHOLE, Cut, certainty_facts
from router.triage.evidence import evidence
from router.triage.features import Row, Sample
from router.triage.issue import Issue
from router.triage.model import Model, known_share
from router.triage.pieces import KINDS, Opinion
from router.triage.split import Piece, text_of
from router.triage.trade import HERE, trade_facts_of

LONGEST_TEXT = 20_000
"""Characters of a piece that are read for its kind and area; what follows is a log or a table."""
FEWEST_KNOWN_WORDS = 3


class Labelled(Protocol):
    """What is asked of a mail, whoever holds it."""

    @property
    def text(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def mailbox(self) -> Kind: ...
    @property
    def language(self) -> Language: ...


class Asked(NamedTuple):
    """A piece of a mail's text, and what is known of the mail.

    A piece without spans is judged by the subject alone. ``cut`` says how near the mail was to being divided
    otherwise; left out, nobody doubts the piece.
    """

    text: str
    piece: Piece
    subject: str
    mailbox: Kind
    language: Language
    cut: Cut = WHOLE

    @classmethod
    def of(cls, mail: Labelled, piece: Piece, cut: Cut = WHOLE) -> "Asked":
        """The piece of this mail."""
        return cls(mail.text, piece, mail.subject, mail.mailbox, mail.language, cut)

    @property
    def own_text(self) -> str:
        """The words of the piece."""
        return text_of(self.text, self.piece)

    @property
    def read(self) -> str:
        """What is read of it; of a piece without text, the subject."""
        own_text = self.own_text
        return own_text[:LONGEST_TEXT] if own_text.strip() else self.subject


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """An issue, and what it was judged by: for learning how sure to be."""

    issue: Issue
    opinion: Opinion
    facts: NDArray[np.float64]
    """Of the certainty."""
    familiar: bool
    """False: unlike the training mail, so a human decides however sure the rest is."""


def classify(text: str, piece: Piece, subject: str, mailbox: Kind, language: Language, model: Model) -> Issue:
    """The issue that the piece of ``text`` is, where nobody doubts the piece."""
    (issue,) = classify_each([Asked(text, piece, subject, mailbox, language)], model)
    return issue


def classify_each(asked: Sequence[Asked], model: Model) -> tuple[Issue, ...]:
    """The issue that each piece is, the same as if it were asked for alone."""
    return tuple(sight.issue for sight in sights(asked, model))


def sights(asked: Sequence[Asked], model: Model) -> tuple[Sight, ...]:
    """The same, with what each was judged by."""
    features = model.pieces.features
    subjects = [subject for subject in dict.fromkeys(one.subject for one in asked) if subject.strip()]
    words = [ngrams.read(one.read) for one in asked]
    samples = [
        Sample((features.reading(own),), one.subject, one.mailbox)
        for one, own in zip(asked, words, strict=True)
    ]
    rows = features.rows(samples + [Sample((features.read(subject),)) for subject in subjects])
    opinions = model.pieces.opinions(rows)
    hints = dict(zip(subjects, opinions[len(asked) :], strict=True))
    facts = np.array(
        [
            certainty_facts(one.cut, opinion, hints.get(one.subject), len(own.forms))
            for one, own, opinion in zip(asked, words, opinions, strict=False)
        ]
    ).reshape(-1, FACTS)
    certainties = model.certainty.chances(facts).tolist()
    return tuple(
        _sight(one, words[at].forms, row, opinions[at], facts[at], certainties[at], model)
        for at, (one, row) in enumerate(zip(asked, rows, strict=False))
    )


def _sight(
    asked: Asked,
    forms: Sequence[str],
    row: Row,
    opinion: Opinion,
    facts: NDArray[np.float64],
    certainty: float,
    model: Model,
) -> Sight:
    own_text = asked.own_text
    kind_at, area_at = opinion.best
    familiar = (
        asked.language is not Language.OTHER
        and bool(own_text.strip())
        and row.known_words >= FEWEST_KNOWN_WORDS
        and known_share(row) >= model.thresholds.known_words
        and model.trade.probability(trade_facts_of(forms), HERE) >= model.thresholds.of_the_trade
    )
    issue = Issue(
        spans=asked.piece,
        text=own_text,
        kind=KINDS[kind_at],
        kind_confidence=float(opinion.kinds[kind_at]),
        area=model.areas[area_at],
        area_confidence=float(opinion.areas[area_at]),
        confidence=float(opinion.pairs[kind_at, area_at]),
        certainty=certainty,
        possible_areas=_possible(opinion, area_at, model),
        auto_routed=familiar and certainty >= model.thresholds.review,
        why=evidence(row, asked.read, forms, kind_at, area_at, model.pieces),
    )
    return Sight(issue, opinion, facts, familiar)


def _possible(opinion: Opinion, area_at: int, model: Model) -> tuple[AreaCode, ...]:
    """The areas that are probable enough, and the one named, by probability."""
    shares = opinion.areas.tolist()
    enough = zip(shares, model.possible.tolist(), strict=True)
    chosen = [at for at, (share, least) in enumerate(enough) if share >= least or at == area_at]
    return tuple(model.areas[at] for at in sorted(chosen, key=lambda at: -shares[at]))
