"""SMTP servers for what that of the demonstration does not do: follow a script, and ask for a password.

The scripted one speaks just enough of RFC 5321, because aiosmtpd will neither answer in Latin-1 nor fall
silent. The protected one is aiosmtpd.
"""

import asyncio
import socketserver
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from router.demo.servers import LOOPBACK
from router.settings import Tls

Reply = bytes | None
"""A reply without its line end; ``None`` is silence until the client goes away."""
Script = Callable[[int, bytes], Reply]
"""The reply to a command, by the connection's number (from 0) and the command's line; ``.`` ends a mail."""


def obliging(_connection: int, command: bytes) -> Reply:
    """The replies of a server that takes everything."""
    verb = command[:4].upper()
    return {b"DATA": b"354 go on", b"QUIT": b"221 bye"}.get(verb, b"250 OK")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    connections = 0

    def __init__(self, script: Script) -> None:
        super().__init__((LOOPBACK, 0), _Connection)
        self.script = script


class _Connection(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        connection = self.server.connections
        self.server.connections += 1
        self.wfile.write(b"220 ready\r\n")
        in_mail = False
        while line := self.rfile.readline():
            command = line.rstrip(b"\r\n")
            if in_mail and command != b".":
                continue
            reply = self.server.script(connection, command)
            if reply is not None:
                self.wfile.write(reply + b"\r\n")
                in_mail = reply.startswith(b"354")
            else:
                in_mail = False
            if command.upper() == b"QUIT":
                return


@contextmanager
def scripted(script: Script) -> Iterator[int]:
    """The port of a server that replies as the script says."""
    with _Server(script) as server:
        thread = Thread(target=server.serve_forever, name="smtp", kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


class _Keeper:
    """Keeps the mails that it is given."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    # aiosmtpd calls its hook by this name.
    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 taken"


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    is_known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"router", b"hemmelig")
    return AuthResult(success=is_known, handled=False)


@contextmanager
def protected(folder: Path, tls: Tls) -> Iterator[tuple[int, Sequence[bytes]]]:
    """A server at `localhost` that asks for TLS, and for the user `router` with the password `hemmelig`.

    Gives its port and the mails that it has taken; `ca.pem` in the folder vouches for it.
    """
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    keeper, ports, stop = _Keeper(), Queue[int](), Event()

    def protocol() -> SMTP:
        return SMTP(
            keeper,
            tls_context=context if tls is Tls.STARTTLS else None,
            require_starttls=tls is Tls.STARTTLS,
            authenticator=_authenticate,
            # aiosmtpd does not count TLS from the first byte as TLS, and warns of passwords without it.
            auth_required=tls is Tls.STARTTLS,
            auth_require_tls=tls is Tls.STARTTLS,
        )

    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(
            protocol, LOOPBACK, 0, ssl=context if tls is Tls.IMPLICIT else None
        )
        ports.put(server.sockets[0].getsockname()[1])
        # Begun before the end, because Python 3.11 waits for open connections only then.
        closed = asyncio.create_task(server.wait_closed())
        await asyncio.to_thread(stop.wait)
        server.close()
        await asyncio.wait_for(closed, 10)

    thread = Thread(target=lambda: asyncio.run(serve()), name="smtp")
    thread.start()
    try:
        yield ports.get(timeout=10), keeper.mails
    finally:
        stop.set()
        thread.join()
