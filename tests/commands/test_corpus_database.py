"""The corpus commands and the database: what people have corrected, and what nobody has judged."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from router.cli import app
from router.database import Database
from router.learning.corpus.labelled import read_corpus
from router.learning.corpus.lines import corpus_line
from tests.cases.intakes import Counter, a_desk
from tests.cases.test_judged_mails import say, take_two
from tests.learning.labelled import labelled
from tests.running import SECRET, Place, configuration

KNOWN = labelled("k-1", "Hva er satsen?", ("support", "lonn", "Hva er satsen?"))


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Path:
    return configuration(tmp_path, {"support": Place(1, "support")}, smtp_port=1, database_url=database_url)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "known.jsonl"
    path.write_text(corpus_line(KNOWN) + "\n", encoding="utf-8")
    return path


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    environment = {**SECRET, "COLUMNS": "160", "TERM": "dumb"}
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)], input=typed, env=environment)


def test_what_people_have_corrected_is_exported_too(
    config: Path, corpus: Path, database: Database, tmp_path: Path
) -> None:
    counter = Counter(database, a_desk())
    take_two(counter)
    say(counter, "2025-000001", "teknisk")
    say(counter, "2025-000002", "rapport_skjema")
    counter.ask(2)
    out = tmp_path / "all.jsonl"
    result = run("export", out, "--corpus", corpus, "--config", config)
    assert result.exit_code == 0, result.output
    assert "Of the database: 1 mail added, 0 in the corpus already" in result.stderr
    known, corrected = read_corpus(out)
    assert known == KNOWN
    assert [issue.area for issue in corrected.issues] == ["teknisk", "rapport_skjema"]


def test_a_mail_that_nobody_has_judged_is_reviewed(config: Path, corpus: Path, database: Database) -> None:
    Counter(database, a_desk()).ask(1)
    result = run("review", "--corpus", corpus, "--config", config, "--by", "Eli", typed="k\n")
    assert result.exit_code == 0, result.output
    assert "1 of 1: ticket 2025-000001" in result.stdout
    assert "Decided: 1 added" in result.stdout
    assert len(read_corpus(corpus)) == 2
