import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from router.taxonomy import Kind, Language
from router.triage.asked import Asked, Known, asked_of, undoubted
from router.triage.issue import Span
from router.triage.panel import OTHERS, PIECE, QUESTIONS, SENTENCES, SUBJECT
from router.triage.split import divide_each
from router.triage.views import Written
from router.triage.voices import MOST_SENTENCES, Voices, voices
from tests.triage.mails import shipped_model

TOLD = "Vi har byttet bank i Visma. "
ASKS = "Hvordan får jeg sendt betalingsfilen på nytt?"
OTHER = "Kan dere lage en ny fakturamal med logo?"
PARTS = [
    TOLD,
    ASKS,
    OTHER,
    "\n",
    "\n\n",
    " ",
    "- ",
    "Hei,",
    "İΣ.",
    "1",
    "\x1c",
    "Mvh\nKari Nordmann",
    "x" * 3_100,
]


def heard(text: str, subject: str, *pieces: tuple[int, int]) -> Voices:
    spans = [(Span(start, end),) for start, end in pieces or [(0, len(text))]]
    return voices(undoubted(Known(text, subject, Kind.SUPPORT, Language.NB), spans), shipped_model().pieces)


def test_a_voice_that_has_nothing_to_say_is_silent() -> None:
    (own,) = heard(TOLD, "").scores
    assert not own[SUBJECT].any()
    assert not own[QUESTIONS].any()
    assert not own[OTHERS].any()
    assert own[PIECE].any()


def test_a_sentence_that_asks_is_heard_beside_all_sentences() -> None:
    (both,) = heard(TOLD + ASKS, "").scores
    (alone,) = heard(ASKS, "").scores
    (told,) = heard(TOLD, "").scores
    assert both[QUESTIONS] == pytest.approx(alone[SENTENCES], abs=1e-6)
    assert both[SENTENCES] == pytest.approx((alone[SENTENCES] + told[SENTENCES]) / 2, abs=1e-6)


def test_the_other_pieces_are_heard_as_they_say_it_themselves() -> None:
    text = TOLD + ASKS + " " + OTHER
    second = len(TOLD + ASKS) + 1
    first_said, second_said = heard(text, "To ting", (0, second), (second, len(text))).scores
    assert first_said[OTHERS] == pytest.approx(second_said[PIECE], abs=1e-9)
    assert second_said[OTHERS] == pytest.approx(first_said[PIECE], abs=1e-9)


def test_what_a_voice_says_adds_up_to_nothing() -> None:
    assert heard(TOLD + ASKS, "Remittering").scores.sum(axis=2) == pytest.approx(0.0, abs=1e-5)


def test_voices_of_many_mails_are_those_of_each_alone() -> None:
    mails = [
        Known(TOLD + ASKS, "Bank", Kind.SUPPORT, Language.NB),
        Known(OTHER, "", Kind.OPPDRAG, Language.NB),
    ]
    asked = [one for mail in mails for one in undoubted(mail, [(Span(0, len(mail.text)),)])]
    pieces = shipped_model().pieces
    for at, one in enumerate(asked):
        assert np.array_equal(voices(asked, pieces).scores[at], voices([one], pieces).scores[0])
    assert voices([], pieces).scores.shape == (0, 5, 2 * len(pieces.areas))


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join))
def test_a_piece_whose_sentences_have_been_read_is_heard_as_if_it_were_read_anew(text: str) -> None:
    model = shipped_model()
    mail = Known(text, "Faktura", Kind.SUPPORT, Language.NB)
    (parts,) = divide_each([Written(text, mail.subject)], model)
    assume(parts)
    known, anew = asked_of(mail, parts), undoubted(mail, [part.piece for part in parts])
    assert all(own.sentences for own in known)
    said, said_anew = voices(known, model.pieces), voices(anew, model.pieces)
    assert np.array_equal(said.scores[:, PIECE], said_anew.scores[:, PIECE])
    assert np.array_equal(said.scores[:, OTHERS], said_anew.scores[:, OTHERS])
    assert list(map(list, said.forms)) == list(map(list, said_anew.forms))
    assert [row.columns.tolist() for row in said.rows] == [row.columns.tolist() for row in said_anew.rows]
    assert [row.known_words for row in said.rows] == [row.known_words for row in said_anew.rows]


def test_a_piece_without_text_speaks_by_its_subject() -> None:
    asked = Asked("", (), "Lønnsslipp mangler feriepenger", Kind.SUPPORT, Language.NB)
    found = voices([asked], shipped_model().pieces)
    assert list(found.forms[0]) == ["lønnsslipp", "mangler", "feriepenger"]
    assert found.scores[0, PIECE].any()


def test_a_long_table_is_not_heard_line_by_line_without_end() -> None:
    lines = "\n".join(f"feil i betalingsfilen nummer {at}" for at in range(3 * MOST_SENTENCES))
    first = "\n".join(lines.split("\n")[:MOST_SENTENCES])
    (whole,), (part,) = heard(lines, "").scores, heard(first, "").scores
    assert whole[SENTENCES] == pytest.approx(part[SENTENCES], abs=1e-6)
