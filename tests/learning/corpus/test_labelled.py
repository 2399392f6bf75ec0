import json
from pathlib import Path
from typing import Any

import pytest

from router.learning.corpus.files import CorpusError, corpus_hash
from router.learning.corpus.labelled import file_of_each, message_of, read_corpus, read_mails
from router.message.parts import Origin
from router.taxonomy import AreaCode, Kind, Language
from router.triage.issue import MessageClass, Span

GOOD: dict[str, Any] = {
    "id": "a-001",
    "mailbox": "support",
    "lang": "nb",
    "class": "request",
    "from_name": "Kari Moen",
    "from_addr": "kari@eksempel-bygg.example",
    "subject": "Remittering",
    "parts": [
        {"t": "Hei,\n\n", "i": None},
        {"t": "Banken avviser filen.\n\n", "i": 0},
        {"t": "Kan dere lage en ny fakturamal?\n\n", "i": 1},
        {"t": "Og filen er fra i dag.\n\n", "i": 0},
        {"t": "Mvh\nKari", "i": None},
    ],
    "issues": [
        {"kind": "support", "area": "bank_remittering"},
        {"kind": "oppdrag", "area": "rapport_skjema"},
    ],
    "teamviewer": None,
}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "train.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_record_becomes_a_labelled_mail(tmp_path: Path) -> None:
    (mail,) = read_corpus(written(tmp_path, json.dumps(GOOD)))
    assert (mail.mail_id, mail.mailbox, mail.language) == ("a-001", Kind.SUPPORT, Language.NB)
    assert mail.message_class is MessageClass.REQUEST
    assert mail.text == "".join(part["t"] for part in GOOD["parts"])
    first, second = mail.issues
    assert (first.kind, first.area) == (Kind.SUPPORT, "bank_remittering")
    assert first.text == "Banken avviser filen.\n\nOg filen er fra i dag.\n\n"
    assert [span.of(mail.text) for span in second.spans] == ["Kan dere lage en ny fakturamal?\n\n"]


def test_a_span_belongs_to_the_issue_that_holds_most_of_it(tmp_path: Path) -> None:
    (mail,) = read_corpus(written(tmp_path, json.dumps(GOOD)))
    assert mail.issue_at(Span(0, 3)) is None
    assert mail.issue_at(Span(7, 20)) == 0
    assert mail.issue_at(Span(25, 50)) == 1


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    record = {**GOOD, "subject": "to\u2028linjer"}
    (mail,) = read_corpus(written(tmp_path, json.dumps(record, ensure_ascii=False)))
    assert mail.subject == "to\u2028linjer"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{not json", "is not JSON"),
        ("[1, 2]", "is not a JSON object"),
        (json.dumps({**GOOD, "mailbox": "salg"}), "mailbox is 'salg', not one of support, oppdrag"),
        (json.dumps({**GOOD, "class": "spam"}), "class is 'spam', not one of request"),
        (json.dumps({**GOOD, "subject": None}), "None is not a text"),
        (
            json.dumps({key: value for key, value in GOOD.items() if key != "parts"}),
            "the key 'parts' is missing",
        ),
        (json.dumps({**GOOD, "parts": [{"t": "Hei", "i": "0"}]}), "not a whole number or null"),
        (json.dumps({**GOOD, "parts": [{"t": "Hei", "i": 0}]}), "2 are listed"),
        (json.dumps({**GOOD, "class": "thanks"}), "a request has one issue or more"),
        (json.dumps({**GOOD, "issues": [{"kind": "support", "area": "moon"}] * 2}), "not in the taxonomy"),
    ],
)
def test_a_faulty_line_is_named_with_file_line_and_fault(tmp_path: Path, line: str, fault: str) -> None:
    path = written(tmp_path, json.dumps(GOOD), "", line)
    areas = (AreaCode("bank_remittering"), AreaCode("rapport_skjema"))
    with pytest.raises(CorpusError, match=r"train\.jsonl:3: ") as raised:
        read_corpus(path, areas)
    assert fault in str(raised.value)
    assert ";" in str(raised.value), "the remedy is missing"


def test_an_id_that_occurs_twice_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"train\.jsonl:2: id 'a-001' occurs twice"):
        read_corpus(written(tmp_path, json.dumps(GOOD), json.dumps(GOOD)))


def test_a_file_that_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_bytes("å".encode("latin-1"))
    with pytest.raises(CorpusError, match="is not UTF-8"):
        read_corpus(path)


def test_a_folder_without_mails_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no"):
        read_corpus(tmp_path)


@pytest.mark.parametrize("content", ["", "\n\n", " \n"])
def test_a_corpus_of_blank_lines_is_a_fault_that_says_what_to_do(tmp_path: Path, content: str) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text(content, encoding="utf-8")
    for source in (path, tmp_path):
        with pytest.raises(CorpusError, match=r"holds no labelled mail.*; write one mail") as raised:
            read_corpus(source)
        assert str(source) in str(raised.value)
    assert read_mails(path) == ()
    assert file_of_each(tmp_path) == {}


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(GOOD))
    before = corpus_hash(tmp_path)
    assert corpus_hash(tmp_path) == before
    path.write_text(json.dumps({**GOOD, "subject": "Lønn"}), encoding="utf-8")
    assert corpus_hash(tmp_path) != before


def test_the_message_of_a_mail_is_a_humans(tmp_path: Path) -> None:
    (mail,) = read_corpus(written(tmp_path, json.dumps(GOOD)))
    message = message_of(mail)
    assert (message.origin, message.text.new_text, message.subject) == (
        Origin.HUMAN,
        mail.text,
        "Remittering",
    )
