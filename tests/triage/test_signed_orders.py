"""An order among the lines of a signature is found, and what firms say of themselves is none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.signed_orders import holds_order


@pytest.mark.parametrize(
    "line",
    [
        "Ny bruker: Ola Vik, ola@nes.example, 900 11 222",
        "Ny bruker Ola Vik tlf 900 11 222",
        "2 nye brukere: Ola Vik og Eva Lie, 900 11 222",
        "Bestiller også: 2 lisenser til Visma CRM",
        "2 lisenser til CRM",
        "CRM-lisens: 2",
        "Lisens: 2 til Visma CRM",
        "Server: ny i uke 12",
        "Oppgradering uke 12",
        "Slett Per Olsen, per@nes.example",
        "Slettes: Per Olsen, per@nes.example",
        "Rapport: salg per prosjekt",
        "Faktura sendes nå til faktura@ny.example",
        "Skriver 192.168.1.20 nede",
        "Ring Eva 900 11 222 om lønn",
        "Ola Vik starter 1. mai, ola@nes.example",
        "Per Olsen sluttet, per@nes.example",
        "Lisens Ola Vik 31.12",
    ],
)
def test_an_order_may_hold_names_and_numbers(line: str) -> None:
    assert holds_order(f"Mvh\nKari Moen\nNes AS\n{line}\nTlf 900 00 000")


@pytest.mark.parametrize(
    "signature",
    [
        "Mvh\nKari Moen\nLønn og personal\nNes kommune\nTlf 900 11 222",
        "Ola Vik\nServer og drift\nNes IT AS\nwww.nes.example",
        "Kari Moen\nKurs og opplæring\nKurs: 22 33 44 55\nkurs@nes.example",
        "Kari Moen\nNy adresse fra 1. mai: Storgata 2, 0155 Oslo\nNy e-post: kari@nes.example",
        "Kari Moen\nFakturaer sendes til faktura@nes.example\nEHF: 999 888 777\nSupport: 22 33 44 55",
        "Kari Moen\nBruker: KMO\nRapport: nes.example/rapport",
        "Kari Moen\nKontonr: 1503.12.34567 (DNB)\nMeld feil: 815 00 111\n"
        "Bestilling: ordre@nes.example, tlf 900 00 222",
        "Kari Moen\nRing Per på 900 00 333 ved hastesaker\n"
        "Opplæring: Kari Moen\nKurs: Truck, kran og stillas",
        "Kari Moen\nFlere tilbud på www.nes.example\nBestill befaring: 900 11 222\n"
        "Verkstedet starter mandag kl 7",
        "Ring oss på 22 33 44 55 | Bestill time her: nes.example\nÅpningstider: man-fre 09-15",
    ],
)
def test_what_a_firm_says_of_itself_is_none(signature: str) -> None:
    assert not holds_order(signature)


@given(st.text(max_size=300))
def test_any_signature_is_answered_for(signature: str) -> None:
    assert holds_order(signature) in (True, False)


@pytest.mark.parametrize("word", ["ny ", "slett", "a ", "ring a om", "bruker:", "1 ", "\n"])
def test_a_hostile_signature_takes_no_time(word: str) -> None:
    began = time.process_time()
    holds_order(word * 20_000)
    assert time.process_time() - began < 0.5
