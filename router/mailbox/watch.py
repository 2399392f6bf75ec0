"""Watch one mailbox for as long as the service runs, in a thread of its own.

The states:

* *connecting*: log in and select. On failure → *backing off*.
* *receiving*: rounds, until one brings nothing new → *waiting*.
* *waiting*: IDLE, or sleep; after news, or ``poll_seconds`` at the latest → *receiving*. Polling is the
  truth, IDLE only wakes us earlier. After an hour the connection is replaced → *connecting*.
* *backing off*: one second, doubled with each failure up to five minutes → *connecting*.

A failure of one mailbox is noted and never leaves its thread, so that no mailbox holds up another.
"""

import random
import time
from collections.abc import Callable
from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError

from router.clock import Clock
from router.database import TEMPORARY_FAILURES, Database, reason_of
from router.mailbox import ledger
from router.mailbox.folder import IMAP_FAILURES, ConnectionSpentError, Folder, open_folder
from router.mailbox.receive import Receiver
from router.settings import MailboxSettings, SettingsError, secret

log = structlog.get_logger()

_LONGEST_WAIT_SECONDS = 30.0
_LIFE_OF_A_CONNECTION_SECONDS = 3600.0
_LONGEST_PAUSE_SECONDS = 300.0


class Watcher(Thread):
    """The thread of one mailbox."""

    def __init__(
        self,
        settings: MailboxSettings,
        database: Database,
        clock: Clock,
        *,
        largest_bytes: int,
        shadow: bool,
        stopping: Event,
        on_stored: Callable[[], None],
    ) -> None:
        super().__init__(name=f"mailbox-{settings.name}", daemon=True)
        self._settings = settings
        self._database = database
        self._clock = clock
        self._largest_bytes = largest_bytes
        self._shadow = shadow
        self._stopping = stopping
        self._on_stored = on_stored
        self.failures = 0
        """Rounds that have failed since the last that went well."""
        self.last_beat = time.monotonic()
        """When the thread last showed that it lives; for the watchdog."""

    @property
    def mailbox(self) -> str:
        """The mailbox's name in the configuration."""
        return self._settings.name

    def run(self) -> None:
        """Watch until the service stops."""
        while not self._stopping.is_set():
            try:
                self._watch_one_connection()
            except ConnectionSpentError as spent:
                log.info("connection_replaced", mailbox=self._settings.name, reason=str(spent))
            except (*IMAP_FAILURES, *TEMPORARY_FAILURES, SQLAlchemyError, SettingsError) as error:
                self._back_off(f"{type(error).__name__}: {reason_of(error)}")
            except Exception as error:
                log.exception("watcher_fault", mailbox=self._settings.name)
                self._back_off(f"{type(error).__name__}: {reason_of(error)}")

    def _watch_one_connection(self) -> None:
        self.last_beat = time.monotonic()
        password = secret(self._settings.credential)
        with open_folder(self._settings, password, readonly=self._shadow) as folder:
            log.info("watching", mailbox=self._settings.name, uidvalidity=folder.generation.uidvalidity)
            receiver = Receiver(
                folder,
                self._settings,
                self._database,
                self._clock,
                largest_bytes=self._largest_bytes,
                shadow=self._shadow,
                is_careful=self.failures > 0,
                stopping=self._stopping,
                on_stored=self._on_stored,
                on_progress=self._beat,
            )
            self._rounds(folder, receiver)

    def _rounds(self, folder: Folder, receiver: Receiver) -> None:
        replaced_at = time.monotonic() + _LIFE_OF_A_CONNECTION_SECONDS
        while not self._stopping.is_set() and time.monotonic() < replaced_at:
            self.last_beat = time.monotonic()
            stored = receiver.round()
            with self._database.write() as session:
                ledger.note_success(session, self._settings.name, self._clock())
            self.failures = 0
            if not stored:
                self._wait(folder)

    def _wait(self, folder: Folder) -> None:
        """Wait for news or the next poll, in portions: a short IDLE notices a dead connection early."""
        until = time.monotonic() + self._settings.poll_seconds
        while (left := until - time.monotonic()) > 0 and not self._stopping.is_set():
            self.last_beat = time.monotonic()
            if folder.wait(min(left, _LONGEST_WAIT_SECONDS), self._stopping):
                return

    def _beat(self) -> None:
        self.last_beat = time.monotonic()

    def _back_off(self, reason: str) -> None:
        self.failures += 1
        pause = min(2.0 ** (self.failures - 1), _LONGEST_PAUSE_SECONDS)
        # Spread out, so that many mailboxes do not come back to a server in the same moment.
        pause *= random.uniform(0.75, 1.25)  # noqa: S311
        log.warning(
            "mailbox_failed", mailbox=self._settings.name, reason=reason, pause_seconds=round(pause, 1)
        )
        try:
            with self._database.write() as session:
                ledger.note_failure(session, self._settings.name, reason, self._clock())
        except (*TEMPORARY_FAILURES, SQLAlchemyError):
            log.warning("failure_not_noted", mailbox=self._settings.name)
        until = time.monotonic() + pause
        while time.monotonic() < until and not self._stopping.wait(min(5.0, pause)):
            self.last_beat = time.monotonic()
