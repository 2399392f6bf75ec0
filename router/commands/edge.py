"""What all commands share: their common options, and the one place where their errors end.

What a user can mend (configuration, files, an address that does not answer) ends in one line on standard
error and exit status 1, never in a traceback.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from router.cases import messages
from router.cases.consultants import RosterError
from router.cases.corrections import CorrectionError
from router.commands.workers import WorkersError
from router.database import Database, DatabaseError, open_database, reason_of, remedy_for
from router.explain.results import ArchiveError
from router.learning.corpus.files import CorpusError
from router.learning.corpus.label_words import LabelError, LabelWords
from router.learning.store.manifest import ModelError
from router.learning.training.dealing import TrainingError
from router.migrations import current_revision, newest_revision
from router.promise import PromiseError
from router.settings import Settings, SettingsError, load_settings
from router.taxonomy import AreaCode, Taxonomy, TaxonomyError

_PROJECT = Path(__file__).resolve().parent.parent.parent
MODELS = _PROJECT / "models"
TAXONOMY = _PROJECT / "config" / "taxonomy.toml"

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", envvar="TICKET_ROUTER_CONFIG", help="The configuration file.")
]
DEFAULT_CONFIG = Path("config/router.toml")

ModelsOption = Annotated[Path, typer.Option("--models", help="The folder of the models.")]
CorpusOption = Annotated[
    Path, typer.Option("--corpus", help="The labelled mails: a JSONL file, or a folder of them.")
]
TaxonomyOption = Annotated[Path, typer.Option("--taxonomy", help="The file with the areas and their names.")]


def _a_name(by: str | None) -> str | None:
    """The name without blanks around it; nobody, or what is not one line, ends the command with one line."""
    if by is None:
        return None
    if not by.strip() or not by.isprintable():
        _complain('--by does not say who: write a name, on one line, such as --by "Kari Moen"')
        raise typer.Exit(1)
    return by.strip()


ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", help="Who decides so; left out, the name that you are logged in with.", callback=_a_name
    ),
]
ByWhomOption = Annotated[str, typer.Option("--by", help="Who says so.", callback=_a_name)]
ByWhomIfAnyOption = Annotated[
    str | None, typer.Option("--by", help="Who says so; needed with --part.", callback=_a_name)
]

_MENDABLE = (
    SettingsError,
    TaxonomyError,
    RosterError,
    ModelError,
    CorpusError,
    LabelError,
    TrainingError,
    DatabaseError,
    CorrectionError,
    PromiseError,
    messages.QuarantineError,
    WorkersError,
    ArchiveError,
)


@contextmanager
def mending() -> Iterator[None]:
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
def configured_database(config: Path) -> Iterator[tuple[Settings, Database]]:
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


def area_named(word: str | None, taxonomy: Taxonomy) -> AreaCode | None:
    """The area that goes by this code or name; ``None`` where nothing is said.

    Raises:
        LabelError: none does.
    """
    return LabelWords(taxonomy).area(word) if word is not None else None


def who(by: str | None) -> str:
    try:
        return by or os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"  # one without a name
