"""Where a sentence may go over to another matter."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.clauses import clauses

SENTENCES = st.text(max_size=200) | st.text(alphabet="og så,men ellers", max_size=400)


def parts(sentence: str) -> list[str]:
    cuts = clauses(sentence.lower(), [0, len(sentence)])
    return [
        sentence[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)
    ]


@given(SENTENCES)
def test_clauses_begin_inside_the_sentence_in_order_and_leave_no_empty_part(sentence: str) -> None:
    cuts = clauses(sentence.lower()[: len(sentence)], [0, len(sentence)])
    assert cuts == sorted(set(cuts))
    assert all(0 < cut < len(sentence) for cut in cuts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A-meldingen er avvist, og så lurte jeg på lisensen.", 2),
        ("Bilaget henger, og hvordan bestiller jeg ny bruker?", 2),
        ("Bilaget henger og kan jeg få en ny bruker?", 2),
        ("Vi må ha en ny fakturamal med logo, dessuten stopper lønna.", 2),
        ("Eg får ikkje opna rapporten, elles lurer me på prisen.", 2),
        ("Bankfila blir avvist, mens jeg har dere her: hva koster timen?", 2),
        ("The report is rejected, by the way we need ten more licences.", 2),
        ("Kontoret kan ikke skrive ut (og så lurer Kåre på hva en lisens koster).", 2),
        ("hvordan lukker jeg bilaget også har jeg et spørsmål om lisenser", 2),
        ("Kan jeg legge pausen inn på avtalen selv, og til slutt, vi trenger en bruker.", 2),
        ("A-meldinga gjekk inn til slutt, så det er i orden.", 1),
        ("Vi logger på og får feil.", 1),
        ("Vi trenger også en bruker til.", 1),
        ("Alt dette kommer når vi skriver ut.", 1),
    ],
)
def test_a_clause_that_may_hold_another_matter_is_a_segment(text: str, parts: int) -> None:
    assert len(clauses(text.lower(), [0, len(text)])) == parts - 1


def test_an_ordinary_sentence_is_not_cut_at_its_conjunctions() -> None:
    sentence = "Vi logger på og får feil, så prøver vi igjen og da står det bare og spinner."
    assert parts(sentence) == [sentence]


def test_no_verb_is_cut_from_its_adverb() -> None:
    text = "vi har en feil i bankavstemmingen og lurer dessuten på om dere har kurs i lønn."
    assert clauses(text, [0, len(text)]) == []


@pytest.mark.parametrize("text", ["og så ", "og ", "men ellers ", "forresten ", "a" * 50 + " og "])
def test_hostile_sentences_take_linear_time(text: str) -> None:
    before = time.process_time()
    clauses(text * 100_000, [0, len(text) * 100_000])
    assert time.process_time() - before < 5.0
