"""Commands that teach: train a model, and see how good it is."""

import errno
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from router.cases.judged_mails import CorrectedMails, corrected_mails
from router.clock import FIRM_ZONE, utc_now
from router.commands.edge import MODELS, ModelsOption, configured_database, mending, who
from router.commands.models import tell_change
from router.commands.workers import DaskOption, JobsOption, workers
from router.learning.corpus.beside import read_beside
from router.learning.corpus.corrections import unheeded, with_corrections
from router.learning.corpus.files import corpus_hash
from router.learning.corpus.labelled import file_of_each, read_corpus
from router.learning.corpus.texts import read_texts
from router.learning.reports.examination import Examination, cross_examine, examine_model
from router.learning.reports.examination_json import examination_json
from router.learning.reports.mail_report import mail_report
from router.learning.reports.page import page
from router.learning.reports.parts import Report, terminal_view
from router.learning.reports.report import terminal
from router.learning.reports.text_examination import examine_texts, text_examination_json
from router.learning.reports.text_report import text_report
from router.learning.store.acquainted import acquaintance
from router.learning.store.activation import activate
from router.learning.store.folders import model_directory
from router.learning.store.manifest import read_manifest
from router.learning.store.model_file import load_model
from router.learning.store.save import save_model
from router.learning.training.dealing import FOLDS
from router.learning.training.encoder import Encoder
from router.learning.training.scorers import Learner
from router.learning.training.train import TARGET_ERROR, OnProgress, train
from router.promise import promised, wrong_share
from router.taxonomy import load_taxonomy
from router.terminal.corrections import corrections_page

app = typer.Typer()


@app.command(name="train")
def train_command(
    corpus: Annotated[Path, typer.Option(help="A JSONL file, or a folder of them.")] = MODELS / "corpus",
    models: Annotated[Path, typer.Option(help="Where the new model's folder is made.")] = MODELS,
    promise: Annotated[
        str,
        typer.Option(
            help='How many may be wrong: "at most 2 of 100 automatically routed cases may be wrong", "1 %".'
        ),
    ] = promised(TARGET_ERROR),
    evaluate_only: Annotated[bool, typer.Option(help="Print the figures and write nothing.")] = False,
    activate_it: Annotated[
        bool, typer.Option("--activate", help="Take the new model into use, unless it is worse.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", "-c", help="Learn too from what people have corrected: this configuration's database."
        ),
    ] = None,
    jobs: JobsOption = None,
    dask: DaskOption = None,
) -> None:
    """Train a model from the labelled mails and print its cross-validated figures."""
    console = Console()
    with mending():
        target_error = wrong_share(promise)
        mails = read_corpus(corpus)
        beside = read_beside(corpus, mails)
        corrected = _corrected(config) if config is not None else None
        if corrected is not None:
            mails = with_corrections(mails, corrected.mails)
        with workers(jobs, dask, most=FOLDS), _telling_progress() as on_progress:
            trained = train(
                mails,
                version=_next_version(models),
                beside=beside,
                target_error=target_error,
                on_progress=on_progress,
            )
        console.print(terminal(trained.evaluation))
        if corrected is not None:
            console.print(corrections_page(corrected, unheeded(trained.model, corrected.mails)))
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
            told = f"Take it into use with: {activating(trained.model.version, models)}"
            console.print(told, soft_wrap=True, markup=False)


def activating(version: str, models: Path) -> str:
    """The command, for a shell, that takes this model of this folder into use."""
    elsewhere = () if models.resolve() == MODELS else ("--models", str(models))
    return shlex.join(("ticket-router", "models", "activate", version, *elsewhere))


def _corrected(config: Path) -> CorrectedMails:
    """What people have corrected up to now."""
    with configured_database(config) as (settings, database), database.read() as session:
        return corrected_mails(session, load_taxonomy(settings.taxonomy).codes, settings.identity)


class CorpusFormat(StrEnum):
    """What the corpus to evaluate is."""

    MAILS = "mails"
    CSV = "csv"


@app.command(name="evaluate")
def evaluate_command(
    corpus: Annotated[
        Path, typer.Argument(help="A JSONL file, a folder of them, or, with --format csv, a CSV file.")
    ] = MODELS / "corpus",
    model: Annotated[
        str | None,
        typer.Option(
            help="A model's name or folder, to be judged as it stands. Left out: every mail is judged by a "
            "model that has not seen it, as in training."
        ),
    ] = None,
    write_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write all figures and plots to this page.")] = None,
    models: ModelsOption = MODELS,
    corpus_format: Annotated[
        CorpusFormat, typer.Option("--format", help="Labelled mails, or a CSV file of texts and labels.")
    ] = CorpusFormat.MAILS,
    text: Annotated[str | None, typer.Option(help="CSV: the column that holds the texts.")] = None,
    label: Annotated[str | None, typer.Option(help="CSV: the column that holds the labels.")] = None,
    test: Annotated[
        Path | None, typer.Option(help="CSV: learn from all of the first file, and judge this one.")
    ] = None,
    learner: Annotated[
        Learner | None, typer.Option(help="CSV: which machines learn; left out, those of the areas.")
    ] = None,
    encoder: Annotated[
        Path | None,
        typer.Option(
            help="CSV: a folder with a sentence encoder (model.onnx, tokenizer.json) to ask as well."
        ),
    ] = None,
    jobs: JobsOption = None,
    dask: DaskOption = None,
) -> None:
    """Show how right a model is on labelled mails, how far it can be trusted, and where it errs."""
    with mending():
        _refuse_unwritable(html)
        if corpus_format is CorpusFormat.CSV:
            if text is None or label is None or model is not None:
                raise typer.BadParameter("--format csv needs --text and --label, and takes no --model")
            if encoder is not None and learner not in (None, Learner.ENCODER):
                raise typer.BadParameter(f"--encoder goes with --learner {Learner.ENCODER}")
            with _telling_progress() as on_progress:
                found = examine_texts(
                    read_texts(corpus, text_column=text, label_column=label),
                    read_texts(test, text_column=text, label_column=label) if test is not None else None,
                    learner=learner or (Learner.AREAS if encoder is None else Learner.ENCODER),
                    encoder=Encoder(encoder) if encoder is not None else None,
                    on_progress=on_progress,
                )
            _show(text_report(found), text_examination_json(found) if write_json else None, html)
            return
        if any(option is not None for option in (text, label, test, learner, encoder)):
            raise typer.BadParameter("--text, --label, --test, --learner and --encoder go with --format csv")
        with workers(jobs, dask, most=FOLDS):
            examination = _examine_mails(corpus, models, model)
        _show(mail_report(examination), examination_json(examination) if write_json else None, html)


def _examine_mails(corpus: Path, models: Path, model: str | None) -> Examination:
    mails, files = read_corpus(corpus), file_of_each(corpus)
    if model is None:
        with _telling_progress() as on_progress:
            return cross_examine(mails, files, beside=read_beside(corpus, mails), on_progress=on_progress)
    directory = model_directory(models, model)
    return examine_model(
        mails,
        files,
        load_model(directory),
        warnings=acquaintance(directory, corpus, mails),
        target_error=read_manifest(directory).figure("target_error") or TARGET_ERROR,
    )


@contextmanager
def _telling_progress() -> Iterator[OnProgress]:
    """A bar on standard error, where that is a terminal; standard output is left to the figures."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda step, done, total: progress.update(task, description=step, completed=done, total=total)


def _refuse_unwritable(html: Path | None) -> None:
    """Say that the page cannot be written before a minute's work, not after it."""
    if html is None:
        return
    if html.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(html))
    if not html.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(html.parent))


def _show(report: Report, as_json: str | None, html: Path | None) -> None:
    """Tables, or the JSON instead of them; and the page where one is asked for."""
    if as_json is not None:
        sys.stdout.write(as_json + "\n")
    else:
        Console().print(terminal_view(report))
    if html is not None:
        html.write_text(page(report), encoding="utf-8")
        Console(stderr=as_json is not None, soft_wrap=True).print(
            f"Written: {html}", markup=False, highlight=False
        )


def _next_version(models: Path) -> str:
    """Today's date and a number, above that of any model of the day: who comes later looks later."""
    today = utc_now().astimezone(FIRM_ZONE).date().isoformat()
    numbers = [path.name.removeprefix(f"{today}-") for path in models.glob(f"{today}-*")]
    return f"{today}-{1 + max((int(number) for number in numbers if number.isdecimal()), default=0)}"
