"""Intake of answers: what belongs to a conversation joins it, and what is new in it gets a ticket."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from router.cases.handling import Reading
from router.cases.intake import Settled
from router.cases.tables import (
    FollowupRow,
    IssueRow,
    Outcome,
    TicketStatus,
)
from router.post.tables import Purpose
from router.taxonomy import Kind
from router.triage.issue import Issue, MessageClass, Span
from tests.cases.intakes import (
    KARI,
    OLA,
    Counter,
    a_request,
    an_issue,
    body_of,
    purposes_of,
    reading,
    unsure,
)
from tests.mails import make_mail

NO_ACTION = [MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK]
OLD_MATTER = "Takk, nå gikk fila gjennom."
NEW_MATTER = "Noe helt annet: vi trenger en ny server i uke 50."


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
    assert purposes_of(counter) == ["receipt", "assignment", "followup_notice"]


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
    mails = [body_of(mail) for mail in counter.outgoing() if mail.purpose is Purpose.ASSIGNMENT]
    assert ["for sammenhengens skyld: Ola Vik begynner mandag." in mail for mail in mails] == [False, True]


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
    receipt = body_of(sent[Purpose.RECEIPT])
    assert "et konsulentoppdrag, som ikke dekkes av Bistandsavtalen" in receipt
    assert "2025-000002" in receipt
    assert sent[Purpose.RECEIPT].subject == "Sak 2025-000002: Feil i lønn"
    notice = sent[Purpose.FOLLOWUP_NOTICE]
    assert (notice.ticket_id, notice.to_address) == (old.id, "astrid.solheim@okonomibistand.example")
    assert "Det nye i svaret er registrert for seg: sak 2025-000002." in body_of(notice)
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
    assert purposes_of(counter) == ["receipt", "assignment", "receipt", "followup_notice"]
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
    assert purposes_of(counter) == ["receipt"]
    assert counter.count(FollowupRow) == 1


def test_thanks_in_a_conversation_belongs_to_it_and_disturbs_nobody(counter: Counter) -> None:
    counter.ask(1)
    raw = make_mail(sender=KARI, text="Takk! Sak 2025-000001 er løst.", message_id="<thanks@x.example>")
    counter.take(raw, reading(raw, message_class=MessageClass.THANKS))
    asked, thanked = counter.messages()
    assert (thanked.outcome, thanked.conversation_id) == (Outcome.NO_ACTION, asked.conversation_id)
    assert purposes_of(counter) == ["receipt", "assignment"]


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
    assert purposes_of(counter) == ["receipt"]
    assert ("router", "sent_to_review", "speaks of a case that was not found") in counter.events()


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
