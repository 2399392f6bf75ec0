"""What is written as a corpus line is read again as the same mail."""

from pathlib import Path

from router.learning.corpus.labelled import read_corpus
from router.learning.corpus.lines import corpus_line
from tests.learning.conftest import CORPUS


def test_every_mail_of_the_corpus_survives_being_written(tmp_path: Path) -> None:
    mails = read_corpus(CORPUS)
    written = tmp_path / "all.jsonl"
    written.write_text("".join(corpus_line(mail) + "\n" for mail in mails), encoding="utf-8")
    assert read_corpus(written) == mails
