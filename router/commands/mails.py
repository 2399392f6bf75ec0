"""Commands on mails that need no service and no database."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from router.commands.edge import MODELS, mending
from router.explain import explain
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.message.parts import OwnIdentity
from router.settings import load_settings
from router.taxonomy import Kind

app = typer.Typer()


@app.command(name="explain")
def explain_command(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, mbox, Maildir; - is standard input.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a mail, one a line.")] = False,
    mailbox: Annotated[
        Kind | None, typer.Option(help="The mailbox it was sent to; else worked out from each mail.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="A model's folder; else the active one.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="For the firm's own addresses, models and promise.")
    ] = None,
) -> None:
    """Show what the router understands of mails, what it would do with them, and why. Needs no database."""
    with mending():
        settings = load_settings(config) if config is not None else None
        models = settings.models if settings is not None else MODELS
        promise = settings.wrong_share if settings is not None else None
        loaded = load_model(model or active_model_directory(models), promise)
        own = settings.identity if settings is not None else OwnIdentity()
        console = Console(soft_wrap=True) if json else Console()
        explain(paths, loaded, mailbox, write_json=json, console=console, own=own)


@app.command()
def demo(
    keep: Annotated[bool, typer.Option(help="Stay up, so that you can send mails of your own.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the database is written.")] = Path("var/demo"),
) -> None:
    """Show the whole way of a mail, on mail servers of its own and some ninety sample mails."""
    # Only the demonstration needs the servers' packages.
    from router.demo.show import show

    with mending():
        show(folder, keep=keep, console=Console())
