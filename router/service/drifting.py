"""Compare, week by week, what came in with what the model was trained on.

Every few minutes it is looked whether the last week has been compared, so that a Monday on which the service
stood still does no harm. What cannot be compared (labelled mails that cannot be read, no model) is told once,
and tried again.
"""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from router.cases import drift_weeks
from router.cases.drift_weeks import Week, week_before
from router.clock import Clock
from router.database import TEMPORARY_FAILURES, Database, reason_of
from router.learning.corpus.files import CorpusError
from router.learning.corpus.labelled import read_corpus
from router.learning.drift.comparison import Drift, drift
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError, read_manifest
from router.promise import PromiseError
from router.settings import Settings

log = structlog.get_logger()


def measured_drift(settings: Settings, database: Database, week: Week, *, shadow: bool) -> Drift:
    """What came in during this time, compared with the active model's figures and the labelled mails.

    Raises:
        CorpusError: the labelled mails cannot be read.
        ModelError: no model is active, its figures cannot be read, or it cannot keep the firm's promise.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be asked.
    """
    manifest = read_manifest(active_model_directory(settings.models))
    corpus = read_corpus(settings.corpus)
    with database.read() as session:
        came = drift_weeks.incoming(session, week, shadow=shadow)
    try:
        return drift(came, manifest, corpus, promise=settings.wrong_share)
    except PromiseError as error:
        raise ModelError(f"{settings.models / manifest.version}: {error}") from error


class WeeklyDrift:
    """The comparisons of one service."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, *, shadow: bool) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._shadow = shadow
        self._told = ""

    def run(self) -> None:
        """Compare the last week if that has not been done. Raises nothing."""
        try:
            self._run()
        except (CorpusError, ModelError) as error:
            self._tell(str(error))
        except (*TEMPORARY_FAILURES, SQLAlchemyError) as error:
            self._tell(reason_of(error))
        except Exception:
            log.exception("drift_fault")
        else:
            self._told = ""

    def _run(self) -> None:
        week = week_before(self._clock())
        with self._database.read() as session:
            if drift_weeks.is_kept(session, week):
                return
        measured = measured_drift(self._settings, self._database, week, shadow=self._shadow)
        with self._database.write() as session:
            drift_weeks.keep(session, week, measured, self._clock())
        log.info(
            "drift_measured",
            week_from=week.since.date().isoformat(),
            issues=measured.issues,
            warnings=measured.warnings,
        )

    def _tell(self, reason: str) -> None:
        if reason != self._told:
            log.warning("drift_not_measured", reason=reason)
        self._told = reason
