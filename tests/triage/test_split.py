"""Golden cases for every manner of putting several matters into one mail, and for what must stay together.

They are judged by the model that ships, through the whole of triage.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.triage.issue import Span
from router.triage.split import split, text_of
from tests.triage.mails import judged, shipped_model

SIGNATURE = "\n\nMvh\nKari Moen\nEksempel Bygg AS\nTlf 900 00 000"

SEVERAL = {
    "numbered list": (
        "Hei,\n\n1. Banken avviser betalingsfilen vår.\n2. Kan dere lage en ny fakturamal med ny logo?\n"
        "3. En ny ansatt trenger brukernavn og passord." + SIGNATURE,
        3,
    ),
    "bulleted list": (
        "Hei! To ting:\n\n- A-meldingen for mars ble avvist, feilkode 4012. Hva gjør vi?\n"
        "- Kan en konsulent flytte Visma til ny server i uke 12?" + SIGNATURE,
        2,
    ),
    "paragraphs": (
        "Hei,\n\nNår vi sender remittering til banken, kommer filen i retur med feil KID.\n\n"
        "Kan dere også lage en ny rapport som viser salg per selger og måned?" + SIGNATURE,
        2,
    ),
    "PS": (
        "Hei,\n\nVi får ikke sendt remittering til banken, filen blir avvist." + SIGNATURE + "\n\n"
        "PS: Kan dere flytte Visma til ny server i uke 12?",
        2,
    ),
    "turn of phrase": (
        "Hei, remitteringen til banken ble avvist i dag og jeg skjønner ikke hvorfor. "
        "Forresten, kan dere lage en ny fakturamal til oss med ny logo?" + SIGNATURE,
        2,
    ),
    "something else entirely": (
        "Hei,\n\nHvordan fører jeg feriepenger på en som sluttet i mars?\n\n"
        "Noe helt annet: skriveren på lageret skriver ikke ut etiketter, den bare blinker." + SIGNATURE,
        2,
    ),
    "Nynorsk": (
        "Hei,\n\nKorleis får eg sendt purring til kundane som ikkje har betalt?\n\n"
        "Ein ting til: kan de setje opp ein ny PC med Visma til ho som byrjar måndag?\n\nHelsing Guro",
        2,
    ),
    "English": (
        "Hello,\n\nOur payment file was rejected by the bank this morning, error AC04. Why?\n\n"
        "Another thing: we need a consultant to install Visma Business on a new server.\n\nRegards, Anna",
        2,
    ),
}

ONE = {
    "steps to reproduce": (
        "Hei,\nVi får feilmelding når vi sender a-meldingen:\n1. Åpne lønn\n2. Velg a-melding for mars\n"
        "3. Trykk send\nDa kommer feilmelding 4012." + SIGNATURE
    ),
    "symptoms of one fault": (
        "Hei,\n\nSkriveren på lageret er gal etter i går:\n- den skriver ut dobbelt\n"
        "- den stopper etter to ark\n"
        "- den lager svarte striper\n\nHva gjør vi?" + SIGNATURE
    ),
    "a pasted log": (
        "Hei, overføringen stopper hver natt. Loggen:\n\n2025-03-02 02:14:02 INFO start\n"
        "2025-03-02 02:14:09 ERROR timeout\n2025-03-02 02:14:10 INFO stop" + SIGNATURE
    ),
    "what was tried": (
        "Hei,\n\nJeg får ikke logget inn i Visma.net, passordet er feil sier den. Jeg har prøvd "
        "å bytte passord, starte PC-en på nytt og en annen nettleser. Det hjalp ikke." + SIGNATURE
    ),
    "two questions about one matter": (
        "Hei,\n\nVi skal sende kreditnota på EHF til en kommune. Hvor legger jeg inn referansen? "
        "Og må den være den samme som på fakturaen?" + SIGNATURE
    ),
}


@pytest.mark.parametrize("manner", SEVERAL)
def test_several_matters_are_found(manner: str) -> None:
    text, count = SEVERAL[manner]
    issues = judged(text).issues
    assert [issue.text for issue in issues] == [issue.text.strip() for issue in issues]
    assert len(issues) == count, [issue.text for issue in issues]


@pytest.mark.parametrize("manner", ONE)
def test_one_matter_stays_whole(manner: str) -> None:
    issues = judged(ONE[manner]).issues
    assert len(issues) == 1, [issue.text for issue in issues]


@pytest.mark.parametrize("manner", SEVERAL)
def test_greeting_and_signature_belong_to_no_issue(manner: str) -> None:
    joined = " ".join(issue.text for issue in judged(SEVERAL[manner][0]).issues)
    assert not joined.startswith("Hei,\n")
    assert "Tlf 900 00 000" not in joined
    assert "Eksempel Bygg AS" not in joined


def test_a_piece_may_have_several_spans() -> None:
    assert text_of("ab -- cd", (Span(0, 2), Span(6, 8))) == "ab\n\ncd"


@pytest.mark.parametrize(
    "items",
    [
        ("1) Lønn for Per er feil", "2) Bestille ny PC", "3) Nytt oppsett av Autopay"),
        ("- Ny fakturamal", "- Ny bruker", "- Bankavstemming"),
        ("* mva-kode på husleie", "* e-lisens for lærling", "* hvorfor stemmer ikke bank"),
    ],
)
def test_nothing_that_a_customer_lists_is_dropped_however_short(items: tuple[str, ...]) -> None:
    text = "Hei\n\nVi trenger hjelp med følgende:\n" + "\n".join(items)
    said = "\n".join(text_of(text, piece) for piece in split(text, "", shipped_model()))
    assert [item for item in items if item not in said] == []


@settings(deadline=None, max_examples=150)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(
            [
                "Hei\n\n",
                "Banken avviser filen. ",
                "Kan dere lage en ny rapport?\n\n",
                "1. Ny bruker\n",
                "PS: serveren er nede ",
                "Mvh\nKari\n",
                "\n\n",
                "og så lurte jeg på lønn ",
                "- a-melding\n",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_pieces_lie_inside_the_text_and_share_nothing(text: str) -> None:
    pieces = split(text, "", shipped_model())
    assert bool(pieces) == bool(text.strip())
    at = 0
    for piece in pieces:
        assert piece
        for span in piece:
            assert at <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
            at = span.end
