"""Tell systemd how the service fares: ready, status, alive, stopping (sd_notify(3)).

The watchdog is only fed while every thread shows that it lives: a service that hangs is restarted, instead of
looking well for ever. Outside systemd all this does nothing.
"""

import os
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

import structlog

log = structlog.get_logger()

# Longer than any single step may take: a reading (20 s), a network time-out (30 s), SQLite's wait (30 s).
_LONGEST_SILENCE_SECONDS = 120.0


class Beating(Protocol):
    """A thread that shows that it lives."""

    name: str
    last_beat: float

    def is_alive(self) -> bool: ...


class Supervision:
    """The service's side of the conversation with systemd."""

    def __init__(self, threads: Sequence[Beating], status: Callable[[], str]) -> None:
        self._threads = threads
        self._status = status

    def ready(self) -> None:
        """The service does its work now."""
        _tell("READY=1")

    def stopping(self) -> None:
        """The service is on its way down."""
        _tell("STOPPING=1")

    def beat(self) -> None:
        """Feed the watchdog, and say in a line how things are, if all threads are alive."""
        silent = self.silent_threads()
        if silent:
            log.error("threads_silent", threads=silent)
            _tell(f"STATUS=hanging: {', '.join(silent)}")
            return
        _tell(f"WATCHDOG=1\nSTATUS={self._status()}")

    def silent_threads(self) -> list[str]:
        """The threads that have ended or have not been heard of for too long."""
        now = time.monotonic()
        return [
            thread.name
            for thread in self._threads
            if not thread.is_alive() or now - thread.last_beat > _LONGEST_SILENCE_SECONDS
        ]


def watchdog_interval_seconds() -> float:
    """How often to feed the watchdog: four times as often as systemd asks, or twice a minute."""
    asked = os.environ.get("WATCHDOG_USEC", "")
    return min(30.0, int(asked) / 4_000_000) if asked.isdigit() and int(asked) > 0 else 30.0


def _tell(state: str) -> None:
    """One datagram to systemd (sd_notify(3)); nothing where there is no systemd, or it does not listen."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # an abstract socket
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending, suppress(OSError):
        sending.sendto(state.encode(), address)
