"""Line ends that a program made part nothing; those that the customer made do."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.segments import Gap, segments

WORDS = st.text("abcdeå", min_size=1, max_size=10).filter(lambda word: len(word) > 1)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=30, max_size=90).map(" ".join), min_size=1, max_size=4)
LETTER = """\
Hei,
når vi flytter fisk fra merd 4 til merd 7 følger ikke fôrkostnaden med, bare antallet. Skal det være sånn, \
eller er det noe jeg skal huke av på flyttingen? Ellers sitter Jonas og vil ha diett for netter på \
fôrflåten. Åse har skrevet til dere om det i Kundesenteret, og hun har ikke fått noe svar på det ennå.

Vi trenger også en ny bruker til Ida.
Tonje"""


OF_LETTERS_BEYOND_ASCII = """\
Jeg skal jobbe hjemmefra tre dager i uka fra januar og trenger å få Visma på min bærbare, med kobling mot \
serveren på jobb. Jeg prøvde selv etter en oppskrift, men stoppet da den spurte om ODBC. Kan dere ta over og \
fullføre?"""


def pieces(text: str) -> list[str]:
    """The segments, each on one line."""
    return [" ".join(segment.span.of(text).split()) for segment in segments(text)]


def wrapped(text: str, width: int, indent: str = "") -> str:
    """The text as a program of this width sends it."""
    lines = [
        textwrap.fill(
            line,
            width,
            break_long_words=False,
            break_on_hyphens=False,
            initial_indent=indent,
            subsequent_indent=indent,
        )
        for line in text.split("\n")
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [66, 72, 74, 76, 78, 80, 98])
@pytest.mark.parametrize("indent", ["", "   "])
def test_a_letter_has_the_segments_that_it_had_before_it_was_wrapped(width: int, indent: str) -> None:
    sent = wrapped(LETTER, width, indent)
    assert sent.count("\n") > LETTER.count("\n") + 2
    assert pieces(sent) == pieces(LETTER)
    assert [segment.gap for segment in segments(sent)] == [segment.gap for segment in segments(LETTER)]


@given(PARAGRAPHS, st.integers(70, 98))
def test_long_paragraphs_are_what_they_were_before_they_were_wrapped(
    paragraphs: list[str], width: int
) -> None:
    text = "\n\n".join(paragraphs)
    assert pieces(wrapped(text, width)) == pieces(text)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Lønnskjøringen for november stopper med en feil på skatt. Så må", "Anne få tilgang fra mandag."),
        ("The bank rejected our payment file again. On another note, the", "Oslo office needs a user."),
    ],
)
def test_a_line_that_ends_as_no_sentence_does_was_broken(above: str, below: str) -> None:
    assert pieces(f"{above}\n{below}")[-1].endswith(f"{above[-5:]} {below}")


def test_a_line_end_that_leaves_room_for_the_next_word_is_the_customers_own() -> None:
    text = wrapped(
        "Vi får ikke sendt purringer. Det står at kunden er sperret, men vi har ikke sperret noen.", 66
    )
    assert pieces(f"{text}\nRapport 14 mangler\nKari skal ha tilgang til lønn") == [
        "Vi får ikke sendt purringer.",
        "Det står at kunden er sperret, men vi har ikke sperret noen.",
        "Rapport 14 mangler",
        "Kari skal ha tilgang til lønn",
    ]


def test_lines_of_no_common_width_were_ended_by_the_customer() -> None:
    lines = [
        "kvitteringsskriveren på kasse to skriver bare ut kinesiske tegn siden i dag",
        "Bytte uten kvittering, hvordan føres det i kassen når kunden vil ha penger igjen",
        "Sko strekkode",
        "Varetellingen fra i fjor ligger fremdeles åpen, den må lukkes",
    ]
    assert pieces("\n".join(lines)) == lines


def test_one_sure_line_end_tells_nothing_of_one_behind_a_full_stop() -> None:
    found = segments(
        "The payroll run stops halfway through for the employees in department 4,\n"
        "and nothing is logged. We have restarted the server twice this morning.\n"
        "Ola Vik needs access to the ledger and the bank module from next Monday."
    )
    assert found[-1].gap is Gap.LINE


def test_where_the_customer_ends_lines_those_behind_full_stops_are_his() -> None:
    lines = [
        "Remitteringsfila fra i går ble avvist i banken med en kode som vi ikke",
        "forstår, og den nye fila som vi laget i formiddag ble avvist med den",
        "samme koden.",
        "Lønnsslippene er ikke sendt ut.",
        "Rapporten over utestående viser kunder som har betalt for lenge siden.",
        "Momsmeldingen skal leveres på fredag, og vi får ikke godkjent den.",
    ]
    starts = [segment.span.of("\n".join(lines)).split("\n")[0] for segment in segments("\n".join(lines))]
    assert lines[-1] in starts
    assert segments("\n".join(lines))[-1].gap is Gap.LINE


@pytest.mark.parametrize(
    "matters",
    [
        [
            "får ikke sendt faktura 20431 til Coop på EHF, den blir bare liggende i køen",
            "varelageret viser minus 14 på artikkel 3320 etter tellingen som vi tok fredag",
            "Kari Nordmann som begynner mandag skal ha bruker med tilgang til bare lager",
            "Momsmeldingen for 3. termin sier ugyldig organisasjonsnummer ved innsending",
            "Vi trenger en rapport som viser dekningsbidrag per selger og per varegruppe",
        ],
        [
            "kan dere sperre tilgangen til Per Hansen som slutter hos oss på fredag",
            "og slippe inn hans etterfølger Kari Olsen i lønn fra mandag morgen av",
            "Momsmeldingen for 3. termin blir avvist i Altinn hver gang vi sender",
            "Vi vil ha en rapport over dekningsbidrag per selger og per varegruppe",
        ],
        [
            "Får ikke sendt faktura 20431 til Coop på EHF, den blir bare liggende i",
            "køen.",
            "Lønnsslippene til dem som sluttet i mai kommer ikke fram på e-posten.",
            "Printeren på lageret skriver ut plukklista to ganger siden i går kveld.",
            "Kan dere gi Ida tilgang til prosjekt?",
        ],
    ],
)
def test_matters_of_much_the_same_length_stay_on_lines_of_their_own(matters: list[str]) -> None:
    found = segments("Hei,\n" + "\n".join(matters))
    below_line_ends = [segment.gap in {Gap.LINE, Gap.START} for segment in found]
    assert sum(below_line_ends) >= len(matters)
    assert pieces("Hei,\n" + "\n".join(matters))[-1] == matters[-1]


@pytest.mark.parametrize("width", [72, 74])
def test_a_program_may_count_octets(width: int) -> None:
    words = OF_LETTERS_BEYOND_ASCII.split()
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if len(longer.encode()) <= width else [lines[-1], word]
    assert pieces("\n".join(lines)) == pieces(OF_LETTERS_BEYOND_ASCII)


@pytest.mark.parametrize("begins", ["1. januar", "– fakturaen"])
def test_a_date_or_a_dash_may_come_to_stand_at_the_beginning_of_a_line(begins: str) -> None:
    sent = (
        "Vi ber om at de to klientene slås sammen til én med virkning fra og med\n"
        f"{begins}, og at historikken følger med fra begge. Revisor blir\n"
        "informert om det, og han venter på dere."
    )
    assert pieces(sent) == pieces(sent.replace("\n", " "))


SELLERS = (
    "og vi må få satt opp kobling mellom CRM-systemet og kunderegisteret i Business så vi slipper å taste "
    "alt to ganger. Vi er 12 selgere. De på salg kan vise dere hvilke felter som må med."
)
PRINTER = (
    "Etikettskrivaren på pakkeriet svarar ikkje når vi skriv ut frå Visma, og no står tre pallar utan "
    "følgjesetel. Lyset på han er grønt. Vi har ikkje flytta eller bytt noko."
)
LINK = "Se https://firma.sharepoint.example/sites/regnskap/bilder/feil-i-banken-i-gaar-kveld.png"
PATH = (
    r"\\server\felles\regnskap\bank\utbetalinger\avvist\2026\november\remittering-i-gaar-kveld-klokka-ti.txt"
)


@pytest.mark.parametrize("below", [LINK, PATH])
def test_a_link_or_one_long_word_tells_no_width(below: str) -> None:
    assert pieces(f"{wrapped(SELLERS, 72)}\n\n{below}")[:-1] == pieces(SELLERS)


def test_the_indent_is_a_part_of_the_width() -> None:
    assert pieces(f"Hei\n\n{wrapped(PRINTER, 72, '    ')}") == ["Hei", *pieces(PRINTER)]


def test_one_sure_line_end_is_no_width_that_hardly_any_program_has() -> None:
    lines = [
        "Kari skal ha tilgang til lønn og fravær fra og med mandagen",
        "når hun begynner hos oss, og det skal han som vikarierer nå",
        "Rapporten over timer på prosjekt fjorten mangler",
    ]
    assert pieces("\n".join(lines))[-1] == lines[-1]


def test_items_that_begin_small_are_no_dates() -> None:
    items = [
        "- varelageret viser minus fjorten på artikkel 3320 etter tellingen i går",
        "- fakturaen til kommunen ligger fremdeles i køen og blir der",
    ]
    above = wrapped(LETTER.split("\n")[1], 72)
    assert pieces(f"{above}\n" + "\n".join(items))[-2:] == items


def test_items_of_a_list_are_apart_however_long_they_are() -> None:
    items = [
        "- Vi får ikke sendt purringer til kundene i Sverige, det står at kunden er sperret for utsending",
        "- Åse skal slutte i mai, og brukeren hennes må stenges den siste dagen som hun er på kontoret",
    ]
    assert pieces(wrapped("\n".join(items), 72)) == items
