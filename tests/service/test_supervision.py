"""What systemd hears of the service, over a real notification socket (sd_notify(3))."""

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from router.demo.servers import ImapServer, SmtpServer
from router.service.supervision import Supervision, watchdog_interval_seconds
from tests.running import Place, configuration, started


class _Thread:
    name = "settler"

    def __init__(self, *, alive: bool = True, silent_for: float = 0) -> None:
        self.last_beat = time.monotonic() - silent_for
        self._alive = alive

    def is_alive(self) -> bool:
        return self._alive


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket that systemd listens on."""
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(path)
        listening.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", path)
        yield listening


def test_systemd_hears_ready_status_alive_and_stopping(
    systemd: socket.socket, imap: ImapServer, smtp: SmtpServer, tmp_path: Path
) -> None:
    config = configuration(tmp_path, {"support": Place(imap.port, "support")}, smtp_port=smtp.port)
    with started(config, environment={"WATCHDOG_USEC": "500000"}) as process:
        assert systemd.recv(4096) == b"READY=1"
        status = systemd.recv(4096).decode()
        assert status.startswith("WATCHDOG=1\nSTATUS=0 mails settled")
        assert systemd.recv(4096).startswith(b"WATCHDOG=1")
        process.send_signal(signal.SIGTERM)
        while (heard := systemd.recv(4096)) != b"STOPPING=1":
            assert heard.startswith(b"WATCHDOG=1")
        assert process.wait(10) == 0


@pytest.mark.parametrize("thread", [_Thread(alive=False), _Thread(silent_for=1000)], ids=["ended", "hanging"])
def test_the_watchdog_goes_hungry_when_a_thread_ended_or_hangs(
    systemd: socket.socket, thread: _Thread
) -> None:
    supervision = Supervision([_Thread(), thread], lambda: "well")
    supervision.beat()
    assert systemd.recv(4096) == b"STATUS=hanging: settler"


def test_outside_systemd_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    supervision = Supervision([_Thread()], lambda: "well")
    supervision.ready()
    supervision.beat()
    assert supervision.silent_threads() == []


@pytest.mark.parametrize(
    ("asked", "seconds"), [("60000000", 15.0), ("300000000", 30.0), ("", 30.0), ("nonsense", 30.0)]
)
def test_the_watchdog_is_fed_four_times_as_often_as_asked(
    monkeypatch: pytest.MonkeyPatch, asked: str, seconds: float
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", asked)
    assert watchdog_interval_seconds() == seconds
