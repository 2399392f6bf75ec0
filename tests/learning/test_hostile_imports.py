"""Any bytes give labelled mails or clear errors: nothing else comes out of an import."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.learning.corpus.exporting import mbox_of, sheet_of
from router.learning.corpus.files import CorpusError
from router.learning.corpus.given import read_given
from router.learning.corpus.importing import Imported, import_lines, import_sheet
from router.learning.corpus.keeping import corpus_bytes
from router.learning.corpus.label_words import LabelWords
from router.learning.corpus.labelled import read_line
from tests.learning.labelled import TAXONOMY

WORDS = LabelWords(TAXONOMY)
_CELLS = st.sampled_from(
    ["id", "text", "kind", "area", "class", "spans", "begins", "mail", "support", "lonn", "Lønn", "takk",
     "0-4", "4-2", "0-99999999999", "7", '"', '""', "Hei, hva med lønn?", "Hva", "[…]", "'=", "\ud7ff",
     "\x00", "\u2028", " "]
)  # fmt: skip
_TABLES = st.lists(st.lists(_CELLS, max_size=6).map(";".join), max_size=6).map("\n".join)


def imported(path: Path) -> Imported | None:
    try:
        if path.suffix == ".jsonl":
            return import_lines(path, TAXONOMY.codes, ())
        return import_sheet(read_given(path, WORDS), ())
    except CorpusError:
        return None


def check(found: Imported | None) -> None:
    for mail in found.mails if found else ():
        assert read_line(corpus_bytes(mail).decode(), "x", None) == mail
        assert sheet_of([mail]).encode("utf-8", "replace")
        assert mbox_of([mail])
        assert all(issue.text == "".join(span.of(mail.text) for span in issue.spans) for issue in mail.issues)
        assert all(
            0 <= span.start < span.end <= len(mail.text) for issue in mail.issues for span in issue.spans
        )


@settings(max_examples=150, deadline=None)
@given(table=_TABLES)
def test_any_table(tmp_path_factory: pytest.TempPathFactory, table: str) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_text(f"id;kind;area;text;mail;spans\n{table}", encoding="utf-8")
    check(imported(path))


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200), suffix=st.sampled_from([".csv", ".jsonl"]))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"any{suffix}"
    path.write_bytes(content)
    check(imported(path))


@pytest.mark.parametrize(
    "record",
    [
        '{"issues": 7}', '{"issues": [7]}', '{"issues": {"a": 1}}', "7", "null", "[" * 5000,
        '{"class": true}', '{"position": 1e400}',
        '{"id": "\\ud800", "kind": "support", "area": "lonn", "text": "\\ud800"}',
        '{"class": "takk", "text": "\\u0000"}',
        '{"issues": [{"kind": "support", "area": "lonn", "spans": "0-9"}]}',
    ],
)  # fmt: skip
def test_any_json_of_labels(tmp_path: Path, record: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(record + "\n", encoding="utf-8")
    found = import_sheet(read_given(path, WORDS), ())
    check(found)
    assert found.mails or found.faults


def test_a_long_text_of_words_is_found_in_time(tmp_path: Path) -> None:
    text = "ord " * 50_000
    path = tmp_path / "long.csv"
    path.write_text(f"id;kind;area;text;mail\n1;support;lonn;{'ord ' * 20_000}x;{text}\n", encoding="utf-8")
    (fault,) = import_sheet(read_given(path, WORDS), ()).faults
    assert "the mail does not hold" in str(fault)
