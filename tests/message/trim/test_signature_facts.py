"""What a signature says of its writer is read from it, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parts import Address, SignatureFacts
from router.message.trim.signature_facts import signature_facts

KARI = Address("Kari Moen", "kari@eksempel.example")


def test_a_full_signature_gives_all_facts() -> None:
    assert signature_facts(
        "Med vennlig hilsen\n\nKari Moen\nRegnskapssjef\nEksempel Bygg AS\nOrg.nr. 974 760 673 MVA\n"
        "Storgata 1, 0155 Oslo\nTlf. 22 00 00 70 | Mob. +47 900 00 217\nwww.eksempel.example",
        KARI,
    ) == SignatureFacts(
        name="Kari Moen",
        title="Regnskapssjef",
        company="Eksempel Bygg AS",
        organisation_number="974760673",
        phones=("+4722000070", "+4790000217"),
    )


def test_no_signature_gives_no_facts() -> None:
    assert signature_facts("", KARI) == SignatureFacts()
    assert signature_facts(" \n ", KARI) == SignatureFacts()


@pytest.mark.parametrize(
    ("signature", "sender", "name"),
    [
        ("Mvh Kari", "Kari Moen", "Kari Moen"),
        ("KM", "Moen, Kari", "Kari Moen"),
        ("Kari Anne Moen", "Kari Anne Moen", "Kari Anne Moen"),
        ("Mvh\nOla Lie\nEksempel AS", "Eksempel AS", "Ola Lie"),
        ("Mvh Ola Lie", "", "Ola Lie"),
        ("Mvh\nfor Eksempel AS\nKari Moen", "Kari Moen", "Kari Moen"),
        ("Mvh", "Kari Moen", "Kari Moen"),
    ],
)
def test_the_name_is_the_fullest_that_is_known(signature: str, sender: str, name: str) -> None:
    assert signature_facts(signature, Address(sender, "")).name == name


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Daglig leder", "Daglig leder"),
        ("lønnsansvarlig", "lønnsansvarlig"),
        ("Økonomi- og personalansvarlig", "Økonomi- og personalansvarlig"),
        ("Autorisert regnskapsfører", "Autorisert regnskapsfører"),
        ("CEO", "CEO"),
        ("Head of Finance", "Head of Finance"),
        ("IT-ansvarlig, Eksempel AS", "IT-ansvarlig"),
        ("Lønn og personal", "Lønn og personal"),
        ("Glassmester Moen", ""),
        ("Moen Regnskap", ""),
    ],
)
def test_a_title_is_known_by_the_role_in_it(line: str, title: str) -> None:
    assert signature_facts(f"Mvh\nKari Moen\n{line}", KARI).title == title


@pytest.mark.parametrize(
    ("line", "company"),
    [
        ("Eksempel Bygg AS", "Eksempel Bygg AS"),
        ("for Eksempel Bygg og Trelast AS", "Eksempel Bygg og Trelast AS"),
        ("CFO, Eksempel-Gruppen AS, 5014 Bergen", "Eksempel-Gruppen AS"),
        ("EKSEMPEL METALL AS – alt i stål siden 1921", "EKSEMPEL METALL AS"),
        ("Eksempel kommune", "Eksempel kommune"),
        ("Stiftelsen Eksempel", "Stiftelsen Eksempel"),
        ("Glassmester Moen", "Glassmester Moen"),
        ("Eksempel Nett KF | Storgata 1", "Eksempel Nett KF"),
        ("Regnskapssjef", ""),
        ("Tlf 900 00 000", ""),
    ],
)
def test_a_company_is_known_by_its_form_or_its_place(line: str, company: str) -> None:
    assert signature_facts(f"Mvh\nKari Moen\n{line}", KARI).company == company


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Org.nr. 974760673", "974760673"),
        ("Foretaksregisteret NO 974 760 673 MVA", "974760673"),
        ("Org.nr. 974 760 674", ""),
        ("TeamViewer 974 760 673", ""),
    ],
)
def test_an_organisation_number_is_named_and_holds_its_check_digit(line: str, number: str) -> None:
    facts = signature_facts(f"Mvh\nKari Moen\n{line}", KARI)
    assert facts.organisation_number == number
    assert facts.phones == ()


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("900 00 217", ("+4790000217",)),
        ("90000217 / 22 00 00 70", ("+4790000217", "+4722000070")),
        ("Tlf: (+47) 900 00 217", ("+4790000217",)),
        ("0047 900 00 217", ("+4790000217",)),
        ("+46 8 123 456 78", ("+46812345678",)),
        ("Mobil 900 00 217, tlf 900 00 217", ("+4790000217",)),
        ("Faks 22 00 00 71", ()),
        ("Bankkonto 4901 10 77310", ()),
        ("Storgata 1, 0155 Oslo", ()),
        ("TeamViewer 1 187 340 226", ()),
    ],
)
def test_telephone_numbers_come_in_international_form(line: str, phones: tuple[str, ...]) -> None:
    assert signature_facts(f"Mvh\nKari Moen\n{line}", KARI).phones == phones


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_gives_facts(signature: str, sender: str) -> None:
    facts = signature_facts(signature, Address(sender, ""))
    assert all(phone.startswith("+") and phone[1:].isdigit() for phone in facts.phones)
    assert facts.organisation_number == "" or len(facts.organisation_number) == 9
