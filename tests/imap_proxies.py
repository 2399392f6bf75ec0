"""Ways to a real mail server on which something goes wrong: a connection that breaks, an answer that lags."""

import re
import socket
from contextlib import closing, suppress
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from router.demo.servers import LOOPBACK

_FETCHED_BODY = re.compile(rb"UID FETCH (\S+) \(BODY\.PEEK\[\]", re.IGNORECASE)


class ImapProxy:
    """Hands all through to an IMAP server."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listening = socket.create_server((LOOPBACK, 0))
        self.port = int(self._listening.getsockname()[1])

    def __enter__(self) -> Self:
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection((LOOPBACK, self._server_port))
                Thread(target=self._hand_on, args=(client, server, True), daemon=True).start()
                Thread(target=self._hand_on, args=(server, client, False), daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket, is_client: bool) -> None:
        with closing(source), closing(target), suppress(OSError):
            while data := source.recv(65_536):
                passed = self._asked(data) if is_client else self._answered(data)
                if passed is None:
                    break
                target.sendall(passed)
            for end in (source, target):
                end.shutdown(socket.SHUT_RDWR)

    def _asked(self, data: bytes) -> bytes | None:
        """What goes on to the server; ``None`` cuts the connection."""
        return data

    def _answered(self, data: bytes) -> bytes | None:
        """What goes on to the client; ``None`` cuts the connection."""
        return data


class HidingProxy(ImapProxy):
    """Leaves one folder out of lists, as a server does that has not yet heard of what another client made."""

    def __init__(self, server_port: int, folder: str) -> None:
        super().__init__(server_port)
        self._hidden = re.compile(rb"\* LIST [^\r\n]*" + re.escape(folder.encode()) + rb'"?\r\n')

    def _answered(self, data: bytes) -> bytes | None:
        return self._hidden.sub(b"", data)


class WithoutPlainProxy(ImapProxy):
    """Leaves AUTH=PLAIN out of what the server can do, and puts ``instead`` in its place."""

    def __init__(self, server_port: int, instead: str = "") -> None:
        super().__init__(server_port)
        self._instead = instead.encode()
        self.asked = b""
        """All that the client has said."""

    def _asked(self, data: bytes) -> bytes | None:
        self.asked += data
        return data

    def _answered(self, data: bytes) -> bytes | None:
        return data.replace(b" AUTH=PLAIN", self._instead and b" " + self._instead)


class CuttingProxy(ImapProxy):
    """Cuts the connection when ``poison`` (a UID) is fetched."""

    def __init__(self, server_port: int, poison: int) -> None:
        super().__init__(server_port)
        self._poison = poison
        self._lock = Lock()
        self.cuts = 0

    def _asked(self, data: bytes) -> bytes | None:
        if not self._fetches_poison(data):
            return data
        with self._lock:
            self.cuts += 1
        return None

    def _fetches_poison(self, command: bytes) -> bool:
        found = _FETCHED_BODY.search(command)
        if found is None:
            return False
        for part in found[1].split(b","):
            first, _, last = part.partition(b":")
            if int(first) <= self._poison <= int(last or first):
                return True
        return False
