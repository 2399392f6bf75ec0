"""The command ``ticket-router``: all commands under one name. They live in ``router.commands``, by use."""

import sys
from io import TextIOWrapper

import typer
from rich.console import Console

from router import __version__
from router.commands import (
    archive,
    corpus,
    corpus_review,
    corrections,
    desk,
    learning,
    mails,
    models,
    service,
)

app = typer.Typer(
    help="Reads a support centre's mailboxes, splits and classifies each mail, and writes routed tickets.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
for group in (service, mails, archive, desk, corrections, learning):
    app.add_typer(group.app)
app.add_typer(models.models_app, name="models")
corpus.corpus_app.add_typer(corpus_review.app)
app.add_typer(corpus.corpus_app, name="corpus")
app.add_typer(desk.quarantine_app, name="quarantine")


@app.command()
def version() -> None:
    """Print the version."""
    Console().print(__version__)


def main() -> None:
    """The command. What the terminal has no sign for is shown as ``?``. (Python sees to standard error.)"""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="replace")
    app()
