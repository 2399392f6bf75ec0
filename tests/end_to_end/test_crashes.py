"""Stops and crashes: whatever happens to the process, each mail makes its tickets once (promises 1, 3, 4)."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from router.cases.tables import Outcome
from router.database import open_database
from router.demo.servers import SmtpServer
from router.migrations import migrate
from router.settings import load_settings
from router.status import read_status
from tests.mails import make_mail
from tests.running import Place, Running, configuration, running, started
from tests.servers import Dovecot
from tests.waiting import wait_until

pytestmark = pytest.mark.dovecot

MAILS = [
    make_mail(
        sender=f"Kunde {number} <kunde{number}@firma{number}.example>",
        subject="Feil i lønn",
        text=f"Hei, a-meldingen for termin {number} ble avvist av Altinn. Hva gjør vi?\n\nMvh Kunde {number}",
        message_id=f"<crash-{number}@firma.example>",
    )
    for number in range(80)
]


@pytest.fixture
def config(dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path) -> Path:
    path = configuration(tmp_path, {"support": Place(dovecot.port, user)}, smtp_port=smtp.port)
    database = open_database(load_settings(path).database_url)
    migrate(database)
    database.close()
    return path


def _progress(config: Path) -> Callable[[], tuple[int, int]]:
    """How many messages have been received, and how many of them settled."""

    def look() -> tuple[int, int]:
        database = open_database(load_settings(config).database_url)
        try:
            outcomes = read_status(database).outcomes
        finally:
            database.close()
        return sum(outcomes.values()), sum(outcomes.values()) - outcomes[Outcome.WAITING]

    return look


def test_killed_again_and_again_it_makes_every_ticket_once(
    dovecot: Dovecot, smtp: SmtpServer, user: str, config: Path
) -> None:
    dovecot.append(user, *MAILS)
    look = _progress(config)
    for received, settled in ((1, 0), (50, 1), (51, 20), (80, 40)):

        def has_come_so_far(received: int = received, settled: int = settled) -> bool:
            progress = look()
            return progress[0] >= received and progress[1] >= settled

        with started(config) as process:
            wait_until(has_come_so_far, f"{received} mails are received and {settled} settled")
            process.send_signal(signal.SIGKILL)
            process.wait()
    with running(config) as service:
        service.wait_settled(80)
        service.wait_sent(len(service.outgoing()))
        wait_until(lambda: not dovecot.uids(user), "INBOX is empty")
        _assert_each_once(service)
    assert len(dovecot.uids(user, "Behandlet")) == 80
    receipts = [mail for mail in smtp.caught if mail.mail["X-Ticket-Router"] == "receipt"]
    # A mail may go out twice only if the process died between the server's answer and the commit, and then
    # it is the same mail (promise 4).
    assert len({mail.mail["Message-ID"] for mail in receipts}) == 80


def test_told_to_stop_it_ends_within_ten_seconds_with_nothing_half_done(
    dovecot: Dovecot, user: str, config: Path
) -> None:
    dovecot.append(user, *MAILS)
    look = _progress(config)
    with started(config) as process:
        wait_until(lambda: look()[1] >= 5, "some mails are settled")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    with running(config) as service:
        service.wait_settled(80)
        _assert_each_once(service)
        # An orderly stop takes no attempt from a mail.
        assert {message.attempts for message in service.messages()} == {1}


def test_no_reader_outlives_a_service_that_was_killed(config: Path) -> None:
    with started(config) as process:
        wait_until(lambda: len(_children(process)) >= 2, "the readers have started")
        readers = _children(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_until(lambda: not any(Path(f"/proc/{reader}").exists() for reader in readers), "readers end")


def _children(process: "subprocess.Popen[bytes]") -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            if parent == process.pid:
                found.append(int(entry.name))
    return [child for child in found if child != os.getpid()]


def _assert_each_once(service: Running) -> None:
    messages = service.messages()
    assert len(messages) == 80
    assert {message.outcome for message in messages} == {Outcome.ROUTED}
    numbers = [issue.ticket.number for message in messages for issue in message.issues]
    assert len(numbers) == len(set(numbers)) == sum(len(message.issues) for message in messages)
    occasions = [mail.occasion for mail in service.outgoing()]
    assert len(occasions) == len(set(occasions))
    assert sum(occasion.startswith("receipt/") for occasion in occasions) == 80
