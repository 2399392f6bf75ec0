"""Which language a text is written in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.language import language_of
from router.taxonomy import Language

CORPUS = Path(__file__).parents[2] / "models" / "corpus"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi får ikke sendt betalingsfilen i dag, hva gjør vi?", Language.NB),
        ("Vi får ikkje sendt betalingsfila i dag, kva gjer vi?", Language.NN),
        ("Korleis fører eg feriepengar?", Language.NN),
        ("We cannot send the payment file today. What should we do?", Language.EN),
        ("Vi kan ikke sende betalingsfilen i dag, hvad skal vi gøre? Hjælp os.", Language.DA),
        ("Vi kan inte skicka betalningsfilen idag, vad ska vi göra? Hjälp oss.", Language.SV),
        ("Wir können die Zahlungsdatei heute nicht senden. Bitte helfen Sie uns.", Language.OTHER),
        ("Nie możemy dziś wysłać pliku płatności, proszę o pomoc. Jest to pilne.", Language.OTHER),
        ("Сегодня мы не можем отправить платёжный файл", Language.OTHER),
        ("Takk!", Language.NB),
        ("Thanks", Language.NB),
        ("", Language.NB),
        ("3021 404 500", Language.NB),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, language: Language) -> None:
    assert language_of(text) is language


EIGHT_WORDS = {
    Language.NB: """Skal mva føres på konto 2700 eller 2710
        Hvor finner jeg rapporten over ubetalte fakturaer nå
        Alle ordrene fra i går er plutselig borte
        Kunden sier at fakturaen aldri har kommet frem
        Systemet er veldig tregt etter oppdateringa i går
        Kan dere hjelpe oss med årsavslutninga i år
        Vi spør banken i dag, kan de hjelpe kunden
        Vi får ikke sendt betalingsfilen til banken i dag
        Serveren er nede og ingen kommer inn
        Kan dere sette opp en ny skriver på lageret
        Er det mulig å flytte møtet til neste uke
        Hvorfor får kunden purring når fakturaen er betalt
        Prisene i nettbutikken stemmer ikke med varekortet""",
    Language.NN: """Kan de hjelpe oss med årsavslutninga i år
        Skal mva førast på konto 2700 eller 2710
        Det er i orden no, takk skal de ha
        Skal feriepengane førast på eigen konto eller ikkje
        Vi ventar framleis på svar om den nye tenaren
        Vi får ikkje sendt betalingsfila til banken i dag
        Kan de hjelpe oss med å opprette ein ny brukar
        Når kjem konsulenten innom kontoret vårt
        Kvifor får kunden purring når fakturaen er betalt
        Det er skilnad på saldoen og kontoutskrifta frå banken""",
    Language.DA: """Hvor finder jeg rapporten over ubetalte fakturaer nu
        Skal moms bogføres på konto 2700 eller 2710
        Alle ordrerne fra i går er pludselig væk
        Kunden siger, at fakturaen aldrig er kommet frem
        Hej, nej det er samme fejlmeddelelse som sidst
        Kan vi ændre adressen på alle vores kunder
        Systemet er meget langsomt når vi gemmer bilag
        Rapporten viser forkerte tal for sidste kvartal
        Programmet lukker ned hver gang jeg trykker gem
        Vi kan ikke få sendt betalingsfilen afsted i dag
        Hvordan bogfører jeg en kreditnota fra sidste måned
        Vores server er nede og ingen kan logge ind
        Fakturaerne bliver ikke sendt til kunderne som de plejer
        Er det muligt at rykke mødet til næste uge
        Jeg skal have flyttet en postering til en anden periode""",
    Language.SV: """Vi kan inte skicka betalningsfilen till banken i dag
        Det saknas några fakturor i listan sedan i går
        Vår server ligger nere och ingen kan logga in
        Är det möjligt att flytta mötet till nästa vecka
        Varför får kunden påminnelse när fakturan redan är betald""",
    Language.EN: """We cannot send the payment file to the bank
        Server down, nobody can log in since this morning
        Is it possible to move the meeting to next week
        Printer in warehouse not working""",
    Language.OTHER: """En voi tulostaa laskuja järjestelmästä eilisen jälkeen
        Emme pääse kirjautumaan ohjelmaan tänä aamuna lainkaan
        Palkat eivät näy oikein raportissa tässä kuussa
        Asiakkaan lasku puuttuu luettelosta, voitteko auttaa meitä
        Wir können die Zahlungsdatei heute leider nicht senden
        Nous ne pouvons pas envoyer le fichier de paiement
        We kunnen het betaalbestand vandaag niet versturen naar de bank
        Nie możemy wysłać pliku płatności do banku, proszę o pomoc
        Non riusciamo a inviare il file di pagamento oggi""",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text.strip()) for language, texts in EIGHT_WORDS.items() for text in texts.split("\n")],
)
def test_eight_words_are_enough(language: Language, text: str) -> None:
    assert language_of(text) is language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.SV, "Hej, jag kan inte logga in i programmet. Vad ska jag göra?"),
        (Language.SV, "Hej, jag får inte ut rapporten. Vad är fel?"),
        (
            Language.SV,
            'Jag kan inte stänga perioden. Det står "Det finnes ikke oppdaterte bunter i perioden".',
        ),
        (Language.DA, "Hej, vi kan ikke sende fakturaer til kunden, der kommer en fejl hver gang."),
        (Language.DA, "Jeg har fejl i programmet"),
        (Language.DA, "Kunne I sende mig en faktura?"),
        (Language.DA, "Hvis der er nogen som kan hjælpe os, bliver vi glade"),
        (Language.DA, "Vi hører gerne, hvor mange timer I regner med til at sætte det op."),
    ],
)
def test_a_neighbour_is_known_by_the_words_that_norwegian_has_not(language: Language, text: str) -> None:
    assert language_of(text) is language


@pytest.mark.parametrize(
    "text",
    [
        "Æ får itj logga inn, kordan gjør æ det?",
        "Eg får ittje logga inn, ka ska eg gjera?",
        "Æ finn itj fakturan, kan dåkker sjå ka som e feil?",
        "Ska vi betala fakturan no, eller bare venta?",
        "Je får itte logge på, åssen gjør jeg det a?",
        "Kunden i Sverige skriver «jag kan inte betala fakturan». Hvordan krediterer vi den?",
        "Leverandøren skriver: Fakturan kan inte skickas, vad ska jag göra. Kan dere hjelpe oss med å finne "
        "ut hvorfor den ikke går gjennom?",
        "Vår danske kunde sier at fakturaerne er forkerte og ikke bliver betalt. Kan dere se hva det er?",
        "De er fem, ikke syv. Undervisning er unntatt, men sperrede poster kan slettes og lukkes ifølge meg.",
        "Jeg har nu mottatt fakturaen, meget bra. Men efter oppdateringen mangler linjene.",
        "Hej, får ikke logget inn på lønn. Kan dere hjelpe?",
        "Han er i permisjon t.o.m. juni. Kontakt sentralbordet i mellomtiden.",
    ],
)
def test_dialect_and_a_neighbours_words_within_norwegian_are_norwegian(text: str) -> None:
    assert language_of(text) in (Language.NB, Language.NN)


def test_what_is_shown_between_quotation_marks_does_not_say_the_language() -> None:
    assert (
        language_of('Fikk opp "Index was outside the bounds of the array" på en ordre. Farlig?')
        is Language.NB
    )
    assert language_of("«The transaction log for this database is full»") is Language.EN


def test_no_mail_of_the_corpus_is_in_a_language_unknown_and_hardly_one_in_a_neighbours() -> None:
    """A few of them are, by Danes and Swedes who write to a Norwegian firm."""
    lines = (line for path in CORPUS.rglob("*.jsonl") for line in path.read_text("utf-8").splitlines())
    mails = [json.loads(line) for line in lines]
    found = [language_of("".join(part["t"] for part in mail["parts"])) for mail in mails]
    assert found.count(Language.OTHER) == 0
    assert found.count(Language.DA) + found.count(Language.SV) <= len(mails) / 1_000


def test_eight_words_of_the_corpus_are_enough_in_97_of_100() -> None:
    right = total = 0
    for path in sorted(CORPUS.glob("train-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            mail = json.loads(line)
            text = "".join(part["t"] for part in mail["parts"])
            total += 1
            right += language_of(" ".join(text.split()[:8])) == mail["lang"]
    assert total > 1_000
    assert right / total >= 0.97


@given(st.text(max_size=300))
def test_any_text_has_a_language_and_always_the_same(text: str) -> None:
    assert language_of(text) is language_of(text)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["a" * 1_000_000, "a " * 500_000, "ä" * 1_000_000])
def test_a_long_text_is_read_no_further_than_needed(text: str) -> None:
    language_of(text)


def test_the_labels_of_the_corpus_are_met_in_98_of_100() -> None:
    right = total = 0
    for path in sorted(CORPUS.glob("train-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            mail = json.loads(line)
            total += 1
            right += language_of("".join(part["t"] for part in mail["parts"])) == mail["lang"]
    assert total > 1_000
    assert right / total >= 0.98
