"""``corpus review``: every decision is stored when it is made, and nobody is asked twice."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from typer.testing import CliRunner, Result

from router.cli import app
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.corpus.lines import corpus_line
from router.learning.review.decisions import Verdict, confirmed, read_decisions
from router.learning.review.page import json_line, list_page, mail_page
from router.learning.review.shown import Shown
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.triage.issue import MessageClass
from tests.learning.conftest import CORPUS
from tests.learning.labelled import TAXONOMY, labelled
from tests.mails import make_mail
from tests.running import PROJECT

KNOWN = labelled(
    "k-1", "Hva er satsen for feriepenger?", ("support", "lonn", "Hva er satsen for feriepenger?")
)
LETTER = (
    "Hei,\n\nKan dere se på den gamle greia? Det er noe med tallene.\n\nKan dere lage en ny mal?\n\nMvh\nKari"
)


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(
        app,
        ["corpus", "review", "--by", "Eli", *map(str, arguments)],
        input=typed,
        env={"COLUMNS": "160", "TERM": "dumb"},
    )


def written(path: Path, *mails: LabelledMail) -> Path:
    path.write_text("".join(corpus_line(mail) + "\n" for mail in mails), encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    written(tmp_path / "corpus" / "known.jsonl", KNOWN)
    return tmp_path / "corpus"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "1.eml").write_bytes(make_mail(text=LETTER))
    return folder


def test_a_new_mail_is_divided_named_and_put_into_the_corpus(corpus: Path, letters: Path) -> None:
    typed = "s\n9\n2-3 / 4\nc\n1\n2\n1\nc\n2\n2\n5\nk\n"
    result = run("--corpus", corpus, "--unlabelled", letters, typed=typed)
    assert result.exit_code == 0, result.output
    assert "9 is not among 1 to" in result.stdout
    assert "Decided: 1 added. 0 of 1 are left." in result.stdout
    (mail,) = read_corpus(corpus / "reviewed.jsonl")
    assert [(issue.kind, issue.area, issue.text) for issue in mail.issues] == [
        ("oppdrag", "regnskap", "Kan dere se på den gamle greia? Det er noe med tallene."),
        ("oppdrag", "rapport_skjema", "Kan dere lage en ny mal?"),
    ]
    (decision,) = read_decisions(corpus)
    assert (decision.verdict, decision.decided_by, decision.mail_id) == (Verdict.ADDED, "Eli", mail.mail_id)
    assert run("--corpus", corpus, "--unlabelled", letters, "--json").stdout == "", "it is not shown again"


def test_a_new_mail_may_be_thanks(corpus: Path, letters: Path) -> None:
    assert run("--corpus", corpus, "--unlabelled", letters, typed="o\n3\nk\n").exit_code == 0
    (mail,) = read_corpus(corpus / "reviewed.jsonl")
    assert (mail.message_class, mail.issues) == (MessageClass.THANKS, ())


@pytest.mark.parametrize("typed", ["q\n", "n\n", "", "s\n", "what\n"])
def test_who_stops_or_goes_on_decides_nothing(corpus: Path, letters: Path, typed: str) -> None:
    result = run("--corpus", corpus, "--unlabelled", letters, typed=typed)
    assert result.exit_code == 0, result.output
    assert "Decided: nothing. 1 of 1 are left." in result.stdout
    assert sorted(path.name for path in corpus.iterdir()) == ["known.jsonl"]


def test_what_a_mail_holds_is_never_obeyed_by_the_terminal() -> None:
    text = "\x1b]0;pwned\x07[bold]Hei[/bold]"
    mail = labelled("evil", text, ("support", "lonn", "Hei"), subject="[/]\x1b[2J")
    shown = Shown(
        "[/]", mail, ("why",), mail, load_model(active_model_directory(PROJECT / "models")), is_new=True
    )
    page = _rendered(mail_page(shown, mail, TAXONOMY, "[/]"), list_page([shown]))
    assert "\x1b" not in page
    assert "[bold]" in page
    assert "\x1b" not in json_line(shown)


def _rendered(*pages: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=100)
    for page in pages:
        console.print(page)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_wrong_labels_are_shown_settled_and_not_asked_again(tmp_path: Path) -> None:
    mails = list(read_corpus(CORPUS)[::12])
    written(tmp_path / "corpus.jsonl", *mails)
    (tmp_path / "glossary.toml").touch()  # complete in itself
    path = tmp_path
    result = run("--corpus", path, "--most", "3", typed="m\nk\nk\nn\n")
    assert result.exit_code == 0, result.output
    decisions = read_decisions(path)
    assert 1 <= len(decisions) <= 3
    before = {mail.mail_id: mail for mail in mails}
    changed = [mail.mail_id for mail in read_corpus(path) if mail != before[mail.mail_id]]
    assert changed == [own.mail_id for own in decisions if own.verdict is Verdict.CHANGED]
    assert confirmed(decisions, read_corpus(path)) == {own.mail_id for own in decisions}


def test_the_list_is_for_programs_too(corpus: Path, letters: Path) -> None:
    (line,) = run("--corpus", corpus, "--unlabelled", letters, "--json").stdout.splitlines()
    record = json.loads(line)
    assert record["where"].endswith("1.eml")
    assert record["why"]
    assert record["labels"] == record["model_says"]
    listed = run("--corpus", corpus, "--unlabelled", letters, "--list").stdout
    assert record["why"][0].partition(" (")[0] in " ".join(listed.split())
    assert not (corpus / "review-decisions.ndjson").exists()
