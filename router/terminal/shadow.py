"""What a shadow run recorded, and how right it was."""

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from router.shadow import ShadowRecord, ShadowTicket
from router.terminal.accuracy import accuracy_page
from router.terminal.shown import moment_of, shown
from router.terminal.tickets import guess


def shadow_page(record: ShadowRecord) -> RenderableType:
    """All that a shadow run recorded, in the order in which the mails came, and how right it was."""
    if not record.tickets and not record.messages:
        return Text("No shadow run has recorded anything yet.")
    tickets = Table(
        Column("ticket", no_wrap=True, min_width=11), "received", "the model's word", "sure", "would be",
        "you say", "subject", "text",
    )  # fmt: skip
    for ticket in record.tickets:
        tickets.add_row(
            ticket.number,
            moment_of(ticket.received_at),
            guess(ticket.model.kind, ticket.model.area),
            f"{ticket.confidence:.0%}" if ticket.model.area else "",
            "routed" if ticket.would_be_routed else "in review",
            _said(ticket),
            shown(ticket.subject),
            shown(" ".join(ticket.text.split())[:160]),
        )
    messages = Table(
        "received", "outcome", "why", "from", "subject", title="Mails without a ticket of theirs"
    )
    for message in record.messages:
        messages.add_row(
            moment_of(message.received_at), message.outcome.value, shown(message.reason),
            shown(message.from_address), shown(message.subject),
        )  # fmt: skip
    return Group(
        *([tickets] if record.tickets else []),
        *([messages] if record.messages else []),
        accuracy_page({"in shadow": record.accuracy}),
        Text("Right: ticket-router correct NUMBER --by NAME. Wrong: say --kind or --area as well."),
    )


def _said(ticket: ShadowTicket) -> str:
    if ticket.human is None:
        return ""
    return "right" if ticket.human == ticket.model else f"{ticket.human.kind} {ticket.human.area}"
