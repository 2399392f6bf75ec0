"""Commands by which a human divides a mail otherwise than the router did, or says what it is for."""

import re
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console

from router.cases.classes import correct_class, message_named
from router.cases.corrections import CorrectionError
from router.cases.divisions import Divided, Part, divide, join, sentences
from router.clock import utc_now
from router.commands.edge import (
    DEFAULT_CONFIG,
    ByWhomIfAnyOption,
    ByWhomOption,
    ConfigOption,
    area_named,
    configured_database,
    mending,
)
from router.learning.corpus.label_words import LabelWords
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError
from router.learning.store.model_file import load_model
from router.message.parts import Message, Origin
from router.service.desk import DeskOnFile
from router.settings import Settings
from router.taxonomy import Kind, Taxonomy
from router.terminal.corrections import divided_lines, reclassed_lines
from router.terminal.tickets import sentences_table
from router.triage import as_request
from router.triage.issue import MessageClass, Triage
from router.triage.unjudged import unjudged

app = typer.Typer()

_PART = re.compile(r"\s*(?P<kind>\w+)[\s,/]+(?P<area>[^\s:][^:]*):\s*(?P<begins>.+)", re.DOTALL)

TicketArgument = Annotated[str, typer.Argument(help="The ticket, such as 2025-004217.")]
KindOption = Annotated[Kind | None, typer.Option(help="What it is; left out, as the ticket has it.")]
AreaOption = Annotated[
    str | None, typer.Option(help="What it is, by code or name; left out, as the ticket has it.")
]


@app.command(name="join")
def join_command(
    number: TicketArgument,
    others: Annotated[list[str], typer.Argument(help="The tickets of the same mail that belong to it.")],
    by: ByWhomOption,
    kind: KindOption = None,
    area: AreaOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Say that tickets of one mail are one issue: the first stays, the others are closed and point to it."""
    with mending(), configured_database(config) as (settings, database):
        desk = DeskOnFile(settings).current()
        with database.write() as session:
            joined = join(
                session,
                [number, *others],
                kind=kind,
                area=area_named(area, desk.taxonomy),
                corrected_by=by,
                desk=desk,
                now=utc_now(),
            )
            _tell(joined)


@app.command(name="divide")
def divide_command(
    number: TicketArgument,
    part: Annotated[
        list[str] | None,
        typer.Option(
            help="KIND AREA: FIRST WORDS of what is an issue of its own, up to the next part; instead of the "
            "words, the number of the sentence. Give it once for each part but the first."
        ),
    ] = None,
    by: ByWhomIfAnyOption = None,
    kind: KindOption = None,
    area: AreaOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Say that a ticket holds several issues; without --part, show its text with the sentences numbered.

    Example: ticket-router divide 2025-004217 --by Kari --part "oppdrag rapport_skjema: Kan dere også lage".
    """
    if part and by is None:
        raise typer.BadParameter("say who says so, with --by")
    with mending(), configured_database(config) as (settings, database):
        if not part or by is None:
            with database.read() as session:
                Console().print(sentences_table(number, sentences(session, number)))
            return
        desk = DeskOnFile(settings).current()
        parts = [_part(one, desk.taxonomy) for one in part]
        with database.write() as session:
            divided = divide(
                session,
                number,
                parts,
                kind=kind,
                area=area_named(area, desk.taxonomy),
                corrected_by=by,
                desk=desk,
                now=utc_now(),
            )
            _tell(divided)


@app.command(name="correct-class")
def correct_class_command(
    mail: Annotated[
        str, typer.Argument(help="A ticket made of the mail, or the mail's id (see `review --silent`).")
    ],
    message_class: Annotated[MessageClass, typer.Argument(metavar="CLASS", help="What the mail is for.")],
    by: ByWhomOption,
    adds_to: Annotated[str | None, typer.Option(help="Of a followup: the ticket that it adds to.")] = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Say that a mail was a request and got no ticket, or was none (followup, thanks, bulk, …) and got some.

    A request gets its tickets now, and if the mail had been closed in silence, the customer the receipt. The
    tickets of what is no request are closed.
    """
    with mending(), configured_database(config) as (settings, database):
        desk = DeskOnFile(settings).current()
        with database.write() as session:
            reclassed = correct_class(
                session,
                message_named(session, mail),
                message_class,
                judge=lambda message, mailbox: _judge(settings, desk.taxonomy, message, mailbox),
                adds_to=adds_to,
                corrected_by=by,
                desk=desk,
                now=utc_now(),
            )
        Console(soft_wrap=True).print(reclassed_lines(reclassed), markup=False, highlight=False)


def _judge(settings: Settings, taxonomy: Taxonomy, message: Message, mailbox: Kind) -> Triage:
    """What the mail is as a request; without a usable model, a request that waits for a human's word."""
    try:
        model = load_model(active_model_directory(settings.models))
    except ModelError:
        model = None
    if model is None or not set(model.areas) <= set(taxonomy.codes):
        return unjudged(replace(message, origin=Origin.HUMAN), mailbox)
    return as_request(message, mailbox, model)


def _part(said: str, taxonomy: Taxonomy) -> Part:
    match = _PART.fullmatch(said)
    if match is None:
        raise CorrectionError(
            f"--part {said!r} cannot be read; write KIND AREA: FIRST WORDS, for example "
            f'"oppdrag {taxonomy.codes[0]}: Kan dere også"'
        )
    words = LabelWords(taxonomy)
    return Part(match["begins"], words.kind(match["kind"]), words.area(match["area"]))


def _tell(divided: Divided) -> None:
    Console(soft_wrap=True).print(divided_lines(divided), markup=False, highlight=False)
