"""The TeamViewer ID among all the other numbers of a Norwegian business mail."""

import pytest

from router.message.marks import marks


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("Teamviewer 847 221 903, er på lageret", "847221903"),
        ("ID på teamviewer 1 203 448 876.", "1203448876"),
        ("TV-id: 418.907.722", "418907722"),
        ("TeamViewer hos Jarle: 229871453", "229871453"),
        ("1 330 475 628 (teamviewer)", "1330475628"),
        ("Teamviewer oppe hos meg: 1488 206 951", "1488206951"),
        ("TV-id 331-508-294, jeg er her", "331508294"),
        ("TW 2207815561.", "2207815561"),
        ("teamv. 667 203 419, passord", "667203419"),
        ("nå er jeg på plass. id er 558 130 472 og passord", "558130472"),
        ("Dere kan koble dere på 165 532 0984", "1655320984"),
        ("Fjernstyring 391 064 778.", "391064778"),
        ("Vi har en feil.\n1 234 567 890\nKari", "1234567890"),
        ("Vi har en feil.\n\n345 678 912\n", "345678912"),
        ("Teamviewer er oppe, org.nr er 914 005 218, og ID er 612 493 358.", "612493358"),
    ],
)
def test_a_teamviewer_id_is_found_in_any_grouping(text: str, digits: str) -> None:
    assert marks("", text).teamviewer_id == digits


@pytest.mark.parametrize(
    "text",
    [
        "Ring meg på 900 00 377",
        "Tlf +47 900 00 377",
        "Org.nr. NO 914 005 218 MVA",
        "Organisasjonsnummer: 974760673",
        "974 760 673",
        "Bankkonto 4901 10 77310",
        "Kontonummer 49011077310",
        "KID 0012345678901",
        "KID: 123456789",
        "faktura 123456789 er feil",
        "Beløpet er 123 456 789 kr",
        "Beløpet er 123 456 789,00",
        "IBAN NO93 8601 1117 947",
        "GLN 7080000123456",
        "bilag 100200300 til 100200400",
        "<73018.447112345@okonomibistand.example>",
        "Versjon 16.10.123.456",
        "connect to mx.a.example[203.0.113.90]:25",
        "fra 01.01.2025 til 31.12.2025",
        "Vi bruker TeamViewer men har ikke ID ennå, ring 900 00 377",
        "Jeg har satt 418 907 722 på varenummeret",
        "",
    ],
)
def test_another_number_is_no_teamviewer_id(text: str) -> None:
    assert marks("", text).teamviewer_id is None


def test_case_numbers_are_found_in_subject_and_text_once_each() -> None:
    found = marks("SV: [Sak 2025-004217] Lønn", "Gjelder 2025-004218 og 2025-004217.").case_numbers
    assert found == ("2025-004217", "2025-004218")


@pytest.mark.parametrize(
    "text", ["12025-004217", "2025-0042171", "2025-00421", "1925-004217", "a2025-004217"]
)
def test_what_is_not_quite_a_case_number_is_none(text: str) -> None:
    assert marks("", text).case_numbers == ()


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "1 " * 500_000, "823 456 789 x " * 70_000, "2025-" * 200_000]
)
@pytest.mark.timeout(10)
def test_a_megabyte_of_digits_is_read_in_bounded_time(text: str) -> None:
    assert marks("", text).case_numbers == ()
