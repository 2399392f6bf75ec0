"""What fails around the service costs time at the most: never a mail, and never another customer's."""

import os
import signal
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from router.cases.tables import Outcome
from router.clock import utc_now
from router.demo.servers import ImapServer, SmtpServer
from router.demo.show import deliver
from router.mailbox import ledger
from router.post.tables import OutgoingState
from tests.imap_proxies import CuttingProxy
from tests.mails import make_mail
from tests.running import Place, configuration, run_command, running
from tests.servers import PASSWORD, Dovecot, Postgres
from tests.waiting import wait_until

QUESTION = make_mail(text="Hei, hvordan fører jeg mva på innførsel?\n\nMvh Kari Moen")
ANOTHER = make_mail(text="Hei, skriveren på lageret virker ikke.", message_id="<another@x.example>")


class MovableClock:
    """The real time, and as much later as a test wants it to be."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


def test_a_mailbox_that_cannot_be_reached_holds_up_no_other(
    imap: ImapServer, smtp: SmtpServer, tmp_path: Path
) -> None:
    places = {"oppdrag": Place(1, "oppdrag"), "support": Place(imap.port, "support")}
    deliver(imap.port, "support", PASSWORD, [QUESTION])
    with running(configuration(tmp_path, places, smtp_port=smtp.port)) as service:
        assert service.wait_settled(1)[0].outcome is Outcome.ROUTED

        def failure_is_noted() -> bool:
            with service.database.read() as session:
                return any(state.name == "oppdrag" and state.last_failure for state in ledger.states(session))

        wait_until(failure_is_noted, "the failure is noted")


def test_mails_wait_in_the_outbox_while_the_smtp_server_is_down(imap: ImapServer, tmp_path: Path) -> None:
    clock = MovableClock()
    with SmtpServer() as gone:
        port = gone.port
    deliver(imap.port, "support", PASSWORD, [QUESTION])
    config = configuration(tmp_path, {"support": Place(imap.port, "support")}, smtp_port=port)
    with running(config, clock=clock) as service:
        service.wait_settled(1)
        wait_until(lambda: all(mail.last_error for mail in service.outgoing()), "the failure is written down")
        assert {mail.state for mail in service.outgoing()} == {OutgoingState.QUEUED}
        first_ids = [mail.message_id for mail in service.outgoing()]
        with SmtpServer(port=port) as back:
            clock.ahead = timedelta(minutes=1)
            service.wait_sent(2)
            assert sorted(str(mail.mail["Message-ID"]) for mail in back.caught) == sorted(
                f"<{one}>" for one in first_ids
            )


def test_an_address_that_the_server_refuses_for_good_is_not_tried_again(
    imap: ImapServer, smtp: SmtpServer, tmp_path: Path
) -> None:
    smtp.refusals["kari@eksempel-bygg.example"] = "550 5.1.1 no such user"
    deliver(imap.port, "support", PASSWORD, [QUESTION])
    config = configuration(tmp_path, {"support": Place(imap.port, "support")}, smtp_port=smtp.port)
    with running(config) as service:
        service.wait_settled(1)
        service.wait_sent(1)
        wait_until(
            lambda: any(mail.state is OutgoingState.REFUSED for mail in service.outgoing()), "it is refused"
        )
        [refused] = [mail for mail in service.outgoing() if mail.state is OutgoingState.REFUSED]
        assert "550" in refused.last_error
        assert refused.attempts == 1


def test_while_the_database_is_away_the_mails_stay_on_the_server(
    imap: ImapServer, smtp: SmtpServer, postgres: Postgres, tmp_path: Path
) -> None:
    with postgres.new_database() as url:
        name = url.partition("?")[0].rpartition("/")[2]
        config = configuration(
            tmp_path, {"support": Place(imap.port, "support")}, smtp_port=smtp.port, database_url=url
        )
        with running(config) as service:
            deliver(imap.port, "support", PASSWORD, [QUESTION])
            service.wait_settled(1)
            with psycopg.connect(postgres.uri, autocommit=True) as administrator:
                administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                administrator.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
                deliver(imap.port, "support", PASSWORD, [ANOTHER])
                wait_until(lambda: service.service.mailbox_failures("support") > 0, "the round fails")
                administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            messages = service.wait_settled(2)
            assert [message.outcome for message in messages] == [Outcome.ROUTED, Outcome.ROUTED]


@pytest.mark.dovecot
def test_hostile_mails_end_somewhere_and_the_next_customer_is_served(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (depth, depth)
        for depth in range(5000)
    )
    hostile = [
        b"\r\n",
        b"\x01" * 1000,
        bytes(range(1, 256)) * 20,
        nested,
        b"From: " + b"(" * 50_000 + b"\r\n\r\nhei",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=x-\xff\r\n\r\nhei \x02 \xed\xa0\x80",
        b"From: a@b.example\r\n\r\n" + b"> " * 300_000,
    ]
    config = configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    dovecot.append(user, *hostile, QUESTION)
    with running(config) as service:
        messages = service.wait_settled(len(hostile) + 1)
    assert len(messages) == len(hostile) + 1
    assert messages[-1].outcome is Outcome.ROUTED
    assert messages[-1].from_address == "kari@eksempel-bygg.example"


@pytest.mark.dovecot
def test_a_mail_that_takes_too_long_is_set_aside_and_can_be_tried_again(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    places = {"support": Place(dovecot.port, user)}
    impatient = {"service": {"readers": 1, "reading_limit_seconds": 0.1}}
    config = configuration(tmp_path, places, smtp_port=smtp.port, sections=impatient)
    dovecot.append(user, make_mail(text="Hvordan fører jeg mva på innførsel? " * 600_000), ANOTHER)
    with running(config) as service:
        slow, quick = service.wait_settled(2)
        assert slow.outcome is Outcome.QUARANTINED
        assert "reading_limit_seconds" in slow.outcome_reason
        assert quick.outcome is Outcome.ROUTED
    config = configuration(tmp_path, places, smtp_port=smtp.port)
    answer = run_command(config, "quarantine", "retry", str(slow.id), "--by", "Anna")
    assert answer.returncode == 0, answer.stderr
    with running(config) as service:
        assert {message.outcome for message in service.wait_settled(2)} == {Outcome.ROUTED}


@pytest.mark.dovecot
def test_a_mail_over_which_the_connection_breaks_holds_up_none_behind_it(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    mails = [make_mail(text=f"Hvordan fører jeg bilag {n}?", message_id=f"<{n}@x.example>") for n in range(5)]
    dovecot.append(user, *mails)
    with CuttingProxy(dovecot.port, poison=2) as proxy:
        config = configuration(tmp_path, {"support": Place(proxy.port, user)}, smtp_port=smtp.port)
        with running(config) as service:
            messages = service.wait_settled(5)
            wait_until(lambda: dovecot.uids(user) == [2], "only the mail that cannot be had is left")
        # Once with its neighbours, then by itself until it is set aside.
        assert proxy.cuts == 1 + ledger.MOST_FETCH_ATTEMPTS
    assert sorted(message.outcome for message in messages) == [Outcome.QUARANTINED, *[Outcome.ROUTED] * 4]


def test_a_reader_that_dies_is_replaced(imap: ImapServer, smtp: SmtpServer, tmp_path: Path) -> None:
    config = configuration(tmp_path, {"support": Place(imap.port, "support")}, smtp_port=smtp.port)
    with running(config) as service:
        for reader in service.service.reader_processes():
            os.kill(reader, signal.SIGKILL)
        deliver(imap.port, "support", PASSWORD, [QUESTION])
        assert service.wait_settled(1)[0].outcome is Outcome.ROUTED


@pytest.mark.dovecot
def test_a_mail_that_is_too_large_stays_on_the_server_for_a_human(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path
) -> None:
    config = configuration(
        tmp_path,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        sections={"service": {"readers": 1, "largest_mail_bytes": 100_000}},
    )
    dovecot.append(user, make_mail(text="x" * 200_000, message_id="<large@x.example>"), QUESTION)
    with running(config) as service:
        messages = service.wait_settled(2)
        outcomes = {message.outcome: message for message in messages}
        assert set(outcomes) == {Outcome.QUARANTINED, Outcome.ROUTED}
        assert "largest_mail_bytes" in outcomes[Outcome.QUARANTINED].outcome_reason
        wait_until(lambda: dovecot.uids(user) == [1], "only the large mail is left in INBOX")
    with running(config) as service:
        dovecot.append(user, ANOTHER)
        assert len(service.wait_settled(3)) == 3
