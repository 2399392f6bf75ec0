"""The figures over HTTP, for Prometheus: read from the database when asked for, by one scrape at a time.

A scrape never disturbs the service: it has threads and a connection of its own, and whatever it meets ends as
``up`` 0. A port that cannot be had is told of, and the service runs without.
"""

import socket
from collections.abc import Iterable
from socketserver import ThreadingMixIn
from threading import Lock, Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import structlog
from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from router.clock import Clock
from router.database import TEMPORARY_FAILURES, Database, reason_of
from router.service.figures import figures, up

log = structlog.get_logger()

_SILENT_CLIENT_SECONDS = 10


class RouterCollector(Collector):
    """What a scrape reads."""

    def __init__(self, database: Database, clock: Clock, *, shadow: bool) -> None:
        self._database = database
        self._clock = clock
        self._shadow = shadow
        self._one_at_a_time = Lock()

    def collect(self) -> Iterable[Metric]:
        """All figures, or ``up`` 0 alone."""
        with self._one_at_a_time:
            try:
                found = figures(self._database, self._clock(), shadow=self._shadow)
            except (*TEMPORARY_FAILURES, SQLAlchemyError) as error:
                log.warning("metrics_not_read", reason=reason_of(error))
            except Exception:
                log.exception("metrics_fault")
            else:
                return [up(True), *found]
        return [up(False)]

    def describe(self) -> Iterable[Metric]:
        """Nothing: whoever registers this need not read the database."""
        return []


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = _SILENT_CLIENT_SECONDS

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the library's)
        """Scrapes are not logged: there is one every few seconds."""


class MetricsServer:
    """The HTTP server of one service, on an address and port of this machine."""

    def __init__(self, collector: Collector, host: str, port: int) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(collector)
        self._host, self._port = host, port
        self._server: WSGIServer | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Listen, if the port can be had."""
        try:
            family = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)[0][0]
            kind = _Server6 if family == socket.AF_INET6 else _Server
            app = make_wsgi_app(self._registry)
            self._server = make_server(self._host, self._port, app, kind, _Handler)
        except OSError as error:
            log.error("metrics_not_served", host=self._host, port=self._port, reason=str(error))
            return
        self._thread = Thread(target=self._server.serve_forever, name="metrics", daemon=True)
        self._thread.start()
        log.info("metrics_served", host=self._host, port=self._port)

    def stop(self) -> None:
        """Listen no more."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2)
