"""How the service fares, read from the database alone."""

from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from router.cases import messages, trainings
from router.cases.corrections import correct
from router.cases.events import ROUTER, Action, record
from router.cases.tables import Outcome, TicketStatus
from router.cases.tables.learning import TrainingResult
from router.cases.trainings import Lessons, Training
from router.check import Finding
from router.database import Database
from router.mailbox import ledger
from router.post import outbox
from router.post.tables import OutgoingState
from router.status import MailboxStatus, ModelStatus, QuarantinedMessage, quarantined, read_status
from router.taxonomy import AreaCode, Kind
from router.terminal.findings import finding_line
from router.terminal.status import status_page
from router.terminal.tickets import quarantine_table
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
    unsure,
)

HOSTILE = "[/red] [bold]x[/] \x1b[2J [Errno 5]"


def _shown(page: RenderableType) -> str:
    out = StringIO()
    Console(file=out, width=200, color_system=None).print(page)
    return out.getvalue()


def test_an_empty_database_has_nothing_to_tell(database: Database) -> None:
    status = read_status(database)
    assert (status.received, status.mailboxes) == (0, ())
    assert (status.oldest_waiting_at, status.oldest_outgoing_at) == (None, None)
    assert set(status.outcomes.values()) | set(status.tickets.values()) | set(status.outgoing.values()) == {0}
    assert "No mailbox has been watched yet." in _shown(status_page(status, "1", NOW))


def test_what_was_received_is_the_sum_of_the_outcomes_and_what_waits(database: Database) -> None:
    counter = Counter(database, a_desk())
    counter.ask(1)
    counter.ask(2, an_issue(area="bransje", kind=Kind.OPPDRAG), unsure())
    thanks = a_request(3)
    counter.take(thanks, reading(thanks, message_class=MessageClass.THANKS))
    counter.take(a_request(4, text="Sak 2025-000001: og en ting til."))
    with database.write() as session:
        messages.quarantine(session, store(session, a_request(5)), "on purpose", NOW)
        store(session, a_request(6), received_at=NOW - timedelta(hours=3))
    counter.take(a_request(7), shadow=True)
    status = read_status(database)
    assert status.outcomes == {
        Outcome.WAITING: 1,
        Outcome.ROUTED: 2,
        Outcome.FOLLOWUP: 1,
        Outcome.NO_ACTION: 1,
        Outcome.QUARANTINED: 1,
    }
    assert status.received == 6
    assert sum(status.shadow_outcomes.values()) == 1
    # That of the shadow run is nobody's.
    assert status.tickets == {
        TicketStatus.REVIEW: 1,
        TicketStatus.UNASSIGNED: 0,
        TicketStatus.ASSIGNED: 2,
        TicketStatus.CLOSED: 0,
    }
    assert status.oldest_waiting_at == NOW - timedelta(hours=3)
    page = _shown(status_page(status, "2026-01-01-1", NOW))
    assert "6 received = 2 routed + 1 followup + 1 no_action + 1 quarantined + 1 waiting" in page
    assert "1, the oldest 3 h ago" in page
    assert "2026-01-01-1" in page


def test_the_outbox_is_counted_with_the_age_of_its_oldest(database: Database) -> None:
    counter = Counter(database, a_desk())
    counter.ask(1)
    with database.write() as session:
        first, second = outbox.claim_due(session, NOW, 10)
        outbox.mark_sent(session, first.id, NOW)
        outbox.mark_refused(session, second.id, "550")
    counter.now = NOW + timedelta(minutes=5)
    counter.ask(2)
    status = read_status(database)
    assert status.outgoing[OutgoingState.QUEUED] == 2
    assert status.oldest_outgoing_at == NOW + timedelta(minutes=5)
    page = _shown(status_page(status, "1", NOW + timedelta(minutes=7)))
    assert "2, the oldest 2 min ago, 1 sent, 1 refused" in page


def test_what_was_closed_because_of_its_words_alone_is_told_until_somebody_has_seen_it(
    database: Database,
) -> None:
    counter = Counter(database, a_desk())
    assert "closed unseen" not in _shown(status_page(read_status(database), "1", NOW))
    raw = a_request(1, subject="SV: EHF", text="Tusen takk for hjelpen, nå virker alt igjen!")
    counter.take(raw, model_reading(raw))
    page = _shown(status_page(read_status(database), "1", NOW + timedelta(days=3)))
    [line] = [line.split() for line in page.splitlines() if "closed unseen" in line]
    assert line == ["closed", "unseen", "1,", "the", "oldest", "3", "d", "ago", "(`review", "--silent`)"]


def test_a_mailbox_that_has_not_been_read_yet_is_shown_as_such(database: Database) -> None:
    with database.write() as session:
        ledger.note_success(session, "support", NOW)
    status = read_status(database, ["support", "oppdrag"])
    assert status.mailboxes == (
        MailboxStatus("oppdrag", 0, None, None, ""),
        MailboxStatus("support", 0, NOW, None, ""),
    )
    lines = _shown(status_page(status, "1", NOW)).splitlines()
    assert [line.split()[0] for line in lines if "not read yet" in line] == ["oppdrag"]


def test_the_accuracy_is_shown_with_a_word_where_too_few_are_judged(database: Database) -> None:
    counter = Counter(database, a_desk())
    for number in range(1, 32):
        counter.take(a_request(number), shadow=True)
    counter.ask(40)
    with database.write() as session:
        for number in range(1, 32):
            area = AreaCode("teknisk") if number == 1 else None
            correct(session, f"2025-{number:06d}", area=area, corrected_by="Eli", desk=counter.desk, now=NOW)
    page = _shown(status_page(read_status(database), "1", NOW)).splitlines()
    [shadow] = [line.split() for line in page if line.strip().startswith("in shadow, all")]
    assert shadow[3:] == ["31", "31", "31", "(100%)", "30", "(97%)", "30", "(97%)"]
    [real] = [line.split() for line in page if line.strip().startswith("tickets, all")]
    assert real[2:] == ["1", "0:", "too", "few", "0", "0", "0"]
    assert any("too few to say anything" in line for line in page)


def test_each_mailbox_is_shown_with_its_last_success_and_failure(database: Database) -> None:
    with database.write() as session:
        ledger.note_success(session, "support", NOW)
        ledger.note_failure(session, "oppdrag", "wrong password", NOW - timedelta(days=2))
    status = read_status(database)
    assert status.mailboxes == (
        MailboxStatus("oppdrag", 0, None, NOW - timedelta(days=2), "wrong password"),
        MailboxStatus("support", 0, NOW, None, ""),
    )
    page = _shown(status_page(status, "1", NOW + timedelta(seconds=30)))
    assert "2 d ago (wrong password)" in page
    assert "30 s ago" in page
    assert "never" in page


def test_the_quarantine_is_listed_oldest_first(database: Database) -> None:
    with database.write() as session:
        for number in (1, 2):
            messages.quarantine(session, store(session, a_request(number)), f"reason {number}", NOW)
        store(session, a_request(3))
    found = quarantined(database)
    assert [(one.mailbox, one.reason) for one in found] == [("support", "reason 1"), ("support", "reason 2")]
    assert "03.03.2025 10:00" in _shown(quarantine_table(found))


@pytest.mark.parametrize(
    "page",
    [
        quarantine_table([QuarantinedMessage(1, "support", NOW, HOSTILE)]),
        finding_line(Finding("smtp", False, HOSTILE)),
    ],
)
def test_what_others_wrote_is_shown_and_not_obeyed(page: RenderableType) -> None:
    shown = _shown(page)
    assert "[/red] [bold]x[/]  [2J [Errno 5]" in shown
    assert "\x1b" not in shown


def test_a_statement_that_an_earlier_version_wrote_down_is_not_shown(database: Database) -> None:
    told = "OperationalError: disk is full\n[SQL: INSERT INTO raw_messages]\n[parameters: ('Kari',)]"
    with database.write() as session:
        ledger.note_failure(session, "support", told, NOW)
    page = _shown(status_page(read_status(database), "1", NOW))
    assert "(OperationalError: disk is full)" in page
    assert "INSERT" not in page
    assert "Kari" not in page


def test_a_servers_failure_is_shown_and_not_obeyed(database: Database) -> None:
    with database.write() as session:
        ledger.note_failure(session, "support", HOSTILE, NOW)
    shown = _shown(status_page(read_status(database), "1", NOW))
    assert "[/red] [bold]x[/]  [2J [Errno 5]" in shown
    assert "\x1b" not in shown


def test_of_a_service_that_never_ran_no_model_is_in_force(database: Database) -> None:
    assert read_status(database).model is None
    assert "in force" not in _shown(status_page(read_status(database), "1", NOW))


def test_the_model_in_force_is_shown_with_its_age(database: Database) -> None:
    _happened(
        database, (Action.MODEL_MISSING, "gone"), (Action.MODEL_REFUSED, "bad"), (Action.MODEL_TAKEN, "2")
    )
    status = read_status(database)
    assert status.model == ModelStatus("2", NOW, "", None)
    page = _shown(status_page(status, "3", NOW + timedelta(hours=2)))
    assert "2, taken 2 h ago" in page
    assert "bad" not in page


def test_a_model_that_was_refused_is_shown_beside_the_one_in_force(database: Database) -> None:
    _happened(database, (Action.MODEL_TAKEN, "2"), (Action.MODEL_REFUSED, HOSTILE))
    status = read_status(database)
    assert status.model == ModelStatus("2", NOW, HOSTILE, NOW)
    page = _shown(status_page(status, "3", NOW, "is damaged"))
    assert "so the earlier one stays in force: [/red] [bold]x[/]" in page
    assert "3 CANNOT BE USED: is damaged" in page


def test_without_a_model_that_is_what_is_shown_until_there_is_one(database: Database) -> None:
    _happened(database, (Action.MODEL_TAKEN, "2"), (Action.MODEL_MISSING, "is damaged"))
    status = read_status(database)
    assert status.model == ModelStatus(None, NOW, "is damaged", NOW)
    page = _shown(status_page(status, "2", NOW + timedelta(minutes=3)))
    assert "NONE since 3 min ago: every mail goes to review. is damaged" in page


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (TrainingResult.ACTIVATED, "2 h ago: v2 was taken into use: [/red] [bold]x[/]"),
        (TrainingResult.KEPT, "2 h ago: v2 stays a candidate: [/red] [bold]x[/]"),
        (TrainingResult.FAILED, "2 h ago: FAILED, the model in use stays: [/red] [bold]x[/]"),
    ],
)
def test_the_last_training_is_shown_with_what_came_of_it(
    database: Database, result: TrainingResult, told: str
) -> None:
    assert "last training" not in _shown(status_page(read_status(database), "1", NOW))
    with database.write() as session:
        trainings.record(session, Training(NOW, NOW, result, "v2", HOSTILE, Lessons("", 0)))
    status = read_status(database)
    assert status.training is not None
    assert status.training.result is result
    assert told in _shown(status_page(status, "1", NOW + timedelta(hours=2)))


def _happened(database: Database, *what: tuple[Action, str]) -> None:
    for action, reason in what:
        with database.write() as session:
            record(session, NOW, ROUTER, action, reason)
