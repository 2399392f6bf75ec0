"""Intake: each mail ends in one outcome, with its tickets and mails in one transaction (promises 2 to 5)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from router.cases import messages
from router.cases.intake import Settled, settle
from router.cases.tables import (
    AssignmentRow,
    ContactRow,
    ConversationRow,
    IssueRow,
    Outcome,
    TicketCounterRow,
    TicketRow,
    TicketStatus,
)
from router.message.parts import Address
from router.post.tables import OutgoingMailRow, OutgoingState, Purpose
from router.taxonomy import Kind, Language
from router.triage.issue import MessageClass
from tests.cases.intakes import (
    KARI,
    NOW,
    Counter,
    a_request,
    an_issue,
    body_of,
    model_reading,
    purposes_of,
    reading,
    store,
    unjudged_reading,
    unsure,
)
from tests.mails import make_mail

NO_ACTION = [MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK]
MADE_BY_A_REQUEST = (
    *(TicketRow, IssueRow, AssignmentRow, ConversationRow, ContactRow, OutgoingMailRow, TicketCounterRow),
)


def test_a_request_becomes_a_ticket_a_receipt_and_an_assignment(counter: Counter) -> None:
    settled = counter.ask(1)
    assert settled == Settled(Outcome.ROUTED, "1 issue", ("2025-000001",))
    [message], [ticket] = counter.messages(), counter.tickets()
    assert (message.outcome, message.settled_at) == (Outcome.ROUTED, NOW)
    assert (message.from_address, message.subject) == ("kari@eksempel-bygg.example", "Feil i lønn")
    assert (message.message_class, message.language) == (MessageClass.REQUEST, Language.NB)
    assert (ticket.status, ticket.kind, ticket.area) == (TicketStatus.ASSIGNED, Kind.SUPPORT, "lonn")
    receipt, assignment = counter.outgoing()
    assert (receipt.purpose, receipt.to_address) == (Purpose.RECEIPT, "kari@eksempel-bygg.example")
    assert (receipt.envelope_from, receipt.state) == ("", OutgoingState.QUEUED)
    assert (assignment.purpose, assignment.ticket_id) == (Purpose.ASSIGNMENT, ticket.id)
    assert assignment.to_address == "bjorn.hauge@okonomibistand.example"
    assert {receipt.caused_by, assignment.caused_by} == {message.id}


def test_each_issue_has_its_ticket_and_one_receipt_names_them_all(counter: Counter) -> None:
    counter.ask(1, an_issue("Lønn.", "lonn"), an_issue("Bank.", "bank_remittering"), unsure("Noe."))
    tickets = counter.tickets()
    assert [ticket.number for ticket in tickets] == ["2025-000001", "2025-000002", "2025-000003"]
    assert len({ticket.conversation_id for ticket in tickets}) == 1
    assert purposes_of(counter) == ["receipt", "assignment", "assignment"]
    receipt = counter.outgoing()[0]
    assert all(ticket.number in receipt.subject for ticket in tickets)


def test_what_a_request_makes_is_there_together_or_not_at_all(counter: Counter) -> None:
    raw = a_request(1)

    def fail_after_settling() -> None:
        with counter.database.write() as session:
            message_id = store(session, raw)
            assert settle(session, message_id, reading(raw), raw, counter.desk, NOW) is not None
            session.flush()
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail_after_settling()
    assert [counter.count(table) for table in MADE_BY_A_REQUEST] == [0] * len(MADE_BY_A_REQUEST)
    assert counter.events() == []
    assert counter.ask(1).ticket_numbers == ("2025-000001",)


def test_a_mail_that_fails_takes_none_of_its_neighbours_with_it(counter: Counter) -> None:
    """The service records several mails in one transaction, with a savepoint for each."""
    first, bad, last = a_request(1), a_request(2), a_request(3)
    # A time without a zone: neither engine takes it.
    naive = datetime(2025, 3, 3, 9, 0)  # noqa: DTZ001
    broken = replace(reading(bad), message=replace(reading(bad).message, date=naive))
    failed = []
    with counter.database.write() as session:
        for raw, read in ((first, reading(first)), (bad, broken), (last, reading(last))):
            message_id = store(session, raw)
            try:
                with session.begin_nested():
                    settle(session, message_id, read, raw, counter.desk, NOW)
            except StatementError:
                failed.append(raw)
    assert failed == [bad]
    outcomes = [message.outcome for message in counter.messages()]
    assert outcomes == [Outcome.ROUTED, Outcome.WAITING, Outcome.ROUTED]
    assert [ticket.number for ticket in counter.tickets()] == ["2025-000001", "2025-000002"]


def test_settling_a_second_time_does_nothing(counter: Counter) -> None:
    raw = a_request(1)
    counter.take(raw)
    before = (counter.events(), len(counter.outgoing()), len(counter.tickets()))
    with counter.database.write() as session:
        message_id = store(session, raw)
        assert settle(session, message_id, reading(raw), raw, counter.desk, NOW) is None
    assert (counter.events(), len(counter.outgoing()), len(counter.tickets())) == before


def test_two_who_settle_one_mail_at_once_make_its_tickets_once(counter: Counter) -> None:
    raw = a_request(1)
    with counter.database.write() as session:
        message_id = store(session, raw)

    def settle_it(_: int) -> Settled | None:
        with counter.database.write() as session:
            return settle(session, message_id, reading(raw), raw, counter.desk, NOW)

    with ThreadPoolExecutor(3) as pool:
        settled = list(pool.map(settle_it, range(3)))
    assert len([one for one in settled if one is not None]) == 1
    assert len(counter.tickets()) == 1
    assert purposes_of(counter) == ["receipt", "assignment"]


def test_what_is_in_quarantine_is_not_settled(counter: Counter) -> None:
    raw = a_request(1)
    with counter.database.write() as session:
        message_id = store(session, raw)
        messages.quarantine(session, message_id, "on purpose", NOW)
        assert settle(session, message_id, reading(raw), raw, counter.desk, NOW) is None


@pytest.mark.parametrize("message_class", NO_ACTION)
def test_thanks_and_machines_mails_need_no_action_and_get_no_answer(
    counter: Counter, message_class: MessageClass
) -> None:
    raw = a_request(1)
    settled = counter.take(raw, reading(raw, message_class=message_class))
    assert settled == Settled(Outcome.NO_ACTION, f"it is {message_class}", ())
    assert counter.tickets() == []
    assert counter.outgoing() == []
    assert counter.messages()[0].outcome is Outcome.NO_ACTION


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ([("Auto-Submitted", "auto-replied")], "Jeg er på ferie til mandag."),
        ([("X-Ticket-Router", "receipt")], "Takk for henvendelsen."),
        ([("List-Unsubscribe", "<https://x.example>"), ("Precedence", "bulk")], "Meld deg av her."),
    ],
)
def test_the_model_that_ships_knows_a_machine_by_its_headers(
    counter: Counter, headers: list[tuple[str, str]], text: str
) -> None:
    raw = make_mail(sender=KARI, subject="Hei", text=text, headers=headers)
    assert counter.take(raw, model_reading(raw)).outcome is Outcome.NO_ACTION
    assert counter.outgoing() == []


def test_the_model_that_ships_routes_a_plain_request(counter: Counter) -> None:
    raw = make_mail(
        sender=KARI,
        subject="Avvist betalingsfil",
        text="Hei,\n\nbetalingsfilen fra AutoPay ble avvist i banken, remitteringen mangler KID.\n\nMvh Kari",
    )
    assert counter.take(raw, model_reading(raw)).outcome is Outcome.ROUTED
    [ticket] = counter.tickets()
    assert (ticket.kind, ticket.area) == (Kind.SUPPORT, "bank_remittering")


def test_a_shadow_message_is_recorded_and_nothing_is_sent_for_it(counter: Counter) -> None:
    raw = a_request(1)
    assert counter.take(raw, shadow=True).outcome is Outcome.ROUTED
    followup = make_mail(sender=KARI, text="Sak 2025-000001: mer.", message_id="<more@x.example>")
    counter.take(followup, shadow=True)
    assert purposes_of(counter) == ["receipt", "assignment", "followup_notice"]
    assert {mail.state for mail in counter.outgoing()} == {OutgoingState.SHADOW}


def test_a_ticket_has_exactly_one_open_assignment(counter: Counter) -> None:
    for number in range(6):
        counter.ask(number, an_issue(area="lonn"), an_issue(area="teknisk"))
    with counter.database.read() as session:
        open_ones = session.execute(
            select(AssignmentRow.ticket_id, func.count())
            .where(AssignmentRow.ended_at.is_(None))
            .group_by(AssignmentRow.ticket_id)
        ).all()
    assert [count for _, count in open_ones] == [1] * 12


@pytest.mark.parametrize(
    "raw",
    [
        make_mail(sender=KARI, text="Nul \x00 her", subject="Em\x00ne", message_id="<a\x00b@x.example>"),
        make_mail(sender=KARI, text="Hei", headers=[("Auto-Submitted", "auto\x00gen")]),
        make_mail(sender=KARI, text="Hei", headers=[("In-Reply-To", "<a\x00b@x.example>")]),
        make_mail(sender="Ka\x00ri <ka\x00ri@a.example>", text="Hei"),
        make_mail(sender=KARI, text="Hei", message_id=f"<{'x' * 5_000}@a.example>"),
        make_mail(sender=KARI, text="Hei", message_id=None).replace(
            b"Subject:", b"Message-ID: <" + bytes(range(0xC3, 0xFF)) * 12 + b"@a.example>\r\nSubject:"
        ),
        make_mail(sender=f"{'k' * 5_000}@a.example", text="Hei"),
        make_mail(sender=f"Kari <kari@{'a' * 5_000}.example>", text="Hei"),
        make_mail(sender=f"{'K' * 5_000} <kari@a.example>", subject="x" * 5_000, text="Hei"),
        make_mail(sender="=?utf-8?q?Kari=0D=0ABcc:_x@y.example?= <kari@a.example>", text="Hei"),
        make_mail(sender="=?utf-8?q?=ED=A0=80?= <kari@a.example>", subject="=?utf-8?q?=ED=A0=80_=00?="),
        make_mail(sender=KARI, text="\\ud800 \ufffe \U0010ffff", subject="\\u0000"),
        make_mail(sender=KARI, text="a\r\n" * 10_000),
        b"",
        b"\x00" * 1_000,
        bytes(range(256)) * 20,
    ],
)  # fmt: skip
def test_hostile_mails_go_in_on_both_engines(counter: Counter, raw: bytes) -> None:
    counter.take(raw, model_reading(raw))
    [message] = counter.messages()
    assert message.outcome in (Outcome.ROUTED, Outcome.NO_ACTION)


def test_even_what_the_core_should_have_cleaned_goes_in(counter: Counter) -> None:
    """The core promises clean text. If it ever fails to, no mail may be lost for it."""
    raw = a_request(1)
    dirty = "\x00\ud800x\udcff"
    clean = reading(raw, an_issue(f"Lønn {dirty}"))
    message = replace(
        clean.message,
        message_id=f"{dirty}@a.example",
        in_reply_to=(f"{dirty}@b.example",),
        references=("ø" * 5_000,),
        sender=Address(f"Kari {dirty}", "kari@a.example"),
        subject=f"Emne {dirty}",
        text=replace(clean.message.text, new_text=f"Lønn {dirty}"),
        warnings=(dirty,),
    )
    counter.take(raw, replace(clean, message=message))
    followup = replace(message, marks=replace(message.marks, case_numbers=("2025-000001",)))
    assert counter.take(a_request(2), replace(clean, message=followup)).outcome is Outcome.FOLLOWUP
    assert purposes_of(counter) == ["receipt", "assignment", "followup_notice"]


def test_a_message_id_that_is_too_long_to_be_answered_is_not_kept(counter: Counter) -> None:
    raw = a_request(1)
    clean = reading(raw)
    for length, kept in ((990, True), (999, False), (100_000, False)):
        id_of_it = "".join(chr(0x100 + number * 7 % 5_000) for number in range(length // 2))
        if kept:
            id_of_it = id_of_it[:300]
        other = a_request(length)
        counter.take(other, replace(clean, message=replace(clean.message, message_id=id_of_it)))
        assert counter.messages()[-1].message_id == (id_of_it if kept else None)


def test_no_live_mail_joins_what_a_shadow_run_made(counter: Counter) -> None:
    counter.take(a_request(1), shadow=True)
    [ticket] = counter.tickets()
    assert ticket.shadow
    answer = a_request(2, subject=f"SV: Sak {ticket.number}")
    assert counter.take(answer).outcome is Outcome.ROUTED


def test_tickets_of_a_shadow_run_are_nobodys_work(counter: Counter) -> None:
    for number in range(3):
        counter.take(a_request(number), shadow=True)
    counter.ask(9, an_issue(area="lonn"))
    assert "bjorn takes support in lonn and has 0 open tickets at capacity 1" in {
        reason for _, action, reason in counter.events() if action == "assigned"
    }


def test_without_a_model_a_mail_becomes_a_ticket_in_review_and_the_customer_is_told(counter: Counter) -> None:
    raw = a_request(1)
    settled = counter.take(raw, unjudged_reading(raw, Kind.OPPDRAG))
    assert settled == Settled(Outcome.ROUTED, "1 issue", ("2025-000001",))
    [message], [ticket] = counter.messages(), counter.tickets()
    assert message.model_version is None
    assert (ticket.status, ticket.kind, ticket.area) == (TicketStatus.REVIEW, Kind.OPPDRAG, "")
    [receipt] = counter.outgoing()
    assert (receipt.purpose, receipt.to_address) == (Purpose.RECEIPT, "kari@eksempel-bygg.example")
    assert "En av oss ser på saken" in body_of(receipt)
    assert "konsulentoppdrag" not in body_of(receipt)
    assert counter.events() == [
        ("router", "ticket_made", "oppdrag by its mailbox; no model has judged it"),
        ("router", "sent_to_review", "there was no model that could judge it"),
        ("router", "settled", "routed: 1 issue"),
    ]


def test_without_a_model_an_answer_still_joins_its_conversation(counter: Counter) -> None:
    counter.ask(1)
    raw = a_request(2, text="Sak 2025-000001: det gjelder også april.")
    settled = counter.take(raw, unjudged_reading(raw))
    assert settled.outcome is Outcome.FOLLOWUP
    assert settled.ticket_numbers == ("2025-000001",)
