"""Train the model anew at night, when there is something new to learn from.

The training is the command that people use, in a process of its own within bounds (:mod:`bounded`), so
nothing that befalls it touches the mails. It takes the new model into use unless that is worse; the running
service then finds it like any other. What came of it is told in the log and kept in the database. Models
that earlier nights have made, and that nobody needs, are removed.

Nothing here raises: a night without a training is a night like before.
"""

import os
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from threading import Event, Lock

import structlog
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy.exc import SQLAlchemyError

from router.cases import trainings
from router.cases.tables.learning import TrainingResult
from router.cases.trainings import Lessons, Training
from router.clock import FIRM_ZONE, Clock
from router.database import TEMPORARY_FAILURES, Database, reason_of
from router.learning.corpus.files import CorpusError, corpus_hash
from router.learning.store.activation import changes
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import Manifest, ModelError, read_manifest
from router.learning.store.overview import installed_models
from router.learning.store.prune import prune
from router.service.bounded import BoundedCommand, Bounds, Ending
from router.settings import Settings

log = structlog.get_logger()

_TRY_AGAIN_SECONDS = 10.0
_MEGABYTE = 2**20


def every_night_at(moment: time) -> CronTrigger:
    """Once a night at this time in the firm's own zone."""
    return CronTrigger(hour=moment.hour, minute=moment.minute, second=moment.second, timezone=FIRM_ZONE)


class Retraining:
    """The trainings of one service: one at a time."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        *,
        stopping: Event,
        config: Path | None = None,
    ) -> None:
        self._settings = settings
        self._config = config
        self._database = database
        self._clock = clock
        self._stopping = stopping
        self._command: BoundedCommand | None = None
        self._one_at_a_time = Lock()

    @property
    def process_id(self) -> int | None:
        """The process that trains; ``None`` while none does."""
        command = self._command
        return command.process_id if command is not None else None

    def run(self) -> None:
        """Train if there is anything new, to the end. For a thread that can wait an hour."""
        if not self._one_at_a_time.acquire(blocking=False):
            return
        try:
            self._run()
        except (*TEMPORARY_FAILURES, SQLAlchemyError) as error:
            log.error("training_failed", reason=reason_of(error))
        except Exception:
            log.exception("training_fault")
        finally:
            self._one_at_a_time.release()

    def stop(self) -> None:
        """End a training that runs, and wait until nothing of it is left. The service must be stopping."""
        if (command := self._command) is not None:
            command.stop()
        if self._one_at_a_time.acquire(timeout=3):
            self._one_at_a_time.release()

    def _run(self) -> None:
        started_at = self._clock()
        try:
            lessons = self._lessons()
        except (CorpusError, OSError) as error:
            nothing = Lessons("", 0)
            self._keep(Training(started_at, self._clock(), TrainingResult.FAILED, None, str(error), nothing))
            return
        if not self._is_new(lessons):
            log.info("training_not_needed", reason="no labelled mail or correction is new")
            return
        models = self._settings.models
        if not os.access(models, os.W_OK):
            # Better told now than after minutes of work.
            reason = f"{models}: cannot be written to; give the service's user a folder of models of its own"
            self._keep(Training(started_at, self._clock(), TrainingResult.FAILED, None, reason, lessons))
            return
        before = _versions(models)
        log.info("training_started", corpus=str(self._settings.corpus))
        self._command = self._training()
        if self._stopping.is_set():
            return
        ending = self._command.run()
        if ending.was_stopped:
            log.info("training_stopped", reason="the service stops; the next night trains again")
            return
        result, version, reason = self._outcome(ending, before)
        self._keep(Training(started_at, self._clock(), result, version, reason, lessons))
        if version is not None:
            self._prune()

    def _training(self) -> BoundedCommand:
        own = self._settings
        return BoundedCommand(
            [
                *("train", "--activate", "--corpus", str(own.corpus), "--models", str(own.models)),
                *("--jobs", str(own.learning.processors)),
                *(("--promise", own.review_promise) if own.review_promise is not None else ()),
                # By its configuration it finds what people have corrected.
                *(("--config", str(self._config)) if self._config is not None else ()),
            ],
            Bounds(
                memory_bytes=own.learning.memory_megabytes * _MEGABYTE,
                processors=own.learning.processors,
                longest=timedelta(minutes=own.learning.longest_minutes),
            ),
        )

    def _lessons(self) -> Lessons:
        with self._database.read() as session:
            return Lessons(corpus_hash(self._settings.corpus), trainings.last_correction(session))

    def _is_new(self, lessons: Lessons) -> bool:
        """Whether there is anything that neither the model in use nor the last candidate was made from."""
        active = _active(self._settings.models)
        with self._database.read() as session:
            last = trainings.latest(session, has_taught=True)
            if last is not None and lessons.last_correction > last.lessons.last_correction:
                return True
            if active is None:
                return last is None or last.lessons != lessons
            if last is None and trainings.corrected_since(session, _made_at(active)):
                return True
        known = {active.corpus_sha256, *([last.lessons.corpus_sha256] if last is not None else [])}
        return lessons.corpus_sha256 not in known

    def _outcome(self, ending: Ending, before: frozenset[str]) -> tuple[TrainingResult, str | None, str]:
        models, limits = self._settings.models, self._settings.learning
        made = sorted(_versions(models) - before, key=lambda version: _made_at_of(models / version))
        said = " ".join(ending.said.split("\n")[-1].split())
        if made:
            version = made[-1]
            taken = [change for change in changes(models) if change.version == version]
            if taken:
                return TrainingResult.ACTIVATED, version, taken[-1].reason
            return TrainingResult.KEPT, version, said or f"ended with status {ending.status}"
        if ending.took_too_long:
            said = (
                f"it took longer than learning.longest_minutes allows ({limits.longest_minutes}); allow more"
            )
        elif not said or "Traceback" in ending.said or "Error" in said.partition(":")[0]:
            # Nobody foresaw it. Want of memory shows in many ways, at times without a traceback.
            said = (
                f"it broke down ({said or 'it said nothing'}; status {ending.status}); if it lacked memory, "
                f"allow more than {limits.memory_megabytes} in learning.memory_megabytes"
            )
        return TrainingResult.FAILED, None, said

    def _keep(self, training: Training) -> None:
        """Tell of it in the log and the database; if that is away, as soon as it is back."""
        if training.result is TrainingResult.FAILED:
            log.error("training_failed", reason=training.reason)
        else:
            log.info(
                "training_ended",
                result=training.result.value,
                version=training.version,
                reason=training.reason,
                seconds=round((training.ended_at - training.started_at).total_seconds()),
            )
        while True:
            try:
                with self._database.write() as session:
                    trainings.record(session, training)
            except (*TEMPORARY_FAILURES, SQLAlchemyError):
                if self._stopping.wait(_TRY_AGAIN_SECONDS):
                    return
            else:
                return

    def _prune(self) -> None:
        with self._database.read() as session:
            made = trainings.versions_made(session)
        try:
            removed = prune(self._settings.models, made)
        except ModelError as error:
            log.warning("models_not_removed", reason=str(error))
        else:
            if removed:
                log.info("models_removed", versions=list(removed))


def _versions(models: Path) -> frozenset[str]:
    try:
        return frozenset(model.version for model in installed_models(models))
    except ModelError:
        return frozenset()


def _active(models: Path) -> Manifest | None:
    try:
        return read_manifest(active_model_directory(models))
    except ModelError:
        return None


def _made_at_of(directory: Path) -> datetime:
    try:
        return _made_at(read_manifest(directory))
    except ModelError:
        return datetime.fromtimestamp(0, FIRM_ZONE)


def _made_at(manifest: Manifest) -> datetime:
    """When the model was made; long ago where it does not say so."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(manifest.made_at)
        if moment.tzinfo is not None:
            return moment
    return datetime.fromtimestamp(0, FIRM_ZONE)
