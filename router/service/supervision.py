"""Tell systemd how the service fares: ready, status, alive, stopping (sd_notify(3)).

The watchdog is only fed while every thread shows that it lives: a service that hangs is restarted, instead of
looking well for ever. Outside systemd all this does nothing.
"""

import os
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog
from sdnotify import SystemdNotifier

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
        self._notifier = SystemdNotifier() if "NOTIFY_SOCKET" in os.environ else None

    def ready(self) -> None:
        """The service does its work now."""
        self._tell("READY=1")

    def stopping(self) -> None:
        """The service is on its way down."""
        self._tell("STOPPING=1")

    def beat(self) -> None:
        """Feed the watchdog, and say in a line how things are, if all threads are alive."""
        silent = self.silent_threads()
        if silent:
            log.error("threads_silent", threads=silent)
            self._tell(f"STATUS=hanging: {', '.join(silent)}")
            return
        self._tell(f"WATCHDOG=1\nSTATUS={self._status()}")

    def _tell(self, state: str) -> None:
        if self._notifier is not None:
            self._notifier.notify(state)

    def silent_threads(self) -> list[str]:
        """The threads that have ended or have not been heard of for too long."""
        now = time.monotonic()
        return [
            thread.name
            for thread in self._threads
            if not thread.is_alive() or now - thread.last_beat > _LONGEST_SILENCE_SECONDS
        ]


def watchdog_interval_seconds() -> float:
    """How often to feed the watchdog: twice as often as systemd asks, or every half minute."""
    asked = os.environ.get("WATCHDOG_USEC", "")
    return int(asked) / 2_000_000 if asked.isdigit() and int(asked) > 0 else 30.0
