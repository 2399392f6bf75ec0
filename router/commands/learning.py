"""Commands that teach: train a model, and see how good it is."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from router.clock import FIRM_ZONE, utc_now
from router.commands.edge import MODELS, mending, who
from router.commands.models import tell_change
from router.learning.activation import activate
from router.learning.corpus import corpus_hash, read_corpus
from router.learning.glossary import read_glossary
from router.learning.report import terminal
from router.learning.store import (
    save_model,
)
from router.learning.train import train

app = typer.Typer()


@app.command(name="train")
def train_command(
    corpus: Annotated[Path, typer.Option(help="A JSONL file, or a folder of them.")] = MODELS / "corpus",
    models: Annotated[Path, typer.Option(help="Where the new model's folder is made.")] = MODELS,
    evaluate_only: Annotated[bool, typer.Option(help="Print the figures and write nothing.")] = False,
    activate_it: Annotated[
        bool, typer.Option("--activate", help="Take the new model into use, unless it is worse.")
    ] = False,
) -> None:
    """Train a model from the labelled mails and print its cross-validated figures."""
    console = Console()
    with mending():
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
            tell_change(activate(models, trained.model.version, by=who(None), now=utc_now()))
        else:
            console.print(f"Take it into use with: ticket-router models activate {trained.model.version}")


def _next_version(models: Path) -> str:
    """Today's date and a number: the first that no model has."""
    today = utc_now().astimezone(FIRM_ZONE).date().isoformat()
    number = 1
    while (models / f"{today}-{number}").exists():
        number += 1
    return f"{today}-{number}"
