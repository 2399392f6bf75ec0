"""How fast a mail becomes tickets: `python -m benchmarks.route` (needs Dovecot).

Two figures, with the real service as a process of its own against a real Dovecot and a real SMTP server, on
SQLite:

* latency: the service is idle, a mail is appended to INBOX; the time until its tickets are committed;
* throughput: mails wait in INBOX when the service starts; settled mails a second, from the first mail
  received to the last mail settled, with tickets and outgoing mails committed.

The mails are the bodies of the starter corpus's requests, each sent once.
"""

import argparse
import platform
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from router.cases.tables import MessageRow, Outcome, TicketRow
from router.database import Database, open_database
from router.demo.servers import SmtpServer
from router.learning.corpus.labelled import read_corpus
from router.mailbox.tables import ArrivalRow
from router.migrations import migrate
from router.settings import load_settings
from tests.mails import make_mail
from tests.running import PROJECT, Place, configuration, started
from tests.servers import Dovecot, running_dovecot
from tests.waiting import wait_until


def sample_mails(count: int) -> list[bytes]:
    """Requests of the starter corpus as mails, each with a Message-ID of its own; repeated if need be."""
    requests = [mail for mail in read_corpus(PROJECT / "models" / "corpus") if mail.issues]
    return [
        make_mail(
            sender=f"{mail.sender.name} <{mail.sender.address}>",
            subject=mail.subject,
            text=mail.text,
            message_id=f"<{number}@benchmark.example>",
        )
        for number in range(count)
        for mail in [requests[number % len(requests)]]
    ]


def latencies(dovecot: Dovecot, database: Database, mails: list[bytes], user: str) -> list[float]:
    """Seconds from the server's answer to APPEND until the tickets can be read by another connection."""
    found = []
    settled = select(func.count()).where(MessageRow.outcome != Outcome.WAITING)
    for number, mail in enumerate(mails, 1):
        dovecot.append(user, mail)
        began = time.perf_counter()

        def is_settled(number: int = number) -> bool:
            with database.read() as session:
                return session.scalars(settled).one() >= number

        wait_until(is_settled, f"mail {number} is settled")
        found.append(time.perf_counter() - began)
    return found


def throughput(database: Database, count: int) -> tuple[float, int]:
    """Settled mails a second, and how many tickets they made."""

    def are_settled() -> bool:
        with database.read() as session:
            settled = select(func.count()).where(MessageRow.outcome != Outcome.WAITING)
            return session.scalars(settled).one() >= count

    wait_until(are_settled, f"{count} mails are settled", seconds=300)
    with database.read() as session:
        first = session.scalars(select(func.min(ArrivalRow.arrived_at))).one()
        last = session.scalars(select(func.max(MessageRow.settled_at))).one()
        tickets = session.scalars(select(func.count()).select_from(TicketRow)).one()
    assert first is not None
    assert last is not None
    return count / (last - first).total_seconds(), tickets


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--idle-mails", type=int, default=100)
    parser.add_argument("--waiting-mails", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=2)
    options = parser.parse_args()
    console = Console()
    with running_dovecot() as dovecot:
        seconds = _measure_latency(dovecot, options.idle_mails, options.readers)
        rate, tickets, started_after = _measure_throughput(dovecot, options.waiting_mails, options.readers)
    table = Table("figure", "value", title=f"{platform.machine()}, Python {platform.python_version()}")
    table.add_row(
        f"append to tickets committed, median of {len(seconds)}", f"{statistics.median(seconds):.3f} s"
    )
    table.add_row("the same, 95 of 100", f"{statistics.quantiles(seconds, n=20)[-1]:.3f} s")
    table.add_row(f"{options.waiting_mails} waiting mails, {tickets} tickets", f"{rate:.0f} mails a second")
    table.add_row("process start to all settled", f"{started_after:.1f} s")
    console.print(table)


def _measure_latency(dovecot: Dovecot, count: int, readers: int) -> list[float]:
    with TemporaryDirectory() as folder, SmtpServer() as smtp:
        config = _config(Path(folder), dovecot, "idle", smtp, readers)
        database = _database(config)
        with started(config):
            # The first is only to know that the service has started.
            return latencies(dovecot, database, sample_mails(count + 1), "idle")[1:]


def _measure_throughput(dovecot: Dovecot, count: int, readers: int) -> tuple[float, int, float]:
    with TemporaryDirectory() as folder, SmtpServer() as smtp:
        dovecot.append("busy", *sample_mails(count))
        config = _config(Path(folder), dovecot, "busy", smtp, readers)
        database = _database(config)
        began = time.perf_counter()
        with started(config):
            rate, tickets = throughput(database, count)
            return rate, tickets, time.perf_counter() - began


def _config(folder: Path, dovecot: Dovecot, user: str, smtp: SmtpServer, readers: int) -> Path:
    return configuration(
        folder,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        sections={
            "service": {"readers": readers},
            "post": {"receipts_per_address_per_hour": 10_000, "receipts_per_hour": 100_000},
        },
    )


def _database(config: Path) -> Database:
    database = open_database(load_settings(config).database_url)
    migrate(database)
    return database


if __name__ == "__main__":
    main()
