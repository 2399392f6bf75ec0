"""A running service for the tests: configuration file, mail servers, and what came of the mails.

The service is the real one. :func:`configuration` writes the file that `ticket-router run` would be given;
:func:`running` starts the service from it in this process, :func:`started` as a process of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from router.cases.tables import IssueRow, MessageRow, Outcome
from router.clock import Clock, utc_now
from router.database import Database
from router.demo.servers import LOOPBACK
from router.post.tables import OutgoingMailRow, OutgoingState
from router.service.run import Service
from router.settings import load_settings
from router.status import read_status
from tests.servers import PASSWORD
from tests.waiting import wait_until

PROJECT = Path(__file__).resolve().parent.parent
SECRET = {"TICKET_ROUTER_SECRET_TESTS": PASSWORD}

Value = str | int | float | bool


@dataclass(frozen=True)
class Place:
    """Where a mailbox is, for a configuration."""

    port: int
    user: str
    host: str = LOOPBACK
    tls: str = "none"
    ca_file: Path | None = None


def configuration(
    folder: Path,
    mailboxes: Mapping[str, Place],
    *,
    smtp_port: int,
    database_url: str | None = None,
    mailbox_keys: Mapping[str, Value] | None = None,
    smtp_keys: Mapping[str, Value] | None = None,
    sections: Mapping[str, Mapping[str, Value]] | None = None,
    models: Path = PROJECT / "models",
) -> Path:
    """Write a configuration and return its path. A mailbox is of the kind that it is named after."""
    lines = [
        f'database_url = "{database_url or f"sqlite:///{folder}/router.db"}"',
        f'taxonomy = "{PROJECT}/config/taxonomy.toml"',
        f'consultants = "{PROJECT}/config/consultants.toml"',
        f'models = "{models}"',
        *_section("firm", {
            "name": "ØkonomiBistand", "phone": "900 00 000", "message_id_domain": "router.firma.example",
        }),
    ]  # fmt: skip
    for name, place in mailboxes.items():
        keys: dict[str, Value] = {
            "kind": name if name in ("support", "oppdrag") else "support",
            "address": f"{name}@okonomibistand.example",
            "host": place.host,
            "port": place.port,
            "tls": place.tls,
            "user": place.user,
            "credential": "tests",
            "timeout_seconds": 10,
            **(mailbox_keys or {}),
        }
        if place.ca_file is not None:
            keys["ca_file"] = str(place.ca_file)
        lines += _section(f"mailboxes.{name}", keys)
    lines += _section("smtp", {"host": LOOPBACK, "port": smtp_port, "tls": "none", **(smtp_keys or {})})
    for name, section in {"service": {"readers": 1}, **(sections or {})}.items():
        lines += _section(name, section)
    path = folder / "router.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@dataclass(frozen=True)
class Running:
    """A service that runs in this process, seen through its database."""

    service: Service
    database: Database

    def messages(self) -> Sequence[MessageRow]:
        """All messages, with their issues and tickets."""
        with self.database.read() as session:
            return session.scalars(
                select(MessageRow)
                .options(selectinload(MessageRow.issues).selectinload(IssueRow.ticket))
                .order_by(MessageRow.id)
            ).all()

    def outgoing(self) -> Sequence[OutgoingMailRow]:
        """The whole outbox."""
        with self.database.read() as session:
            return session.scalars(select(OutgoingMailRow).order_by(OutgoingMailRow.id)).all()

    def wait_settled(self, count: int) -> Sequence[MessageRow]:
        """Wait until this many messages have reached their outcome, and return all messages."""
        return wait_settled(self.database, count, self.messages)

    def wait_sent(self, count: int) -> None:
        """Wait until this many outgoing mails have been taken by the SMTP server."""

        def are_sent() -> bool:
            return read_status(self.database).outgoing[OutgoingState.SENT] >= count

        wait_until(are_sent, f"{count} mails are sent")


@contextmanager
def running(config: Path, *, shadow: bool = False, clock: Clock = utc_now) -> Iterator[Running]:
    """Run the service from this configuration for as long as the block lasts."""
    os.environ.update(SECRET)
    service = Service(load_settings(config), shadow=shadow, clock=clock)
    try:
        service.start()
        yield Running(service, service.database)
    finally:
        service.stop()


@contextmanager
def started(
    config: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Start `ticket-router run` as a process of its own; killed at the end if it still runs.

    Its log is ``service.log`` beside the configuration.
    """
    with (config.parent / "service.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "router", "run", "--config", str(config), *options],
            env={**os.environ, **SECRET, **(environment or {})},
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_settled(
    database: Database, count: int, read: Callable[[], Sequence[MessageRow]]
) -> Sequence[MessageRow]:
    """Wait until this many messages in the database have reached their outcome."""

    def are_settled() -> bool:
        outcomes = read_status(database).outcomes
        return sum(outcomes.values()) - outcomes[Outcome.WAITING] >= count

    wait_until(are_settled, f"{count} messages are settled")
    return read()


def run_command(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a `ticket-router` command with this configuration to its end."""
    return subprocess.run(
        [sys.executable, "-m", "router", *arguments, "--config", str(config)],
        env={**os.environ, **SECRET, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def event_actions(session: Session) -> list[str]:
    """What the event log holds, in order."""
    from router.cases.tables import EventRow

    return list(session.scalars(select(EventRow.action).order_by(EventRow.id)))


def _section(name: str, keys: Mapping[str, Value]) -> list[str]:
    # TOML's strings, numbers and booleans are JSON's.
    return [
        "",
        f"[{name}]",
        *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()),
    ]
