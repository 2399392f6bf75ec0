"""What `train` and `evaluate` tell."""

import json
from pathlib import Path

import pytest

from router.commands.edge import MODELS
from router.commands.learning import activating
from tests.commands.invoked import output, run
from tests.running import PROJECT
from tests.shipped import copied_model


def test_the_command_to_take_a_model_into_use_names_the_folder_where_it_is_not_the_usual_one() -> None:
    assert activating("2025-01-01-1", MODELS) == "ticket-router models activate 2025-01-01-1"
    assert activating("2025-01-01-1", Path("/srv/our models")) == (
        "ticket-router models activate 2025-01-01-1 --models '/srv/our models'"
    )


def part_of_the_corpus(folder: Path, *, every: int) -> Path:
    """Every so many of the starter corpus' mails in one file, complete in itself: nothing else teaches."""
    lines = [
        line
        for path in sorted((PROJECT / "models" / "corpus").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(lines[::every]), encoding="utf-8")
    (folder / "glossary.toml").touch()
    return folder


@pytest.mark.parametrize(
    ("words", "told"),
    [("as few as you can", "holds no share"), ("50 of 100", "between 0.5 of 100 and 10 of 100")],
)
def test_a_promise_that_cannot_be_understood_or_made_is_one_line_before_any_training(
    words: str, told: str
) -> None:
    result = run(None, "train", "--promise", words)
    assert result.exit_code == 1
    assert told in " ".join(result.stderr.split())


def test_a_newly_trained_model_that_is_worse_stays_a_candidate_and_says_why(tmp_path: Path) -> None:
    """From a quarter of the mails; the one in use has learnt from all."""
    corpus = part_of_the_corpus(tmp_path / "corpus", every=4)
    here = ("--models", str(tmp_path))
    in_use = copied_model(tmp_path, "2025-01-01-1")
    output(run(None, "models", "activate", in_use, *here))
    result = run(None, "train", "--corpus", str(corpus), "--activate", *here)
    assert result.exit_code == 1
    assert "Written: " in result.stdout
    assert f"is worse than {in_use}, which stays in use: kind and area: of " in result.stderr
    assert (tmp_path / "active").read_text(encoding="utf-8") == f"{in_use}\n"
    listed = output(run(None, "models", "list", *here))
    assert len([line for line in listed.splitlines() if "│ 20" in line]) == 2


def test_a_model_is_evaluated_on_a_corpus_with_a_warning_that_it_learnt_from_it(tmp_path: Path) -> None:
    corpus, html = PROJECT / "models" / "corpus" / "train-a.jsonl", tmp_path / "page.html"
    model = copied_model(tmp_path, "2025-01-01-1")
    here = ("evaluate", str(corpus), "--model", model, "--models", str(tmp_path), "--html", str(html))
    shown = output(run(None, *here))
    assert "Warning: The model 2025-01-01-1 has learnt from" in shown
    assert "What can be routed without review" in shown
    assert f"Written: {html}" in shown.replace("\n", "")
    result = run(None, *here, "--json")
    document = json.loads(result.stdout)
    assert document["model"] == model
    assert "has learnt from" in document["warnings"][0]
    assert "Written: " in result.stderr
    page = html.read_text(encoding="utf-8")
    assert "has learnt from" in page
    assert "<svg" in page
    same = ("evaluate", str(corpus), "--model", str(tmp_path / model), "--json")
    assert json.loads(output(run(None, *same))) == document


def test_a_corpus_is_cross_validated_without_a_model(tmp_path: Path) -> None:
    corpus = part_of_the_corpus(tmp_path / "corpus", every=8)
    result = run(None, "evaluate", str(corpus), "--json")
    document = json.loads(output(result))
    assert (document["judged_by"], document["model"], document["warnings"]) == ("cross-validation", None, [])
    assert [own["name"] for own in document["files"]] == ["corpus.jsonl"]


def test_labelled_texts_are_evaluated_with_and_without_a_test_file(tmp_path: Path) -> None:
    train, test = tmp_path / "train.csv", tmp_path / "test.csv"
    rows = [f"{'my card is lost' if at % 2 else 'what is the rate'} {at},{at % 2}" for at in range(40)]
    train.write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    test.write_text("text,label\nlost card,1\nexchange rate,0\n", encoding="utf-8")
    form = ("evaluate", str(train), "--format", "csv", "--text", "text", "--label", "label")
    assert "100.0 %" in output(run(None, *form))
    document = json.loads(output(run(None, *form, "--test", str(test), "--json")))
    assert (document["corpus"], document["judged_by"]) == ("texts", "test")
    assert document["label"]["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--format", "csv"), "--text and --label"),
        (("--format", "csv", "--text", "a", "--label", "b", "--model", "x"), "no --model"),
        (("--text", "a"), "--format csv"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...], complaint: str) -> None:
    result = run(None, "evaluate", *options)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.replace("│", " ").split())
