"""A thread that works whenever there may be something to do, for as long as the service runs.

It is woken by others, looks by itself every second, and shows that it lives. A failure of the database is
waited out; a fault of ours is logged and the work goes on: neither ends the thread.
"""

import time
from abc import abstractmethod
from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError

from router.database import TEMPORARY_FAILURES, reason_of
from router.settings import SettingsError

log = structlog.get_logger()

_LOOK_EVERY_SECONDS = 1.0
_PAUSE_AFTER_FAILURE_SECONDS = 5.0


class Worker(Thread):
    """The thread. What it does is :meth:`work`."""

    def __init__(self, name: str, stopping: Event) -> None:
        super().__init__(name=name, daemon=True)
        self._stopping = stopping
        self._wanted = Event()
        self.last_beat = time.monotonic()
        """When the thread last showed that it lives; for the watchdog."""

    @abstractmethod
    def work(self) -> None:
        """Do all that there is to do now, and beat between one step and the next."""

    def wake(self) -> None:
        """There may be something to do."""
        self._wanted.set()

    def beat(self) -> None:
        """Show that the thread lives."""
        self.last_beat = time.monotonic()

    def run(self) -> None:
        """Work until the service stops."""
        while not self._stopping.is_set():
            self.beat()
            self._wanted.clear()
            try:
                self.work()
            except (*TEMPORARY_FAILURES, SQLAlchemyError, SettingsError) as error:
                # A rollback that fails hides what it was for; that is then the context.
                log.warning("work_failed", thread=self.name, reason=reason_of(error.__context__ or error))
                self._stopping.wait(_PAUSE_AFTER_FAILURE_SECONDS)
            except Exception:
                log.exception("worker_fault", thread=self.name)
                self._stopping.wait(_PAUSE_AFTER_FAILURE_SECONDS)
            else:
                self._wanted.wait(_LOOK_EVERY_SECONDS)
