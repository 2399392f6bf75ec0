"""The marks above history: what mail clients write in many languages, and what only looks like it."""

import pytest

from router.message.trim.history import HistoryMarkKind, first_mark, mark_at

ATTRIBUTIONS = [
    "Den 3. mars 2025 kl. 09:12 skrev Kari Moen:",
    "Kari Moen skrev den 3. mars 2025 kl. 09:12:",
    "Kari Moen <kari@a.example> skrev:",
    "kari@a.example skrev:",
    "Siterer Kari Moen <kari@a.example>:",
    "- Den 2025-03-03 09:12, skrev Kari Moen:",
    "2025-03-03 9:12 GMT+01:00 Kari Moen <kari@a.example>:",
    "måndag 3 mars 2025 09:12 skrev Kari Moen <kari@a.example>:",
    "Am Mo., 3. März 2025 um 09:12 Uhr schrieb Kari Moen <kari@a.example>:",
    "Kari Moen <kari@a.example> schrieb am Mo., 3. März 2025 um 09:12:",
    "Le 03/03/2025 09:12, Georges du chemin a écrit :",
    "Op ma 3 mrt 2025 om 09:12 schreef Kari Moen <kari@a.example>:",
    "El lun, 3 mar 2025 a las 9:12, Kari Moen (<kari@a.example>) escribió:",
    "Em seg., 3 de mar. de 2025 às 09:12, Kari Moen <kari@a.example> escreveu:",
    "Il giorno lun 3 mar 2025 alle ore 09:12 Kari Moen <kari@a.example> ha scritto:",
    "ma 3. maalisk. 2025 klo 9.12 Kari Moen (kari@a.example) kirjoitti:",
    "pon., 3 mar 2025 o 09:12 Kari Moen <kari@a.example> napisał(a):",
    "po 3. 3. 2025 v 9:12 odesílatel Kari Moen <kari@a.example> napsal:",
    "пн, 3 мар. 2025 г. в 09:12, Kari Moen <kari@a.example>:",
    "* Kari Moen [2025-03-03 09:12]:",
    "Kari Moen <kari@a.example>于2025年3月3日周一 09:12写道：",
    "2025年3月3日(月) 9:12 Kari Moen <kari@a.example>:",
]  # fmt: skip
OWN_WORDS = [
    "Den 3. mars 2025 skrev vi ut disse fakturaene:",
    "03.03.2025 kl. 09:12 skrev vi ut disse fakturaene:",
    "Vi skrev den 3. mars 2025 kl. 09:12:",
    "03.03.2025 betalt til leverandor@firma.example:",
    "Kunden vår skrev dette:",
    "Her er det banken skrev:",
    "Fakturaene gikk til:",
    "Kari skrev i går at dere skulle ringe",
]
SEPARATORS = [
    "-----Opprinnelig melding-----",
    "________Original Message________",
    "-------- Videresendt melding --------",
    "---------- Forwarded message ---------",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "Start på videresendt melding:",
    "Begin forwarded message:",
    "-----Kari Moen skrev: -----",
    "---- On Mon, 03 Mar 2025 09:12:00 +0100 Kari Moen <kari@a.example> wrote ----",
    ">>> Kari Moen <kari@a.example> 03.03.2025 09:12 >>>",
    "##- Vennligst skriv svaret ditt over denne linjen -##",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_a_client_says_who_wrote_when(line: str) -> None:
    mark = mark_at([line, "", "Hei."], 0)
    assert mark is not None
    assert (mark.kind, mark.end) == (HistoryMarkKind.ATTRIBUTION, 1)


@pytest.mark.parametrize("line", OWN_WORDS)
def test_a_customer_who_writes_of_writing_is_left_alone(line: str) -> None:
    assert mark_at([line, "", "10231 og 10232"], 0) is None


@pytest.mark.parametrize("line", SEPARATORS)
def test_a_client_draws_a_separator(line: str) -> None:
    mark = mark_at([line, "Hei."], 0)
    assert mark is not None
    assert mark.kind is HistoryMarkKind.SEPARATOR


@pytest.mark.parametrize(
    "line",
    [
        "Jeg finner ikke den opprinnelige meldingen.",
        "-----",
        "- Videresending virker ikke",
        "----- feil 3021 -----",
        "Original melding fra banken",
    ],
)
def test_a_customer_who_draws_a_line_is_left_alone(line: str) -> None:
    assert mark_at([line, "Hei."], 0) is None


def test_an_attribution_over_lines_does_not_take_the_customers_last_line() -> None:
    lines = [
        "Fakturaen er fra 03.03.2025",
        "man. 3. mars 2025 kl. 09:12 skrev Kari",
        "<kari@a.example>:",
        "",
        "Hei",
    ]
    mark = first_mark(lines)
    assert mark is not None
    assert (mark.start, mark.end) == (1, 3)


@pytest.mark.parametrize(
    "block",
    [
        ["Fra: 01.01.2025", "Til: 31.01.2025", "Konto: 1920"],
        ["Fra: lager 1", "Til: lager 2", "Antall: 40"],
        ["Dato: 03.03.2025", "Til: konto 1920", "Beløp: 100,00"],
    ],
)
def test_everyday_fields_are_no_header_of_a_mail(block: list[str]) -> None:
    assert first_mark(block) is None


def test_a_header_may_begin_with_any_of_its_fields() -> None:
    block = ["Til: kari@a.example", "Fra: Per Li <per@a.example>", "Dato: 03.03.2025 09:12", "Emne: Lønn"]
    mark = mark_at([*block, "", "Hei"], 0)
    assert mark is not None
    assert (mark.kind, mark.end) == (HistoryMarkKind.HEADER_BLOCK, 4)


def test_a_header_may_have_lost_its_line_ends() -> None:
    line = "Fra: Kari Holt <kari@a.example> Sendt: mandag 10. mars 2025 08:12 Til: Ola Nes Emne: SV: x"
    mark = mark_at([line, "", "Hei"], 0)
    assert mark is not None
    assert (mark.kind, mark.end) == (HistoryMarkKind.HEADER_BLOCK, 1)
    assert mark_at(["Fra: lager 1 Dato: 10.03.2025 kl. 08:12", "", "Hei"], 0) is None
