"""A consultant answers the assignment mail with a word: heeded where it is surely hers, and only there."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from sqlalchemy import select

from router.cases.intake import Settled
from router.cases.tables import CorrectionRow, FollowupRow, Outcome, TicketStatus
from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.post.tables import OutgoingMailRow, Purpose
from router.taxonomy import Kind
from router.triage.issue import MessageClass
from tests.cases.intakes import OWN, Counter, a_request, an_issue, reading
from tests.cases.test_judged_mails import learnt

BJORN = "Bjørn Hauge <bjorn.hauge@okonomibistand.example>"


def assignment(counter: Counter) -> OutgoingMailRow:
    """The newest mail that gives somebody a ticket."""
    return [mail for mail in counter.outgoing() if mail.purpose is Purpose.ASSIGNMENT][-1]


def answer(
    counter: Counter,
    text: str,
    *,
    sender: str = BJORN,
    message_class: MessageClass = MessageClass.FOLLOWUP,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Settled:
    """An answer to the newest assignment mail."""
    raw = a_request(
        100 + counter.count(OutgoingMailRow) + counter.count(CorrectionRow),
        sender=sender,
        text=text,
        subject="SV: " + assignment(counter).subject,
        **{"In-Reply-To": f"<{assignment(counter).message_id}>", **headers},
    )
    own = OwnIdentity(OWN.addresses, OWN.message_id_domain, frozenset({"mx.okonomibistand.example"}))
    read = replace(reading(raw, message_class=message_class), message=understand(raw, own))
    return counter.take(raw, read)


def corrections(counter: Counter) -> list[CorrectionRow]:
    with counter.database.read() as session:
        return list(session.scalars(select(CorrectionRow).order_by(CorrectionRow.id)))


def test_the_assignment_mail_says_how(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    text = understand(assignment(counter).raw, OWN).text.whole
    assert "«Område: lønn»" in text
    assert "Bank og remittering" in text


@pytest.mark.parametrize("message_class", [MessageClass.FOLLOWUP, MessageClass.REQUEST, MessageClass.THANKS])
def test_a_consultants_word_corrects_the_ticket_which_goes_to_whoever_takes_it(
    counter: Counter, message_class: MessageClass
) -> None:
    counter.ask(1, an_issue(area="lonn"))
    before = len(counter.outgoing())
    settled = answer(counter, "Feil område, dette er teknisk", message_class=message_class)
    assert settled.outcome is Outcome.FOLLOWUP
    [ticket] = counter.tickets()
    assert (ticket.area, ticket.kind, ticket.status) == ("teknisk", Kind.SUPPORT, TicketStatus.ASSIGNED)
    [word] = corrections(counter)
    assert (word.corrected_by, word.area_before, word.area) == ("Bjørn Hauge", "lonn", "teknisk")
    [mail] = counter.outgoing()[before:]
    assert (mail.purpose, mail.to_address) == (
        Purpose.ASSIGNMENT,
        "dag.eirik.moe@okonomibistand.example",
    )
    with counter.database.read() as session:
        [followup] = session.scalars(select(FollowupRow))
    assert followup.ticket_id == ticket.id


def test_what_else_the_consultant_writes_reaches_the_next(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    answer(counter, "Område: teknisk\n\nKunden venter på svar i dag.")
    notice = counter.outgoing()[-1]
    assert (notice.purpose, notice.to_address) == (
        Purpose.FOLLOWUP_NOTICE,
        "dag.eirik.moe@okonomibistand.example",
    )
    assert "Kunden venter" in understand(notice.raw, OWN).text.whole


def test_of_several_tickets_of_a_mail_the_one_that_the_assignment_is_about_is_meant(counter: Counter) -> None:
    counter.ask(1, an_issue("Lønn.", "lonn"), an_issue("Bransje.", "bransje"))
    first = next(mail for mail in counter.outgoing() if mail.purpose is Purpose.ASSIGNMENT)
    answer(counter, "Type: oppdrag", headers={"In-Reply-To": f"<{first.message_id}>"})
    assert [ticket.kind for ticket in counter.tickets()] == [Kind.OPPDRAG, Kind.SUPPORT]


def test_a_ticket_is_not_sent_back_and_forth(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    answer(counter, "Område: teknisk")
    before = len(counter.outgoing())
    answer(counter, "Område: lønn", sender="Dag Eirik Moe <dag.eirik.moe@okonomibistand.example>")
    [ticket] = counter.tickets()
    assert (ticket.area, ticket.status) == ("lonn", TicketStatus.REVIEW)
    assert len(counter.outgoing()) == before
    [shown] = learnt(counter).disagreements
    assert [said.by for said in shown.words] == ["Bjørn Hauge", "Dag Eirik Moe"]


def _is_an_ordinary_follow_up(counter: Counter, settled: Settled) -> bool:
    [ticket] = counter.tickets()
    return (
        settled.outcome is Outcome.FOLLOWUP
        and (ticket.area, ticket.kind) == ("lonn", Kind.SUPPORT)
        and corrections(counter) == []
    )


@pytest.mark.parametrize("text", ["Jeg tar den.", "Område: blomster", "Dette området er nok teknisk"])
def test_what_is_no_word_or_not_understood_is_an_ordinary_follow_up(counter: Counter, text: str) -> None:
    counter.ask(1, an_issue(area="lonn"))
    assert _is_an_ordinary_follow_up(counter, answer(counter, text))
    refused = any(action == "correction_refused" for _, action, _ in counter.events())
    assert refused == ("blomster" in text)


def test_a_customer_corrects_nothing(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    settled = answer(
        counter,
        "Område: teknisk",
        sender="Kari Moen <kari@eksempel-bygg.example>",
    )
    assert _is_an_ordinary_follow_up(counter, settled)


@pytest.mark.parametrize(
    ("results", "is_heeded"),
    [
        ("dmarc=fail", False),
        ("spf=fail", False),
        ("spf=softfail; dkim=none", False),
        ("dmarc=pass; spf=fail", True),
        ("spf=fail; dkim=pass", True),
        ("spf=pass", True),
        ("dmarc=none", True),
    ],
)
def test_a_sender_whom_our_server_calls_false_corrects_nothing(
    counter: Counter, results: str, *, is_heeded: bool
) -> None:
    counter.ask(1, an_issue(area="lonn"))
    settled = answer(
        counter,
        "Område: teknisk",
        headers={"Authentication-Results": f"mx.okonomibistand.example; {results}"},
    )
    assert (counter.tickets()[0].area == "teknisk") is is_heeded
    assert is_heeded or _is_an_ordinary_follow_up(counter, settled)


def test_a_machine_corrects_nothing(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    answer(
        counter,
        "Område: teknisk",
        message_class=MessageClass.AUTOREPLY,
        headers={"Auto-Submitted": "auto-replied"},
    )
    assert corrections(counter) == []


def test_a_forged_mail_that_only_names_the_ticket_corrects_nothing(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    raw = a_request(2, sender=BJORN, text="Område: teknisk", subject="SV: [2025-000001]")
    counter.take(raw, reading(raw))
    assert corrections(counter) == []


def test_a_kind_alone_cannot_settle_what_no_model_has_judged(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    told = assignment(counter)
    with counter.database.write() as session:
        ticket = session.merge(counter.tickets()[0])
        ticket.area = ""
    settled = answer(counter, "Type: oppdrag", headers={"In-Reply-To": f"<{told.message_id}>"})
    assert settled.outcome is Outcome.FOLLOWUP
    assert corrections(counter) == []
