"""A way to a mail server that breaks: connections are cut whenever one certain mail is fetched."""

import re
import socket
from contextlib import closing, suppress
from threading import Lock, Thread
from types import TracebackType

from router.demo.servers import LOOPBACK

_FETCHED_BODY = re.compile(rb"UID FETCH (\S+) \(BODY\.PEEK\[\]", re.IGNORECASE)


class CuttingProxy:
    """Hands all through to an IMAP server, but cuts the connection when ``poison`` (a UID) is fetched."""

    def __init__(self, server_port: int, poison: int) -> None:
        self._server_port = server_port
        self._poison = poison
        self._listening = socket.create_server((LOOPBACK, 0))
        self._lock = Lock()
        self.cuts = 0
        self.port = int(self._listening.getsockname()[1])

    def __enter__(self) -> "CuttingProxy":
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
                if is_client and self._fetches_poison(data):
                    with self._lock:
                        self.cuts += 1
                    break
                target.sendall(data)
            for end in (source, target):
                end.shutdown(socket.SHUT_RDWR)

    def _fetches_poison(self, command: bytes) -> bool:
        found = _FETCHED_BODY.search(command)
        if found is None:
            return False
        for part in found[1].split(b","):
            first, _, last = part.partition(b":")
            if int(first) <= self._poison <= int(last or first):
                return True
        return False
