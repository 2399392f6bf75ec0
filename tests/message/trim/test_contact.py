"""A line of a signature is told from a sentence."""

import pytest

from router.message.trim.contact import is_contact_detail, is_list_item, is_name_like, is_prose


@pytest.mark.parametrize(
    "line",
    [
        "Tlf 900 00 000",
        "T: 22 00 00 00  M: 900 00 000",
        "+47 22 00 00 00",
        "kari@eksempel.example",
        "www.eksempel.example",
        "Org.nr. 987 001 234 MVA",
        "Postboks 14, 0155 Oslo",
        "Eksempel Bygg AS",
        "Daglig leder | Eksempel",
        "90 00 09 17 (nytt)",
    ],
)
def test_a_contact_detail_is_no_sentence(line: str) -> None:
    assert is_contact_detail(line)
    assert not is_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "Kari Moen",
        "Daglig leder",
        "Fagansvarlig regulatorisk regnskap",
        "Aut. regnskapsfører",
        "lønn og personal",
        "Storgata 1",
    ],
)
def test_a_name_a_title_or_a_street_is_no_sentence(line: str) -> None:
    assert not is_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "Vi får ikke sendt filen.",
        "Stemmer det?",
        "Svar gjerne hver for seg.",
        "Ring meg på 900 00 000 hvis noe er uklart",
        "1. Åpne fakturaen",
        "- Lønn",
        "Ny adresse på kunden:",
        "Faktura 7718",
        "Hei igjen",
        "a" * 401,
    ],
)
def test_what_asks_tells_or_lists_is_a_sentence(line: str) -> None:
    assert is_prose(line)


def test_items_of_a_list_are_known_by_their_mark() -> None:
    assert all(map(is_list_item, ["1. Lønn", "2) Bank", "a) Lønn", "- Lønn", "* Lønn", "• Lønn"]))
    assert not any(map(is_list_item, ["-kari", "- Alt som gror -", "12.03.2025", "Lønn"]))


def test_a_name_has_capitals_and_no_figures() -> None:
    assert all(map(is_name_like, ["Kari", "Kari Moen", "Anne-Lise Berg", "Kari A. Moen"]))
    assert not any(map(is_name_like, ["", "Kari moen", "Visma henger", "Bilag 12", "Ett To Tre Fire Fem"]))
