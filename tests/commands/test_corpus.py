"""``corpus import`` and ``corpus export``: nothing half-written, every fault told, and the way back."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from router.cli import app
from router.learning.corpus.labelled import read_corpus
from router.learning.corpus.lines import corpus_line
from router.learning.corpus.masking import mask
from tests.learning.conftest import CORPUS
from tests.learning.labelled import labelled

KNOWN = labelled(
    "k-1", "Hei,\n\nHva er satsen for feriepenger?", ("support", "lonn", "Hva er satsen for feriepenger?")
)
ROWS = (
    "emne;sakstype;område;tekst\n"
    "Mva;support;Regnskap;Hvordan fører jeg mva på kjøp fra utlandet?\n"
    "Feil;suport;Regnskap;Bilaget er borte.\n"
    "Ferie;support;Lønn;Hei, hva er satsen for feriepenger?\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "known.jsonl").write_text(corpus_line(KNOWN) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, encoding="cp1252")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)], env={"COLUMNS": "200", "TERM": "dumb"})


def test_nothing_is_written_while_there_is_a_fault(corpus: Path, rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.jsonl"
    result = run("import", rows, "--out", out, "--corpus", corpus)
    assert result.exit_code == 1
    assert not out.exists()
    assert result.stderr.splitlines() == [
        f"{rows}:3: 'suport' is no kind; did you mean support?",
        f"{rows}:4: left out, its text is that of mail k-1",
        "Nothing was written. 1 mail would be faultless: mend the 1 fault above, or leave them out with "
        "--skip-faulty.",
    ]


def test_faulty_rows_may_be_left_out(corpus: Path, rows: Path) -> None:
    out = corpus / "new.jsonl"
    result = run("import", rows, "--out", out, "--corpus", corpus, "--skip-faulty")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        f"Written: {out} (1 mail, 1 issue). Left out: what has the 1 fault above. "
        "Left out as there already: 1 mail.\n"
    )
    _, mail = read_corpus(corpus)
    assert (mail.text, mail.issues[0].area) == ("Hvordan fører jeg mva på kjøp fra utlandet?", "regnskap")


def test_a_folder_that_is_not_there_is_named(corpus: Path, tmp_path: Path) -> None:
    result = run("export", tmp_path / "missing" / "out.csv", "--corpus", corpus)
    assert result.exit_code == 1
    assert f"{tmp_path / 'missing'}: No such file or directory; look at the path" in result.stderr


def test_nothing_is_overwritten(corpus: Path, rows: Path) -> None:
    out = corpus / "known.jsonl"
    before = out.read_bytes()
    result = run("import", rows, "--out", out, "--corpus", corpus, "--skip-faulty")
    assert result.exit_code == 1
    assert "is there already, and nothing is overwritten" in result.stderr
    assert out.read_bytes() == before


def test_personal_data_is_masked_on_the_way_in(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("kind,area,text\nsupport,lonn,Ring meg på 900 12 345 om lønn\n", encoding="utf-8")
    out = tmp_path / "new.jsonl"
    assert run("import", path, "--out", out, "--corpus", corpus).exit_code == 0
    (mail,) = read_corpus(out)
    assert "900 12 345" not in out.read_text(encoding="utf-8")
    assert mail.issues[0].text == mail.text


def test_a_column_may_be_named(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("sakstype,gruppe,text\nsupport,Lønn,Hva med lønn?\n", encoding="utf-8")
    out = tmp_path / "new.jsonl"
    assert run("import", path, "--out", out, "--corpus", corpus, "--column", "area=gruppe").exit_code == 0
    assert read_corpus(out)[0].issues[0].area == "lonn"
    assert run("import", path, "--out", out, "--corpus", corpus, "--column", "gruppe").exit_code == 2


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.mbox"])
def test_what_is_exported_can_be_imported(name: str, tmp_path: Path) -> None:
    source, out, back = tmp_path / "all.jsonl", tmp_path / name, tmp_path / "back.jsonl"
    mails = [mask(mail) for mail in read_corpus(CORPUS)[::40]]
    source.write_text("".join(corpus_line(mail) + "\n" for mail in mails), encoding="utf-8")
    assert run("export", out, "--corpus", source).exit_code == 0
    labels: list[str | Path] = ["--labels", out.with_suffix(".labels.csv")] if name == "out.mbox" else []
    result = run("import", out, *labels, "--out", back, "--corpus", tmp_path / "none.jsonl")
    assert result.exit_code == 0, result.stderr
    if name == "out.mbox":
        labels_back = [[(issue.kind, issue.area) for issue in mail.issues] for mail in read_corpus(back)]
        assert labels_back == [[(issue.kind, issue.area) for issue in mail.issues] for mail in mails]
    else:
        assert back.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("is_made", [True, False])
def test_a_corpus_of_ones_own_begins_with_a_folder_that_is_empty_or_missing(
    tmp_path: Path, is_made: bool
) -> None:
    source, own = tmp_path / "ours.csv", tmp_path / "own"
    source.write_text("kind;area;text\nsupport;lonn;Hva er satsen?\n", encoding="utf-8")
    if is_made:
        own.mkdir()
    result = run("import", source, "--out", tmp_path / "back.jsonl", "--corpus", own)
    assert result.exit_code == 0, result.stderr
    assert len(read_corpus(tmp_path / "back.jsonl")) == 1


def test_an_unknown_form_of_export_is_refused(corpus: Path, tmp_path: Path) -> None:
    assert run("export", tmp_path / "out.xlsx", "--corpus", corpus).exit_code == 2
