"""Commands of the desk: what waits for a human's word, and the word."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from router.cases import messages, silences
from router.cases.corrections import correct
from router.cases.disagreements import disagreements as find_disagreements
from router.cases.tables import TicketStatus
from router.clock import utc_now
from router.commands.edge import (
    DEFAULT_CONFIG,
    ByWhomOption,
    ConfigOption,
    area_named,
    configured_database,
    mending,
)
from router.service.desk import DeskOnFile
from router.settings import SettingsError
from router.shadow import read_shadow
from router.status import quarantined, tickets_to_decide
from router.taxonomy import Kind
from router.terminal.corrections import correction_line, disagreements_table
from router.terminal.shadow import shadow_page
from router.terminal.tickets import decisions_table, quarantine_table, silent_table, unseen_line

app = typer.Typer()
_MOST_SILENT = 200

quarantine_app = typer.Typer(help="Messages that a human must look at.", no_args_is_help=True)


@app.command(name="review")
def review_command(
    shadow: Annotated[
        bool, typer.Option(help="All that a shadow run recorded, and how right it was.")
    ] = False,
    silent: Annotated[
        bool,
        typer.Option(
            help="The mails that made no ticket, the unseen first; `correct-class` gives one its own."
        ),
    ] = False,
    disagreements: Annotated[
        bool, typer.Option(help="Where people say different things: who, what and when.")
    ] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """List the tickets that wait for your word: in review, or taken by nobody. Settle each with `correct`."""
    with mending(), configured_database(config) as (_, database):
        if disagreements:
            with database.read() as session:
                Console().print(disagreements_table(find_disagreements(session)))
            return
        if silent:
            with database.read() as session:
                Console().print(silent_table(silences.silent_mails(session, _MOST_SILENT)))
            return
        if shadow:
            Console().print(shadow_page(read_shadow(database)))
            return
        waiting = tickets_to_decide(database, (TicketStatus.REVIEW, TicketStatus.UNASSIGNED))
        with database.read() as session:
            unseen = silences.unseen(session)
        Console().print(decisions_table(waiting, utc_now()) if waiting else "No ticket waits for your word.")
        if unseen.mails:
            found = unseen_line(unseen, utc_now())
            line = f"Closed because of their words alone, and nobody has looked: {found}"
            Console(soft_wrap=True).print(line, markup=False, highlight=False)


@app.command(name="seen")
def seen_command(
    by: ByWhomOption,
    mails: Annotated[
        list[int] | None, typer.Argument(help="The ids that `review --silent` shows.", metavar="[ID]...")
    ] = None,
    up_to: Annotated[
        int | None, typer.Option(help="All that are unseen, up to this id.", metavar="ID")
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Say that you have looked at mails that were closed because of their words alone: nobody need answer."""
    if bool(mails) == (up_to is not None):
        raise typer.BadParameter("name the mails, or give --up-to the last of them; one or the other")
    with mending(), configured_database(config) as (_, database):
        with database.write() as session:
            if up_to is not None:
                count = silences.see_up_to(session, up_to, by, utc_now())
            else:
                count = silences.see(session, mails or [], by, utc_now())
            left = silences.unseen(session).mails
        Console().print(f"Seen: {count}. Not seen yet: {left}.")


@app.command(name="correct")
def correct_command(
    number: Annotated[str, typer.Argument(help="The ticket, such as 2025-004217.")],
    by: ByWhomOption,
    kind: Annotated[Kind | None, typer.Option(help="What it should be; left out, it stays.")] = None,
    area: Annotated[
        str | None, typer.Option(help="What it should be, by code or name; left out, it stays.")
    ] = None,
    right: Annotated[bool, typer.Option("--right", help="The model was right: it is as it said.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Settle a ticket in review, put a wrong kind or area right, or confirm both; it is then assigned.

    A shadow run's ticket is judged in the same way, and goes nowhere.
    """
    if right and (kind is not None or area is not None):
        raise typer.BadParameter(
            "--right says that kind and area are as the model said; leave the others out"
        )
    with mending(), configured_database(config) as (settings, database):
        desk = DeskOnFile(settings).current()
        with database.write() as session:
            corrected = correct(
                session,
                number,
                kind=kind,
                area=area_named(area, desk.taxonomy),
                model_is_right=right,
                corrected_by=by,
                desk=desk,
                now=utc_now(),
            )
        Console(soft_wrap=True).print(correction_line(corrected), markup=False, highlight=False)


@quarantine_app.command(name="list")
def quarantine_list(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """List the messages in quarantine, with the reason."""
    with mending(), configured_database(config) as (_, database):
        Console().print(quarantine_table(quarantined(database)))


@quarantine_app.command(name="retry")
def quarantine_retry(
    message: Annotated[int, typer.Argument(help="The id that `quarantine list` shows.")],
    by: ByWhomOption,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Let the router try a message again, for example after an upgrade."""
    with mending(), configured_database(config) as (_, database):
        with database.write() as session:
            messages.retry_quarantined(session, message, by, utc_now())
        Console().print(f"Message {message} waits to be tried again.")


@quarantine_app.command(name="save")
def quarantine_save(
    message: Annotated[int, typer.Argument(help="The id that `quarantine list` shows.")],
    file: Annotated[Path, typer.Argument(help="Where to write the mail as it came.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write a message's bytes to a file, to be looked at."""
    with mending(), configured_database(config) as (_, database):
        with database.read() as session:
            raw = messages.raw_bytes(session, message)
        if raw is None:
            raise SettingsError(f"there is no message {message}; see `quarantine list`")
        file.write_bytes(raw)
