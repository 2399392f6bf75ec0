"""Turns of phrase put together so that they are quick to search for: the same texts hold them as before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.turns import any_of, parted, whole_words

TURNS = r"kan\s+(?:du|de)|kunne|kva|kv?a?r|(?:we|i)\s+need|også|få|fåe|f?eil|bestille?r?|\d{2}|>>"
WORDS = st.sampled_from(
    ["kan", "du", "kunne", "kva", "kr", "var", "we", "i", "need", "også", "få", "eil", "bestil", "bestiller"]
)


@given(st.lists(WORDS | st.sampled_from(["12", ">>", ",", "x"]), max_size=6).map(" ".join))
def test_a_text_holds_one_of_the_turns_or_does_not(text: str) -> None:
    plain, quick = re.compile(rf"\b(?:{TURNS})\b"), re.compile(rf"\b{any_of(TURNS)}\b")
    assert (quick.search(text) is None) == (plain.search(text) is None)


@given(st.lists(WORDS | st.sampled_from(["12", ",", "x", ".kan"]), max_size=6).map(" ".join))
def test_whole_words_are_found_as_between_two_boundaries(text: str) -> None:
    turns = r"kan\s+(?:du|de)|kunne|(?:we|i)\s+need|også"
    plain, quick = re.compile(rf"\b(?:{turns})\b"), re.compile(whole_words(turns))
    assert (quick.search(text) is None) == (plain.search(text) is None)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [("a", ["a"]), ("a|b", ["a", "b"]), ("a(?:b|c(?:d|e))|f", ["a(?:b|c(?:d|e))", "f"])],
)
def test_a_bar_inside_a_group_parts_no_turns(turns: str, expected: list[str]) -> None:
    assert parted(turns) == expected


def test_turns_with_the_same_first_letter_are_looked_at_together() -> None:
    assert any_of("kan|ber|kunne|x+|(?:we|i)?") == "(?:b(?:er)|k(?:an|unne)|x+|(?:we|i)?)"


def test_a_group_that_a_turn_begins_with_is_written_out() -> None:
    assert any_of(r"(?:we|i)\s(?:need|want)|wish") == r"(?:i(?:\s(?:need|want))|w(?:e\s(?:need|want)|ish))"
