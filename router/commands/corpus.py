"""Commands on the labelled mails: bring them in, take them out, and look at those that are worth a look."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from router.cases.judged_mails import corrected_mails
from router.commands.edge import MODELS, TAXONOMY, CorpusOption, TaxonomyOption, configured_database, mending
from router.commands.found import found_mails
from router.learning.corpus.exporting import labels_of, mbox_of, sheet_of
from router.learning.corpus.files import holds_mails
from router.learning.corpus.given import read_given
from router.learning.corpus.importing import Imported, import_lines, import_mails, import_sheet
from router.learning.corpus.keeping import corpus_bytes, write_new
from router.learning.corpus.label_words import LabelWords
from router.learning.corpus.labelled import LabelledMail, read_corpus, read_mails
from router.learning.corpus.sheet import Column
from router.taxonomy import load_taxonomy

corpus_app = typer.Typer(help="The labelled mails that the router learns from.", no_args_is_help=True)


@corpus_app.command(name="import")
def import_command(
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV, JSONL; with --labels an mbox, Maildir or folder of .eml."),
    ],
    out: Annotated[Path, typer.Option(help="The new corpus file, such as models/corpus/ours.jsonl.")],
    labels: Annotated[
        Path | None,
        typer.Option(help="CSV or JSONL: what each of the raw mails is, by Message-ID or position."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="Which column holds what, where its heading does not tell: text=Beskrivelse."),
    ] = None,
    corpus: CorpusOption = MODELS / "corpus",
    taxonomy: TaxonomyOption = TAXONOMY,
    skip_faulty: Annotated[bool, typer.Option(help="Leave out what is faulty and write the rest.")] = False,
) -> None:
    """Make a corpus file of labelled mails from elsewhere. Personal data is masked on the way in.

    Every fault is told, with its place and remedy. Nothing is written while there is one, but for
    --skip-faulty.
    """
    with mending():
        areas = load_taxonomy(taxonomy)
        known = read_mails(corpus) if holds_mails(corpus) else ()
        words = LabelWords(areas)
        if labels is not None:
            imported = import_mails(found_mails(source), read_given(labels, words, _named(column)), known)
        elif source.suffix == ".jsonl":
            imported = import_lines(source, areas.codes, known)
        else:
            imported = import_sheet(read_given(source, words, _named(column)), known)
        complaints = Console(stderr=True, soft_wrap=True)
        for fault in imported.faults:
            complaints.print(str(fault), style="red", markup=False, highlight=False)
        for duplicate in imported.duplicates:
            complaints.print(
                f"{duplicate.where}: left out, its text is that of mail {duplicate.same_as}",
                style="yellow", markup=False, highlight=False,
            )  # fmt: skip
        if imported.faults and not skip_faulty:
            complaints.print(
                f"Nothing was written. {_count(imported.mails, 'mail')} would be faultless: mend the "
                f"{_count(imported.faults, 'fault')} above, or leave them out with --skip-faulty.",
                markup=False,
            )
            raise typer.Exit(1)
        if not imported.mails:
            complaints.print("Nothing was written: no mail is left to import.", markup=False)
            raise typer.Exit(1)
        write_new(out, corpus_bytes(*imported.mails))
        Console(soft_wrap=True).print(_told(imported, out), markup=False, highlight=False)


@corpus_app.command(name="export")
def export_command(
    out: Annotated[
        Path,
        typer.Argument(
            help="OUT.csv (for Excel), OUT.jsonl, or OUT.mbox (labels beside it as OUT.labels.csv)."
        ),
    ],
    corpus: CorpusOption = MODELS / "corpus",
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="Add what people have corrected in this database.")
    ] = None,
) -> None:
    """Write the labelled mails in a form that other programs read, and that `corpus import` reads again."""
    with mending():
        mails = read_corpus(corpus)
        if config is not None:
            mails += _corrected(config, mails)
        files = _exported(out, mails)
        for path, content in files.items():
            write_new(path, content)
        Console(soft_wrap=True).print("Written: " + ", ".join(map(str, files)), markup=False, highlight=False)


def _corrected(config: Path, mails: Sequence[LabelledMail]) -> tuple[LabelledMail, ...]:
    """What people have judged, masked; without what the corpus holds. Disputes are told and left out."""
    with configured_database(config) as (settings, database), database.read() as session:
        areas = load_taxonomy(settings.taxonomy).codes
        corrected = corrected_mails(session, areas, settings.identity)
    held = {mail.mail_id for mail in mails}
    added = tuple(mail for mail in corrected.mails if mail.mail_id not in held)
    Console(stderr=True, soft_wrap=True).print(
        f"Of the database: {_count(added, 'mail')} added, {len(corrected.mails) - len(added)} in the corpus "
        f"already; left out are {len(corrected.disagreements)} on which people disagree, "
        f"{corrected.half_judged} half judged and {corrected.unusable} unusable.",
        markup=False,
        highlight=False,
    )
    return added


def _exported(out: Path, mails: Sequence[LabelledMail]) -> Mapping[Path, bytes]:
    match out.suffix:
        case ".csv":
            return {out: sheet_of(mails).encode("utf-8", "replace")}
        case ".jsonl":
            return {out: corpus_bytes(*mails)}
        case ".mbox":
            return {
                out: mbox_of(mails),
                out.with_suffix(".labels.csv"): labels_of(mails).encode("utf-8", "replace"),
            }
        case _:
            raise typer.BadParameter(f"{out} does not tell the form; let it end in .csv, .jsonl or .mbox")


def _named(columns: Sequence[str] | None) -> dict[Column, str]:
    """``text=Beskrivelse`` as the column and its heading."""
    named = {}
    for option in columns or ():
        column, _, heading = option.partition("=")
        if column not in set(Column) or not heading.strip():
            raise typer.BadParameter(
                f"--column {option}: write WHAT=HEADING, where WHAT is one of {', '.join(Column)}"
            )
        named[Column(column)] = heading
    return named


def _told(imported: Imported, out: Path) -> str:
    issues = sum(len(mail.issues) for mail in imported.mails)
    told = f"Written: {out} ({_count(imported.mails, 'mail')}, {issues} issue{'s' * (issues != 1)})."
    if imported.faults:
        told += f" Left out: what has the {_count(imported.faults, 'fault')} above."
    if imported.duplicates:
        told += f" Left out as there already: {_count(imported.duplicates, 'mail')}."
    return told


def _count(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}" + ("" if len(things) == 1 else "s")
