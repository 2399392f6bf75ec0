"""The demonstration: the real service, against mail servers in this process, on the sample mails.

Nothing is acted: the mails are appended over IMAP as raw bytes, the service is the one that
`ticket-router run` starts, and what the tables show is read from its database and from what the SMTP
server was given.
"""

import os
import secrets
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from imapclient import IMAPClient
from rich.console import Console
from rich.progress import Progress
from rich.table import Column, Table
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from router.cases.tables import AssignmentRow, ConsultantRow, IssueRow, MessageRow, Outcome
from router.database import Database
from router.demo.servers import LOOPBACK, CaughtMail, ImapServer, SmtpServer, mail_servers
from router.logs import set_up_logs
from router.post.tables import OutgoingMailRow, OutgoingState
from router.service.run import Service
from router.settings import Settings, Tls, load_settings
from router.status import read_status
from router.terminal.status import sum_of_outcomes

_PROJECT = Path(__file__).resolve().parent.parent.parent
_MAILBOXES = ("support", "oppdrag")
_LOOK_EVERY_SECONDS = 0.1
_AT_THE_MOST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail to be delivered."""

    mailbox: str
    name: str
    raw: bytes


def samples() -> Sequence[Sample]:
    """The sample mails, in the order in which they are delivered: by number, the two mailboxes in turn."""
    paths = sorted((Path(__file__).parent / "mails").glob("*.eml"), key=lambda path: path.stem.split("-")[1])
    return [Sample(path.stem.split("-")[0], path.stem, path.read_bytes()) for path in paths]


def show(folder: Path, *, keep: bool, console: Console) -> None:
    """Deliver, run, and show what came of each mail; then stop, or stay up until Ctrl-C.

    The database is left in ``folder``, anew each time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database_file = (folder / "ticket-router.db").resolve()
    for old in folder.glob("ticket-router.db*"):
        old.unlink()
    set_up_logs("warning", "console")
    password = secrets.token_urlsafe(12)
    with ExitStack() as stack:
        imap, smtp = stack.enter_context(mail_servers(_MAILBOXES, password))
        settings = _settings(database_file, imap, smtp, password)
        delivered = samples()
        console.print(f"IMAP on {LOOPBACK}:{imap.port}, SMTP on {LOOPBACK}:{smtp.port}")
        with Progress(console=console) as progress:
            for sample in progress.track(delivered, description="delivering"):
                deliver(imap.port, sample.mailbox, password, [sample.raw])
            service = Service(settings)
            stack.callback(service.stop)
            began = time.monotonic()
            service.start()
            _follow(progress, service.database, smtp, len(delivered))
        console.print(_messages_table(service.database))
        console.print(_mails_table(smtp.caught))
        took = time.monotonic() - began
        console.print(
            f"{len(delivered)} mails delivered, all settled and answered {took:.1f} s after the start."
        )
        status = read_status(service.database)
        console.print(f"[bold]{sum_of_outcomes(status.outcomes)}[/bold]")
        copies = sum(mailbox.arrivals for mailbox in status.mailboxes) - status.received
        if copies:
            console.print(f"({copies} of the mails delivered was a copy of another: one message, one answer)")
        console.print(f"Database: {database_file}")
        if keep:
            _stay(console, service.database, imap, password)


def deliver(port: int, user: str, password: str, mails: Sequence[bytes]) -> None:
    """Append mails to a user's INBOX, as the firm's mail server does when they arrive."""
    with IMAPClient(LOOPBACK, port, ssl=False, timeout=10) as client:
        client.login(user, password)
        for raw in mails:
            client.append("INBOX", raw)


def _settings(database: Path, imap: ImapServer, smtp: SmtpServer, password: str) -> Settings:
    """The documented example configuration, pointed at this process's servers."""
    os.environ["TICKET_ROUTER_SECRET_DEMO"] = password
    example = load_settings(_PROJECT / "config" / "router.toml")
    here = {"host": LOOPBACK, "tls": Tls.NONE, "credential": "demo"}
    mailboxes = {
        name: mailbox.model_copy(update={**here, "user": name, "port": imap.port})
        for name, mailbox in example.mailboxes.items()
    }
    server = {"host": LOOPBACK, "port": smtp.port, "tls": Tls.NONE, "user": None, "credential": None}
    return example.model_copy(
        update={
            "database_url": f"sqlite:///{database}",
            "mailboxes": mailboxes,
            "smtp": example.smtp.model_copy(update=server),
        }
    )


def _follow(progress: Progress, database: Database, smtp: SmtpServer, expected: int) -> None:
    """Show how far the service is, until every mail is settled and every answer sent."""
    received = progress.add_task("received", total=expected)
    settled = progress.add_task("settled", total=expected)
    sent = progress.add_task("sent", total=None)
    until = time.monotonic() + _AT_THE_MOST_SECONDS
    while time.monotonic() < until:
        status = read_status(database)
        arrived = sum(mailbox.arrivals for mailbox in status.mailboxes)
        waiting = status.outcomes[Outcome.WAITING]
        outgoing = sum(status.outgoing.values())
        progress.update(received, completed=arrived)
        progress.update(settled, completed=arrived - waiting)
        progress.update(sent, completed=len(smtp.caught), total=outgoing or None)
        if arrived == expected and not waiting and not status.outgoing[OutgoingState.QUEUED]:
            return
        time.sleep(_LOOK_EVERY_SECONDS)
    raise TimeoutError(f"not all mails were settled within {_AT_THE_MOST_SECONDS} s; run the demo again")


def _messages_table(database: Database, after: int = 0) -> Table:
    """Message → tickets."""
    table = Table(
        "from",
        "subject",
        Column("ticket", no_wrap=True, min_width=11),
        Column("kind", no_wrap=True, min_width=7),
        Column("area", no_wrap=True),
        Column("sure", no_wrap=True, min_width=4),
        "owner",
        title="Messages",
    )
    with database.read() as session:
        rows = session.scalars(
            select(MessageRow)
            .where(MessageRow.id > after, MessageRow.outcome != Outcome.WAITING)
            .options(selectinload(MessageRow.issues).selectinload(IssueRow.ticket))
            .order_by(MessageRow.id)
        ).all()
        owners = {
            row.ticket_id: row.name
            for row in session.execute(
                select(AssignmentRow.ticket_id, ConsultantRow.name)
                .join(ConsultantRow, ConsultantRow.id == AssignmentRow.consultant_id)
                .where(AssignmentRow.ended_at.is_(None))
            )
        }
        for row in rows:
            sender, subject = (row.from_name or row.from_address)[:24], row.subject[:36]
            if not row.issues:
                table.add_row(
                    sender, subject, row.outcome.value, "", "", "", f"[dim]{row.outcome_reason}[/dim]"
                )
            for issue in row.issues:
                first = issue.position == 0
                table.add_row(
                    sender if first else "",
                    subject if first else "",
                    issue.ticket.number,
                    issue.ticket.kind.value,
                    issue.ticket.area,
                    f"{issue.confidence:.0%}",
                    owners.get(issue.ticket.id, f"[yellow]{issue.ticket.status.value}[/yellow]"),
                )
    return table


def _mails_table(caught: Sequence[CaughtMail]) -> Table:
    """What the SMTP server was given."""
    table = Table("to", "subject", title=f"{len(caught)} mails sent")
    for mail in caught:
        table.add_row(mail.envelope_to, str(mail.mail["Subject"])[:90])
    return table


def _stay(console: Console, database: Database, imap: ImapServer, password: str) -> None:
    """Show each new mail's tickets as it is settled, until Ctrl-C."""
    console.print(
        f"\nStaying up. Append a mail to INBOX with any IMAP client: {LOOPBACK}:{imap.port}, no TLS, "
        f"user support or oppdrag, password {password}. Ctrl-C ends."
    )
    with database.read() as session:
        shown = session.scalars(select(func.max(MessageRow.id))).one() or 0
    try:
        while True:
            time.sleep(_LOOK_EVERY_SECONDS)
            with database.read() as session:
                settled = select(func.max(MessageRow.id)).where(MessageRow.outcome != Outcome.WAITING)
                newest = session.scalars(settled).one() or 0
                sent = session.scalars(
                    select(func.count()).where(OutgoingMailRow.state == OutgoingState.SENT)
                ).one()
            if newest > shown:
                console.print(_messages_table(database, after=shown))
                console.print(f"{sent} mails sent so far")
                shown = newest
    except KeyboardInterrupt:
        console.print("Stopping.")
