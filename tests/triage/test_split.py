"""Golden cases for every manner of putting several matters into one mail, and for what must stay together.

They are judged by the model that ships, through the whole of triage.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage import triage
from router.triage.issue import Span
from router.triage.split import divided, split, text_of
from router.triage.views import Sentence, view
from tests.triage.mails import judged, shipped_model

OWN = OwnIdentity(frozenset({"support@senter.example"}), "router.senter.example")
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
    "lettered list": (
        "Hei\n\na) Tre nye bærbare PC-er må få Visma installert før påske.\nb) Hvordan fører vi mva på "
        "leasing av "
        "varebil?\nc) Anne har glemt passordet til Visma.net." + SIGNATURE,
        3,
    ),
    "ordinals": (
        "Hei,\n\nFor det første: Banken avviser betalingsfilen, feil KID på alle linjer.\n\n"
        "For det andre: Vi vil ha en ny fakturamal med ny logo. Kan dere lage den?" + SIGNATURE,
        2,
    ),
    "announced and in one paragraph": (
        "Hei! To ting: Vi får ikke sendt a-meldingen for mars, den blir avvist med feil 4012. "
        "Så trenger den nye på lageret brukernavn og passord." + SIGNATURE,
        2,
    ),
    "labels": (
        "Hei,\n\nLønn: Feriepengene til Per er regnet feil, han har ikke fått for overtid. Hvorfor?\n"
        "Bank: Kan dere sette opp AutoPay for det nye selskapet vårt?" + SIGNATURE,
        2,
    ),
    "quiet change between paragraphs": (
        "Hei,\n\nÅtte kunder har fått purring på fakturaer som er betalt. Innbetalingene ligger i "
        "reskontroen. "
        "Hva kan være galt?\n\nSkipperen skal ha Visma Lønn installert på egen laptop, helst denne uken. "
        "Kan en konsulent ta det over TeamViewer?" + SIGNATURE,
        2,
    ),
    "Nynorsk list": (
        "Hei,\n\n1. Kva mva-kode skal vi nytte på husleige?\n2. Kan de lage ein rapport som syner timar "
        "per avdeling?"
        "\n3. Ny brukar til Guro som byrjar måndag." + SIGNATURE,
        3,
    ),
    "Nynorsk in one paragraph": (
        "Hei, banken avviser remitteringsfila vår i dag, feil KID på alle linjene. Elles lurer eg på "
        "korleis eg "
        "fører feriepengar til ein som sluttar i mars.\n\nHelsing Guro",
        2,
    ),
    "English list": (
        "Hi,\n\n1. The bank rejects our payment file, wrong KID.\n2. Could you make a new invoice "
        "template with our "
        "logo?\n3. Our new colleague needs a user name and a password.\n\nRegards, Anna",
        3,
    ),
    "English in one paragraph": (
        "Hello, we cannot send the payroll report, it stops with error 4012. By the way, could a "
        "consultant move "
        "Visma Business to our new server in week 12?\n\nRegards, Anna",
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
    "steps in Nynorsk": (
        "Hei,\nVi får feilmelding når vi sender a-meldinga:\n1. Opna løn\n2. Vel a-melding for mars\n"
        "3. Trykk send\nDå kjem feilmelding 4012. Kva gjer vi?\n\nHelsing Guro"
    ),
    "steps in English": (
        "Hi,\n\nThe invoice stops every time. Steps:\n1. Open the order\n2. Press Print\n3. Choose the "
        "printer in "
        "the office\nThen it says error 12. What do we do?\n\nRegards, Anna"
    ),
    "symptoms in Nynorsk": (
        "Hei,\n\nEtter strømbrotet i går er Visma tregt:\n- det tek to minutt å opna ein ordre\n"
        "- lista over kundar heng\n- utskrift kjem ikkje\n\nKva er gale?\n\nHelsing Guro"
    ),
    "what was tried, in English": (
        "Hi,\n\nI cannot log in to Visma.net, it says wrong password. I have tried to reset the "
        "password, to restart "
        "the computer and to use another browser. Nothing helped.\n\nRegards, Anna"
    ),
    "what a job is to hold": (
        "Hei,\n\nVi trenger en ny rapport over salg:\n- per selger og måned\n- med budsjett i egen kolonne\n"
        "- med sum nederst\n\nHva koster det?" + SIGNATURE
    ),
    "background first, the question in its own paragraph": (
        "Hei,\n\nI fjor byttet vi bank, og siden har vi ført innbetalingene for hånd. Det tar en dag i "
        "uken.\n\n"
        "Kan dere sette opp at innbetalinger med KID leses inn av seg selv?" + SIGNATURE
    ),
    "two questions in Nynorsk about one matter": (
        "Hei, korleis fører eg inngåande mva på ein leasingbil? Og kan eg trekkja frå heile beløpet?"
        "\n\nHelsing Guro"
    ),
}


@pytest.mark.parametrize(
    ("greeting", "matter"),
    [
        ("Hei", "a-meldingen er avvist."),
        ("Hei Kari", "fakturaene skrives ikke ut."),
        ("God morgen", "EHF står i kø."),
        ("Hei igjen", "lønnslippene kommer dobbelt."),
        ("Hi", "payslips are missing."),
    ],
)
def test_a_matter_behind_a_greeting_is_kept(greeting: str, matter: str) -> None:
    """It was once put aside as a greeting, and "Kan dere se på det?" was left."""
    answer = judged(f"{greeting}, {matter} Kan dere se på det?{SIGNATURE}")
    assert matter in " ".join(issue.text for issue in answer.issues)


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


@settings(max_examples=150)
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


def read(text: str, *belong: float) -> tuple[Sentence, ...]:
    """The sentences of a text, with the chance that each belongs to an issue."""
    return tuple(map(Sentence.of, view(text, shipped_model().pieces), belong))


def test_what_is_said_in_passing_stands_beside_its_piece_and_is_no_part_of_it() -> None:
    text = "Vi trenger en ny bruker. Serveren er flyttet og alt virker. Navnet er Eva Dahl."
    [part] = divided(text, read(text, 1.0, 0.1, 0.9), (0.0, 0.0), 0.5)
    assert text_of(text, part.piece) == "Vi trenger en ny bruker.\n\nNavnet er Eva Dahl."
    assert text_of(text, part.beside) == "Serveren er flyttet og alt virker."


@pytest.mark.parametrize(
    ("told", "may_hold_more"),
    [("Serveren er flyttet og alt virker.", False), ("Eva kommer på mandag.", True)],
)
def test_what_stands_beside_a_piece_may_be_a_matter_unless_it_says_that_it_is_over(
    told: str, may_hold_more: bool
) -> None:
    text = f"Vi trenger en ny bruker. {told}"
    [part] = divided(text, read(text, 1.0, 0.1), (0.0,), 0.5)
    assert text_of(text, part.beside) == told
    assert part.may_hold_more is may_hold_more


def test_what_asks_is_never_said_in_passing() -> None:
    text = "Vi trenger en ny bruker. Kan dere flytte serveren? Navnet er Eva Dahl."
    [part] = divided(text, read(text, 1.0, 0.01, 0.9), (0.0, 0.0), 0.5)
    assert text_of(text, part.piece) == text
    assert part.beside == ()


def test_where_all_is_said_in_passing_it_is_the_matter() -> None:
    text = "Serveren er flyttet og alt virker. Revisor har vært her i dag."
    [part] = divided(text, read(text, 0.1, 0.1), (0.0,), 0.5)
    assert text_of(text, part.piece) == text


ASKED = (
    "banken avviser betalingsfilen vår, feil KID på alle linjer. Hva gjør vi?\n\n"
    "Kan dere også lage en ny fakturamal til oss med ny logo?"
)


def issues_of(text: str) -> list[str]:
    return [issue.text for issue in judged(text).issues]


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "\n\nMvh\nKari Moen",
        "\n\nMed vennlig hilsen\nOlav Tveito\nDaglig leder\nTveito Bygg AS\nTlf 900 00 111",
        "\n\nMvh\nKari Moen\n\nDenne e-posten kan inneholde fortrolig informasjon. Har du mottatt den "
        "ved en feil, "
        "ber vi deg slette den.",
    ],
)
def test_neither_signature_nor_disclaimer_changes_the_split(ending: str) -> None:
    assert len(issues_of(f"Hei,\n\n{ASKED}{ending}")) == 2
    assert len(issues_of(f"Hei,\n\n{ASKED.partition(chr(10))[0]}{ending}")) == 1


@pytest.mark.parametrize("greeting", ["", "Hei,\n\n", "God morgen!\n\n", "Hei Geir Inge,\n\n", "Hello,\n\n"])
def test_no_greeting_changes_the_split(greeting: str) -> None:
    assert issues_of(greeting + ASKED) == issues_of(ASKED)


@pytest.mark.parametrize("name", ["Kari", "Olav", "Anne Grete", "Mohammed", "Xenia", "Per-Åge"])
def test_a_changed_name_does_not_change_the_split(name: str) -> None:
    locked_out = f"{name} får ikke logget på Visma.net, passordet er feil. {name} har prøvd å bytte det."
    assert len(issues_of(f"Hei,\n\n{locked_out}\n\nMvh\n{name}")) == 1
    report = f"Kan dere også lage en ny rapport til {name} som viser salg per selger og måned?"
    assert len(issues_of(f"Hei,\n\n{locked_out}\n\n{report}\n\nMvh\n{name}")) == 2


@pytest.mark.parametrize(
    "history",
    [
        "",
        "\r\n\r\nDen 3. mars 2025 kl. 10:12 skrev Kundesenteret <support@senter.example>:\r\n> Hei, prøv "
        "på nytt."
        "\r\n> 1. Åpne lønn\r\n> 2. Trykk send\r\n",
    ],
)
def test_a_quoted_history_does_not_change_the_split(history: str) -> None:
    asked = ASKED.replace("\n", "\r\n")
    mail = (
        "From: Kari Moen <kari@eksempel-bygg.example>\r\nTo: support@senter.example\r\nSubject: To saker\r\n"
        "Date: Mon, 3 Mar 2025 11:00:00 +0100\r\nMessage-ID: <1@eksempel-bygg.example>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"Hei,\r\n\r\n{asked}{history}"
    )
    message = understand(mail.encode(), OWN)
    issues = triage(message, Kind.SUPPORT, shipped_model()).issues
    assert [issue.text for issue in issues] == issues_of(ASKED)


@pytest.mark.parametrize(
    "first",
    [
        "Hei igjen, da er sesongen her og vi har 1 900 gamle varenummer som dukker opp når jentene "
        "søker, kan dere "
        "slå dem sammen?",
        "hei jeg sendte lønn for 12 sjåfører, men lønnslipper kom på mail til bare 8. de 4 har riktig epost.",
        "Hi, Beatriz (new in HR) can not use the link to Visma.net, it is expired.",
    ],
)
def test_what_follows_a_greeting_in_the_same_sentence_is_kept(first: str) -> None:
    assert first in " ".join(issues_of(first))


@pytest.mark.parametrize(
    "text",
    [
        "Kan dere slette disse brukerne?\n\nTom Berg\nLise Nes",
        "Slett denne brukeren:\n\nTom Berg",
        "Feriepengene er feil for følgende ansatte:\n\nTom Berg\n\nLise Nes",
        "Kan dere sette opp EHF for:\n\nNes Bygg AS\nNes Eiendom AS",
        "Could you please delete these users?\n\nTom Berg\nLise Nes",
        "Skjermen viser en feil.\n\nAlt dette kommer når vi skriver ut.",
    ],
)
def test_names_that_a_sentence_points_at_stay_in_the_issue(text: str) -> None:
    """They were once put aside as a signature: a ticket "Slett denne brukeren:" tells nobody whom."""
    told = " ".join(issues_of(f"Hei\n\n{text}"))
    assert all(word in told for word in text.split())
