"""A line or file of a hundred thousand brackets: told like any other that is no JSON of ours."""

from pathlib import Path

import pytest

from router.learning.corpus.files import CorpusError
from router.learning.corpus.labelled import read_corpus
from router.learning.store.manifest import MANIFEST_FILE, ModelError, read_manifest

DEEP = "[" * 100_000


def test_a_corpus_says_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "deep.jsonl"
    path.write_text(DEEP + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"deep\.jsonl:1: "):
        read_corpus(path)


def test_a_manifest_says_which_file(tmp_path: Path) -> None:
    (tmp_path / MANIFEST_FILE).write_text(DEEP, encoding="utf-8")
    with pytest.raises(ModelError, match=MANIFEST_FILE):
        read_manifest(tmp_path)


def test_a_value_that_is_none_of_ours_is_named_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "1", "mailbox": "nope", "parts": [], "issues": []}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.jsonl:1: mailbox is 'nope', not one of support, oppdrag"):
        read_corpus(path)
