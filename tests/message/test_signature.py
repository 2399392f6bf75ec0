"""Where a signature begins, and what after it is still the customer speaking."""

import pytest

from router.message.signature import signature_lines

SAID = "Vi får ikke sendt betalingsfilen."


def _new(text: str, sender: str = "Kari Moen") -> str:
    lines = text.split("\n")
    flags = signature_lines(lines, sender)
    return "\n".join(
        line for line, is_signature in zip(lines, flags, strict=True) if not is_signature
    ).strip()


@pytest.mark.parametrize(
    "signature",
    [
        "Mvh\nKari Moen",
        "Mvh Kari",
        "mvh, Kari Moen, Eksempel Bygg AS",
        (
            "Med vennlig hilsen\n\nKari Moen\nDaglig leder\nEksempel Bygg AS\nTlf 900 "
            "00 000 | www.eksempel-bygg.example"
        ),
        "Vennlig hilsen\nKari Moen\nFagansvarlig regulatorisk regnskap\nNordreland Nett AS",
        "Venleg helsing\nKari",
        "Helsing Kari",
        "Beste hilsen Kari",
        "Hilsen Kari på kirkegårdskontoret",
        "Speiderhilsen\nKari",
        "Med venlig hilsen\nKari",
        "Med vänlig hälsning\nKari",
        "Best regards,\nKari Moen\nCFO",
        "Kind regards / Med vennlig hilsen\nKari",
        "Thanks,\nKari",
        "-- \nKari Moen\nEksempel Bygg AS",
        "Sendt fra min iPhone",
        "Sent from my Galaxy",
        "Hent Outlook for iOS",
        "Get Outlook for Android",
        "Kari",
        "Kari Moen\nEksempel Bygg AS\nOrg.nr. 987 001 234 MVA",
        "Mvh\nKari\n\nSendt fra min iPhone",
        (
            "Mvh\nKari\n\nDenne e-posten kan inneholde konfidensiell informasjon. Er du ikke rett\n"
            "mottaker, ber vi deg slette den og si fra til avsenderen med en gang.\n\n"
            "Tenk på miljøet før du skriver ut denne e-posten."
        ),
        (
            "Regards\nKari\nThis e-mail and any attachment may be confidential. If you "
            "are not the intended recipient, delete it."
        ),
    ],
)
def test_a_signature_is_taken_off(signature: str) -> None:
    assert _new(f"{SAID}\n\n{signature}") == SAID


@pytest.mark.parametrize(
    "below",
    [
        "PS: Kan dere også lage en ny fakturamal?",
        "P.S. Lisensen til Per går ut på fredag.",
        "Forresten, kan noen også se på hvorfor skriveren står stille i dag?",
        "Teamviewer 845 290 117",
    ],
)
def test_what_is_asked_below_the_signature_is_new(below: str) -> None:
    assert _new(f"{SAID}\n\nMvh\nKari Moen\n\n{below}") == f"{SAID}\n\n{below}"


def test_a_warning_about_external_senders_is_no_word_of_the_customer() -> None:
    assert _new(f"ADVARSEL: Denne e-posten kom fra en avsender utenfor organisasjonen.\n\n{SAID}") == SAID


@pytest.mark.parametrize(
    "text",
    [
        "Kari spør om hun kan få tilgang til lønn fra mandag av.",
        "Kari skal ha ny bruker\n\nKari trenger også tilgang til bank, kan dere ordne det i dag?",
        "---------------------------\nVisma Business\n---------------------------\nFeil 3021",
        "Bilag 1\n-----\nBilag 2",
        "Takk for hjelpen!",
    ],
)
def test_words_that_look_like_a_signature_stay(text: str) -> None:
    assert _new(text) == text
