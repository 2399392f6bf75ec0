"""A firm's notice is told from a customer's sentence below his signature by what it is made of."""

import pytest

from router.message.trim.disclaimer import Additions
from router.message.trim.notice import is_firms_notice, is_plea


@pytest.mark.parametrize(
    "line",
    [
        "Vi behandler personopplysninger i tråd med GDPR. Les vår personvernerklæring her: https://nes.example/p",
        "Ved å sende e-post til oss samtykker du i at vi behandler personopplysninger i henhold til vår "
        "personvernerklæring.",
        "Les om hvordan vi behandler personopplysninger: www.nes.example/personvern",
        "Les meir om personvern i kommunen: www.nes.example",
        "Läs om hur vi behandlar personuppgifter på www.nes.example",
        "Se vores privatlivspolitik: vi behandler persondata i overensstemmelse med GDPR.",
        "We process personal data in accordance with our privacy policy.",
        "Nes Bygg AS er ISO 9001- og ISO 14001-sertifisert",
        "Nes Bygg is ISO 9001 certified",
        "All virksomhet utføres i henhold til NS 8405. Se våre salgs- og leveringsbetingelser på nes.example",
        "Our general terms and conditions: see our terms on www.nes.example",
        "E-posten og vedlegg er taushetsbelagt etter regnskapsførerloven.",
        "Detta meddelande är konfidentiellt och avsett endast för adressaten.",
        "Henvendelser blir journalført i henhold til offentleglova.",
        "Offentleg postjournal: www.nes.example/innsyn",
        "Vi gjør oppmerksom på at e-post til kommunen er offentlig",
        "Husk å like oss på Facebook",
        "Følg gjerne vår side på LinkedIn",
        "Book et møte med meg her",
        "Bestill time her: https://nes.example/time",
    ],
)
def test_a_firms_notice_is_an_addition_below_a_signature_and_nowhere_else(line: str) -> None:
    assert is_firms_notice(line)
    assert Additions([line]).end_of_addition(0, below_signature=True) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Vi må ha en rapport i tråd med GDPR.",
        "Kan dere slette personopplysninger etter personvernloven?",
        "Hvordan endrer vi leveringsbetingelser i henhold til NS 8405?",
        "Fakturaene skal vise vilkår i samsvar med avtalen",
        "Jeg trenger innsyn i egne personopplysninger etter loven",
        "Vilkårene er 30 dager netto",
        "Personvernombudet heter Kari Moen",
        "Innsyn i lønn er sperret i henhold til loven",
        "Rapporten er konfidensiell etter avtale med styret",
        "Book et møte med meg på torsdag",
        "Vi fikk beskjed om å følge oss selv på kunden",
        "Se våre vilkår, de mangler på fakturaen",
        "Miljøet på serveren er ISO-sertifisert, men går ned",
    ],
)
def test_a_customers_words_on_the_same_matters_are_no_notice(line: str) -> None:
    assert not is_firms_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "Vennligst vurder miljøet før du skriver ut denne e-posten",
        "Tenk på miljøet før du printer denne mailen",
        "Ta vare på skogen - skriv ikke ut denne e-posten",
        "Tænk på miljøet inden du udskriver denne mail",
        "Tänk på miljön innan du skriver ut detta mejl",
        "Tenk grønt! Ikke print denne e-posten med mindre det er nødvendig.",
        "Skriv kun ut denne e-posten hvis nødvendig",
        "Save a tree, please think before you print",
        "Ver snill mot naturen: Skriv ikkje ut denne e-posten om du ikkje må.",
    ],
)
def test_a_plea_for_the_environment_is_known_anywhere(line: str) -> None:
    assert Additions([line]).end_of_addition(0) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Vi vil spare papir, så rapporten må ikke skrives ut før den sendes",
        "Denne e-posten må skrives ut og arkiveres",
        "Det er nødvendig at vi får skrevet ut før helga",
        "Papiret er slutt før vi skriver ut fakturaene",
        "Testmiljøet må oppdateres før vi skriver ut lønnsslippene",
        "Bytt papir i skriveren før du skriver ut etikettene, hjelper det?",
    ],
)
def test_a_customers_words_on_printing_are_no_plea(line: str) -> None:
    assert not is_plea(line)
    assert Additions([line]).end_of_addition(0) == 0


def test_a_notice_goes_on_where_its_sentence_was_wrapped() -> None:
    lines = ["Vi behandler personopplysninger i henhold til norsk lov og vår", "personvernerklæring.", "Hei"]
    assert Additions(lines).end_of_addition(0, below_signature=True) == 2
    assert Additions(lines).end_of_addition(0) == 0
