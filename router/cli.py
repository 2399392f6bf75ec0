"""The commands. Each reads its options, calls one room, and shows the answer; nothing else is done here.

What a user can mend (configuration, files, an address that does not answer) ends in one line on standard
error and exit status 1, never in a traceback.
"""

import getpass
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import SQLAlchemyError

from router import __version__
from router.cases import messages
from router.cases.consultants import RosterError
from router.cases.corrections import CorrectionError, correct
from router.cases.tables import TicketStatus
from router.check import check
from router.clock import FIRM_ZONE, utc_now
from router.database import Database, DatabaseError, open_database, reason_of, remedy_for
from router.explain import explain
from router.learning.activation import Change, activate, rollback
from router.learning.comparison import compare, golden_set
from router.learning.corpus import CorpusError, corpus_hash, read_corpus
from router.learning.glossary import read_glossary
from router.learning.overview import comparison_page, list_page, model_page
from router.learning.report import terminal
from router.learning.store import (
    ModelError,
    active_model_directory,
    load_model,
    read_named_model,
    save_model,
)
from router.learning.train import TrainingError, train
from router.logs import set_up_logs
from router.message.parts import OwnIdentity
from router.migrations import current_revision, migrate, newest_revision
from router.post import outbox
from router.service.desk import DeskOnFile
from router.service.run import Service
from router.settings import Settings, SettingsError, check_secrets, load_settings
from router.shadow import read_shadow
from router.status import quarantined, read_status, tickets_to_decide
from router.taxonomy import AreaCode, Kind, TaxonomyError
from router.terminal import (
    all_usable,
    correction_line,
    decisions_table,
    finding_line,
    quarantine_table,
    shadow_page,
    status_page,
)

app = typer.Typer(
    help="Reads a support centre's mailboxes, splits and classifies each mail, and writes routed tickets.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
quarantine_app = typer.Typer(help="Messages that a human must look at.", no_args_is_help=True)
app.add_typer(quarantine_app, name="quarantine")
models_app = typer.Typer(
    help="The models: what there is, how good, and which is in use.", no_args_is_help=True
)
app.add_typer(models_app, name="models")

_PROJECT = Path(__file__).resolve().parent.parent
_MODELS = _PROJECT / "models"

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", envvar="TICKET_ROUTER_CONFIG", help="The configuration file.")
]
_DEFAULT_CONFIG = Path("config/router.toml")

ModelsOption = Annotated[Path, typer.Option("--models", help="The folder of the models.")]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who decides so; left out, the name that you are logged in with.")
]

_MENDABLE = (
    SettingsError,
    TaxonomyError,
    RosterError,
    ModelError,
    CorpusError,
    TrainingError,
    DatabaseError,
    CorrectionError,
    messages.QuarantineError,
)


@app.command()
def run(
    config: ConfigOption = _DEFAULT_CONFIG,
    shadow: Annotated[bool, typer.Option(help="Read and record only: flag, move and send nothing.")] = False,
) -> None:
    """Run the service until it is told to stop (SIGTERM or Ctrl-C)."""
    with _mending():
        settings = load_settings(config)
        check_secrets(config, settings)
        set_up_logs(settings.log_level, settings.log_format)
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: stopping.set())
        service = Service(settings, shadow=shadow)
        try:
            service.start()
            stopping.wait()
        finally:
            service.stop()


@app.command(name="explain")
def explain_command(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, mbox, Maildir; - is standard input.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a mail, one a line.")] = False,
    mailbox: Annotated[
        Kind | None, typer.Option(help="The mailbox it was sent to; else worked out from each mail.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="A model's folder; else the active one.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="For the firm's own addresses and its models.")
    ] = None,
) -> None:
    """Show what the router understands of mails, what it would do with them, and why. Needs no database."""
    with _mending():
        settings = load_settings(config) if config is not None else None
        models = settings.models if settings is not None else _MODELS
        loaded = load_model(model or active_model_directory(models))
        own = settings.identity if settings is not None else OwnIdentity()
        console = Console(soft_wrap=True) if json else Console()
        explain(paths, loaded, mailbox, write_json=json, console=console, own=own)


@app.command(name="train")
def train_command(
    corpus: Annotated[Path, typer.Option(help="A JSONL file, or a folder of them.")] = _MODELS / "corpus",
    models: Annotated[Path, typer.Option(help="Where the new model's folder is made.")] = _MODELS,
    evaluate_only: Annotated[bool, typer.Option(help="Print the figures and write nothing.")] = False,
    activate_it: Annotated[
        bool, typer.Option("--activate", help="Take the new model into use, unless it is worse.")
    ] = False,
) -> None:
    """Train a model from the labelled mails and print its cross-validated figures."""
    console = Console()
    with _mending():
        mails, glossary = read_corpus(corpus), read_glossary(corpus)
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("reading", total=None)
            trained = train(
                mails,
                version=_next_version(models),
                glossary=glossary,
                on_progress=lambda step, done, total: progress.update(
                    task, description=step, completed=done, total=total
                ),
            )
        console.print(terminal(trained.evaluation))
        if evaluate_only:
            return
        folder = save_model(
            trained,
            models,
            corpus_sha256=corpus_hash(corpus),
            command="ticket-router train --evaluate-only",
            made_at=utc_now(),
        )
        console.print(f"Written: {folder}")
        if activate_it:
            _tell_change(activate(models, trained.model.version, by=_who(None), now=utc_now()))
        else:
            console.print(f"Take it into use with: ticket-router models activate {trained.model.version}")


@models_app.command(name="list")
def models_list(models: ModelsOption = _MODELS) -> None:
    """List the models with their main figures: which is in use, and which was before."""
    with _mending():
        Console().print(list_page(models))


@models_app.command(name="show")
def models_show(
    version: Annotated[str, typer.Argument(help="A model's folder name.")], models: ModelsOption = _MODELS
) -> None:
    """Show a model's figures and thresholds, and what it was made from and with."""
    with _mending():
        Console().print(model_page(models, version))


@models_app.command(name="compare")
def models_compare(
    first: Annotated[str, typer.Argument(help="A model's folder name.")],
    second: Annotated[str, typer.Argument(help="Another's: is it better?")],
    models: ModelsOption = _MODELS,
) -> None:
    """Show two models side by side: is the second better, worse, or the same within chance?"""
    with _mending():
        Console().print(comparison_page(compare(models / first, models / second, golden_set(models))))


@models_app.command(name="activate")
def models_activate(
    version: Annotated[str, typer.Argument(help="A model's folder name.")],
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Even if it is worse than the one in use.")
    ] = False,
    by: ByOption = None,
    models: ModelsOption = _MODELS,
) -> None:
    """Take a model into use, unless it is worse. A running service takes it within seconds."""
    with _mending():
        _tell_change(activate(models, version, by=_who(by), now=utc_now(), anyway=anyway))


@models_app.command(name="rollback")
def models_rollback(by: ByOption = None, models: ModelsOption = _MODELS) -> None:
    """Take the model into use again that was before. A running service takes it within seconds."""
    with _mending():
        _tell_change(rollback(models, by=_who(by), now=utc_now()))


def _who(by: str | None) -> str:
    try:
        return by or os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"  # one without a name


def _tell_change(change: Change) -> None:
    before = f" (before: {change.before})" if change.before else ""
    Console(soft_wrap=True).print(
        f"{change.version} is now in use{before}: {change.reason}. "
        "A running service takes it within seconds; `ticket-router status` shows when.",
        markup=False,
        highlight=False,
    )


@app.command(name="check")
def check_command(config: ConfigOption = _DEFAULT_CONFIG) -> None:
    """Say of everything the service needs whether it is usable, and what to do about it."""
    console = Console(soft_wrap=True)
    with _mending():
        settings = load_settings(config)
        findings = []
        for finding in check(settings):
            console.print(finding_line(finding))
            findings.append(finding)
    raise typer.Exit(0 if all_usable(findings) else 1)


@app.command(name="status")
def status_command(config: ConfigOption = _DEFAULT_CONFIG) -> None:
    """Show counts, what waits and for how long, how each mailbox fares, and the active model."""
    with _mending(), _database(config) as (settings, database):
        model, fault = "", ""
        try:
            model = active_model_directory(settings.models).name
            read_named_model(settings.models, model)
        except ModelError as error:
            fault = str(error)
        status = read_status(database, settings.mailboxes)
        Console().print(status_page(status, model, utc_now(), fault))


@app.command(name="migrate")
def migrate_command(config: ConfigOption = _DEFAULT_CONFIG) -> None:
    """Bring the database up to this version. `run` does so too."""
    with _mending():
        settings = load_settings(config)
        database = open_database(settings.database_url)
        try:
            migrate(database)
        finally:
            database.close()
        Console().print(f"The database is at revision {newest_revision()}.")


@app.command(name="review")
def review_command(
    shadow: Annotated[
        bool, typer.Option(help="All that a shadow run recorded, and how right it was.")
    ] = False,
    config: ConfigOption = _DEFAULT_CONFIG,
) -> None:
    """List the tickets that wait for your word: in review, or taken by nobody. Settle each with `correct`."""
    with _mending(), _database(config) as (_, database):
        if shadow:
            Console().print(shadow_page(read_shadow(database)))
            return
        waiting = tickets_to_decide(database, (TicketStatus.REVIEW, TicketStatus.UNASSIGNED))
        Console().print(decisions_table(waiting, utc_now()) if waiting else "No ticket waits for your word.")


@app.command(name="correct")
def correct_command(
    number: Annotated[str, typer.Argument(help="The ticket, such as 2025-004217.")],
    by: Annotated[str, typer.Option(help="Who says so.")],
    kind: Annotated[Kind | None, typer.Option(help="What it should be; left out, it stays.")] = None,
    area: Annotated[str | None, typer.Option(help="What it should be; left out, it stays.")] = None,
    right: Annotated[bool, typer.Option("--right", help="The model was right: it is as it said.")] = False,
    config: ConfigOption = _DEFAULT_CONFIG,
) -> None:
    """Settle a ticket in review, put a wrong kind or area right, or confirm both; it is then assigned.

    A shadow run's ticket is judged in the same way, and goes nowhere.
    """
    if right and (kind is not None or area is not None):
        raise typer.BadParameter(
            "--right says that kind and area are as the model said; leave the others out"
        )
    with _mending(), _database(config) as (settings, database):
        desk = DeskOnFile(settings).current()
        with database.write() as session:
            corrected = correct(
                session,
                number,
                kind=kind,
                area=AreaCode(area) if area is not None else None,
                model_is_right=right,
                corrected_by=by,
                desk=desk,
                now=utc_now(),
            )
        Console(soft_wrap=True).print(correction_line(corrected), markup=False, highlight=False)


@quarantine_app.command(name="list")
def quarantine_list(config: ConfigOption = _DEFAULT_CONFIG) -> None:
    """List the messages in quarantine, with the reason."""
    with _mending(), _database(config) as (_, database):
        Console().print(quarantine_table(quarantined(database)))


@quarantine_app.command(name="retry")
def quarantine_retry(
    message: Annotated[int, typer.Argument(help="The id that `quarantine list` shows.")],
    by: Annotated[str, typer.Option(help="Who says so.")],
    config: ConfigOption = _DEFAULT_CONFIG,
) -> None:
    """Let the router try a message again, for example after an upgrade."""
    with _mending(), _database(config) as (_, database):
        with database.write() as session:
            messages.retry_quarantined(session, message, by, utc_now())
        Console().print(f"Message {message} waits to be tried again.")


@quarantine_app.command(name="save")
def quarantine_save(
    message: Annotated[int, typer.Argument(help="The id that `quarantine list` shows.")],
    file: Annotated[Path, typer.Argument(help="Where to write the mail as it came.")],
    config: ConfigOption = _DEFAULT_CONFIG,
) -> None:
    """Write a message's bytes to a file, to be looked at."""
    with _mending(), _database(config) as (_, database):
        with database.read() as session:
            raw = messages.raw_bytes(session, message)
        if raw is None:
            raise SettingsError(f"there is no message {message}; see `quarantine list`")
        file.write_bytes(raw)


@app.command(name="resend")
def resend_command(config: ConfigOption = _DEFAULT_CONFIG) -> None:
    """Send once more what the SMTP server has refused for good, after its cause has been mended."""
    with _mending(), _database(config) as (_, database):
        with database.write() as session:
            count = outbox.retry_refused(session, utc_now())
        Console().print(f"{count} refused mails wait to be sent again.")


@app.command()
def demo(
    keep: Annotated[bool, typer.Option(help="Stay up, so that you can send mails of your own.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the database is written.")] = Path("var/demo"),
) -> None:
    """Show the whole way of a mail, on mail servers of its own and some ninety sample mails."""
    # Only the demonstration needs the servers' packages.
    from router.demo.show import show

    with _mending():
        show(folder, keep=keep, console=Console())


@app.command()
def version() -> None:
    """Print the version."""
    Console().print(__version__)


def main() -> None:
    """The command. What the terminal has no sign for is shown as ``?``. (Python sees to standard error.)"""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="replace")
    app()


@contextmanager
def _mending() -> Iterator[None]:
    """Turn what a user can mend into lines and exit status 1."""
    try:
        yield
    except _MENDABLE as error:
        _complain(str(error))
        raise typer.Exit(1) from error
    except SQLAlchemyError as error:
        _complain(f"database: {reason_of(error)}; {remedy_for(error)}")
        raise typer.Exit(1) from error
    except BrokenPipeError:
        # The reader of our output has gone (`explain … | head`); it has what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        if error.filename is None:
            raise
        _complain(
            f"{error.filename}: {error.strerror}; look at the path and whether this user may write there"
        )
        raise typer.Exit(1) from error


def _complain(lines: str) -> None:
    Console(stderr=True, soft_wrap=True).print(lines, style="red", markup=False, highlight=False)


@contextmanager
def _database(config: Path) -> Iterator[tuple[Settings, Database]]:
    """The configured database, which must be there and at this version's revision."""
    settings = load_settings(config)
    database = open_database(settings.database_url)
    try:
        if current_revision(database) != newest_revision():
            raise DatabaseError(
                "the database is not set up for this version; run `ticket-router migrate` first"
            )
        yield settings, database
    finally:
        database.close()


def _next_version(models: Path) -> str:
    """Today's date and a number: the first that no model has."""
    today = utc_now().astimezone(FIRM_ZONE).date().isoformat()
    number = 1
    while (models / f"{today}-{number}").exists():
        number += 1
    return f"{today}-{number}"
