"""A mail server of one's own, in this process: IMAP by pymap, SMTP by aiosmtpd, on loopback and free ports.

They speak the real protocols, so the service that meets them is the real one. They keep everything in memory
and are for demonstrations and tests only: there is no TLS, and the passwords are made up at each start.
"""

import asyncio
import socket
import threading
from argparse import Namespace
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Lock
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend, Identity
from pymap.imap import IMAPServer
from pymap.user import Passwords, UserMetadata

LOOPBACK = "127.0.0.1"


class ImapServer:
    """pymap with one user for each mailbox, in a thread of its own."""

    def __init__(self, users: Sequence[str], password: str) -> None:
        self._users = users
        self._password = password
        self._started = Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="imap", daemon=True)
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._failure: BaseException | None = None
        self.port = 0

    def __enter__(self) -> "ImapServer":
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise RuntimeError("the IMAP server did not start") from self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        try:
            async with AsyncExitStack() as stack:
                await self._start(stack)
                self._started.set()
                await self._stop.wait()
        except BaseException as failure:
            self._failure = failure
            raise
        finally:
            self._started.set()

    async def _start(self, stack: AsyncExitStack) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        arguments = Namespace(
            host=LOOPBACK, port=0, debug=False, cert=None, key=None, tls=False, proxy_protocol=None,
            passlib_cfg=None, inherited_sockets=None, demo_data=False, demo_user="nobody",
            demo_password=self._password,
        )  # fmt: skip
        backend, config = await DictBackend.init(arguments, secure_auth=False)
        config.apply_context()
        await backend.start(stack)
        for user in self._users:
            hashed = await Passwords(config).hash_password(self._password)
            identity = Identity(user, backend.login, None, frozenset())
            await identity.set(UserMetadata(config, user, password=hashed))
        connected = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
        server = await asyncio.start_server(connected, LOOPBACK, 0)
        await stack.enter_async_context(server)
        stack.callback(self._end_connections)
        self.port = server.sockets[0].getsockname()[1]

    def _end_connections(self) -> None:
        """A client that is idling would keep the server from closing."""
        this = asyncio.current_task()
        for task in asyncio.all_tasks():
            if task is not this:
                task.cancel()


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """A mail that the SMTP server was given."""

    envelope_from: str
    envelope_to: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        """The mail, parsed."""
        parsed = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class _AnyPort(Controller):
    """A controller on a port that the system chooses; aiosmtpd's own needs to know it beforehand."""

    def _create_server(self) -> Coroutine[Any, Any, asyncio.Server]:
        listening = socket.create_server((LOOPBACK, self.port))
        self.port = listening.getsockname()[1]
        created: Coroutine[Any, Any, asyncio.Server] = self.loop.create_server(
            self._factory_invoker, sock=listening
        )
        return created


class SmtpServer:
    """aiosmtpd that keeps what it is given. It refuses addresses that are told to it."""

    def __init__(self, port: int = 0) -> None:
        self._lock = Lock()
        self._caught: list[CaughtMail] = []
        self._controller = _AnyPort(self, hostname=LOOPBACK, port=port)
        self.refusals: dict[str, str] = {}
        """SMTP replies by recipient, such as ``550 no such user``; taken away, the recipient is welcome."""

    def __enter__(self) -> "SmtpServer":
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        """The port that the system chose."""
        return int(self._controller.port)

    @property
    def caught(self) -> Sequence[CaughtMail]:
        """What has been taken so far, in order."""
        with self._lock:
            return tuple(self._caught)

    # aiosmtpd calls its hooks by these names.
    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if refusal := self.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        with self._lock:
            self._caught.extend(
                CaughtMail(envelope.mail_from or "", recipient, content) for recipient in envelope.rcpt_tos
            )
        return "250 taken"


@contextmanager
def mail_servers(users: Sequence[str], password: str) -> Iterator[tuple[ImapServer, SmtpServer]]:
    """Both servers, for as long as the block lasts."""
    with ImapServer(users, password) as imap, SmtpServer() as smtp:
        yield imap, smtp
