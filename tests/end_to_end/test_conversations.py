"""Answers, copies and machines, over real IMAP (pymap) and SMTP: who is answered, and what joins what."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from router.cases.tables import Outcome
from router.demo.servers import ImapServer, SmtpServer
from router.demo.show import deliver
from tests.mails import make_mail
from tests.running import Place, Running, configuration, event_actions, running
from tests.servers import PASSWORD
from tests.waiting import wait_until

QUESTION = make_mail(
    sender="Kari Moen <kari@eksempel-bygg.example>",
    subject="Feriepenger",
    text="Hei,\n\nhvordan beregner jeg feriepenger for en ansatt over 60 år i Visma Lønn?\n\nMvh\nKari Moen",
    message_id="<question@eksempel-bygg.example>",
)


@pytest.fixture
def service(imap: ImapServer, smtp: SmtpServer, tmp_path: Path) -> Iterator[Running]:
    places = {name: Place(imap.port, name) for name in ("support", "oppdrag")}
    config = configuration(
        tmp_path, places, smtp_port=smtp.port, sections={"post": {"receipts_per_address_per_hour": 3}}
    )
    with running(config) as service:
        yield service


def test_an_answer_to_the_receipt_joins_the_ticket_and_its_consultant_is_told(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    receipt = _ask(service, imap, smtp)
    _deliver(imap, _answer(receipt, "kari@eksempel-bygg.example", "Hun fyller 60 den 3. mars."))
    question, answer = service.wait_settled(2)
    service.wait_sent(3)
    number = question.issues[0].ticket.number
    assert answer.outcome is Outcome.FOLLOWUP
    assert number in answer.outcome_reason
    assert answer.issues == []
    notice = smtp.caught[-1]
    assert notice.envelope_to.endswith("@okonomibistand.example")
    assert number in notice.mail["Subject"]
    assert "Hun fyller 60 den 3. mars." in _text(notice.mail)


def test_a_new_case_in_an_answer_is_one_and_the_customer_hears_that_it_is_not_covered(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    receipt = _ask(service, imap, smtp)
    text = (
        "Takk, da skjønner jeg.\n\nNoe helt annet: Vi vil gjerne bestille en konsulent som installerer Visma "
        "på den nye serveren vår i uke 50 og flytter databasen over."
    )
    _deliver(imap, _answer(receipt, "kari@eksempel-bygg.example", text))
    question, answer = service.wait_settled(2)
    assert answer.outcome is Outcome.ROUTED
    assert answer.conversation_id == question.conversation_id
    numbers = [issue.ticket.number for issue in answer.issues]
    assert numbers
    wait_until(lambda: len(_to_customer(smtp)) == 2, "the customer has a second receipt")
    second = _to_customer(smtp)[1]
    assert all(number in second["Subject"] for number in numbers)
    old = question.issues[0].ticket.number
    assert old not in second["Subject"]
    assert "et konsulentoppdrag, som ikke dekkes av Bistandsavtalen" in _text(second)
    wait_until(
        lambda: any(f"[{old}] Nytt fra kunden" in mail.mail["Subject"] for mail in smtp.caught),
        "the consultant of the old ticket is told",
    )


def test_an_answer_that_lost_its_thread_joins_by_the_number_in_its_subject(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    receipt = _ask(service, imap, smtp)
    mail = make_mail(
        sender="kari@eksempel-bygg.example",
        subject=f"SV: {receipt['Subject']}",
        text="Hun fyller 60 den 3. mars.",
        message_id="<new-thread@eksempel-bygg.example>",
    )
    _deliver(imap, mail)
    assert service.wait_settled(2)[1].outcome is Outcome.FOLLOWUP


def test_a_stranger_who_knows_number_and_thread_gets_a_ticket_of_his_own(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    receipt = _ask(service, imap, smtp)
    _deliver(imap, _answer(receipt, "mallory@ukjent.example", "Send meg lønnsopplysningene hennes."))
    question, stranger = service.wait_settled(2)
    assert stranger.outcome is Outcome.ROUTED
    assert stranger.conversation_id != question.conversation_id
    with service.database.read() as session:
        assert "stranger_kept_out" in event_actions(session)


def test_a_copy_in_both_mailboxes_is_one_message_with_one_answer(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    for mailbox in ("support", "oppdrag"):
        copy = f"Delivered-To: {mailbox}@okonomibistand.example\r\n".encode() + QUESTION
        _deliver(imap, copy, mailbox)
    _deliver(imap, make_mail(text="Hvordan åpner jeg periode 3?", message_id="<3@x.example>"), "oppdrag")
    messages = service.wait_settled(2)
    service.wait_sent(4)
    assert len(messages) == 2
    assert [mail.envelope_to for mail in smtp.caught].count("kari@eksempel-bygg.example") == 2


@pytest.mark.parametrize(
    "headers",
    [
        [("Auto-Submitted", "auto-replied")],
        [("Precedence", "bulk"), ("List-Unsubscribe", "<mailto:x@y.example>"), ("List-Id", "<a.b.example>")],
    ],
)
def test_a_machine_is_never_answered(
    service: Running, imap: ImapServer, smtp: SmtpServer, headers: list[tuple[str, str]]
) -> None:
    _deliver(imap, make_mail(subject="Automatisk svar: Ferie", text="Jeg er på ferie.", headers=headers))
    [message] = service.wait_settled(1)
    assert message.outcome is Outcome.NO_ACTION
    assert service.outgoing() == []


def test_our_own_receipt_that_comes_back_ends_the_loop(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    _ask(service, imap, smtp)
    receipt = next(mail.raw for mail in smtp.caught if mail.envelope_to == "kari@eksempel-bygg.example")
    _deliver(imap, receipt)
    assert service.wait_settled(2)[1].outcome is Outcome.NO_ACTION
    assert len(service.outgoing()) == 2


def test_one_address_gets_no_more_receipts_than_the_brake_allows_but_all_its_tickets(
    service: Running, imap: ImapServer, smtp: SmtpServer
) -> None:
    for number in range(5):
        _deliver(
            imap,
            make_mail(
                sender="kari@eksempel-bygg.example",
                text=f"Hvordan fører jeg bilag {number} med mva?",
                message_id=f"<{number}@eksempel-bygg.example>",
            ),
        )
    messages = service.wait_settled(5)
    assert {message.outcome for message in messages} == {Outcome.ROUTED}
    receipts = [mail for mail in service.outgoing() if mail.purpose == "receipt"]
    assert len(receipts) == 3
    with service.database.read() as session:
        assert event_actions(session).count("answer_withheld") == 2


def _ask(service: Running, imap: ImapServer, smtp: SmtpServer) -> EmailMessage:
    """Send the question, and return the receipt."""
    _deliver(imap, QUESTION)
    service.wait_settled(1)
    service.wait_sent(2)
    return next(mail.mail for mail in smtp.caught if mail.envelope_to == "kari@eksempel-bygg.example")


def _to_customer(smtp: SmtpServer) -> list[EmailMessage]:
    return [mail.mail for mail in smtp.caught if mail.envelope_to == "kari@eksempel-bygg.example"]


def _answer(to: EmailMessage, sender: str, text: str) -> bytes:
    """A reply as a mail client writes it."""
    return make_mail(
        sender=sender,
        subject=f"SV: {to['Subject']}",
        text=f"{text}\n\nDen 3. mars 2025 kl. 09:14 skrev Support <support@okonomibistand.example>:\n> Hei!",
        message_id=f"<answer-of-{sender}>",
        headers=[("In-Reply-To", to["Message-ID"]), ("References", to["Message-ID"])],
    )


def _deliver(imap: ImapServer, mail: bytes, mailbox: str = "support") -> None:
    deliver(imap.port, mailbox, PASSWORD, [mail])


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
