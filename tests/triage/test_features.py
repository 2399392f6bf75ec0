"""Rows of many texts at once are the rows of each alone, to the last digit."""

import pickle
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.learning.training.fit_features import fit_features
from router.taxonomy import Kind, Language
from router.triage import ngrams
from router.triage.asked import Asked, Known, undoubted
from router.triage.classify import classify_each
from router.triage.features import Features, Sample
from router.triage.issue import Span
from router.triage.split import split
from tests.triage.mails import shipped_model

TEXTS = (
    "Banken avviser betalingsfilen, og banken svarer ikke.",
    "",
    "Hvordan fører vi mva på leasingbil?  Leasingbilen er ny.",
    "§§ !!",
    "Vi trenger en konsulent i uke 12. " * 200,
)
SUBJECTS = ("", "Remittering", "SV: faktura og lønn")


def _samples(features: Features) -> list[Sample]:
    return [
        Sample((features.read(text),), subject, mailbox)
        for text, subject, mailbox in product(TEXTS, SUBJECTS, Kind)
    ]


@pytest.fixture(scope="module")
def features() -> Features:
    return shipped_model().pieces.features


def test_a_row_among_others_is_the_row_alone(features: Features) -> None:
    samples = _samples(features)
    for row, sample in zip(features.rows(samples), samples, strict=True):
        (alone,) = features.rows([sample])
        assert np.array_equal(row.columns, alone.columns)
        assert np.array_equal(row.values, alone.values)
        assert (row.known_words, row.all_words) == (alone.known_words, alone.all_words)


def test_an_opinion_among_others_is_the_opinion_alone(features: Features) -> None:
    pieces = shipped_model().pieces
    rows = features.rows(_samples(features))
    for row, opinion in zip(rows, pieces.opinions(rows), strict=True):
        assert np.array_equal(opinion.pairs, pieces.opinion(row).pairs)


def test_each_block_of_a_row_has_the_length_of_its_weight(features: Features) -> None:
    (row,) = features.rows([Sample((features.read(TEXTS[0]),), SUBJECTS[1], Kind.OPPDRAG)])
    for block in (features.words, features.letters, features.subject):
        own = row.values[(row.columns >= block.offset) & (row.columns < block.offset + len(block.terms))]
        assert float(own @ own) == pytest.approx(block.weight**2, rel=1e-5)
    assert row.columns[-1] == features.width - 1
    assert row.values[-1] == pytest.approx(features.mailbox_weight)


def test_a_term_weighs_by_its_number_and_its_rarity() -> None:
    features = fit_features(
        ["katt hund", "katt fugl", "hund fugl", "katt hund"], [""] * 4, subject_weight=1.0, mailbox_weight=1.0
    )
    (row,) = features.rows([Sample((features.read("hund hund hund katt"),))])
    words = row.columns < len(features.words.terms)
    terms = [features.words.terms[at] for at in row.columns[words]]
    found = dict(zip(terms, row.values[words], strict=True))
    assert found["hund"] / found["katt"] == pytest.approx(1.0 + np.log(3.0), rel=1e-5)


def test_nothing_gives_no_rows_and_a_text_without_known_terms_an_empty_one(features: Features) -> None:
    assert len(features.rows([])) == 0
    (row,) = features.rows([Sample((features.read(""),))])
    assert len(row.columns) == len(row.values) == row.known_words == 0


def test_pieces_of_a_mail_are_classified_as_each_alone() -> None:
    model = shipped_model()
    text = (
        "Hei,\n\n1. Banken avviser betalingsfilen vår, feil KID.\n2. Vi trenger en ny fakturamal med logo.\n"
        "3. En ny ansatt trenger bruker i Visma.net."
    )
    pieces = (*split(text, "Tre ting", model), ())
    asked = undoubted(Known(text, "Tre ting", Kind.SUPPORT, Language.NB), pieces)
    another = Asked("Hvor finner jeg lønnsslippen?", (Span(0, 29),), "Slipp", Kind.OPPDRAG, Language.NB)
    alone = [classify_each([one], model)[0] for one in (*asked, another)]
    assert list(classify_each([*asked, another], model)) == alone


def test_features_are_sent_to_another_process_without_what_they_remember(features: Features) -> None:
    fresh = len(pickle.dumps(pickle.loads(pickle.dumps(features))))
    features.read("nyeordsomingenharsett " * 3)
    again: Features = pickle.loads(pickle.dumps(features))
    assert len(pickle.dumps(features)) == fresh
    assert again.words.index == features.words.index
    assert np.array_equal(again.rows(_samples(again)).values, features.rows(_samples(features)).values)


@given(
    st.lists(st.sampled_from(["banken", "avviser", "mva", "på", "leasingbil", "aldrisett", "."]), max_size=9)
)
def test_every_known_word_and_every_known_pair_of_neighbours_is_read(words: list[str]) -> None:
    features = shipped_model().pieces.features
    index = features.words.index
    forms = ngrams.forms(" ".join(words))
    first, second = features.readings([ngrams.read(" ".join(words)), ngrams.read("Banken avviser")])
    known = [index[term] for term in ngrams.phrases(forms) if term in index]
    assert sorted(first.words.tolist()) == sorted(known)
    assert first.known_words == sum(form in index for form in forms)
    assert [features.words.terms[at] for at in second.words] == ["banken", "avviser", "banken avviser"]
