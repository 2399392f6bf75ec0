"""Commands on the models: what there is, how good, and which is in use."""

from typing import Annotated

import typer
from rich.console import Console

from router.clock import utc_now
from router.commands.edge import MODELS, ByOption, ModelsOption, mending, who
from router.learning.store.activation import Change, activate, rollback
from router.learning.store.comparison import compare, golden_set
from router.learning.store.overview import comparison_page, list_page, model_page

models_app = typer.Typer(
    help="The models: what there is, how good, and which is in use.", no_args_is_help=True
)


@models_app.command(name="list")
def models_list(models: ModelsOption = MODELS) -> None:
    """List the models with their main figures: which is in use, and which was before."""
    with mending():
        Console().print(list_page(models))


@models_app.command(name="show")
def models_show(
    version: Annotated[str, typer.Argument(help="A model's folder name.")], models: ModelsOption = MODELS
) -> None:
    """Show a model's figures and thresholds, and what it was made from and with."""
    with mending():
        Console().print(model_page(models, version))


@models_app.command(name="compare")
def models_compare(
    first: Annotated[str, typer.Argument(help="A model's folder name.")],
    second: Annotated[str, typer.Argument(help="Another's: is it better?")],
    models: ModelsOption = MODELS,
) -> None:
    """Show two models side by side: is the second better, worse, or the same within chance?"""
    with mending():
        Console().print(comparison_page(compare(models / first, models / second, golden_set(models))))


@models_app.command(name="activate")
def models_activate(
    version: Annotated[str, typer.Argument(help="A model's folder name.")],
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Even if it is worse than the one in use.")
    ] = False,
    by: ByOption = None,
    models: ModelsOption = MODELS,
) -> None:
    """Take a model into use, unless it is worse. A running service takes it within seconds."""
    with mending():
        tell_change(activate(models, version, by=who(by), now=utc_now(), anyway=anyway))


@models_app.command(name="rollback")
def models_rollback(by: ByOption = None, models: ModelsOption = MODELS) -> None:
    """Take the model into use again that was before. A running service takes it within seconds."""
    with mending():
        tell_change(rollback(models, by=who(by), now=utc_now()))


def tell_change(change: Change) -> None:
    before = f" (before: {change.before})" if change.before else ""
    Console(soft_wrap=True).print(
        f"{change.version} is now in use{before}: {change.reason}. "
        "A running service takes it within seconds; `ticket-router status` shows when.",
        markup=False,
        highlight=False,
    )
