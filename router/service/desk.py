"""The firm's desk as the files describe it, kept up to date while the service runs.

The consultants' file is read again when it has changed. A faulty change is refused and told of, and the
roster that was in force stays in force.
"""

from threading import Lock

import structlog

from router.cases.consultants import RosterError, load_roster
from router.cases.handling import Desk
from router.settings import Settings
from router.taxonomy import load_taxonomy

log = structlog.get_logger()


class DeskOnFile:
    """The desk, from settings, taxonomy and consultants' file.

    Raises (when made):
        TaxonomyError, RosterError: a file cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._taxonomy = load_taxonomy(settings.taxonomy)
        self._lock = Lock()
        self._seen_at = self._changed_at()
        self._desk = self._read()

    def current(self) -> Desk:
        """The desk that is in force."""
        with self._lock:
            return self._desk

    def read_again(self) -> None:
        """Take over the consultants' file if it has changed since it was last looked at."""
        changed_at = self._changed_at()
        if changed_at == self._seen_at:
            return
        self._seen_at = changed_at
        try:
            desk = self._read()
        except RosterError as error:
            log.error("consultants_refused", reason=str(error), in_force="the earlier ones")
            return
        with self._lock:
            self._desk = desk
        log.info("consultants_read", consultants=len(desk.roster))

    def _read(self) -> Desk:
        return Desk(
            firm=self._settings.firm,
            limits=self._settings.post,
            taxonomy=self._taxonomy,
            roster=load_roster(self._settings.consultants, self._taxonomy),
            mailbox_addresses={name: box.address for name, box in self._settings.mailboxes.items()},
            own_addresses=self._settings.own_addresses,
        )

    def _changed_at(self) -> int | None:
        try:
            return self._settings.consultants.stat().st_mtime_ns
        except OSError:
            return None
