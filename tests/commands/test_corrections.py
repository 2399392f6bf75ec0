"""Dividing, joining and reclassing at a terminal, and a training that learns from all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from router.cases.tables import TicketStatus
from router.cli import app
from router.database import Database, open_database
from router.learning.corpus.labelled import read_corpus
from router.learning.corpus.lines import corpus_line
from router.migrations import migrate
from router.settings import load_settings
from router.taxonomy import Kind
from router.triage.issue import MessageClass
from tests.cases.intakes import Counter, a_desk, a_request, an_issue, reading
from tests.cases.test_judged_mails import LABELS, PAYROLL, TEXT, placed, take_two
from tests.learning.conftest import CORPUS
from tests.running import SECRET, Place, configuration


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return configuration(tmp_path, {"support": Place(1, "x")}, smtp_port=1)


@pytest.fixture
def counter(config: Path) -> Iterator[Counter]:
    database: Database = open_database(load_settings(config).database_url)
    migrate(database)
    yield Counter(database, a_desk())
    database.close()


def run(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        app, [*arguments, "--config", str(config)], env={**SECRET, "COLUMNS": "200", "TERM": "dumb"}
    )


def output(config: Path, *arguments: str) -> str:
    result = run(config, *arguments)
    assert result.exit_code == 0, result.output
    return str(result.stdout).strip()


def complaint(config: Path, *arguments: str) -> str:
    result = run(config, *arguments)
    assert result.exit_code == 1, result.output
    [line] = result.stderr.splitlines()
    return str(line)


def take_one(counter: Counter) -> None:
    raw = a_request(1, text=TEXT)
    counter.take(raw, reading(raw, placed(an_issue(area="lonn"), f"{PAYROLL}\n\n{LABELS}")))


def test_a_ticket_is_shown_by_sentence_and_then_divided(config: Path, counter: Counter) -> None:
    take_one(counter)
    shown = output(config, "divide", "2025-000001")
    [row] = [line for line in shown.splitlines() if "Kan dere lage" in line]
    assert "2" in row.split()
    said = output(
        config, "divide", "2025-000001", "--by", "Eli", "--part", "oppdrag rapport_skjema: Kan dere lage"
    )
    first, second = said.splitlines()
    assert first == "2025-000001: support, lonn, assigned to Bjørn Hauge"
    assert ": oppdrag, rapport_skjema, assigned to " in second
    assert [ticket.area for ticket in counter.tickets()] == ["lonn", "rapport_skjema"]


@pytest.mark.parametrize("part", ["Kan dere", "oppdrag: Kan dere", "oppdrag  : Kan dere", "oppdrag lonn:"])
def test_a_part_that_cannot_be_read_is_one_line_with_the_remedy(
    config: Path, counter: Counter, part: str
) -> None:
    take_one(counter)
    line = complaint(config, "divide", "2025-000001", "--by", "Eli", "--part", part)
    assert "write KIND AREA: FIRST WORDS" in line
    assert len(counter.tickets()) == 1


@pytest.mark.parametrize(
    ("part", "remedy"),
    [
        ("support hage: Kan dere", "'hage' is no area; write one of regnskap, lonn"),
        ("support lønnn: Kan dere", "'lønnn' is no area; did you mean lonn?"),
        ("hjelp lonn: Kan dere", "'hjelp' is no kind; write one of support, oppdrag"),
    ],
)
def test_an_area_or_a_kind_that_is_none_is_one_line(
    config: Path, counter: Counter, part: str, remedy: str
) -> None:
    take_one(counter)
    assert complaint(config, "divide", "2025-000001", "--by", "Eli", "--part", part).startswith(remedy)
    assert len(counter.tickets()) == 1


def test_areas_and_kinds_go_by_their_names_in_any_language_as_well(config: Path, counter: Counter) -> None:
    take_one(counter)
    output(config, "correct", "2025-000001", "--by", "Eli", "--area", "Rekneskap")
    assert counter.tickets()[0].area == "regnskap"
    part = "Konsulentoppdrag Reports and forms: Kan dere lage"
    output(config, "divide", "2025-000001", "--by", "Eli", "--area", "Lønn", "--part", part)
    assert [(ticket.kind, ticket.area) for ticket in counter.tickets()] == [
        (Kind.SUPPORT, "lonn"),
        (Kind.OPPDRAG, "rapport_skjema"),
    ]
    numbers = [ticket.number for ticket in counter.tickets()]
    output(config, "join", *numbers, "--by", "Eli", "--area", "bank og remittering")
    assert counter.tickets()[0].area == "bank_remittering"


def test_to_divide_one_must_say_who(config: Path, counter: Counter) -> None:
    take_one(counter)
    assert run(config, "divide", "2025-000001", "--part", "support lonn: Kan dere").exit_code == 2


@pytest.mark.parametrize("by", ["", " \t ", "Eli\nVik", "Eli\x1b[31m", "\x07"])
@pytest.mark.parametrize(
    "said",
    [
        ("correct", "2025-000001"),
        ("join", "2025-000001", "2025-000002"),
        ("divide", "2025-000001", "--part", "support lonn: ring"),
        ("correct-class", "1", "thanks"),
        ("quarantine", "retry", "1"),
    ],
    ids=lambda said: said[0],
)
def test_who_says_so_has_a_name_on_one_line(
    config: Path, counter: Counter, said: tuple[str, ...], by: str
) -> None:
    take_two(counter)
    before = counter.events()
    line = complaint(config, *said, "--by", by)
    assert line == '--by does not say who: write a name, on one line, such as --by "Kari Moen"'
    assert counter.events() == before


def test_blanks_around_a_name_are_no_part_of_it(config: Path, counter: Counter) -> None:
    take_two(counter)
    output(config, "correct", "2025-000001", "--by", " Åse Øye ")
    assert "Åse Øye" in [actor for actor, _, _ in counter.events()]


def test_tickets_are_joined(config: Path, counter: Counter) -> None:
    take_two(counter)
    said = output(config, "join", "2025-000001", "2025-000002", "--by", "Eli", "--area", "teknisk")
    assert said.splitlines() == [
        "2025-000001: support, teknisk, assigned to Dag Eirik Moe",
        "2025-000002: closed, its matter is in 2025-000001 now",
    ]


def test_a_mail_that_nobody_saw_is_found_and_made_a_request_by_the_model_in_use(
    config: Path, counter: Counter
) -> None:
    assert "No mail was closed without a ticket." in output(config, "review", "--silent")
    raw = a_request(
        1, text="Takk! Men kan dere sette opp remittering mot banken for oss?", subject="Takk [/b]"
    )
    counter.take(raw, reading(raw, message_class=MessageClass.THANKS))
    shown = output(config, "review", "--silent")
    assert "Takk [/b]" in shown
    assert "no_action" in shown
    said = output(config, "correct-class", "1", "request", "--by", "Eli")
    assert said.splitlines()[0] == "mail 1: request; its outcome is routed"
    [ticket] = counter.tickets()
    assert ticket.area == "bank_remittering"
    assert "receipt" in [mail.purpose for mail in counter.outgoing()]
    assert output(config, "correct-class", ticket.number, "followup", "--by", "Eli").endswith(
        "Left open, since nobody has said which ticket the mail adds to (--adds-to NUMBER)."
    )
    assert f"{ticket.number}: closed" in output(
        config, "correct-class", ticket.number, "thanks", "--by", "Eli"
    )
    assert counter.tickets()[0].status is TicketStatus.CLOSED


def test_without_a_usable_model_a_mail_becomes_a_request_all_the_same(
    config: Path, counter: Counter, tmp_path: Path
) -> None:
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('/models"', '/absent"'), encoding="utf-8")
    raw = a_request(1, text=TEXT)
    counter.take(raw, reading(raw, message_class=MessageClass.BULK))
    output(config, "correct-class", "1", "request", "--by", "Eli")
    [ticket] = counter.tickets()
    assert (ticket.status, ticket.area) == (TicketStatus.REVIEW, "")


def test_who_disagrees_with_whom_is_shown(config: Path, counter: Counter) -> None:
    assert output(config, "review", "--disagreements") == "Nobody disagrees."
    take_one(counter)
    for by, area in (("Eli", "teknisk"), ("Ola", "bransje")):
        output(config, "correct", "2025-000001", "--by", by, "--area", area)
    shown = output(config, "review", "--disagreements")
    assert "Eli" in shown
    assert "support teknisk" in shown
    assert "Ola" in shown


def test_a_training_learns_from_corrections_and_says_what_it_has_not_heeded(
    config: Path, counter: Counter, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "glossary.toml").touch()  # complete in itself
    lines = [corpus_line(mail) + "\n" for mail in read_corpus(CORPUS)[::12]]
    (corpus / "some.jsonl").write_text("".join(lines), encoding="utf-8")
    take_two(counter)
    output(config, "correct", "2025-000001", "--by", "Eli", "--area", "teknisk")
    output(config, "correct", "2025-000002", "--by", "Eli", "--area", "rapport_skjema", "--kind", "oppdrag")
    counter.ask(2)
    output(config, "correct", "2025-000003", "--by", "Eli", "--area", "teknisk")
    output(config, "correct", "2025-000003", "--by", "Ola", "--area", "bransje")
    said = output(config, "train", "--evaluate-only", "--corpus", str(corpus))
    assert "Corrections: 1 mails that people have judged were learnt from." in said
    assert "The new model judges 1 of them as people did." in said
    assert "2025-000003" in said
    assert "Ola" in said
    assert f"{len(lines) + 1} mails" in said
