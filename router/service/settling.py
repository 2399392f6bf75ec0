"""Settle messages as they come: claim, read, and bring each to its outcome, batch after batch.

While one batch is recorded, the next is already being read. A batch is recorded in one transaction; if a
mail in it cannot be recorded, each is recorded in its own, so that it takes none of its neighbours with it.
When the database fails, nothing of the batch is kept, and its mails are claimed again once it is back.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Event

import structlog
from sqlalchemy.orm import Session

from router.cases import messages
from router.cases.handling import Desk, Reading
from router.cases.intake import Settled, settle
from router.cases.messages import ClaimedMessage
from router.clock import Clock
from router.database import TEMPORARY_FAILURES, Database
from router.service.reading import Readers, Unread, result_of
from router.service.worker import Worker

log = structlog.get_logger()

_BATCH = 16
_BROKEN_DOWN = Unread("the readers broke down while it was read", is_final=False)
_GRACE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class _InReading:
    claimed: ClaimedMessage
    future: "Future[Reading]"


class Settler(Worker):
    """The thread that settles messages."""

    def __init__(
        self,
        owner: str,
        database: Database,
        clock: Clock,
        readers: Readers,
        desk: Callable[[], Desk],
        *,
        stopping: Event,
        on_settled: Callable[[], None],
        on_replaced: Callable[[], None],
    ) -> None:
        super().__init__("settler", stopping)
        self._owner = owner
        self._database = database
        self._clock = clock
        self._readers = readers
        self._desk = desk
        self._on_settled = on_settled
        self._on_replaced = on_replaced
        self._held: set[int] = set()
        """Messages that we have claimed and not yet brought anywhere."""
        self.has_backlog = False
        """Whether more waits than one batch holds."""

    def work(self) -> None:
        """Settle until nothing waits."""
        if self._held:
            # The database failed us while we held these. It is back; so are they.
            with self._database.write() as session:
                messages.release(session, list(self._held))
            self._held.clear()
        if self._readers.replace():
            self._on_replaced()
        batch = self._begin_batch()
        while batch:
            self.beat()
            # Readers with another model take over between two batches, when nothing is in hand.
            takes_over = self._readers.has_replacement
            following = [] if self._stopping.is_set() or takes_over else self._begin_batch()
            self.has_backlog = bool(following)
            self._finish_batch(batch)
            batch = following
            if takes_over:
                self.wake()

    def _begin_batch(self) -> Sequence[_InReading]:
        with self._database.read() as session:
            if not messages.is_waiting(session, self._clock()):
                return []
        with self._database.write() as session:
            claimed = messages.claim(session, self._owner, self._clock(), _BATCH)
        self._held.update(one.id for one in claimed)
        return [_InReading(one, self._readers.read(one.raw, one.kind_hint)) for one in claimed]

    def _finish_batch(self, batch: Sequence[_InReading]) -> None:
        self._readers.wait([one.future for one in batch], self._stopping, _GRACE_SECONDS, self.beat)
        settled = self._record(batch)
        self._held.difference_update(one.claimed.id for one in batch)
        for message_id, outcome in settled:
            log.info(
                "settled",
                message=message_id,
                outcome=outcome.outcome.value,
                reason=outcome.reason,
                tickets=list(outcome.ticket_numbers),
            )
        if settled:
            self._on_settled()

    def _record(self, batch: Sequence[_InReading]) -> list[tuple[int, Settled]]:
        """Bring the batch to its outcomes in one transaction; if one mail will not go in, each in its own."""
        desk = self._desk()
        settled = []
        try:
            with self._database.write() as session:
                for one in batch:
                    outcome = self._record_one(session, one, desk)
                    if outcome is not None:
                        settled.append((one.claimed.id, outcome))
        except TEMPORARY_FAILURES:
            raise
        except Exception as error:
            if len(batch) > 1:
                return [recorded for one in batch for recorded in self._record([one])]
            [claimed] = [one.claimed for one in batch]
            log.exception("not_settled", message=claimed.id)
            with self._database.write() as session:
                # The error's text may quote the mail; its kind is enough here, the log has the rest.
                reason = f"{type(error).__name__} while it was recorded"
                messages.note_failure(session, claimed, reason, self._clock())
            return []
        return settled

    def _record_one(self, session: Session, one: _InReading, desk: Desk) -> Settled | None:
        match result_of(one.future):
            case Reading() as reading:
                return settle(session, one.claimed.id, reading, one.claimed.raw, desk, self._clock())
            case Unread() as unread:
                self._note_unread(session, one.claimed, unread)
            case None if self._stopping.is_set():
                messages.release(session, [one.claimed.id])
            case None:
                self._note_unread(session, one.claimed, _BROKEN_DOWN)
        return None

    def _note_unread(self, session: Session, claimed: ClaimedMessage, unread: Unread) -> None:
        log.warning("not_read", message=claimed.id, reason=unread.reason)
        if unread.is_final:
            messages.quarantine(session, claimed.id, unread.reason, self._clock())
        else:
            messages.note_failure(session, claimed, unread.reason, self._clock())
