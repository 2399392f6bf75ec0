"""The TeamViewer ID among all the other numbers of a Norwegian business mail; AnyDesk addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.marks import marks
from router.message.parts import MarkKind


def _id(text: str, subject: str = "", signature: str = "") -> str | None:
    return marks(subject, text, signature).teamviewer_id


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
        ("id: 1 234 567 890", "1234567890"),
        ("Teamviewer ID er 847-221-903", "847221903"),
        ("TV 847221903", "847221903"),
        ("tv847221903", "847221903"),
        ("ID847221903", "847221903"),
        ("Team-Viewer: 847.221.903", "847221903"),
        ("teamwiewer 847 221 903", "847221903"),
        ("TeamViewer ID: 847\u00a0221\u00a0903", "847221903"),
        ("TeamViewer ID: 1\u202f234\u202f567\u202f890", "1234567890"),
        ("TeamViewer ID: 847\u2009221\u2009903", "847221903"),
        ("Her er TeamViewer ID:\n847 221 903", "847221903"),
        ("TeamViewer-ID\n\n1 234 567 890\n\nPassord\n\nab12cd", "1234567890"),
        ("TeamViewer står oppe på 847 221\n903 hele dagen", "847221903"),
        ("**TeamViewer:** **847 221 903**", "847221903"),
        ("*TeamViewer ID:* *847 221 903*", "847221903"),
        ("TeamViewer _847 221 903_", "847221903"),
        ("Teamviewer 847 221 903 4521 (passord sist)", "847221903"),
        ("TV: 847 221 903 / 4521", "847221903"),
        ("TV 847 221 903 passord: 7k2qpz", "847221903"),
        ("Jeg er klar nå: 345 678 912, passord 8fk3", "345678912"),
        ("TeamViewer: 1 234 567 890 Ring meg på 900 00 377", "1234567890"),
        ("Ring 900 00 377 eller bruk TeamViewer 847 221 903", "847221903"),
        ("Kundenr 100200300, TeamViewer 847 221 903", "847221903"),
        ("TV 847 221 903 (kontor) og 912 337 045 (lager)", "847221903"),
        ("My TeamViewer id is 847 221 903", "847221903"),
        ("Mitt TeamViewer-ID är 847 221 903", "847221903"),
        ("Vi har en feil i prisimporten. 402118765", "402118765"),
        ("Det stoppa igår.\n\nJan Tore, 1199 403 572", "1199403572"),
        ("TeamViewer 918 442 073", "918442073"),
        ("Kan de kople dykk på? 512 345 678", "512345678"),
        ("| TeamViewer | 847 221 903 |", "847221903"),
        ("Logg gjerne på med 744555674 så kan dere se selv", "744555674"),
        ("Kople dykk gjerne til på 744555674", "744555674"),
        ("Partner-ID: 744 555 670", "744555670"),
        ("TV 1 203 448 876", "1203448876"),
        ("Nr til fjernstyring er 318 440 926", "318440926"),
    ],
)
def test_a_teamviewer_id_is_found_in_any_grouping(text: str, digits: str) -> None:
    assert _id(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "Ring meg på 900 00 377",
        "Tlf +47 900 00 377",
        "Tlf 47 900 00 377",
        "Org.nr. NO 914 005 218 MVA",
        "Organisasjonsnummer: 974760673",
        "974 760 673",
        "Reg. no. 928 006 116",
        "Bankkonto 4901 10 77310",
        "Kontonummer 49011077310",
        "KID 0012345678901",
        "KID: 123456789",
        "KID-nummer 234567891",
        "faktura 123456789 er feil",
        "Fakturanr. 123 456 789 er feil",
        "Faktura nr: 123456789",
        "Ordre 123456789",
        "Ordrenummer er 123 456 789",
        "PO for your hours: 4500119872.",
        "Beløpet er 123 456 789 kr",
        "Beløpet er 123 456 789,00",
        "kr 123 456 789",
        "NOK 123 456 789",
        "IBAN NO93 8601 1117 947",
        "GLN 7080000123456",
        "bilag 100200300 til 100200400",
        "<73018.447112345@okonomibistand.example>",
        "Versjon 16.10.123.456",
        "connect to mx.a.example[203.0.113.90]:25",
        "Serveren har 192.168.100.20",
        "fra 01.01.2025 til 31.12.2025",
        "Vi bruker TeamViewer men har ikke ID ennå, ring 900 00 377",
        "Jeg har satt 418 907 722 på varenummeret",
        "Kundenummer 123 456 789",
        "Transaksjons-ID 123456789",
        "Ordre-id: 123456789",
        "kunde med id 123456789 mangler",
        "Sporingsnr 370 123 456 7",
        "AnyDesk: 123 456 789",
        "Brukernavn 987654321 passord ab12cd",
        "TeamViewer er på. Fakturanr 123 456 789 mangler",
        "Teamviewer: se eget skriv. Org.nr. 914 005 218",
        "+48 512 345 678",
        "Mobil: 512 345 678",
        "fnr 150869 50881",
        "Serienummer 1234567890",
        "Møte-ID: 345 678 912",
        "Teams-møte 345 678 912",
        "Lisensnr 345678912",
        "Meldingen har nummer 2025-004217",
        "Vi ser på TV 2 og nummer 123456789 kom opp på fakturaen",
        "TV2 har nummer 123456789",
        "TV 2 sin avtale med oss er 345678912",
        "TV-aksjonen har fått 345678912 kroner",
        "Tim viser 345678912 på lista",
        "Timvis betaling er ført på 345678912",
        "Partner-ID: 974760673",
        "8 471 234 rader, 9 000 000 linjer",
        "",
    ],
)
def test_another_number_is_no_teamviewer_id(text: str) -> None:
    assert _id(text) is None


def test_two_ids_are_two_marks() -> None:
    found = marks("", "TV 847 221 903 (kontor) og 912 337 045 (lager)")
    assert found.values(MarkKind.TEAMVIEWER_ID) == ("847221903", "912337045")


def test_the_word_in_the_subject_speaks_for_the_number_in_the_text() -> None:
    assert _id("Den er 845 290 117 i dag.", subject="TeamViewer") == "845290117"


def test_an_id_in_the_subject_is_a_mark_of_the_subject() -> None:
    [mark] = marks("TV 847 221 903", "Hei").found
    assert mark.in_subject
    assert (mark.start, mark.end) == (3, 14)


def test_an_id_below_the_name_is_told_but_has_no_place_in_the_new_text() -> None:
    found = marks("", "Kan dere se på det?", "Kari\nTeamViewer 847 221 903")
    assert found.teamviewer_id == "847221903"
    assert found.found == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("AnyDesk 123 456 789", "123456789"),
        ("Any desk-adressen er 1 234 567 890", "1234567890"),
        ("AnyDesk: lager-pc@ad", "lager-pc@ad"),
    ],
)
def test_an_anydesk_address_is_no_teamviewer_id(text: str, address: str) -> None:
    found = marks("", text)
    assert found.values(MarkKind.ANYDESK_ADDRESS) == (address,)
    assert found.teamviewer_id is None


DIGITS = st.from_regex(r"[1-9][0-9]{8,9}", fullmatch=True)
GAPS = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f"])
NAMES_OF_OTHERS = (
    *(
        "Fakturanr",
        "faktura",
        "KID",
        "Ordre",
        "ordrenummer:",
        "Kundenr.",
        "Org.nr",
        "Telefon",
        "tlf:",
        "mob",
        "ring",
    ),
    *(
        "varenr",
        "bilag",
        "kr",
        "lisensnr",
        "serienr:",
        "sak",
        "ref",
        "Transaksjons-ID:",
        "polisenr",
        "prosjekt",
    ),
    *(
        "konto",
        "kontonr",
        "IMEI",
        "brukernavn",
        "Møte ID:",
        "Zoom",
        "ansattnr",
        "PO",
        "Vår ref.",
        "Batchnr",
        "GLN",
    ),
)


def _grouped(digits: str, gap: str) -> str:
    first = len(digits) - 9
    groups = [digits[:first], *(digits[place : place + 3] for place in range(first, len(digits), 3))]
    return gap.join(group for group in groups if group)


@given(st.sampled_from(NAMES_OF_OTHERS), DIGITS, GAPS)
def test_a_number_that_another_word_names_is_never_a_teamviewer_id(name: str, digits: str, gap: str) -> None:
    number = _grouped(digits, gap)
    assert _id(f"Hei.\n\nDet gjelder {name} {number} som er feil.\n\nMvh Kari") is None
    assert _id(f"Hei.\n{name} {number}\nMvh Kari") is None


@given(st.sampled_from(["TeamViewer", "teamviewer ID:", "TV", "TV-id er", "Team Viewer:\n"]), DIGITS, GAPS)
def test_a_number_that_the_word_names_is_always_one(name: str, digits: str, gap: str) -> None:
    assert _id(f"Hei.\n\n{name} {_grouped(digits, gap)}\n\nMvh Kari") == digits
