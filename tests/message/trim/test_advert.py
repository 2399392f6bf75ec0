"""What a firm says of itself below a signature is told from what its writer adds there."""

import time

import pytest

from router.message.lines import lines_of
from router.message.trim.advert import is_advert
from router.message.trim.trim import trim

SAID = "Vi får ikke sendt betalingsfilen."
SIGNATURES = ["Mvh\nKari Moen", "Med vennlig hilsen\nKari Moen\nNes Bygg AS\nTlf 900 00 000"]


def _new(text: str) -> str:
    return trim(lines_of(text), sender_name="Kari Moen", subject="Betaling").text.new_text


@pytest.mark.parametrize(
    "line",
    [
        "Besøk oss på messen i Lillestrøm 3.-5. mai!",
        "Møt oss på Nor-Fishing 2026, stand D-412",
        "Visit us at Nor-Shipping, hall C",
        "Årets gasellebedrift 2024",
        "Vinner av Årets bedrift 2023",
        "Vi holder sommerstengt uke 28-30",
        "Vi holder stengt 17. mai",
        "Kontoret er stengt i romjulen.",
        "Sommerstengt uke 28-30",
        "Ferieavvikling: redusert bemanning i uke 27-31",
        "Følg oss på Facebook",
        "Husk å tenke på miljøet før du skriver ut",
        "Åpningstider: man-fre 8-16",
        "Åpningstider butikk: man-fre 07.00-16.00",
        "Åpningstider i jula: 27.-30. des 10-14",
        "Vi gjør hverdagen enklere!",
        "Din lokale rørlegger siden 1952",
        "Kvalitet i alle ledd siden 1952.",
        "Sammen skaper vi verdier.",
        "Vi bygger fremtidens Ås",
        "Når kvalitet teller",
        "God sommer fra oss alle!",
        "God jul og godt nytt år fra alle oss i Nes Bygg!",
        "Vi ønsker alle våre kunder og samarbeidspartnere en riktig god jul.",
        "Stolt sponsor av Ås IL",
        "Vi er medlem av Regnskap Norge",
        "Se vår nye kolleksjon i nettbutikken!",
        "Vi søker ny lønnsmedarbeider! Les mer på nettsiden.",
        "We are hiring! See www.nes.example",
        "Tilbud! 20 % på alle terrassebord ut mai.",
        "Alt til hagen - nå på salg!",
        "Velkommen til åpent hus 12. juni",
        "Meld deg på vårt frokostseminar 3. mars",
        "Nå kan du bestille time på nett",
    ],
)
@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_a_firm_says_of_itself_is_no_word_of_its_writer(gap: str, signature: str, line: str) -> None:
    assert _new(f"Hei,\n\n{SAID}\n\n{signature}{gap}{line}") == f"Hei,\n\n{SAID}"


@pytest.mark.parametrize(
    "line",
    [
        "PS: Kan dere også se på lønn?",
        "Vi holder sommerstengt uke 28-30, så lønn må kjøres før det",
        "Vi holder stengt 17. mai, kan dere legge det inn i systemet?",
        "Kontoret er stengt i romjulen, ring mobilen min",
        "Kontoret har fått ny skriver",
        "Besøk oss på torsdag, så viser vi dere feilen",
        "Besøk oss gjerne i morgen",
        "Følg oss på lager virker ikke",
        "Åpningstider i kassen må endres",
        "Nye åpningstider: kan dere legge dem inn?",
        "Nye åpningstider må inn i kassa",
        "Vi leverer a-meldingen i morgen",
        "Vi bytter bank i mai.",
        "Vi flytter til ny server i uke 28",
        "Vi bryr oss om at dette løses",
        "Kvaliteten på utskriften er dårlig",
        "Gasellebedrift 2024 mangler på fakturaen",
        "Tilbud til kunden mangler linjer",
        "Kampanje: 20 % på alle terrassebord må inn i kassa",
        "God jul står på alle fakturaer, fjern det",
        "Jeg har ferie uke 28-30",
        "Nå kan du bestille time på nett, men det gikk ikke for oss",
        "Haster",
        "Alt er nede",
        "Kassen står",
        "Skriver nede",
        "Kan ikke logge inn",
        "Trenger tilgang for Ola",
        "Ola må ha tilgang",
        "Ny bruker: Ola Lie",
        "Gjelder faktura 10032",
        "Fakturanummer 10032",
        "Ring meg",
        "Send svar til Ola",
        "Kopi til revisor",
        "Svar innen fredag",
        "Meld på Ola også",
        "Thanks, please call me",
        "Trenger ny bruker til Hanne Bakken, samme som Tove hadde. hanne@nes.example",
        "Hva koster en bruker til i visma.net",
    ],
)
@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_asks_tells_or_is_news_below_a_signature_stays(gap: str, signature: str, line: str) -> None:
    assert line in _new(f"Hei,\n\n{SAID}\n\n{signature}{gap}{line}")


def test_above_a_signature_nothing_is_an_advert() -> None:
    assert (
        _new("Besøk oss på messen i Lillestrøm 3.-5. mai!") == "Besøk oss på messen i Lillestrøm 3.-5. mai!"
    )
    assert "Årets gasellebedrift 2024" in _new("Årets gasellebedrift 2024\n\nMvh\nKari Moen")


@pytest.mark.parametrize("word", ["julen,", "juli.", "hverdag;", "i ", "påske-", "Besøk oss ", "facebook "])
def test_a_hostile_line_takes_no_time(word: str) -> None:
    began = time.perf_counter()
    for begin in ("Stengt 1. mai ", "Åpningstider ", "Vi ønsker ", ""):
        is_advert(f"{begin}{word * 60}x"[:400])
    assert time.perf_counter() - began < 0.5
