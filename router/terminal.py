"""What the commands show people on a terminal: tables for the figures that the other modules gather."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from router.cases.tables import Outcome, TicketStatus
from router.check import Finding
from router.clock import FIRM_ZONE
from router.post.tables import OutgoingState
from router.status import OpenTicket, QuarantinedMessage, Status


def finding_line(finding: Finding) -> Text:
    """One line for one finding."""
    mark = ("ok  ", "green") if finding.is_usable else ("FAIL", "bold red")
    return Text.assemble(mark, f"  {finding.subject}: {' '.join(_shown(finding.text).plain.splitlines())}")


def status_page(status: Status, model: str, now: datetime) -> RenderableType:
    """How the service fares."""
    totals = Table.grid(padding=(0, 2))
    totals.add_row("messages", sum_of_outcomes(status.outcomes))
    if sum(status.shadow_outcomes.values()):
        totals.add_row("in shadow", sum_of_outcomes(status.shadow_outcomes))
    totals.add_row("waiting", _backlog(status.outcomes[Outcome.WAITING], status.oldest_waiting_at, now))
    totals.add_row("tickets", ", ".join(f"{count} {state}" for state, count in status.tickets.items()))
    totals.add_row(
        "outgoing mail",
        _backlog(status.outgoing[OutgoingState.QUEUED], status.oldest_outgoing_at, now)
        + f", {status.outgoing[OutgoingState.SENT]} sent, {status.outgoing[OutgoingState.REFUSED]} refused",
    )
    totals.add_row("model", _shown(model))
    mailboxes = Table(
        "mailbox", "arrivals", "last success", "last failure", title=None, box=None, padding=(0, 2)
    )
    for mailbox in status.mailboxes:
        failed = _ago(mailbox.last_failure_at, now)
        if mailbox.last_failure_at is not None:
            failed += f" ({mailbox.last_failure})"
        mailboxes.add_row(
            Text(mailbox.name), str(mailbox.arrivals), _ago(mailbox.last_success_at, now), _shown(failed)
        )
    return Group(totals, Text(), mailboxes if status.mailboxes else Text("No mailbox has been watched yet."))


def sum_of_outcomes(outcomes: dict[Outcome, int]) -> str:
    """Promise 2 in one line: received = the sum of the four outcomes, and those that still wait."""
    return (
        f"{sum(outcomes.values())} received = {outcomes[Outcome.ROUTED]} routed"
        f" + {outcomes[Outcome.FOLLOWUP]} followup + {outcomes[Outcome.NO_ACTION]} no_action"
        f" + {outcomes[Outcome.QUARANTINED]} quarantined + {outcomes[Outcome.WAITING]} waiting"
    )


def decisions_table(tickets: Sequence[OpenTicket], now: datetime) -> Table:
    """The tickets that wait for a human's decision, with the model's guess."""
    table = Table(
        Column("ticket", no_wrap=True, min_width=11), "received", "why it waits", "the model's guess", "sure",
        "subject", "text",
    )  # fmt: skip
    waits = {TicketStatus.REVIEW: "review", TicketStatus.UNASSIGNED: "nobody takes it"}
    for ticket in tickets:
        table.add_row(
            ticket.number,
            _ago(ticket.received_at, now),
            waits.get(ticket.status, ticket.status.value),
            f"{ticket.kind} {ticket.area}",
            f"{ticket.confidence:.0%}",
            _shown(ticket.subject),
            _shown(" ".join(ticket.text.split())[:160]),
        )
    return table


def quarantine_table(messages: Sequence[QuarantinedMessage]) -> Table:
    """The messages that wait for a human."""
    table = Table("id", "mailbox", "received", "reason")
    for message in messages:
        received = message.received_at.astimezone(FIRM_ZONE).strftime("%d.%m.%Y %H:%M")
        table.add_row(str(message.id), Text(message.mailbox), received, _shown(message.reason))
    return table


def all_usable(findings: Iterable[Finding]) -> bool:
    """Whether nothing failed."""
    return all(finding.is_usable for finding in findings)


def _shown(text: str) -> Text:
    """What a mail or a server may have had a hand in: shown as it is, never obeyed by the terminal."""
    return Text("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def _backlog(count: int, oldest: datetime | None, now: datetime) -> str:
    return f"{count}, the oldest {_ago(oldest, now)}" if count else "none waiting"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    seconds = max(0, int((now - moment).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
