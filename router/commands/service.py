"""Commands on the service: run it, look at it, look after it."""

import signal
import threading
from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console

from router.cases.drift_weeks import Week
from router.check import check
from router.clock import utc_now
from router.commands.edge import DEFAULT_CONFIG, ConfigOption, configured_database, mending
from router.database import open_database
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError
from router.learning.store.model_file import read_named_model
from router.logs import set_up_logs
from router.migrations import migrate, newest_revision
from router.post import outbox
from router.service.drifting import measured_drift
from router.service.run import Service
from router.settings import check_secrets, load_settings
from router.status import read_status
from router.terminal.findings import all_usable, finding_line
from router.terminal.status import drift_page, status_page

app = typer.Typer()


@app.command()
def run(
    config: ConfigOption = DEFAULT_CONFIG,
    shadow: Annotated[bool, typer.Option(help="Read and record only: flag, move and send nothing.")] = False,
) -> None:
    """Run the service until it is told to stop (SIGTERM or Ctrl-C)."""
    with mending():
        settings = load_settings(config)
        check_secrets(config, settings)
        set_up_logs(settings.log_level, settings.log_format)
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: stopping.set())
        service = Service(settings, shadow=shadow, config=config.resolve())
        try:
            service.start()
            stopping.wait()
        finally:
            service.stop()


@app.command(name="check")
def check_command(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Say of everything the service needs whether it is usable, and what to do about it."""
    console = Console(soft_wrap=True)
    with mending():
        settings = load_settings(config)
        findings = []
        for finding in check(settings):
            console.print(finding_line(finding))
            findings.append(finding)
    raise typer.Exit(0 if all_usable(findings) else 1)


@app.command(name="status")
def status_command(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Show counts, what waits and for how long, how each mailbox fares, and the active model."""
    with mending(), configured_database(config) as (settings, database):
        model, fault = "", ""
        try:
            model = active_model_directory(settings.models).name
            read_named_model(settings.models, model).under(settings.wrong_share)
        except ModelError as error:
            fault = str(error)
        status = read_status(database, settings.mailboxes)
        Console().print(status_page(status, model, utc_now(), fault))


@app.command(name="drift")
def drift_command(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days back, from now.")] = 7,
    shadow: Annotated[bool, typer.Option(help="What a shadow run recorded.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Compare what came in with what the model was trained on, and say what to do where they differ."""
    with mending(), configured_database(config) as (settings, database):
        now = utc_now()
        drift = measured_drift(settings, database, Week(now - timedelta(days=days), now), shadow=shadow)
        Console().print(drift_page(drift, f"in the last {days} days" if days > 1 else "in the last day"))


@app.command(name="migrate")
def migrate_command(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Bring the database up to this version. `run` does so too."""
    with mending():
        settings = load_settings(config)
        database = open_database(settings.database_url)
        try:
            migrate(database)
        finally:
            database.close()
        Console().print(f"The database is at revision {newest_revision()}.")


@app.command(name="resend")
def resend_command(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Send once more what the SMTP server has refused for good, after its cause has been mended."""
    with mending(), configured_database(config) as (_, database):
        with database.write() as session:
            count = outbox.retry_refused(session, utc_now())
        Console().print(f"{count} refused mails wait to be sent again.")
