"""The whole way of a mail against a real Dovecot, a real SMTP server and either database."""

from pathlib import Path

import pytest

from router.cases.tables import Outcome, TicketStatus
from router.demo.servers import SmtpServer
from router.mailbox.folder import KEYWORD
from tests.mails import make_mail
from tests.running import Place, configuration, running
from tests.servers import Dovecot
from tests.waiting import wait_until

pytestmark = pytest.mark.dovecot

PAYMENT = make_mail(
    sender="Kari Moen <kari@eksempel-bygg.example>",
    subject="Avvist betalingsfil",
    text="Hei,\n\nbetalingsfilen fra AutoPay ble avvist i banken i går, og remitteringen mangler KID.\n"
    "Hvordan sender vi den på nytt?\n\nMvh\nKari Moen",
    message_id="<payment@eksempel-bygg.example>",
)


def test_a_mail_becomes_a_ticket_and_both_sides_are_told(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path, database_url: str
) -> None:
    config = configuration(
        tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port, database_url=database_url
    )
    with running(config) as service:
        dovecot.append(user, PAYMENT)
        [message] = service.wait_settled(1)
        service.wait_sent(2)

        assert message.outcome is Outcome.ROUTED
        [issue] = message.issues
        assert (issue.kind, issue.area) == ("support", "bank_remittering")
        assert issue.ticket.status is TicketStatus.ASSIGNED
        sent = {mail.envelope_to: mail for mail in smtp.caught}
        receipt = sent.pop("kari@eksempel-bygg.example")
        [assignment] = sent.values()
        assert issue.ticket.number in receipt.mail["Subject"]
        assert receipt.mail["In-Reply-To"] == "<payment@eksempel-bygg.example>"
        assert issue.ticket.number in assignment.mail["Subject"]
        wait_until(lambda: not dovecot.uids(user), "the mail has left INBOX")
        assert len(dovecot.uids(user, "Behandlet")) == 1


def test_mails_that_wait_at_the_start_are_received(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    mails = [
        make_mail(text=f"Hvordan fører jeg bilag {n}?", message_id=f"<{n}@x.example>") for n in range(120)
    ]
    dovecot.append(user, *mails)
    config = configuration(
        tmp_path,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        sections={"post": {"receipts_per_address_per_hour": 1000}},
    )
    with running(config) as service:
        messages = service.wait_settled(120)
        wait_until(lambda: not dovecot.uids(user), "INBOX is empty")
    assert {message.outcome for message in messages} == {Outcome.ROUTED}
    assert len(dovecot.uids(user, "Behandlet")) == 120


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_the_connection_is_protected_by_tls(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path, tls: str
) -> None:
    place = Place(
        dovecot.tls_port if tls == "implicit" else dovecot.port, user, "localhost", tls, dovecot.ca_file
    )
    with running(configuration(tmp_path, {"support": place}, smtp_port=smtp.port)) as service:
        dovecot.append(user, PAYMENT)
        assert service.wait_settled(1)[0].outcome is Outcome.ROUTED


def test_where_mails_may_not_be_moved_a_keyword_is_set(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    config = configuration(
        tmp_path,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        mailbox_keys={"acknowledge": "keyword"},
    )
    dovecot.append(user, PAYMENT)
    with running(config) as service:
        service.wait_settled(1)
        wait_until(
            lambda: any(KEYWORD.encode() in flags for flags in dovecot.flags(user)), "the keyword is set"
        )
    [flags] = dovecot.flags(user)
    assert b"\\Seen" not in flags
    with running(config) as service:
        dovecot.append(user, make_mail(text="Hei, skriveren virker ikke", message_id="<2@x.example>"))
        assert len(service.wait_settled(2)) == 2


def test_a_mail_that_somebody_has_read_is_received_all_the_same(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    with dovecot.client(user) as client:
        client.append("INBOX", PAYMENT, flags=[b"\\Seen"])
    with running(
        configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    ) as service:
        assert service.wait_settled(1)[0].outcome is Outcome.ROUTED


def test_a_new_uidvalidity_makes_no_ticket_twice(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    config = configuration(
        tmp_path,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        mailbox_keys={"acknowledge": "keyword", "folder": "Saker"},
    )
    with dovecot.client(user) as client:
        client.create_folder("Saker")
    dovecot.append(user, PAYMENT, folder="Saker")
    with running(config) as service:
        service.wait_settled(1)
        service.wait_sent(2)
    with dovecot.client(user) as client:
        # What happens when a mailbox is restored or moved to another server.
        client.delete_folder("Saker")
        client.create_folder("Saker")
    dovecot.append(user, PAYMENT, make_mail(text="Ny sak: hvor er lønnslippen?"), folder="Saker")
    with running(config) as service:
        messages = service.wait_settled(2)
        assert len(messages) == 2
        assert sum(len(message.issues) for message in messages) == 2


def test_a_broken_connection_is_made_again(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    with running(
        configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    ) as service:
        dovecot.append(user, PAYMENT)
        service.wait_settled(1)
        dovecot.kick(user)
        dovecot.append(user, make_mail(text="Hvordan purrer jeg kunder?", message_id="<after@x.example>"))
        assert len(service.wait_settled(2)) == 2
