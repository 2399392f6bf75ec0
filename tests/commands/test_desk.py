"""What waits for a human's word is listed and settled: review, correct, and the quarantine."""

from datetime import timedelta
from pathlib import Path

import pytest

from router.cases import messages
from router.database import Database
from router.triage.issue import MessageClass
from tests.cases.intakes import (
    NOW,
    Counter,
    a_desk,
    a_request,
    an_issue,
    model_reading,
    reading,
    store,
    unjudged_reading,
    unsure,
)
from tests.commands.invoked import complaint_of, output, run


def test_a_ticket_in_review_is_settled_by_correct(config: Path, filled: Database) -> None:
    counter = Counter(filled, a_desk())
    counter.ask(1, unsure())
    said = output(run(config, "correct", "2025-000001", "--by", "Eli", "--area", "teknisk"))
    assert said.strip() == "2025-000001: support, teknisk, assigned to Dag Eirik Moe"
    assert counter.tickets()[0].area == "teknisk"
    assert [mail.purpose.value for mail in counter.outgoing()] == ["receipt", "assignment"]


def test_review_lists_what_waits_for_a_humans_word_longest_waiting_first(
    config: Path, filled: Database
) -> None:
    assert output(run(config, "review")).strip() == "No ticket waits for your word."
    counter = Counter(filled, a_desk())
    counter.ask(1, unsure("Det [/red] med greia."))
    counter.ask(2)
    counter.now = NOW - timedelta(days=1)
    counter.ask(3, unsure())
    raw = a_request(4)
    counter.take(raw, reading(raw, unsure()), shadow=True)
    shown = output(run(config, "review"))
    listed = [word for word in shown.split() if word.startswith("2025-")]
    assert listed == ["2025-000003", "2025-000001"]
    assert "Det [/red] med greia." in shown
    assert "support lonn" in shown
    assert "41%" in shown


def test_review_shows_which_other_areas_are_possible(config: Path, filled: Database) -> None:
    counter = Counter(filled, a_desk())
    counter.ask(1, an_issue(area="lonn", auto_routed=False, or_else=("regnskap", "bransje")))
    counter.ask(2, unsure())
    shown = output(run(config, "review"))
    assert "or regnskap" in shown
    assert "bransje" in shown
    assert shown.count("or regnskap") == 1


def test_review_says_of_what_no_model_has_judged_that_it_was_not(config: Path, filled: Database) -> None:
    counter = Counter(filled, a_desk())
    for number, shadow in ((1, False), (2, True)):
        raw = a_request(number)
        counter.take(raw, unjudged_reading(raw), shadow=shadow)
    assert "not judged" in output(run(config, "review"))
    assert "0%" not in output(run(config, "review"))
    assert "not judged" in output(run(config, "review", "--shadow"))
    said = output(run(config, "correct", "2025-000002", "--by", "Eli", "--area", "lonn"))
    assert "recorded of a shadow run that had no model" in said


def test_a_shadow_run_is_listed_judged_and_its_accuracy_told(config: Path, filled: Database) -> None:
    assert "No shadow run has recorded anything yet." in output(run(config, "review", "--shadow"))
    counter = Counter(filled, a_desk())
    for number, issue in enumerate((an_issue(area="lonn"), unsure("Det [/red] med greia."))):
        raw = a_request(number)
        counter.take(raw, reading(raw, issue), shadow=True)
    thanks = a_request(3, subject="Takk [/b]")
    counter.take(thanks, reading(thanks, message_class=MessageClass.THANKS), shadow=True)
    counter.ask(4)
    before = len(counter.outgoing())
    said = output(run(config, "correct", "2025-000001", "--by", "Eli", "--right"))
    assert said.strip() == (
        "2025-000001: support, lonn; recorded of a shadow run: the model's kind was right, its area right. "
        "Nothing is assigned or sent"
    )
    said = output(run(config, "correct", "2025-000002", "--by", "Eli", "--kind", "oppdrag"))
    assert "the model's kind was wrong, its area right" in said
    assert "assigned to" not in said
    assert len(counter.outgoing()) == before
    shown = output(run(config, "review", "--shadow"))
    assert [word for word in shown.split() if word.startswith("2025-")] == ["2025-000001", "2025-000002"]
    [first] = [line for line in shown.splitlines() if "2025-000001" in line]
    assert "routed" in first
    assert "right" in first
    [second] = [line for line in shown.splitlines() if "2025-000002" in line]
    assert "in review" in second
    assert "oppdrag lonn" in second
    assert "Det [/red] med greia." in shown
    assert "Takk [/b]" in shown
    assert "no_action" in shown
    assert "in shadow, all" in shown
    assert "2: too few" in shown
    assert "in shadow, without review" in output(run(config, "status"))


def test_a_right_ticket_is_confirmed_and_stays(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    said = output(run(config, "correct", "2025-000001", "--by", "Eli"))
    assert said.strip() == "2025-000001: support, lonn; confirmed, it stays with Bjørn Hauge"


def test_right_and_another_kind_at_once_is_refused(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    result = run(config, "correct", "2025-000001", "--by", "Eli", "--right", "--kind", "oppdrag")
    assert result.exit_code == 2
    assert "--right" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("2025-000002",), "there is no ticket 2025-000002; look it up in the customer's receipt"),
        (("2025-000001", "--area", "[red]lønn"), "'[red]lønn' is no area; did you mean lonn?"),
    ],
)
def test_a_correction_that_cannot_be_made_is_one_line(
    config: Path, filled: Database, arguments: tuple[str, ...], complaint: str
) -> None:
    Counter(filled, a_desk()).ask(1)
    assert complaint_of(run(config, "correct", *arguments, "--by", "Eli")).startswith(complaint)


@pytest.mark.parametrize("arguments", [("2025-000001",), ("2025-000001", "--by", "Eli", "--kind", "sale")])
def test_a_correction_needs_a_name_and_a_kind_that_there_is(
    config: Path, filled: Database, arguments: tuple[str, ...]
) -> None:
    result = run(config, "correct", *arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def in_quarantine(database: Database, reason: str = "on purpose") -> int:
    with database.write() as session:
        message_id = store(session, a_request(1))
        messages.quarantine(session, message_id, reason, NOW)
    return message_id


def test_the_quarantine_is_listed_whatever_the_reason_holds(config: Path, filled: Database) -> None:
    in_quarantine(filled, "[/bold] ValueError: [red]x\x1b[2J")
    shown = output(run(config, "quarantine", "list"))
    assert "[/bold] ValueError: [red]x" in shown
    assert "\x1b" not in shown


def test_a_message_is_taken_out_of_quarantine(config: Path, filled: Database) -> None:
    message_id = in_quarantine(filled)
    arguments = ("quarantine", "retry", str(message_id), "--by", "Eli")
    assert f"Message {message_id} waits to be tried again." in output(run(config, *arguments))
    assert f"there is no message {message_id} in quarantine" in complaint_of(run(config, *arguments))
    with filled.read() as session:
        assert messages.is_waiting(session, NOW)


def test_a_message_is_saved_as_it_came(config: Path, filled: Database, tmp_path: Path) -> None:
    message_id = in_quarantine(filled)
    file = tmp_path / "mail.eml"
    assert output(run(config, "quarantine", "save", str(message_id), str(file))) == ""
    assert file.read_bytes() == a_request(1)


@pytest.mark.parametrize(
    ("message", "file", "complaint"),
    [
        ("99", "mail.eml", "there is no message 99; see `quarantine list`"),
        ("1", "absent/mail.eml", "absent/mail.eml: No such file or directory; look at the path"),
        ("1", ".", ": Is a directory; look at the path"),
    ],
)
def test_a_message_that_cannot_be_saved_is_one_line(
    config: Path, filled: Database, tmp_path: Path, message: str, file: str, complaint: str
) -> None:
    assert in_quarantine(filled) == 1
    assert complaint in complaint_of(run(config, "quarantine", "save", message, str(tmp_path / file)))


def test_what_was_closed_because_of_its_words_is_shown_until_somebody_says_that_he_has_seen_it(
    config: Path, filled: Database
) -> None:
    counter = Counter(filled, a_desk())
    for number in (1, 2, 3):
        raw = a_request(number, subject="SV: EHF", text="Tusen takk for hjelpen, nå virker alt igjen!")
        counter.take(raw, model_reading(raw))
    shown = output(run(config, "review"))
    assert "No ticket waits for your word." in shown
    assert "Closed because of their words alone, and nobody has looked: 3" in shown
    assert "`ticket-router seen --up-to 3 --by NAME`" in " ".join(
        output(run(config, "review", "--silent")).split()
    )
    assert output(run(config, "seen", "2", "--by", "Eli")).strip() == "Seen: 1. Not seen yet: 2."
    assert output(run(config, "seen", "--up-to", "3", "--by", "Eli")).strip() == "Seen: 2. Not seen yet: 0."
    assert "nobody has looked" not in output(run(config, "review"))
    assert "not seen yet" not in output(run(config, "review", "--silent"))


@pytest.mark.parametrize("named", [(), ("1", "--up-to", "1")])
def test_seen_is_told_which_mails_in_one_way(config: Path, filled: Database, named: tuple[str, ...]) -> None:
    result = run(config, "seen", *named, "--by", "Eli")
    assert result.exit_code == 2
    assert "one or the other" in result.stderr


def test_what_was_not_closed_in_silence_is_named(config: Path, filled: Database) -> None:
    assert "mail 7 was not closed in silence" in complaint_of(run(config, "seen", "7", "--by", "Eli"))
