"""TeamViewer's name is known in any spelling near to its sound, and no Norwegian word is taken for it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.marks import marks
from router.message.marks.misspelled import distance, is_teamviewer, spelled_right

CORPUS = Path(__file__).parents[3] / "models" / "corpus"


@pytest.mark.parametrize(
    "name",
    [
        *("Teamviever", "Tim viewer", "teamvju", "timviewer", "teamveiwer", "team wiever", "TeamViever-ID"),
        *("tean viewer", "Teem viewer", "teamvieuwer", "Teamviwier", "TIMVIEWER", "teamwju", "team view"),
        *("Timvju", "Taemviewer", "Teamvuewer", "Tam-viewer", "teamvieewer", "teamwiver"),
    ],
)
def test_a_misspelled_name_says_that_an_id_follows(name: str) -> None:
    assert marks("", f"Vi sitter klare med {name} 744 555 667 her").teamviewer_id == "744555667"
    assert marks("", f"Se 744 555 667 på {name}").teamviewer_id == "744555667"


@pytest.mark.parametrize(
    "word",
    [
        *(
            "teamwork",
            "teamvis",
            "timvis",
            "timevis",
            "timverk",
            "temavis",
            "timviser",
            "termvekt",
            "teamvakt",
        ),
        *("teamet", "team", "teams", "tømmer", "telefonvakt", "temaviser", "tilveier", "teamvi", "timvil"),
    ],
)
def test_another_word_is_not_the_name(word: str) -> None:
    assert not is_teamviewer(word)


def test_no_word_and_no_two_words_of_the_corpus_are_taken_for_the_name() -> None:
    taken = set()
    for path in CORPUS.glob("train-*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = "".join(part["t"] for part in json.loads(line)["parts"])
            right = spelled_right(text)
            changed = [place for place in range(len(text)) if text[place] != right[place]]
            taken |= {text[max(0, place - 12) : place + 12] for place in changed}
    assert all(re.search("team|viewer|view|tim", words, re.IGNORECASE) for words in taken), taken


@given(st.text(max_size=100))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(spelled_right(text)) == len(text)


@given(st.text(max_size=8), st.text(max_size=8))
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
