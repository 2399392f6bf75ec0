"""What names no matter: texts that only point at what stands elsewhere, or plead."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.pointing import LONGEST, hands_on, only_looks, points_below

POINTERS = [
    "Se nedenfor",
    "Se under. Kan dere se på dette?",
    "Hastar! Sjå under.",
    "Videresender fra kollega.",
    "Hei, se mail fra Arne under.",
    "Please see below",
    "Se https://firma.sharepoint.example/bilder/feil.png",
    "Se vedlagt skjermbilde.",
    "Se bilde under.",
    "Kan dere hjelpe med dette?",
    "Kan noen ringe Arne om dette?",
]
PLEAS = ["Kan dere hjelpe?", "Kan noen ringe henne?", "Kan dere svare ham? Takk!"]
MATTERS = """
Kan dere se på tilgangen?
Kan dere slette Per?
Kan dere se på Visma?
Kan dere hjelpe med mail?
Se under, og bytt passord.
Ja, det er greit.
Feil 3021 under her.
Hva koster det?
Får ikke sendt e-post
Får ikke sendt e-post under lønn.
Problem med mail
Feil på vedlegg.
Leverandøren får ikke e-posten.
Vi kan ikke se vedlegg.
Kan ikke se vedlagte dokument i saken.
Vi har ikke fått kopi av meldingen.
Har ikke fått svar på denne saken.
Lenken er feil.
Bildene er ikke med.
Får ikke opp bilde.
Jeg kan ikke finne vedlegget i saken.
Vedlegg: feil.png
I can not forward email.
Kan dere svare kunden?
Kan dere ta backup?
Vennligst videresend mailen til meg.
Kan dere fikse denne lenken?
Vi trenger hjelp med e-post og dette vedlegget.
Trenger e-post under info@
Kan dere ordne e-post på denne?
Can you forward mail to me below
Kan dere ordne e-post til Kari under?
Skjermbilde under
Hva er dette?
Hva er dette? Skal vi svare på denne?
Hva er dette? Kan dere sjekke?
Er denne fra dere?
Hva gjør vi?
""".strip().split("\n")


def names_no_matter(text: str) -> set[str]:
    """By which of the functions the text says nothing of a matter."""
    return {ask.__name__ for ask in (hands_on, only_looks, points_below) if ask(text)}


@pytest.mark.parametrize("text", [*POINTERS, *PLEAS])
def test_a_text_that_only_points_or_pleads_hands_on(text: str) -> None:
    assert hands_on(text)


@pytest.mark.parametrize(
    "text", ["Se vedlegg.", "Se bilde under.", "Vennligst se vedlagt.", "Se https://firma.example/feil.png"]
)
def test_a_text_that_only_says_where_to_look_is_known(text: str) -> None:
    assert only_looks(text)


@pytest.mark.parametrize(
    "text", ["Kan dere se på dette?", "Kan dere hjelpe?", "Se på lønna", "Vedlagt bilde"]
)
def test_other_texts_are_not(text: str) -> None:
    assert not only_looks(text)


@pytest.mark.parametrize("text", MATTERS)
def test_one_word_of_a_matter_is_enough(text: str) -> None:
    assert names_no_matter(text) == set()


@pytest.mark.parametrize("text", ["", "Hei", "Takk for hjelpen!", "Takk for tilbakemelding.", "Haster!"])
def test_what_is_only_polite_neither_points_nor_pleads(text: str) -> None:
    assert names_no_matter(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Jeg fikk denne fra Arne.",
        "Kan dere ta kontakt med Kari Moen?",
        "Kan dere svare Arne Kolstad på denne?",
    ],
)
def test_people_may_be_named(text: str) -> None:
    assert hands_on(text)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Se nedenfor. Kan dere hjelpe?", True),
        ("Takk, se under", False),
        ("Kan dere hjelpe?", False),
        ("Har dere fått svar på denne?", False),
        ("Ja, se vedlegg", False),
        ("Detaljer under. Takk", False),
        ("Bilde er under", False),
        ("Det er denne: https://a.example/x under", False),
        ("", False),
    ],
)
def test_in_an_answer_it_must_say_that_it_stands_below(text: str, points: bool) -> None:
    assert points_below(text) is points


@given(st.sampled_from(MATTERS), st.sampled_from([*POINTERS, *PLEAS]))
def test_a_matter_beside_a_pointer_is_one_all_the_same(matter: str, other: str) -> None:
    for text in (f"{matter}\n{other}", f"{other}\n{matter}"):
        assert names_no_matter(text) == set()


def test_the_longest_takes_no_time() -> None:
    before = time.process_time()
    for text in ("se under ", "http://", "a-", "? ", "\n", "e-post"):
        long = (text * LONGEST)[:LONGEST]
        for _ in range(100):
            hands_on(long)
        assert not hands_on(long * 10_000)
    assert time.process_time() - before < 1.0
