import re

from hypothesis import given
from hypothesis import strategies as st

from router.triage import ngrams


def test_words_are_in_lower_case_with_digits_as_zero() -> None:
    assert ngrams.forms("Faktura 4711 FEILER!") == ["faktura", "0000", "feiler"]


def test_phrases_are_words_and_neighbours() -> None:
    assert ngrams.phrases(["ny", "server", "nå"]) == ["ny", "server", "nå", "ny server", "server nå"]


def test_letter_groups_stay_inside_a_word_and_know_its_ends() -> None:
    groups = ngrams.letter_groups("kid")
    assert groups == [" k", "ki", "id", "d ", " ki", "kid", "id ", " kid", "kid ", " kid "]


def test_a_key_of_a_million_letters_is_cut() -> None:
    assert [len(chunk) for chunk in ngrams.chunks("a" * 1_000_000)] == [ngrams.LONGEST_WORD]


@given(st.text())
def test_a_text_in_lower_case_is_as_long_as_it_was(text: str) -> None:
    assert len(ngrams.lowered(text)) == len(text)


@given(st.text() | st.text("ab İıſΣß1-_ \n", max_size=100))
def test_words_stand_where_they_say(text: str) -> None:
    in_places = [ngrams.lowered(text)[start:end][: ngrams.LONGEST_WORD] for start, end in ngrams.spans(text)]
    assert [re.sub("[1-9]", "0", word) for word in in_places] == ngrams.forms(text)


@given(st.text())
def test_words_and_chunks_are_the_same_read_at_once_or_alone(text: str) -> None:
    assert ngrams.read(text) == (ngrams.forms(text), ngrams.chunks(text))


def test_any_two_words_of_a_text_are_companions_once_and_in_one_order() -> None:
    assert ngrams.companions(["card", "my", "lost", "my"]) == ["card+lost", "card+my", "lost+my"]
    assert ngrams.companions(["card"]) == []


def test_a_long_text_has_no_more_companions_than_a_short_one() -> None:
    assert len(ngrams.companions([f"word{at}" for at in range(10_000)])) == 60 * 59 // 2
