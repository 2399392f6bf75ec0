"""Corpus files change by whole lines, and no other byte of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from router.learning.corpus.files import CorpusError
from router.learning.corpus.keeping import add_mail, replace_mail, write_new
from router.learning.corpus.labelled import read_corpus
from router.learning.corpus.lines import corpus_line
from tests.learning.labelled import labelled

ONE = labelled("1", "Hva med lønn?", ("support", "lonn", "Hva med lønn?"))
TWO = labelled("2", "Hva med mva?", ("support", "lonn", "Hva med mva?"))
ODD = '{"id" : "0",' + corpus_line(labelled("x", "Odde", ("support", "lonn", "Odde"))).partition(",")[2]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "a.jsonl").write_bytes(f"{ODD}\r\n\r\n{corpus_line(ONE)}\r\n".encode())
    (tmp_path / "b.jsonl").write_bytes(corpus_line(TWO).encode())
    return tmp_path


def test_only_the_changed_line_changes(corpus: Path) -> None:
    after = labelled("1", "Hva med lønn?", ("oppdrag", "regnskap", "Hva med lønn?"))
    other = (corpus / "b.jsonl").read_bytes()
    replace_mail(corpus, ONE, after)
    assert (corpus / "a.jsonl").read_bytes() == f"{ODD}\r\n\r\n{corpus_line(after)}\r\n".encode()
    assert (corpus / "b.jsonl").read_bytes() == other
    assert sorted(path.name for path in corpus.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_a_mail_that_was_changed_meanwhile_is_left_alone(corpus: Path) -> None:
    before = (corpus / "b.jsonl").read_bytes()
    with pytest.raises(CorpusError, match=r"b\.jsonl:1: was changed meanwhile"):
        replace_mail(corpus, replace(TWO, subject="Et annet emne"), TWO)
    assert (corpus / "b.jsonl").read_bytes() == before


def test_a_mail_that_is_gone_is_told(corpus: Path) -> None:
    gone = labelled("3", "Borte", ("support", "lonn", "Borte"))
    with pytest.raises(CorpusError, match="holds no mail '3' any more"):
        replace_mail(corpus, gone, gone)


def test_a_mail_is_added_behind_a_last_line_without_end(corpus: Path) -> None:
    new = labelled("3", "Ny", ("support", "lonn", "Ny"))
    add_mail(corpus / "b.jsonl", new)
    add_mail(corpus / "c.jsonl", replace(new, mail_id="4"))
    assert [mail.mail_id for mail in read_corpus(corpus)] == ["0", "1", "2", "3", "4"]


def test_a_new_file_overwrites_nothing(tmp_path: Path) -> None:
    write_new(tmp_path / "new.jsonl", b"one")
    with pytest.raises(CorpusError, match="is there already"):
        write_new(tmp_path / "new.jsonl", b"two")
    assert (tmp_path / "new.jsonl").read_bytes() == b"one"
