"""From a piece of text to the sparse row of numbers that the linear models weigh.

A row has four blocks: the piece's words and pairs of words, its letter groups, the subject's letter groups
(weaker, since the subject may belong to another issue of the same mail) and the mailbox. Within a block it is
TF-IDF with sublinear term frequency and length one, as in scikit-learn's ``TfidfVectorizer``. It is computed
here and not there because one mail at a time must cost microseconds, and because a model that is only arrays
and strings outlives any version of scikit-learn.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from router.taxonomy import Kind
from router.triage import ngrams

_REMEMBERED_CHUNKS = 50_000
"""Words whose letter groups are kept at hand: language repeats itself, and memory must stay bounded."""


_NOTHING = np.empty(0, dtype=np.int32)
_ZERO = np.zeros(1, dtype=np.int64)
_LOGARITHM = np.log(np.maximum(1, np.arange(1_000))).astype(np.float32)
"""Logarithms of small counts; a term that occurs more often counts as if it occurred 999 times."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A sparse row: ``columns`` (int32) and the ``values`` in them (float32), of the same length."""

    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    known_words: int
    """How many of the piece's words the training mail held; a text unlike anything seen has few."""
    all_words: int


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The positions in their blocks of a text's known terms, as often as they occur (int32)."""

    words: NDArray[np.int32]
    letters: NDArray[np.int32]
    known_words: int
    all_words: int


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The terms of one block, the column of each and its inverse document frequency."""

    terms: tuple[str, ...]
    idf: NDArray[np.float32]
    weight: float
    offset: int
    """The column of the first term."""
    index: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {term: at for at, term in enumerate(self.terms)})

    def __reduce__(self) -> tuple[object, ...]:
        """The index is made again where the block arrives: it is larger than the block."""
        return Block, (self.terms, self.idf, self.weight, self.offset)

    def weighted(self, found: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns and values of these positions in ``terms``, each repeated as often as its term occurs."""
        found.sort()
        edges = np.flatnonzero(found[1:] != found[:-1]) + 1
        starts = np.concatenate((_ZERO, edges))
        at = found[starts]
        counts = np.concatenate((edges, np.array([len(found)]))) - starts
        values = (1.0 + _LOGARITHM[np.minimum(counts, len(_LOGARITHM) - 1)]) * self.idf[at]
        values *= np.float32(self.weight / np.sqrt(values @ values))
        return at + np.int32(self.offset), values


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The four blocks; the last column is the mailbox: ``mailbox_weight`` for ``oppdrag``, else 0."""

    words: Block
    letters: Block
    subject: Block
    mailbox_weight: float
    has_companions: bool = False
    """Are any two words of a text a term, too? It helps short texts, and costs too much for whole mails."""
    _letters_of: dict[str, NDArray[np.int32]] = field(init=False, default_factory=dict, repr=False)
    _subject_of: dict[str, NDArray[np.int32]] = field(init=False, default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """What was remembered of texts stays behind."""
        return Features, (self.words, self.letters, self.subject, self.mailbox_weight)

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.subject.offset + len(self.subject.terms) + 1

    def read(self, text: str) -> Reading:
        """The known terms of one piece of text."""
        forms = ngrams.forms(text)
        seen = self.words.index
        found = [seen[term] for term in _word_terms_of(forms, self.has_companions) if term in seen]
        return Reading(
            words=np.array(found, dtype=np.int32),
            letters=_positions(text, self.letters, self._letters_of),
            known_words=sum(1 for form in forms if form in seen),
            all_words=len(forms),
        )

    def row(self, text: str, subject: str, mailbox: Kind) -> Row:
        """The row of one piece of text, with the mail's subject and the mailbox that it was sent to."""
        return self.weigh([self.read(text)], subject, mailbox)

    def weigh(self, readings: Sequence[Reading], subject: str, mailbox: Kind) -> Row:
        """The row of several pieces of text that were read one by one and are to be judged as one."""
        columns, values = [], []
        blocks = (
            (self.words, [reading.words for reading in readings]),
            (self.letters, [reading.letters for reading in readings]),
            (self.subject, [_positions(subject, self.subject, self._subject_of)] if subject else []),
        )
        for block, parts in blocks:
            found = np.concatenate(parts) if parts else _NOTHING
            if len(found):
                where, weights = block.weighted(found)
                columns.append(where)
                values.append(weights)
        if mailbox is Kind.OPPDRAG:
            columns.append(np.array([self.width - 1], dtype=np.int32))
            values.append(np.array([self.mailbox_weight], dtype=np.float32))
        return Row(
            columns=np.concatenate(columns) if columns else _NOTHING,
            values=np.concatenate(values) if values else np.empty(0, dtype=np.float32),
            known_words=sum(reading.known_words for reading in readings),
            all_words=sum(reading.all_words for reading in readings),
        )


def _positions(text: str, block: Block, remembered: dict[str, NDArray[np.int32]]) -> NDArray[np.int32]:
    """The positions in the block of all letter groups of the text, repeated as often as they occur."""
    found = []
    for chunk in ngrams.chunks(text):
        at = remembered.get(chunk)
        if at is None:
            index = block.index
            at = np.array([index[g] for g in ngrams.letter_groups(chunk) if g in index], dtype=np.int32)
            if len(remembered) >= _REMEMBERED_CHUNKS:
                remembered.clear()
            remembered[chunk] = at
        found.append(at)
    return np.concatenate(found) if found else _NOTHING


def fit_features(
    texts: Sequence[str],
    subjects: Sequence[str],
    *,
    subject_weight: float,
    mailbox_weight: float,
    glossary: Sequence[str] = (),
    least_documents: int = 2,
    with_companions: bool = False,
) -> Features:
    """The blocks for these training pieces: every term that at least ``least_documents`` of them hold.

    ``texts`` and ``subjects`` have the same length: one entry for each piece. The phrases of the ``glossary``
    count as further documents where it is decided which terms are kept, and do not where it is counted how
    rare a term is: they are no sample of the language.
    """
    word_terms, word_idf = _terms(
        [set(_word_terms_of(ngrams.forms(text), with_companions)) for text in texts],
        least_documents,
        [set(_word_terms_of(ngrams.forms(text), with_companions)) for text in glossary],
    )
    letter_terms, letter_idf = _terms(
        [_groups(text) for text in texts], least_documents, [_groups(text) for text in glossary]
    )
    subject_terms, subject_idf = _terms([_groups(subject) for subject in subjects], least_documents)
    letters_at = len(word_terms)
    subject_at = letters_at + len(letter_terms)
    return Features(
        words=Block(word_terms, word_idf, 1.0, 0),
        letters=Block(letter_terms, letter_idf, 1.0, letters_at),
        subject=Block(subject_terms, subject_idf, subject_weight, subject_at),
        mailbox_weight=mailbox_weight,
        has_companions=with_companions,
    )


def _word_terms_of(forms: list[str], with_companions: bool) -> list[str]:
    terms = ngrams.phrases(forms)
    return terms + ngrams.companions(forms) if with_companions else terms


def _groups(text: str) -> set[str]:
    return set(chain.from_iterable(ngrams.letter_groups(chunk) for chunk in set(ngrams.chunks(text))))


def _terms(
    documents: Sequence[set[str]], least_documents: int, others: Sequence[set[str]] = ()
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """The terms that enough documents hold, ``others`` included, and their rarity in ``documents`` alone."""
    counts = Counter(chain.from_iterable(documents))
    everywhere = counts + Counter(chain.from_iterable(others))
    kept = sorted(term for term, count in everywhere.items() if count >= least_documents)
    frequencies = np.array([counts[term] for term in kept], dtype=np.float64)
    idf = np.log((1.0 + len(documents)) / (1.0 + frequencies)) + 1.0
    return tuple(kept), idf.astype(np.float32)
