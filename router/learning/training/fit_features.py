"""Choose the terms that a model of texts knows: those that enough of the training pieces hold."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from router.triage import ngrams
from router.triage.features import Features
from router.triage.terms import REMEMBERED_CHUNKS, Block


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
    return set(chain.from_iterable(map(_groups_of, set(ngrams.chunks(text)))))


@lru_cache(maxsize=REMEMBERED_CHUNKS)
def _groups_of(chunk: str) -> tuple[str, ...]:
    """Remembered while features are fitted: the same words come in every text, and again in every fold."""
    return tuple(ngrams.letter_groups(chunk))


def _terms(
    documents: Sequence[set[str]], least_documents: int, others: Sequence[set[str]] = ()
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """The terms that enough documents hold, ``others`` included, and their rarity in ``documents`` alone."""
    counts = Counter(chain.from_iterable(documents))
    everywhere = counts.copy()
    everywhere.update(chain.from_iterable(others))
    kept = sorted(term for term, count in everywhere.items() if count >= least_documents)
    frequencies = np.array([counts[term] for term in kept], dtype=np.float64)
    idf = np.log((1.0 + len(documents)) / (1.0 + frequencies)) + 1.0
    return tuple(kept), idf.astype(np.float32)
