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
def test_words_stand_where_they_say(text: str) -> None:
    for word in ngrams.words(text):
        assert text[word.start : word.end].lower()[:1] == word.form[:1] or word.form[:1] == "0"


@given(st.text())
def test_both_ways_of_reading_words_agree(text: str) -> None:
    assert [word.form for word in ngrams.words(text)] == ngrams.forms(text)


def test_any_two_words_of_a_text_are_companions_once_and_in_one_order() -> None:
    assert ngrams.companions(["card", "my", "lost", "my"]) == ["card+lost", "card+my", "lost+my"]
    assert ngrams.companions(["card"]) == []


def test_a_long_text_has_no_more_companions_than_a_short_one() -> None:
    assert len(ngrams.companions([f"word{at}" for at in range(10_000)])) == 60 * 59 // 2
