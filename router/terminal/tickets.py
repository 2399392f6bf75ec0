"""Tables of what waits for a human, and of what made no ticket."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from router.cases.silences import SilentMail, Unseen
from router.cases.tables import TicketStatus
from router.status import OpenTicket, QuarantinedMessage
from router.taxonomy import NO_AREA, Kind
from router.terminal.shown import ago, backlog, loud, moment_of, shown


def decisions_table(tickets: Sequence[OpenTicket], now: datetime) -> Table:
    """The tickets that wait for a human's decision, with the model's guess and what else is possible."""
    table = Table(
        Column("ticket", no_wrap=True, min_width=11), "received", "why it waits", "the model's guess", "sure",
        "subject", "text",
    )  # fmt: skip
    waits = {TicketStatus.REVIEW: "review", TicketStatus.UNASSIGNED: "nobody takes it"}
    for ticket in tickets:
        table.add_row(
            ticket.number,
            ago(ticket.received_at, now),
            waits.get(ticket.status, ticket.status.value),
            guess(ticket.kind, ticket.area) + _or_else(ticket),
            f"{ticket.confidence:.0%}" if ticket.area else "",
            shown(ticket.subject),
            shown(" ".join(ticket.text.split())[:160]),
        )
    return table


def _or_else(ticket: OpenTicket) -> str:
    """The other areas that may be the right one, below the guess."""
    others = [area for area in ticket.possible_areas if area != ticket.area]
    return f"\nor {', '.join(others)}" if others else ""


def guess(kind: Kind, area: str) -> str:
    """What the model takes a ticket for."""
    return f"{kind} {area}" if area != NO_AREA else "not judged: there was no model"


def sentences_table(number: str, sentences: Sequence[str]) -> Table:
    """A ticket's text, by sentence, to be divided."""
    table = Table("no.", f"text of {number}")
    for at, sentence in enumerate(sentences, 1):
        table.add_row(str(at), shown(sentence))
    return table


def silent_table(mails: Sequence[SilentMail]) -> RenderableType:
    """The mails that have made no ticket, and what to do with those that nobody has looked at."""
    if not mails:
        return Text("No mail was closed without a ticket.")
    table = Table("id", "received", "outcome", "seen", "why", "from", "subject", "text")
    for mail in mails:
        table.add_row(
            str(mail.id), moment_of(mail.received_at), mail.outcome.value, loud("no") if mail.unseen else "",
            shown(mail.reason), shown(mail.from_address), shown(mail.subject),
            shown(" ".join(mail.text.split())[:160]),
        )  # fmt: skip
    unseen = [mail.id for mail in mails if mail.unseen]
    if not unseen:
        return table
    todo = (
        f"{len(unseen)} not seen yet: only their words say that nobody need answer. If one wants something: "
        f"`ticket-router correct-class ID request --by NAME`. Then, if the rest is fine: "
        f"`ticket-router seen --up-to {max(unseen)} --by NAME`."
    )
    return Group(table, Text(todo))


def unseen_line(unseen: Unseen, now: datetime) -> str:
    """How many mails were closed because of their words alone, and wait for a human to look at them."""
    return f"{backlog(unseen.mails, unseen.oldest_at, now)} (`review --silent`)"


def quarantine_table(messages: Sequence[QuarantinedMessage]) -> Table:
    """The messages that wait for a human."""
    table = Table("id", "mailbox", "received", "reason")
    for message in messages:
        table.add_row(
            str(message.id), Text(message.mailbox), moment_of(message.received_at), shown(message.reason)
        )
    return table
