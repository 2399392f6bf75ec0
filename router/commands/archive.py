"""The command that judges a whole archive of mails: `classify`."""

import hashlib
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from router import __version__
from router.commands.edge import MODELS, mending
from router.commands.workers import DaskOption, JobsOption, workers
from router.explain.archive import Judge, judged
from router.explain.results import ArchiveError, MadeFrom, MailsHash, open_results
from router.explain.sources import STANDARD_INPUT, Source, read_mails, size_of
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import read_model_file
from router.message.parts import OwnIdentity
from router.settings import load_settings
from router.taxonomy import Kind

app = typer.Typer()


@app.command()
def classify(
    archive: Annotated[list[Path], typer.Option(help="Files, folders, mbox, Maildir; may be given again.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Where the JSON lines go; started again, it goes on. Else standard output."),
    ] = None,
    jobs: JobsOption = None,
    dask: DaskOption = None,
    mailbox: Annotated[
        Kind | None, typer.Option(help="The mailbox they were sent to; else worked out from each mail.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="A model's folder; else the active one.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="For the firm's own addresses and its models.")
    ] = None,
) -> None:
    """Judge a whole archive of mails: one JSON object a mail, as `explain --json` writes it, one a line."""
    with mending():
        settings = load_settings(config) if config is not None else None
        own = settings.identity if settings is not None else OwnIdentity()
        file = read_model_file(
            model or active_model_directory(settings.models if settings is not None else MODELS)
        )
        file.open()  # what cannot be opened here need not be sent to anybody
        judge = Judge.of(file, mailbox, own)
        _check(archive, out)
        paths = [str(path) for path in archive]
        with (
            workers(jobs, dask, shared=[judge.content]) as side_by_side,
            _telling(sum(size_of(path) for path in archive)) as told,
        ):
            if out is None:
                _write(paths, judge, side_by_side, told)
            else:
                made_from = MadeFrom(
                    archive=tuple(paths),
                    model=file.version,
                    model_sha256=file.manifest.model_sha256,
                    program=__version__,
                    mailbox=mailbox or "",
                    identity=_identity(own),
                )
                _write_file(paths, judge, side_by_side, told, out, made_from)


def _check(archive: Sequence[Path], out: Path | None) -> None:
    for path in archive:
        if str(path) == STANDARD_INPUT:
            raise ArchiveError(
                "standard input cannot be read twice; write the mails to a file and name that, or pipe them "
                "to `ticket-router explain --json -`"
            )
        if not path.exists():
            raise ArchiveError(f"{path}: is not there; name a file or a folder of mails")
        if out is not None and out.resolve().is_relative_to(path.resolve()):
            raise ArchiveError(
                f"{out}: lies in the archive {path} and would be read as mail; put it elsewhere"
            )


@dataclass(slots=True)
class _Told:
    """What is told on standard error while the work goes on."""

    progress: Progress
    task: int
    mails: int = 0
    unread: int = 0

    def skipped(self, source: Source) -> None:
        """This mail was judged by a run before."""
        self.progress.update(self.task, advance=len(source.raw), description="going on …")  # type: ignore[arg-type]

    def done(self, sources: Sequence[Source]) -> None:
        """These mails are judged now."""
        self.mails += len(sources)
        self.unread += sum(source.problem is not None for source in sources)
        self.progress.update(
            self.task,  # type: ignore[arg-type]
            advance=sum(len(source.raw) for source in sources),
            description=f"{self.mails:,} mails",
        )


@contextmanager
def _telling(size: int) -> Iterator[_Told]:
    console = Console(stderr=True, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    began = time.monotonic()
    with Progress(*columns, console=console, transient=True) as progress:
        told = _Told(progress, progress.add_task("starting", total=max(1, size)))
        yield told
    seconds = time.monotonic() - began
    unread = f"; {told.unread:,} could not be read" if told.unread else ""
    console.print(
        f"{told.mails:,} mails judged in {seconds:.0f} s ({told.mails / max(seconds, 0.001):.0f} a second)"
        f"{unread}",
        highlight=False,
    )


def _write(paths: Sequence[str], judge: Judge, side_by_side: int, told: _Told) -> None:
    for sources, lines in judged(read_mails(paths), judge, side_by_side):
        sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode())
        sys.stdout.buffer.flush()
        told.done(sources)


def _write_file(
    paths: Sequence[str], judge: Judge, side_by_side: int, told: _Told, out: Path, made_from: MadeFrom
) -> None:
    with open_results(out, made_from) as results:
        mails = read_mails(paths)
        seen = MailsHash()
        number = 0
        for source in itertools.islice(mails, results.done.mails):
            seen.add(source)
            told.skipped(source)
            number += 1
        if number < results.done.mails or str(seen) != results.done.sha256:
            raise ArchiveError(
                f"{out}: the archive is not what it was: the first {results.done.mails:,} mails, which were "
                "judged already, have changed, moved or gone; start with another --out, or remove "
                f"{out.name} and {out.name}.progress"
            )
        if number:
            told.progress.console.print(f"{number:,} mails were judged before; going on", highlight=False)
        for sources, lines in judged(mails, judge, side_by_side):
            for source in sources:
                seen.add(source)
            results.add(lines, seen)
            told.done(sources)


def _identity(own: OwnIdentity) -> str:
    parts = [sorted(own.addresses), own.message_id_domain, sorted(own.trusted_authserv_ids)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
