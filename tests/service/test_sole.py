"""One service for each SQLite file: a second is refused, and a dead one is in nobody's way."""

import signal
import subprocess
from pathlib import Path

import pytest

from router.clock import utc_now
from router.database import DatabaseError, open_database
from router.demo.servers import ImapServer, SmtpServer
from router.service.sole import SoleService
from tests.running import Place, configuration, run_command, running, started
from tests.servers import Postgres
from tests.waiting import wait_until


@pytest.fixture
def config(tmp_path: Path, imap: ImapServer, smtp: SmtpServer) -> Path:
    return configuration(tmp_path, {"support": Place(imap.port, "support")}, smtp_port=smtp.port)


def _wait_started(config: Path, process: "subprocess.Popen[bytes]") -> None:
    log = config.parent / "service.log"

    def has_started() -> bool:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        return '"event": "started"' in log.read_text(encoding="utf-8")

    wait_until(has_started, "the service has started")


@pytest.mark.parametrize("shadow", [False, True])
def test_a_second_service_is_refused_with_the_holders_name_and_the_commands_are_not(
    config: Path, shadow: bool
) -> None:
    with started(config, *(["--shadow"] if shadow else [])) as process:
        _wait_started(config, process)
        second = run_command(config, "run", *([] if shadow else ["--shadow"]))
        assert second.returncode == 1
        assert "Traceback" not in second.stderr
        told = second.stderr.splitlines()[-1]
        assert told.startswith(f"{config.parent}/router.db: process {process.pid} on ")
        assert ("a shadow run" if shadow else "ticket-router run") in told
        assert "end that one first" in told
        for command in (("check",), ("status",), ("migrate",), ("review",)):
            assert run_command(config, *command).returncode == 0, command
        assert process.poll() is None


def test_a_service_that_was_killed_is_in_nobodys_way(config: Path) -> None:
    with started(config) as process:
        _wait_started(config, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        # At once: its readers may still be there.
        with running(config):
            pass


def test_a_service_that_has_stopped_leaves_the_file_to_the_next(config: Path) -> None:
    for _ in range(2):
        with running(config):
            pass


def test_each_file_has_a_lock_of_its_own(tmp_path: Path) -> None:
    first = SoleService(open_database(f"sqlite:///{tmp_path}/one.db"))
    other = SoleService(open_database(f"sqlite:///{tmp_path}/two.db"))
    again = SoleService(open_database(f"sqlite:///{tmp_path}/one.db"))
    first.take(shadow=False, now=utc_now())
    other.take(shadow=False, now=utc_now())
    with pytest.raises(DatabaseError, match="serves this database already"):
        again.take(shadow=False, now=utc_now())
    first.give_back()
    again.take(shadow=False, now=utc_now())
    for one in (other, again):
        one.give_back()


def test_on_postgresql_there_may_be_several(postgres: Postgres) -> None:
    with postgres.new_database() as url:
        for _ in range(2):
            SoleService(open_database(url)).take(shadow=False, now=utc_now())
