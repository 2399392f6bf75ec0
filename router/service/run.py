"""The service as a whole: what it is made of, and how it starts and stops.

Threads: one for each mailbox (receive), one that settles, one that sends; reader processes beside them;
APScheduler wakes them at intervals, so that a wake-up that was missed, or a mail that another process left
behind, waits seconds at the most. Nothing is handed from thread to thread but wake-ups: all state is in the
database, so a stop, or a crash, at any moment loses nothing.
"""

import os
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from router.cases import messages
from router.cases.tables import Outcome
from router.clock import Clock, utc_now
from router.database import TEMPORARY_FAILURES, open_database
from router.garbage import collect_seldom
from router.mailbox.watch import Watcher
from router.migrations import migrate
from router.post import outbox
from router.service.desk import DeskOnFile
from router.service.drifting import WeeklyDrift
from router.service.metrics import MetricsServer, RouterCollector
from router.service.model import LOOK_EVERY_SECONDS, ModelInForce
from router.service.reading import Readers
from router.service.retraining import Retraining, every_night_at
from router.service.sending import Sender
from router.service.settling import Settler
from router.service.sole import SoleService
from router.service.supervision import Supervision, watchdog_interval_seconds
from router.settings import Settings

log = structlog.get_logger()

_WAKE_EVERY_SECONDS = 10
_MEASURE_DRIFT_EVERY_SECONDS = 600
_RETRAIN = "train the model anew"
_STOP_WITHIN = timedelta(seconds=8)


class Service:
    """ticket-router, running. ``shadow`` reads and records, and changes and sends nothing.

    Raises (when made):
        TaxonomyError, RosterError, DatabaseError: a file or an address cannot be used. A model that cannot
        be used ends nothing: everything then goes to review.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        shadow: bool = False,
        clock: Clock = utc_now,
        config: Path | None = None,
    ) -> None:
        """``config`` is the file that the settings are from; trainings at night read it as well."""
        self._settings = settings
        self._shadow = shadow
        self._clock = clock
        self._stopping = Event()
        self.database = open_database(settings.database_url)
        self._sole = SoleService(self.database)
        self._desk = DeskOnFile(settings)
        self._readers = Readers(settings.service.readers, settings.identity, settings.service.reading_limit)
        self._model = ModelInForce(
            settings.models,
            lambda: self._desk.current().taxonomy.codes,
            self._readers,
            self.database,
            clock,
            settings.wrong_share,
        )
        self._settler = Settler(
            f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex[:8]}",
            self.database,
            clock,
            self._readers,
            self._desk.current,
            stopping=self._stopping,
            on_settled=lambda: self._sender.wake(),
            on_replaced=self._model.taken,
        )
        self._drift = WeeklyDrift(settings, self.database, clock, shadow=shadow)
        self._retraining = Retraining(settings, self.database, clock, stopping=self._stopping, config=config)
        self._metrics = _metrics(settings, RouterCollector(self.database, clock, shadow=shadow))
        self._sender = Sender(
            settings.smtp,
            self.database,
            clock,
            stopping=self._stopping,
            is_settling=lambda: self._settler.has_backlog,
        )
        self._watchers = [
            Watcher(
                mailbox,
                self.database,
                clock,
                largest_bytes=settings.service.largest_mail_bytes,
                shadow=shadow,
                stopping=self._stopping,
                on_stored=self._settler.wake,
            )
            for mailbox in settings.mailboxes.values()
        ]
        self._threads: list[Watcher | Settler | Sender] = [
            *self._watchers,
            self._settler,
            *([] if shadow else [self._sender]),
        ]
        self.supervision = Supervision(self._threads, self._status_line)
        self._scheduler = BackgroundScheduler(timezone="UTC")

    def start(self) -> None:
        """Bring the database up to date, start everything, and say that the service is ready.

        Raises:
            DatabaseError: the database belongs to a newer version, or another service works on its file.
            sqlalchemy.exc.SQLAlchemyError: the database cannot be reached.
        """
        self._sole.take(shadow=self._shadow, now=self._clock())
        migrate(self.database)
        if self.database.is_sqlite:
            # We are the only service: whatever is claimed was claimed by one that is gone.
            with self.database.write() as session:
                messages.release_all(session)
                outbox.try_all_now(session, self._clock())
        self._model.start()
        collect_seldom()
        for thread in self._threads:
            thread.start()
        self._schedule()
        if self._metrics is not None:
            self._metrics.start()
        self.supervision.ready()
        self.supervision.beat()
        log.info("started", mailboxes=list(self._settings.mailboxes), shadow=self._shadow)

    def stop(self) -> None:
        """Stop within ten seconds, with nothing half-done."""
        log.info("stopping")
        self.supervision.stopping()
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._metrics is not None:
            self._metrics.stop()
        self._retraining.stop()
        self._sender.wake()
        self._settler.wake()
        until = self._clock() + _STOP_WITHIN
        for thread in (thread for thread in self._threads if thread.ident is not None):
            thread.join(max(0.1, (until - self._clock()).total_seconds()))
            if thread.is_alive():
                # It waits for a server. What it holds is either committed or will be tried again.
                log.warning("left_behind", thread=thread.name)
        self._readers.close()
        self.database.close()
        self._sole.give_back()
        log.info("stopped")

    def mailbox_failures(self, mailbox: str) -> int:
        """How many rounds of this mailbox have failed since the last that went well."""
        return sum(watcher.failures for watcher in self._watchers if watcher.mailbox == mailbox)

    def reader_processes(self) -> Sequence[int]:
        """The process ids of the readers."""
        return self._readers.process_ids()

    @property
    def retraining(self) -> Retraining:
        """The trainings of this service."""
        return self._retraining

    @property
    def next_training_at(self) -> datetime | None:
        """When the model is trained next, if there is anything new to learn from; ``None``: never."""
        job = self._scheduler.get_job(_RETRAIN)
        return job.next_run_time if job is not None else None

    def _schedule(self) -> None:
        def every(seconds: float, job: object, name: str, at_once: int = 1) -> None:
            self._scheduler.add_job(
                job,
                "interval",
                seconds=seconds,
                id=name,
                coalesce=True,
                max_instances=at_once,
                misfire_grace_time=60,
            )

        every(_WAKE_EVERY_SECONDS, self._settler.wake, "wake the settler")
        every(_WAKE_EVERY_SECONDS, self._sender.wake, "wake the sender")
        every(30, self._desk.read_again, "read the consultants' file")
        every(LOOK_EVERY_SECONDS, self._model.read_again, "look for another model", at_once=2)
        every(_MEASURE_DRIFT_EVERY_SECONDS, self._drift.run, "compare the last week with training")
        every(watchdog_interval_seconds(), self.supervision.beat, "tell systemd")
        retrain_at = self._settings.learning.retrain_at
        if retrain_at is not None and not self._shadow:
            self._scheduler.add_job(
                self._retraining.run,
                every_night_at(retrain_at),
                id=_RETRAIN,
                coalesce=True,
                misfire_grace_time=3600,
            )
        self._scheduler.start()

    def _status_line(self) -> str:
        try:
            with self.database.read() as session:
                counts = messages.outcome_counts(session, shadow=self._shadow)
        except (*TEMPORARY_FAILURES, SQLAlchemyError) as error:
            return f"database failed: {type(error).__name__}"
        done = sum(counts.values()) - counts[Outcome.WAITING]
        return (
            f"{done} mails settled, {counts[Outcome.WAITING]} waiting, "
            f"{counts[Outcome.QUARANTINED]} in quarantine; {self._model.line()}"
        )


def _metrics(settings: Settings, collector: RouterCollector) -> MetricsServer | None:
    port = settings.service.metrics_port
    return MetricsServer(collector, settings.service.metrics_host, port) if port is not None else None
