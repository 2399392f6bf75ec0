"""The event log: who decided what, when and why."""

from datetime import timedelta

from sqlalchemy import select

from router.cases.events import ROUTER, Action, record
from router.cases.tables import EventRow
from router.database import Database
from tests.cases.intakes import NOW, Counter, a_request, store, unsure


def test_an_event_says_who_what_when_why_and_about_what(database: Database) -> None:
    with database.write() as session:
        message_id = store(session, a_request(1))
        record(session, NOW, "Eli", Action.RETRIED, "taken out of quarantine", message_id=message_id)
    with database.read() as session:
        [event] = session.scalars(select(EventRow))
    assert (event.actor, event.action, event.reason) == ("Eli", "retried", "taken out of quarantine")
    assert (event.at, event.message_id, event.ticket_id) == (NOW, message_id, None)


def test_events_keep_the_order_in_which_they_happened(database: Database) -> None:
    with database.write() as session:
        for minutes in (0, 5, 1):
            record(session, NOW + timedelta(minutes=minutes), ROUTER, Action.SETTLED, f"{minutes}")
    with database.read() as session:
        assert session.scalars(select(EventRow.reason).order_by(EventRow.id)).all() == ["0", "5", "1"]


def test_a_reason_that_no_database_can_hold_is_recorded_all_the_same(database: Database) -> None:
    with database.write() as session:
        record(session, NOW, "E\x00li\udcff", Action.SETTLED, "Auto-Submitted: \x00x\ud800")
    with database.read() as session:
        [event] = session.scalars(select(EventRow))
    assert (event.actor, event.reason) == ("Eli?", "Auto-Submitted: x?")


def test_months_later_the_log_says_why_a_mail_became_what_it_did(counter: Counter) -> None:
    counter.ask(1)
    counter.ask(2, unsure())
    first, second = counter.tickets()
    assert counter.events() == [
        ("model test-1", "ticket_made", "support (0.97), lonn (0.96)"),
        ("router", "assigned", "bjorn takes support in lonn and has 0 open tickets at capacity 1"),
        ("model test-1", "settled", "routed: 1 issue"),
        ("model test-1", "ticket_made", "support (0.97), lonn (0.96)"),
        ("router", "sent_to_review", "the model is not sure enough (0.41)"),
        ("model test-1", "settled", "routed: 1 issue"),
    ]
    assert (first.number, second.number) == ("2025-000001", "2025-000002")


def test_the_log_holds_no_address_name_or_text_of_the_customer(counter: Counter) -> None:
    counter.ask(1)
    counter.take(a_request(2, sender="Mailer <noreply@firma.example>"))
    written = " ".join(reason for _, _, reason in counter.events())
    for secret in ("kari", "Moen", "eksempel-bygg", "firma.example", "stoppet"):
        assert secret not in written
