"""Intake: each mail ends in one outcome, with its tickets and mails in one transaction (promises 2 to 5)."""

from collections import Counter as Tally
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from router.cases import messages
from router.cases.handling import Reading
from router.cases.intake import Settled, settle
from router.cases.tables import (
    AssignmentRow,
    ContactRow,
    ConversationRow,
    FollowupRow,
    IssueRow,
    Outcome,
    TicketCounterRow,
    TicketRow,
    TicketStatus,
)
from router.message.parts import Address
from router.post.tables import OutgoingMailRow, OutgoingState, Purpose
from router.taxonomy import Kind, Language
from router.triage.issue import Issue, MessageClass, Span
from tests.cases.intakes import (
    KARI,
    NOW,
    OLA,
    SUPPORT,
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
from tests.mails import make_mail

NO_ACTION = [MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK]
MADE_BY_A_REQUEST = (
    *(TicketRow, IssueRow, AssignmentRow, ConversationRow, ContactRow, OutgoingMailRow, TicketCounterRow),
)


def _purposes(counter: Counter) -> list[str]:
    return [mail.purpose.value for mail in counter.outgoing()]


def _body(mail: OutgoingMailRow) -> str:
    parsed = message_from_bytes(mail.raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    part = parsed.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def _withheld(counter: Counter) -> list[str]:
    return [reason for _, action, reason in counter.events() if action == "answer_withheld"]


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
    assert _purposes(counter) == ["receipt", "assignment", "assignment"]
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
    assert _purposes(counter) == ["receipt", "assignment"]


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


def test_a_participants_answer_is_added_to_the_ticket_and_its_owner_is_told(counter: Counter) -> None:
    counter.ask(1)
    receipt = counter.outgoing()[0]
    raw = make_mail(
        sender=KARI,
        subject="SV: Feil i lønn",
        text="Her er skjermbildet.",
        message_id="<more@x.example>",
        headers=[("In-Reply-To", f"<{receipt.message_id}>")],
    )
    settled = counter.take(raw, reading(raw, message_class=MessageClass.FOLLOWUP))
    assert settled == Settled(
        Outcome.FOLLOWUP, "answers a mail of the conversation, added to 2025-000001", ("2025-000001",)
    )
    assert len(counter.tickets()) == 1
    notice = counter.outgoing()[-1]
    assert (notice.purpose, notice.to_address) == (
        Purpose.FOLLOWUP_NOTICE,
        "bjorn.hauge@okonomibistand.example",
    )
    with counter.database.read() as session:
        [followup] = session.scalars(select(FollowupRow))
        assert followup.ticket_id == counter.tickets()[0].id
    assert _purposes(counter) == ["receipt", "assignment", "followup_notice"]


@pytest.mark.parametrize(
    ("message_class", "asks"), [(MessageClass.REQUEST, True), (MessageClass.FOLLOWUP, False)]
)
def test_the_owner_is_told_where_an_answer_may_hold_a_new_case(
    counter: Counter, message_class: MessageClass, asks: bool
) -> None:
    counter.ask(1)
    raw = make_mail(sender=KARI, text="Sak 2025-000001: og en ting til.", message_id="<more@x.example>")
    settled = counter.take(raw, reading(raw, message_class=message_class))
    assert settled.outcome is Outcome.FOLLOWUP
    notice = counter.outgoing()[-1]
    assert (b"Det kan v=C3=A6re en ny sak" in notice.raw) is asks


OLD_MATTER = "Takk, nå gikk fila gjennom."
NEW_MATTER = "Noe helt annet: vi trenger en ny server i uke 50."


def _issue_at(text: str, piece: str, **what: Any) -> Issue:
    """An issue that is this piece of the text."""
    start = text.index(piece)
    return replace(an_issue(piece, **what), spans=(Span(start, start + len(piece)),))


def _answer_with_a_new_case(counter: Counter) -> bytes:
    """The question, and an answer to its receipt that holds another case."""
    counter.ask(1, an_issue(area="bank_remittering"))
    receipt = counter.outgoing()[0]
    return make_mail(
        sender=KARI,
        subject=f"SV: {receipt.subject}",
        text=f"{OLD_MATTER}\n\n{NEW_MATTER}",
        message_id="<more@x.example>",
        headers=[("In-Reply-To", f"<{receipt.message_id}>")],
    )


def _read_both(raw: bytes, message_class: MessageClass = MessageClass.REQUEST, **what: Any) -> Reading:
    text = reading(raw).message.text.new_text
    old = _issue_at(text, OLD_MATTER, area="bank_remittering")
    new = _issue_at(text, NEW_MATTER, area="teknisk", kind=Kind.OPPDRAG, **what)
    return reading(raw, old, new, message_class=message_class)


def test_an_issue_brings_the_background_that_stands_with_another_one(counter: Counter) -> None:
    raw = make_mail(sender=KARI, text="Ola Vik begynner mandag. Lag en bruker.\n\nHan trenger også en PC.")
    text = reading(raw).message.text.new_text
    user = _issue_at(text, "Ola Vik begynner mandag. Lag en bruker.", area="lisens_tilgang")
    computer = replace(
        _issue_at(text, "Han trenger også en PC.", area="teknisk", kind=Kind.OPPDRAG),
        background=(Span(0, len("Ola Vik begynner mandag.")),),
    )
    counter.take(raw, reading(raw, user, computer))
    mails = [_body(mail) for mail in counter.outgoing() if mail.purpose is Purpose.ASSIGNMENT]
    assert ["denne saken også: Ola Vik begynner mandag." in mail for mail in mails] == [False, True]


def test_a_new_case_in_an_answer_becomes_a_ticket_and_the_customer_and_both_consultants_are_told(
    counter: Counter,
) -> None:
    raw = _answer_with_a_new_case(counter)
    before = len(counter.outgoing())
    settled = counter.take(raw, _read_both(raw))
    assert settled == Settled(
        Outcome.ROUTED,
        "says that it holds a new case: 1 issue, in the conversation of 2025-000001",
        ("2025-000002",),
    )
    old, new = counter.tickets()
    assert (new.kind, new.area, new.status) == (Kind.OPPDRAG, "teknisk", TicketStatus.ASSIGNED)
    assert new.conversation_id == old.conversation_id
    assert counter.messages()[1].outcome is Outcome.ROUTED
    sent = {mail.purpose: mail for mail in counter.outgoing()[before:]}
    assert set(sent) == {Purpose.RECEIPT, Purpose.ASSIGNMENT, Purpose.FOLLOWUP_NOTICE}
    receipt = _body(sent[Purpose.RECEIPT])
    assert "et konsulentoppdrag, som ikke dekkes av Bistandsavtalen" in receipt
    assert "2025-000002" in receipt
    assert sent[Purpose.RECEIPT].subject == "Sak 2025-000002: Feil i lønn"
    notice = sent[Purpose.FOLLOWUP_NOTICE]
    assert (notice.ticket_id, notice.to_address) == (old.id, "astrid.solheim@okonomibistand.example")
    assert "Det nye i svaret er registrert for seg: sak 2025-000002." in _body(notice)
    assert ("router", "case_taken_out", "the answer says that it holds a new case: made 2025-000002") in (
        counter.events()
    )
    with counter.database.read() as session:
        [followup] = session.scalars(select(FollowupRow))
    assert followup.ticket_id == old.id


def test_an_answer_to_the_new_cases_receipt_goes_to_the_new_case(counter: Counter) -> None:
    raw = _answer_with_a_new_case(counter)
    counter.take(raw, _read_both(raw))
    [receipt] = [mail for mail in counter.outgoing() if mail.purpose is Purpose.RECEIPT][1:]
    more = make_mail(
        sender=KARI,
        subject=f"SV: {receipt.subject}",
        text="Uke 51 går også.",
        message_id="<week@x.example>",
        headers=[("In-Reply-To", f"<{receipt.message_id}>")],
    )
    settled = counter.take(more, reading(more, message_class=MessageClass.FOLLOWUP))
    assert (settled.outcome, settled.ticket_numbers) == (Outcome.FOLLOWUP, ("2025-000002",))


@pytest.mark.parametrize(
    ("message_class", "sure", "reason"),
    [
        (MessageClass.REQUEST, False, "the model is not sure enough (0.41)"),
        (MessageClass.FOLLOWUP, True, "says that it is a new case, but reads like an answer"),
    ],
)
def test_a_new_case_in_an_answer_that_is_not_sure_goes_to_review_and_the_customer_is_told(
    counter: Counter, message_class: MessageClass, sure: bool, reason: str
) -> None:
    raw = _answer_with_a_new_case(counter)
    doubt: dict[str, Any] = {} if sure else {"confidence": 0.41, "auto_routed": False}
    assert counter.take(raw, _read_both(raw, message_class, **doubt)).outcome is Outcome.ROUTED
    assert counter.tickets()[1].status is TicketStatus.REVIEW
    assert _purposes(counter) == ["receipt", "assignment", "receipt", "followup_notice"]
    assert ("router", "sent_to_review", reason) in counter.events()


def test_the_reason_for_a_review_names_the_other_areas_that_are_possible(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn", confidence=0.41, auto_routed=False, or_else=("regnskap", "bransje")))
    reason = "the model is not sure enough (0.41); it may also be regnskap, bransje"
    assert ("router", "sent_to_review", reason) in counter.events()
    with counter.database.read() as session:
        issue = session.scalars(select(IssueRow)).one()
    assert (issue.certainty, issue.possible_areas) == (0.41, ["lonn", "regnskap", "bransje"])


def test_the_reason_for_a_review_says_in_what_the_case_is_unlike_anything_seen(counter: Counter) -> None:
    strange = "too few of its words are known (1 of 5)"
    counter.ask(1, replace(an_issue(auto_routed=False), doubt=strange))
    assert ("router", "sent_to_review", strange) in counter.events()


def test_an_answer_that_is_new_as_a_whole_becomes_tickets_as_a_whole(counter: Counter) -> None:
    counter.ask(1)
    text = "Ny sak fra meg, sak 2025-000001 er i orden. Kan dere lage en rapport?"
    raw = make_mail(sender=KARI, text=text, message_id="<more@x.example>")
    settled = counter.take(raw, reading(raw, an_issue(), an_issue(area="teknisk")))
    assert settled.ticket_numbers == ("2025-000002", "2025-000003")


def test_what_a_consultant_writes_of_a_new_case_stays_with_the_ticket(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    [assignment] = [mail for mail in counter.outgoing() if mail.purpose == "assignment"]
    raw = a_request(
        2,
        sender=f"Bjørn <{assignment.to_address}>",
        text="Ny sak: kunden ringte om en rapport.",
        **{"In-Reply-To": f"<{assignment.message_id}>"},
    )
    assert counter.take(raw).outcome is Outcome.FOLLOWUP
    assert len(counter.tickets()) == 1


def test_an_answer_about_a_ticket_in_review_waits_there_with_it(counter: Counter) -> None:
    counter.ask(1, unsure())
    raw = make_mail(sender=KARI, text="Sak 2025-000001: her er mer.", message_id="<more@x.example>")
    assert counter.take(raw).outcome is Outcome.FOLLOWUP
    assert _purposes(counter) == ["receipt"]
    assert counter.count(FollowupRow) == 1


def test_thanks_in_a_conversation_belongs_to_it_and_disturbs_nobody(counter: Counter) -> None:
    counter.ask(1)
    raw = make_mail(sender=KARI, text="Takk! Sak 2025-000001 er løst.", message_id="<thanks@x.example>")
    counter.take(raw, reading(raw, message_class=MessageClass.THANKS))
    asked, thanked = counter.messages()
    assert (thanked.outcome, thanked.conversation_id) == (Outcome.NO_ACTION, asked.conversation_id)
    assert _purposes(counter) == ["receipt", "assignment"]


def test_a_stranger_who_names_a_ticket_gets_one_of_his_own_and_the_log_tells(counter: Counter) -> None:
    counter.ask(1)
    raw = make_mail(sender=OLA, text="Hva skjer med sak 2025-000001?", message_id="<ola@x.example>")
    assert counter.take(raw).outcome is Outcome.ROUTED
    first, second = counter.tickets()
    assert first.conversation_id != second.conversation_id
    assert [reason for _, action, reason in counter.events() if action == "stranger_kept_out"] == [
        f"named conversation {first.conversation_id} without being part of it"
    ]


def test_a_mail_about_a_case_that_is_not_found_goes_to_review(counter: Counter) -> None:
    raw = make_mail(sender=KARI, text="Hvordan går det med sak 2019-004711?")
    settled = counter.take(raw, reading(raw, an_issue(), an_issue(), message_class=MessageClass.FOLLOWUP))
    assert settled.outcome is Outcome.ROUTED
    assert [ticket.status for ticket in counter.tickets()] == [TicketStatus.REVIEW] * 2
    assert _purposes(counter) == ["receipt"]
    assert ("router", "sent_to_review", "speaks of a case that was not found") in counter.events()


def test_what_the_model_is_unsure_of_goes_to_review_and_the_customer_still_has_a_number(
    counter: Counter,
) -> None:
    counter.ask(1, unsure())
    [ticket] = counter.tickets()
    assert ticket.status is TicketStatus.REVIEW
    [receipt] = counter.outgoing()
    assert ticket.number in receipt.subject
    assert b"TeamViewer" not in receipt.raw


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        (f"ØkonomiBistand <{SUPPORT.upper()}>", "the mail comes from one of our own mailboxes"),
        ("noreply@firma.example", "nobody reads noreply@"),
        ("Ikke svar <Ikke-Svar@firma.example>", "nobody reads ikke-svar@"),
        ("donotreply+1234@firma.example", "nobody reads donotreply@"),
        ("", "the mail has no address to answer"),
        ("Kari Moen", "the mail has no address to answer"),
        ("kåre@firma.example", "the address cannot be written to"),
        (f"{'x' * 300}@firma.example", "the address cannot be written to"),
    ],
)
def test_who_must_not_be_answered_gets_a_ticket_and_no_receipt(
    counter: Counter, sender: str, reason: str
) -> None:
    assert counter.take(a_request(1, sender=sender)).outcome is Outcome.ROUTED
    assert len(counter.tickets()) == 1
    assert _purposes(counter) == ["assignment"]
    assert _withheld(counter) == [reason]


def test_an_answer_goes_to_the_reply_address(counter: Counter) -> None:
    raw = make_mail(sender=KARI, text="Hjelp.", headers=[("Reply-To", "Regnskap <Regnskap@Firma.example>")])
    counter.take(raw)
    assert counter.outgoing()[0].to_address == "regnskap@firma.example"


def test_one_address_gets_only_so_many_receipts_within_the_hour(counter: Counter) -> None:
    counter.desk = a_desk(receipts_per_address_per_hour=2)
    for number, sender in enumerate((KARI, KARI.upper(), KARI, OLA)):
        counter.ask(number, sender=sender)
    receipts = [mail.to_address for mail in counter.outgoing() if mail.purpose is Purpose.RECEIPT]
    assert Tally(receipts) == {"kari@eksempel-bygg.example": 2, "ola@annet-firma.example": 1}
    assert _withheld(counter) == ["the address has had 2 receipts within the hour"]
    assert len(counter.tickets()) == 4


def test_after_an_hour_the_address_is_answered_again(counter: Counter) -> None:
    counter.desk = a_desk(receipts_per_address_per_hour=1)
    for number, minutes in enumerate((0, 59, 61)):
        counter.now = NOW + timedelta(minutes=minutes)
        counter.ask(number)
    assert _purposes(counter).count("receipt") == 2
    assert len(_withheld(counter)) == 1


def test_all_addresses_together_get_only_so_many_receipts_within_the_hour(counter: Counter) -> None:
    counter.desk = a_desk(receipts_per_hour=2)
    for number in range(4):
        counter.ask(number, sender=f"kunde{number}@firma.example")
    assert _purposes(counter).count("receipt") == 2
    assert _purposes(counter).count("assignment") == 4
    assert _withheld(counter) == ["2 receipts have been sent within the hour"] * 2


def test_a_shadow_message_is_recorded_and_nothing_is_sent_for_it(counter: Counter) -> None:
    raw = a_request(1)
    assert counter.take(raw, shadow=True).outcome is Outcome.ROUTED
    followup = make_mail(sender=KARI, text="Sak 2025-000001: mer.", message_id="<more@x.example>")
    counter.take(followup, shadow=True)
    assert _purposes(counter) == ["receipt", "assignment", "followup_notice"]
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
    assert _purposes(counter) == ["receipt", "assignment", "followup_notice"]


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


def test_a_consultants_answer_to_an_assignment_joins_its_ticket_and_nobody_is_mailed(
    counter: Counter,
) -> None:
    counter.ask(1, an_issue(area="lonn"))
    [assignment] = [mail for mail in counter.outgoing() if mail.purpose == "assignment"]
    answer = a_request(
        2, sender=f"Bjørn <{assignment.to_address}>", **{"In-Reply-To": f"<{assignment.message_id}>"}
    )
    assert counter.take(answer).outcome is Outcome.FOLLOWUP
    assert len(counter.outgoing()) == 2


def test_a_mail_under_a_consultants_name_needs_more_than_a_number(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    [assignment] = [mail for mail in counter.outgoing() if mail.purpose == "assignment"]
    [ticket] = counter.tickets()
    forged = a_request(2, sender=assignment.to_address, subject=f"Sak {ticket.number}")
    assert counter.take(forged).outcome is Outcome.ROUTED


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
    assert "En av oss ser på saken" in _body(receipt)
    assert "konsulentoppdrag" not in _body(receipt)
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
