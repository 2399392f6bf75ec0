"""One IMAP folder over one connection: list, fetch, acknowledge, wait.

Reads with BODY.PEEK[] and by UID only, never sets ``\\Seen``, never expunges. A read-only folder (EXAMINE) is
used for shadow runs and cannot change anything on the server. Every network call is bounded by the
connection's time-out. What IMAPClient raises goes through unchanged; :data:`IMAP_FAILURES` names it.
"""

import select
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event

import structlog
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError
from pydantic import SecretStr

from router.mailbox.ledger import Generation
from router.mailbox.login import log_in
from router.settings import Acknowledgement, MailboxSettings, Tls, tls_context

log = structlog.get_logger()

KEYWORD = "$TicketRouter"
_IDLE_SLICE_SECONDS = 1.0
# RFC 2177 allows 29 minutes; firewalls and some servers forget a silent connection long before that.
_LONGEST_IDLE_SECONDS = 300.0

IMAP_FAILURES = (IMAPClientError, OSError)
"""What a failing server or network raises."""


class ConnectionSpentError(Exception):
    """The connection can no longer be used, though nothing is wrong with the server: connect again."""


@dataclass(frozen=True, slots=True)
class FetchedMail:
    """One mail as the server has it."""

    uid: int
    raw: bytes
    received_at: datetime
    """INTERNALDATE."""


class Folder:
    """A folder that has been selected. Made by :func:`open_folder`."""

    def __init__(self, client: IMAPClient, settings: MailboxSettings, *, readonly: bool) -> None:
        self._client = client
        self._settings = settings
        self._readonly = readonly
        selected = client.select_folder(settings.folder, readonly=readonly)
        # RFC 9051, section 2.3.1.1: a server without UIDVALIDITY has no lasting UIDs; 0 stands for that.
        self.generation = Generation(settings.name, int(selected.get(b"UIDVALIDITY", 0)))
        self._keywords_allowed = b"\\*" in selected.get(b"PERMANENTFLAGS", ())
        self._done_folder: str | None = None
        if not readonly and settings.acknowledge is Acknowledgement.MOVE and client.has_capability("MOVE"):
            self._done_folder = self._ensure_done_folder()

    def uids(self, from_uid: int) -> Sequence[int]:
        """The UIDs in the folder from this one on, in ascending order, as they are at this moment."""
        self._has_news()  # what is told up to here, the search will show
        found = self._client.search(["UID", f"{from_uid}:*"])
        # "n:*" always holds the last mail, even when its UID is below n (RFC 9051, section 9, seq-range).
        return sorted(uid for uid in found if uid >= from_uid)

    def sizes(self, uids: Collection[int]) -> dict[int, int]:
        """RFC822.SIZE in bytes, of those that are still there."""
        answer = self._client.fetch(uids, ["RFC822.SIZE"])
        return {uid: int(data[b"RFC822.SIZE"]) for uid, data in answer.items() if b"RFC822.SIZE" in data}

    def fetch(self, uids: Collection[int], *, header_only: bool = False) -> Sequence[FetchedMail]:
        """The mails, of those that are still there."""
        section = "HEADER" if header_only else ""
        key = f"BODY[{section}]".encode()
        answer = self._client.fetch(uids, [f"BODY.PEEK[{section}]", "INTERNALDATE"])
        return [
            FetchedMail(uid, bytes(data[key] or b""), data[b"INTERNALDATE"])
            for uid, data in sorted(answer.items())
            if key in data and b"INTERNALDATE" in data
        ]

    def acknowledge(self, uids: Collection[int]) -> None:
        """Tell the server that these mails are safe: move them, or set the keyword where that is all we may.

        Where the server allows neither, the ledger alone remembers them.
        """
        if self._readonly or not uids:
            return
        if self._done_folder is not None:
            try:
                self._client.move(uids, self._done_folder)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                self._do_without_moving(f"the mails may not be moved: {error}")
            else:
                return
        if self._keywords_allowed:
            self._client.add_flags(uids, [KEYWORD], silent=True)

    def wait(self, seconds: float, stopping: Event) -> bool:
        """Wait until something new has come, the time is up, or the service stops; whether news came.

        Raises:
            ConnectionSpentError: the connection broke, or lost step, while it waited.
        """
        if self._has_news():
            return True
        if not (self._settings.idle and self._client.has_capability("IDLE")):
            stopping.wait(seconds)
            return False
        until = time.monotonic() + min(seconds, _LONGEST_IDLE_SECONDS)
        try:
            self._client.idle()
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            # News came before the server said that it was idling: IMAPClient cannot take that.
            raise ConnectionSpentError("news arrived while IDLE began") from error
        has_news = False
        while (left := until - time.monotonic()) > 0 and not stopping.is_set():
            if has_news := self._has_unread_answer():
                break
            began = time.monotonic()
            slice_seconds = min(left, _IDLE_SLICE_SECONDS)
            news = self._client.idle_check(timeout=slice_seconds)
            if has_news := any(len(item) > 1 and item[1] == b"EXISTS" for item in news):
                break
            if not news and time.monotonic() - began < slice_seconds / 2 and self._has_hung_up():
                raise ConnectionSpentError("the server hung up while idling")
        self._client.idle_done()
        return has_news

    def _has_news(self) -> bool:
        """Whether the server has told of new mail since this was last asked.

        It may do so with any answer, for example with that of the very search that did not show the mail yet
        (RFC 9051, section 7.4.1), and it does not say it again when IDLE begins.
        """
        # imaplib collects such news; IMAPClient gives no way to them but this.
        _, told = self._client._imap.response("EXISTS")
        return bool(told != [None])

    def _has_unread_answer(self) -> bool:
        """Whether an answer has come that was read from the network but by nobody yet.

        A server that has news when IDLE begins sends them in one packet with its consent. imaplib's buffer
        then holds them, where ``idle_check``, which asks the socket, does not see them.
        """
        connection = self._client._imap
        buffer = getattr(connection, "_file", None) or connection.file  # its name before Python 3.14
        socket = self._client.socket()
        socket.settimeout(0.0)
        try:
            return bool(buffer.peek(1))
        except OSError:
            return False  # nothing there: TLS says so with an error
        finally:
            socket.settimeout(self._settings.timeout_seconds)

    def _has_hung_up(self) -> bool:
        # An idle connection that can be read but has nothing to say is at its end.
        readable, _, _ = select.select([self._client.socket()], [], [], 0)
        return bool(readable)

    def _ensure_done_folder(self) -> str | None:
        name = self._settings.done_folder
        if self._client.has_capability("NAMESPACE"):
            personal = self._client.namespace().personal or ()
            # Some servers (Courier, older Cyrus) keep all folders under "INBOX.".
            if personal and personal[0][0] and not name.startswith(personal[0][0]):
                name = personal[0][0] + name
        try:
            if not self._client.folder_exists(name):
                self._create(name)
                self._client.subscribe_folder(name)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            self._do_without_moving(f"the folder {name} cannot be made: {error}")
            return None
        return name

    def _create(self, name: str) -> None:
        """Make a folder, or find it made: another connection may have done so since we looked."""
        try:
            self._client.create_folder(name)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            # The response code of RFC 5530; servers without it are asked again.
            if "[ALREADYEXISTS]" not in str(error).upper() and not self._client.folder_exists(name):
                raise

    def _do_without_moving(self, reason: str) -> None:
        self._done_folder = None
        instead = "keyword" if self._keywords_allowed else "ledger"
        log.warning("not_moving", mailbox=self._settings.name, reason=reason, instead=instead)


@contextmanager
def open_folder(settings: MailboxSettings, password: SecretStr, *, readonly: bool) -> Iterator[Folder]:
    """Connect, log in and select; log out at the end.

    Raises:
        IMAPClientError, OSError: the server cannot be reached, or does not have us (:data:`IMAP_FAILURES`).
    """
    context = tls_context(settings)
    client = IMAPClient(
        settings.host,
        settings.port,
        ssl=settings.tls is Tls.IMPLICIT,
        ssl_context=context,
        timeout=SocketTimeout(connect=min(10.0, settings.timeout_seconds), read=settings.timeout_seconds),
    )
    client.normalise_times = False  # keep INTERNALDATE's own zone
    try:
        if settings.tls is Tls.STARTTLS:
            client.starttls(context)
        log_in(client, settings.user, password)
        yield Folder(client, settings, readonly=readonly)
        client.logout()
    finally:
        with suppress(OSError):  # it may be closed already
            client.shutdown()
