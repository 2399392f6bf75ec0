"""People sign with their name in many forms; a sentence that begins with it is no signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.writer import natural_order, writer_of


@pytest.mark.parametrize(
    ("display_name", "name"),
    [
        ("Kari Moen", "Kari Moen"),
        ("Moen, Kari", "Kari Moen"),
        ('"Moen, Kari Anne"', "Kari Anne Moen"),
        ("Kari Moen (Eksempel AS)", "Kari Moen"),
        ("Kari Moen | Eksempel AS", "Kari Moen"),
        ("Kari Moen - Eksempel AS", "Kari Moen"),
        ("Kari Moen via Skjema", "Kari Moen"),
        ("Anne-Lise Berg", "Anne-Lise Berg"),
        ("", ""),
    ],
)
def test_the_name_is_read_from_the_from_field_in_whatever_order(display_name: str, name: str) -> None:
    assert natural_order(display_name) == name


@pytest.mark.parametrize(
    "line",
    [
        "Kari",
        "kari",
        "Moen",
        "Kari Anne Moen",
        "KARI",
        "K.",
        "km",
        "K.A.M.",
        "K. Moen",
        "KA Moen",
        "Kar. Moen",
        "// Kari",
    ],
)
def test_a_line_may_be_the_name_in_full_in_part_or_in_initials(line: str) -> None:
    assert writer_of("Kari Anne Moen").is_named_by(line)


@pytest.mark.parametrize(
    "line", ["", "Kåre", "Kari Hansen", "Kari?", "Kari 2", "ok", "MK", "Kari Kari Kari Kari"]
)
def test_another_word_is_not_the_name(line: str) -> None:
    assert not writer_of("Kari Anne Moen").is_named_by(line)
    assert not writer_of("").is_named_by(line)


@pytest.mark.parametrize(
    "line",
    [
        "Kari, lønn",
        "Kari Moen | Daglig leder",
        "Kari i resepsjonen",
        "Kari Moen (tidl. Lie)",
        "Kari M, lager",
        "K. Moen, Bergen",
    ],
)
def test_a_name_may_have_a_title_or_a_place_behind_it(line: str) -> None:
    assert writer_of("Kari Moen").begins(line)


@pytest.mark.parametrize(
    "line", ["Kari spør om hun kan få tilgang.", "Kari er syk", "Kari kan ikke logge inn i dag", "Per, lønn"]
)
def test_a_sentence_about_the_writer_is_no_signature(line: str) -> None:
    assert not writer_of("Kari Moen").begins(line)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_and_line_can_be_asked_for(display_name: str, line: str) -> None:
    writer = writer_of(display_name)
    assert writer.words or not (writer.is_named_by(line) or writer.begins(line))
