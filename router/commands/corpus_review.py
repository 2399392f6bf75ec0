"""``corpus review``: walks through the labels that are likely wrong, or the unlabelled mails that would teach
most.

Every decision is stored when it is made. Whoever stops, by q or Ctrl-C or a lost connection, goes on later
where it ended.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from router.cases.unjudged_mails import unjudged_mails
from router.clock import utc_now
from router.commands.edge import (
    MODELS,
    TAXONOMY,
    ByOption,
    CorpusOption,
    ModelsOption,
    TaxonomyOption,
    configured_database,
    mending,
    who,
)
from router.commands.found import found_mails
from router.commands.workers import JobsOption, workers
from router.learning.corpus.beside import read_beside
from router.learning.corpus.importing import FoundMail
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.review.decisions import Verdict, confirmed, read_decisions
from router.learning.review.doubts import doubtful_mails
from router.learning.review.page import choices, json_line, list_page, mail_page, numbered
from router.learning.review.questions import questions
from router.learning.review.relabel import DivisionError, pieces_from, with_class, with_issue, with_pieces
from router.learning.review.shown import Shown, settle, shown_doubts, shown_worth, unlabelled
from router.learning.review.worth import most_teaching
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.learning.training.dealing import FOLDS
from router.learning.training.train import measure
from router.message.understand import understand
from router.taxonomy import Kind, Taxonomy, load_taxonomy
from router.triage.issue import MessageClass
from router.triage.segments import segments

app = typer.Typer()

NEWEST = 2_000
"""So many of the database's mails are looked at."""
_READING = "reading the mails and asking the model about each"
_MENU = (
    "[k] the labels are right   [m] as the model says   [c] change kind or area   [s] split differently\n"
    "[o] another class   [n] next, undecided   [q] stop here"
)


@app.command(name="review")
def review_command(
    corpus: CorpusOption = MODELS / "corpus",
    unlabelled_mails: Annotated[
        Path | None,
        typer.Option(
            "--unlabelled", help="Mails without labels instead: an mbox, Maildir or folder of .eml."
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", help="Mails of the database that nobody has judged instead."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Show at most so many mails.")] = 50,
    list_only: Annotated[bool, typer.Option("--list", help="List them and ask nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="List them as JSON, one object a line.")] = False,
    by: ByOption = None,
    jobs: JobsOption = None,
    models: ModelsOption = MODELS,
    taxonomy: TaxonomyOption = TAXONOMY,
) -> None:
    """Look through labels that are likely wrong; or, of unlabelled mail, at what would teach the router
    most."""
    console, progress = Console(), Console(stderr=True)
    with mending():
        areas = load_taxonomy(taxonomy)
        mails = read_corpus(corpus, areas.codes)
        if unlabelled_mails is not None:
            with progress.status(_READING):
                shown = _teaching(found_mails(unlabelled_mails), mails, models, most)
        elif config is not None:
            with configured_database(config) as (settings, database), database.read() as session:
                found = (
                    FoundMail(f"ticket {own.number}", understand(own.raw, settings.identity), own.mailbox)
                    for own in unjudged_mails(session, NEWEST)
                )
                with progress.status(_READING):
                    shown = _teaching(found, mails, settings.models, most)
        else:
            shown = _doubtful(mails, corpus, most, jobs, progress)
        if json:
            for one in shown:
                typer.echo(json_line(one))
        elif list_only:
            console.print(list_page(shown))
        else:
            _walk(shown, corpus, areas, who(by), console)


def _doubtful(
    mails: Sequence[LabelledMail], corpus: Path, most: int, jobs: int | None, console: Console
) -> list[Shown]:
    with (
        workers(jobs, None, most=FOLDS),
        Progress(console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task("reading", total=None)
        measured = measure(
            mails,
            version="review",
            beside=read_beside(corpus, mails),
            on_progress=lambda step, done, total: progress.update(
                task, description=step, completed=done, total=total + 1
            ),
        )
        progress.update(task, description="comparing the labels with what the models say")
        asked = questions(mails, measured.held_out)
        found = doubtful_mails(mails, asked, confirmed(read_decisions(corpus), mails))
    return shown_doubts(found[:most], measured.held_out)


def _teaching(
    found: Iterator[FoundMail], mails: Sequence[LabelledMail], models: Path, most: int
) -> list[Shown]:
    model = load_model(active_model_directory(models))
    return shown_worth(most_teaching(unlabelled(found, mails, model), model, most), model)


def _walk(
    shown: Sequence[Shown], corpus: Path, taxonomy: Taxonomy, decided_by: str, console: Console
) -> None:
    """Mail by mail, until the end or until the person stops."""
    decided: Counter[Verdict] = Counter()
    try:
        for number, one in enumerate(shown, 1):
            draft = _decide(one, f"{number} of {len(shown)}: {one.where}", taxonomy, console)
            if draft is not None:
                decided[settle(one, draft, corpus, decided_by, utc_now())] += 1
    except (typer.Abort, KeyboardInterrupt, EOFError):
        console.print()
    told = ", ".join(f"{decided[verdict]} {verdict}" for verdict in Verdict if decided[verdict])
    console.print(f"Decided: {told or 'nothing'}. {len(shown) - decided.total()} of {len(shown)} are left.")
    if decided[Verdict.CHANGED] or decided[Verdict.ADDED]:
        console.print("The router learns from it with the next: ticket-router train")


def _decide(one: Shown, title: str, taxonomy: Taxonomy, console: Console) -> LabelledMail | None:
    """The labels that the person gives the mail; ``None`` where it is left undecided.

    Raises:
        typer.Abort: the person stops.
    """
    draft = one.mail
    steps: dict[str, Callable[[], LabelledMail]] = {
        "c": lambda: _with_other_issue(draft, taxonomy, console),
        "s": lambda: _divided(one, draft, console),
        "o": lambda: _of_other_class(one, draft),
    }
    while True:
        console.print(mail_page(one, draft, taxonomy, title))
        answer = _ask(_MENU, tuple("kmcsonq"))
        match answer:
            case "k":
                return draft
            case "m" if _same_pieces(draft, one.proposal):
                return one.proposal
            case "m":  # nobody should agree to a division unseen
                draft = one.proposal
            case "n":
                return None
            case "q":
                raise typer.Abort
            case _:
                draft = steps[answer]()


def _same_pieces(first: LabelledMail, second: LabelledMail) -> bool:
    return [issue.spans for issue in first.issues] == [issue.spans for issue in second.issues]


def _with_other_issue(draft: LabelledMail, taxonomy: Taxonomy, console: Console) -> LabelledMail:
    if not draft.issues:
        console.print("It has no issue: give it another class first.")
        return draft
    number = 0
    if len(draft.issues) > 1:
        number = int(_ask("Which issue?", tuple(str(at + 1) for at in range(len(draft.issues))))) - 1
    issue = draft.issues[number]
    kinds = {str(at): kind for at, kind in enumerate(Kind, 1)}
    shown = ", ".join(f"{at} {kind}" for at, kind in kinds.items())
    kind = kinds.get(_ask(f"Kind ({shown}; Enter: {issue.kind})", (*kinds, "")), issue.kind)
    console.print(choices(taxonomy))
    numbers = {str(at): code for at, code in enumerate(taxonomy.codes, 1)}
    area = numbers.get(_ask(f"Area (its number; Enter: {issue.area})", (*numbers, "")), issue.area)
    return with_issue(draft, number, kind, area)


def _of_other_class(one: Shown, draft: LabelledMail) -> LabelledMail:
    classes = {str(at): own for at, own in enumerate(MessageClass, 1)}
    shown = ", ".join(f"{at} {own}" for at, own in classes.items())
    answer = _ask(f"Class ({shown}; Enter: {draft.message_class})", (*classes, ""))
    return with_class(draft, classes.get(answer, draft.message_class), one.model)


def _divided(one: Shown, draft: LabelledMail, console: Console) -> LabelledMail:
    found = segments(draft.text)
    console.print(numbered(draft, found))
    console.print(
        "Which parts belong to which issue? For example 2-3 / 4, 6: two issues, and what you leave out "
        "(greeting, signature) belongs to none. Enter: leave it as it is."
    )
    while True:
        typed = str(typer.prompt("Parts", default="", show_default=False))
        if not typed.strip():
            return draft
        try:
            return with_pieces(draft, pieces_from(typed, draft.text, found), one.model)
        except DivisionError as error:
            console.print(str(error), markup=False)


def _ask(question: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed answers; asked again until it is one."""
    while True:
        answer = str(typer.prompt(question, default="", show_default=False)).strip().lower()
        if answer in allowed:
            return answer
        typer.echo(f"Please answer with one of {', '.join(one or 'Enter' for one in allowed)}.")
