"""One round over a folder: store what is new, then tell the server.

The order is promise 1: a chunk of mails is fetched, committed with its place in the ledger, and only then
acknowledged. The list of UIDs is taken once and worked through. A mail that cannot be fetched is tried by
itself, three times in all, and then set aside in quarantine; it never holds up the ones behind it. A failing
database ends the round at once: nothing has been touched, and the mails stay where they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from threading import Event

import structlog
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from router.cases import messages
from router.cases.messages import NewMessage
from router.clock import Clock
from router.database import Database
from router.mailbox import ledger
from router.mailbox.folder import FetchedMail, Folder
from router.message.fingerprint import fingerprint_of
from router.settings import MailboxSettings

log = structlog.get_logger()

_UIDS_IN_A_SIZE_QUERY = 500
_MAILS_IN_A_CHUNK = 50
_BYTES_IN_A_CHUNK = 20_000_000


@dataclass(frozen=True, slots=True)
class _Fetchable:
    uid: int
    size: int


class Receiver:
    """Receives one folder over one connection. Rounds after the first look only at what is new.

    ``is_careful`` makes the first round fetch the mails one by one: for a connection that follows a failure,
    so that a mail over which the server or the connection breaks is found out.
    """

    def __init__(
        self,
        folder: Folder,
        settings: MailboxSettings,
        database: Database,
        clock: Clock,
        *,
        largest_bytes: int,
        shadow: bool,
        is_careful: bool,
        stopping: Event,
        on_stored: Callable[[], None],
        on_progress: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._database = database
        self._clock = clock
        self._largest_bytes = largest_bytes
        self._shadow = shadow
        self._stopping = stopping
        self._on_stored = on_stored
        self._on_progress = on_progress
        self._mails_in_a_chunk = 1 if is_careful else _MAILS_IN_A_CHUNK
        self._from_uid = 1

    def round(self) -> int:
        """Receive what is new and acknowledge what is stored; how many mails were stored.

        Raises:
            IMAPClientError, OSError: the server failed; what was stored is safe.
            sqlalchemy.exc.SQLAlchemyError: the database failed; nothing was acknowledged that is not stored.
        """
        generation = self._folder.generation
        listed = self._folder.uids(self._from_uid)
        with self._database.read() as session:
            known = ledger.known_uids(session, generation, self._from_uid)
        new = [uid for uid in listed if uid not in known]
        stored = sum(self._receive(chunk) for chunk in self._chunks(new) if not self._stopping.is_set())
        self._acknowledge()
        if not self._stopping.is_set():
            # What could not be fetched this time is listed again in the next round.
            with self._database.read() as session:
                known = ledger.known_uids(session, generation, self._from_uid)
            left = [uid for uid in listed if uid not in known]
            self._from_uid = min(left) if left else max(listed, default=self._from_uid - 1) + 1
        self._mails_in_a_chunk = _MAILS_IN_A_CHUNK
        return stored

    def _chunks(self, uids: Sequence[int]) -> Iterator[list[int]]:
        """The UIDs in portions that fit in memory; those that are too large are set aside on the way."""
        for start in range(0, len(uids), _UIDS_IN_A_SIZE_QUERY):
            sizes = self._folder.sizes(uids[start : start + _UIDS_IN_A_SIZE_QUERY])
            chunk: list[int] = []
            room = _BYTES_IN_A_CHUNK
            for uid, size in sorted(sizes.items()):
                if size > self._largest_bytes:
                    self._set_aside_oversized(uid, size)
                    continue
                if chunk and (len(chunk) == self._mails_in_a_chunk or size > room):
                    yield chunk
                    chunk, room = [], _BYTES_IN_A_CHUNK
                chunk.append(uid)
                room -= size
            if chunk:
                yield chunk

    def _receive(self, uids: Sequence[int]) -> int:
        self._on_progress()
        try:
            mails = self._folder.fetch(uids)
        except (IMAPClientAbortError, OSError):
            if len(uids) == 1:
                self._count_failure(uids[0], "the connection broke while it was fetched")
            raise
        except (IMAPClientError, ValueError, KeyError, IndexError, TypeError) as error:
            # One answer in the chunk cannot be read. Find out which, and let the others through.
            if len(uids) > 1:
                return sum(self._receive([uid]) for uid in uids)
            self._count_failure(uids[0], f"{type(error).__name__}: {error}")
            return 0
        missing = set(uids) - {mail.uid for mail in mails}
        if missing:
            # Gone since they were listed; or there, but the server does not give them out.
            for uid in self._folder.sizes(sorted(missing)):
                self._count_failure(uid, "the server lists it but does not give it out")
        if not mails:
            return 0
        self._store(mails)
        self._on_stored()
        self._acknowledge()
        return len(mails)

    def _store(self, mails: Sequence[FetchedMail]) -> None:
        now = self._clock()
        new = [self._new_message(mail) for mail in mails]
        with self._database.write() as session:
            stored = messages.store_all(session, new)
            arrivals = [(mail.uid, message_id) for mail, message_id in zip(mails, stored, strict=True)]
            ledger.add_arrivals(session, self._folder.generation, arrivals, now)
        for uid, message_id in arrivals:
            log.info("received", mailbox=self._settings.name, uid=uid, message=message_id)

    def _new_message(self, mail: FetchedMail) -> NewMessage:
        return NewMessage(
            fingerprint=fingerprint_of(mail.raw),
            raw=mail.raw,
            size=len(mail.raw),
            mailbox=self._settings.name,
            kind_hint=self._settings.kind,
            received_at=_in_the_past(mail.received_at, self._clock()),
            shadow=self._shadow,
        )

    def _acknowledge(self) -> None:
        """Tell the server what is stored. If it will not have it, the mails stay and are told of again."""
        if self._shadow:
            return
        with self._database.read() as session:
            uids = ledger.unacknowledged(session, self._folder.generation)
        for start in range(0, len(uids), _UIDS_IN_A_SIZE_QUERY):
            portion = uids[start : start + _UIDS_IN_A_SIZE_QUERY]
            self._folder.acknowledge(portion)
            with self._database.write() as session:
                ledger.mark_acknowledged(session, self._folder.generation, portion, self._clock())

    def _set_aside_oversized(self, uid: int, size: int) -> None:
        reason = (
            f"the mail has {size} bytes, more than service.largest_mail_bytes ({self._largest_bytes}); "
            "it stays in its folder on the server, only its header is kept here"
        )
        headers = self._folder.fetch([uid], header_only=True)
        if headers:
            self._quarantine(uid, headers[0].raw, size, headers[0].received_at, reason)

    def _count_failure(self, uid: int, error: str) -> None:
        generation = self._folder.generation
        with self._database.write() as session:
            attempts = ledger.count_fetch_attempt(session, generation, uid, error, self._clock())
        log.warning("fetch_failed", mailbox=self._settings.name, uid=uid, attempts=attempts, error=error)
        if attempts >= ledger.MOST_FETCH_ATTEMPTS:
            reason = f"could not be fetched in {attempts} attempts; it stays on the server. Last: {error}"
            self._quarantine(uid, b"", 0, self._clock(), reason)

    def _quarantine(self, uid: int, raw: bytes, size: int, received_at: datetime, reason: str) -> None:
        """Record a message that is not here whole, so that it is counted and a human finds it."""
        generation = self._folder.generation
        place = f"{generation.mailbox}/{generation.uidvalidity}/{uid}"
        now = self._clock()
        new = NewMessage(
            fingerprint=sha256(place.encode()).hexdigest(),
            raw=raw,
            size=size,
            mailbox=self._settings.name,
            kind_hint=self._settings.kind,
            received_at=_in_the_past(received_at, now),
            shadow=self._shadow,
        )
        with self._database.write() as session:
            message_id = messages.store(session, new)
            ledger.add_arrivals(session, generation, [(uid, message_id)], now)
            # It is left where it is, for a human to see: not to be moved later either.
            ledger.mark_acknowledged(session, generation, [uid], now)
            messages.quarantine(session, message_id, reason, now)
        log.warning("quarantined", mailbox=self._settings.name, uid=uid, message=message_id, reason=reason)


def _in_the_past(received_at: datetime, now: datetime) -> datetime:
    """INTERNALDATE in UTC; a server whose clock is wrong cannot make a customer wait for the future."""
    if received_at.tzinfo is None:
        received_at = received_at.replace(tzinfo=UTC)
    return min(received_at, now)
