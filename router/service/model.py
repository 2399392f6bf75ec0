"""The model that the readers judge with, kept up to date while the service runs.

What `models/active` names is looked at every few seconds. A new model is tried by readers of its own, which
stand ready while the others finish the mails in hand, and then take over: no mail waits for it or is lost
over it. One that cannot be used is refused and told of, and the model that was in force stays so, from
memory, whatever befalls its files. Where no model can be used at the start, the service runs without one:
mails are received as ever, and everything goes to review until a usable one is there.

Each change is an event in the database, from which `status` tells it. Nothing here writes to the models'
folder, and nothing that it holds brings the service down.
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path
from threading import Lock

import structlog
from sqlalchemy.exc import SQLAlchemyError

from router.cases import events
from router.cases.events import ROUTER, Action
from router.clock import Clock
from router.database import TEMPORARY_FAILURES, Database
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ACTIVE_FILE, MANIFEST_FILE, MODEL_FILE, ModelError
from router.learning.store.model_file import ModelFile, read_named_model
from router.service.reading import Readers
from router.taxonomy import AreaCode

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 2
_TRY_AGAIN_AFTER = timedelta(minutes=10)
"""What was refused may have been so for want of memory, and whoever reads the log should not forget it."""


class ModelInForce:
    """Gives the readers their model, and a new one when there is one."""

    def __init__(
        self,
        models: Path,
        areas: Callable[[], Collection[AreaCode]],
        readers: Readers,
        database: Database,
        clock: Clock,
        promise: float | None = None,
    ) -> None:
        """``promise``: of the automatically routed cases, the share that may be wrong, where it is not the
        model's own."""
        self._promise = promise
        self._models = models
        self._areas = areas
        self._readers = readers
        self._database = database
        self._clock = clock
        self._seen: object = None
        self._tried_at = clock()
        self._untold: list[tuple[Action, str]] = []
        self._lock = Lock()
        self._looking = Lock()
        self.trouble = ""
        """Why what `models/active` names cannot be used; empty while it can."""

    def start(self) -> None:
        """Start the readers, with the model if it can be used and without one if not."""
        self._seen = self._looks()
        try:
            self._readers.start(self._usable())
        except ModelError as error:
            self.trouble = str(error)
            self._readers.start(None)
            log.error("model_missing", reason=self.trouble, until_then="every mail goes to review")
            self._tell(Action.MODEL_MISSING, self.trouble)
        else:
            self.taken()

    def read_again(self) -> None:
        """Look whether another model is to be used, or the files of this one have changed."""
        if not self._looking.acquire(blocking=False):
            return  # readers that start, with all that they import, may take longer than one look to the next
        try:
            self._look()
        finally:
            self._looking.release()

    def _look(self) -> None:
        self._write_down()
        seen, now = self._looks(), self._clock()
        if seen == self._seen and not (self.trouble and now - self._tried_at >= _TRY_AGAIN_AFTER):
            return
        self._seen, self._tried_at = seen, now
        try:
            is_new = self._readers.prepare(self._usable())
        except ModelError as error:
            is_told, self.trouble = self.trouble == str(error), str(error)
            in_force = self._readers.model_version
            log.error(
                "model_refused",
                reason=self.trouble,
                in_force=in_force or "none: every mail goes to review",
            )
            if not is_told:
                self._tell(Action.MODEL_REFUSED if in_force else Action.MODEL_MISSING, self.trouble)
        else:
            was_refused, self.trouble = bool(self.trouble), ""
            if was_refused and not is_new:
                self.taken()  # what was refused is gone, and what is in force is what should be

    def taken(self) -> None:
        """The readers have taken their model: say so."""
        version = self._readers.model_version
        log.info("model_in_force", version=version)
        self._tell(Action.MODEL_TAKEN, version or "")

    def line(self) -> str:
        """How it is, for the line that systemd shows."""
        version = self._readers.model_version
        if version is None:
            return "NO USABLE MODEL, every mail goes to review (see ticket-router status)"
        return f"model {version}" + (
            ", another was REFUSED (see ticket-router status)" if self.trouble else ""
        )

    def _usable(self) -> ModelFile:
        try:
            file = read_named_model(self._models, active_model_directory(self._models).name)
        except ModelError:
            raise
        except Exception as error:
            # Nothing that a file or a folder holds may end the service.
            raise ModelError(
                f"{self._models}: cannot be read ({type(error).__name__}: {error}); look at it with "
                "`ticket-router models list`"
            ) from error
        if strange := set(file.manifest.areas) - set(self._areas()):
            raise ModelError(
                f"{file.path}: knows areas that the taxonomy does not ({', '.join(sorted(strange))}); put "
                "them back, or train a model without them"
            )
        return file.under(self._promise)

    def _looks(self) -> object:
        """Changes when anything about the files does that decide which model is used."""
        try:
            directory = active_model_directory(self._models)
        except (ModelError, OSError, ValueError) as error:
            return str(error)
        return directory, *(
            _stamp(path)
            for path in (self._models / ACTIVE_FILE, directory / MANIFEST_FILE, directory / MODEL_FILE)
        )

    def _tell(self, action: Action, reason: str) -> None:
        with self._lock:
            self._untold.append((action, reason))
        self._write_down()

    def _write_down(self) -> None:
        """Put the events that are not there yet in the database; if that is away, later."""
        with self._lock:
            if not self._untold:
                return
            try:
                with self._database.write() as session:
                    for action, reason in self._untold:
                        events.record(session, self._clock(), ROUTER, action, reason)
            except (*TEMPORARY_FAILURES, SQLAlchemyError):
                return
            self._untold.clear()


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
