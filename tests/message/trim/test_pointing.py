"""What names no matter: texts that only point at what stands elsewhere, or plead."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.pointing import names_no_matter, only_points

POINTERS = [
    "Se nedenfor",
    "Se under. Kan dere hjelpe oss med dette?",
    "Hastar! Sjå under.",
    "Videresender fra kollega.",
    "Hei, se mail fra Arne under.",
    "Please see below, can you help?",
    "Se https://firma.sharepoint.example/bilder/feil.png",
    "Se vedlagt skjermbilde.",
    "Kan dere svare Arne på denne?",
]
PLEAS = ["Kan dere hjelpe?", "Hva gjør vi?", "Kan noen ringe henne?", "Haster!"]
MATTERS = [
    "Kan dere se på tilgangen?",
    "Kan dere slette Per?",
    "Kan dere se på Visma?",
    "Se under, og bytt passord.",
    "Takk for hjelpen!",
    "Ja, det er greit.",
    "Feil 3021 under her.",
    "Hva koster det?",
    "https://a.example/feil.png",
    "",
]


@pytest.mark.parametrize("text", POINTERS)
def test_a_text_that_only_points_is_known(text: str) -> None:
    assert only_points(text)
    assert names_no_matter(text)


@pytest.mark.parametrize("text", PLEAS)
def test_a_plea_names_no_matter_and_points_nowhere(text: str) -> None:
    assert names_no_matter(text)
    assert not only_points(text)


@pytest.mark.parametrize("text", MATTERS)
def test_one_word_of_a_matter_is_enough(text: str) -> None:
    assert not names_no_matter(text)


def test_people_may_be_named_where_that_is_allowed() -> None:
    text = "Kan dere ta denne med Arne Kolstad?"
    assert only_points(text, may_name_people=True)
    assert not only_points(text)


@given(
    st.sampled_from([*POINTERS, *PLEAS]), st.sampled_from(["faktura", "lønn", "4711", "tilgang", "rapport"])
)
def test_no_text_names_no_matter_with_a_word_of_the_trade_in_it(text: str, word: str) -> None:
    assert not names_no_matter(f"{text} {word}", may_name_people=True)
    assert not names_no_matter(f"{word} {text}", may_name_people=True)


def test_any_length_takes_no_time() -> None:
    before = time.process_time()
    for text in ("se under " * 200_000, "http://" * 200_000, "a-" * 500_000):
        assert not names_no_matter(text)
    assert time.process_time() - before < 1.0
