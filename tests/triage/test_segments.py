import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.segments import MOST_SEGMENTS, SHORTEST_LOG, Gap, segments

TEXTS = st.text() | st.text(alphabet="ab.A?!:1) -*\n\t,og så PS", max_size=300)


def pieces(text: str) -> list[str]:
    return [segment.span.of(text) for segment in segments(text)]


@given(TEXTS)
def test_segments_cover_all_but_white_space_and_do_not_overlap(text: str) -> None:
    at = 0
    for segment in segments(text):
        assert at <= segment.span.start < segment.span.end <= len(text)
        assert not text[at : segment.span.start].strip()
        piece = segment.span.of(text)
        assert piece == piece.strip()
        at = segment.span.end
    assert not text[at:].strip()


@given(TEXTS)
def test_only_the_first_segment_has_nothing_before_it(text: str) -> None:
    found = segments(text)
    assert [segment.gap is Gap.START for segment in found] == [number == 0 for number in range(len(found))]


def test_paragraphs_lines_and_sentences_are_told_apart() -> None:
    found = segments("Hei\n\nFilen ble avvist. Hva gjør vi?\nKari")
    assert [segment.gap for segment in found] == [Gap.START, Gap.PARAGRAPH, Gap.SENTENCE, Gap.LINE]


def test_abbreviations_dates_and_amounts_do_not_end_a_sentence() -> None:
    text = "Vi trenger f.eks. bilag nr. 4 fra 3. mars og ca. 1.200 kr, jf. avtalen kl. 12.30 i dag."
    assert pieces(text) == [text]


def test_a_line_that_the_mail_program_wrapped_is_one_sentence() -> None:
    text = "Vi har en ny kunde som skal ha faktura på e-post i stedet\nfor på papir, og det får vi ikke til."
    assert pieces(text) == [text]


def test_list_items_carry_their_mark() -> None:
    found = segments("To ting:\n1. Lønn stopper\n2) Rapport mangler\n- en strek\nc) en bokstav")
    assert [segment.mark for segment in found] == ["", "number", "number", "bullet", "number"]


def test_boxes_to_tick_are_list_marks() -> None:
    found = segments("Til dere:\n[x] telle kompass\n[ ] sette opp KID\n- [ ] ny bruker\n[1] se over")
    assert [segment.mark for segment in found] == ["", "bullet", "bullet", "bullet", ""]


def test_a_turn_of_phrase_inside_a_sentence_opens_a_segment() -> None:
    assert pieces("Får ikke skrevet ut og så lurte jeg på lisensen") == [
        "Får ikke skrevet ut",
        "og så lurte jeg på lisensen",
    ]


@pytest.mark.parametrize("line", ["Linje {}: bankfilen avvises med feil {}.", "12:04:{} ERROR {}. Stopped"])
def test_lines_that_begin_alike_but_for_a_number_are_one_segment(line: str) -> None:
    log = "\n".join(line.format(number, number) for number in range(10, 10 + SHORTEST_LOG))
    assert pieces(f"Se feilen under.\n{log}\nHva gjør vi?") == ["Se feilen under.", log, "Hva gjør vi?"]


def test_a_few_lines_that_begin_alike_may_be_cases() -> None:
    cases = [f"Sak {number}: noe nytt" for number in range(1, SHORTEST_LOG)]
    assert pieces("\n".join(cases)) == cases


def test_a_text_with_too_many_segments_ends_in_one_last_segment() -> None:
    text = "\n".join(f"{'abcdefg'[number % 7]} started." for number in range(50_000))
    found = segments(text)
    assert len(found) == MOST_SEGMENTS
    assert found[-1].span.end == len(text)


def test_hostile_texts_take_linear_time() -> None:
    for text in (
        ". " * 500_000,
        "." * 1_000_000,
        " " * 1_000_000 + "x",
        "og så " * 150_000,
        "1. \n" * 250_000,
    ):
        before = time.process_time()
        segments(text)
        assert time.process_time() - before < 5.0


def test_bare_numbers_that_count_on_are_list_marks_and_others_are_not() -> None:
    found = segments("1 mva på leasing\n2 årsavgift for lastebil\n3 Kine får ikke logget på\n2025 ble bra")
    assert [segment.mark for segment in found] == ["", "number", "number", ""]


def test_a_line_longer_than_any_program_breaks_was_ended_by_the_customer() -> None:
    long_line = (
        "garantikrav 3310 og 3311 ble avvist med feil kode 47 og vi skjønner ikke hva som er galt "
        "med dem nå i år"
    )
    assert pieces(f"{long_line}\nremittert samme faktura to ganger") == [
        long_line,
        "remittert samme faktura to ganger",
    ]


@pytest.mark.parametrize(
    "sentence",
    ["Hun har forresten giftet seg og heter Brandvold nå", "Dawid må forresten også kunne logge på"],
)
def test_a_turn_of_phrase_after_the_verb_parts_no_sentence(sentence: str) -> None:
    assert pieces(sentence) == [sentence]


def test_an_organisation_number_does_not_end_a_sentence() -> None:
    text = "Firmaet har eget org.nr. og trenger egen lønn."
    assert pieces(text) == [text]


def test_a_letter_whose_small_form_is_longer_moves_no_cut() -> None:
    text = "Vi har flyttet til İstanbul, og så lurte vi på fakturaen."
    assert [segment.span.of(text) for segment in segments(text)] == [
        "Vi har flyttet til İstanbul,",
        "og så lurte vi på fakturaen.",
    ]
