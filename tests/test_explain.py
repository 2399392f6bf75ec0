"""`ticket-router explain`: where mails are found, and the JSON that others build on."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from rich.console import Console

from router.explain import Source, explain, explanations, read_mails, to_json
from router.explain.sources import mailbox_of
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.message import understand
from router.taxonomy import Kind
from router.triage.linear import FactClassifier, Facts
from router.triage.model import Model
from tests.mails import File, make_mail

MODELS = Path(__file__).parents[1] / "models"
REQUEST = make_mail(
    subject="Remittering",
    text=(
        "Hei,\n\nbanken avviser betalingsfilen vår, feil KID på alle linjer.\n"
        "TeamViewer 847 221 903\n\nMvh\nKari"
    ),
    attachments=[File("fil.txt", b"123", "text/plain")],
)

KEYS = [
    *(
        "source",
        "message_id",
        "from",
        "submitter",
        "reply_to",
        "recipients",
        "delivered_to",
        "forwarded_from",
    ),
    *("subject", "date", "origin", "origin_detail", "origin_reason", "delivery_report", "authenticity"),
    *(
        "message_class",
        "class_reason",
        "class_by_words",
        "language",
        "new_text",
        "quoted_text",
        "signature",
        "disclaimer",
    ),
    *("answers", "signature_facts", "teamviewer_id", "case_numbers", "marks", "attachments", "issues"),
    *("warnings", "model_version"),
]
ISSUE_KEYS = [
    *("text", "kind", "kind_confidence", "area", "area_confidence", "confidence", "certainty"),
    *("auto_routed", "possible_areas", "why", "spans", "background", "doubt"),
]


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(active_model_directory(MODELS))


def _written(paths: list[Path], model: Model, *, write_json: bool, mailbox: Kind | None = None) -> str:
    out = StringIO()
    console = Console(file=out, width=100, color_system=None)
    explain([str(path) for path in paths], model, mailbox, write_json=write_json, console=console)
    return out.getvalue()


def test_the_json_has_the_keys_that_are_promised(tmp_path: Path, model: Model) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(REQUEST)
    document = json.loads(_written([mail], model, write_json=True))
    assert list(document) == KEYS
    assert document["source"] == str(mail)
    assert document["message_id"] == "20250303.1@eksempel-bygg.example"
    assert document["from"] == {"name": "Kari Moen", "address": "kari@eksempel-bygg.example"}
    assert document["date"] == "2025-03-03T09:12:00+01:00"
    assert document["message_class"] == "request"
    assert document["language"] == "nb"
    assert document["signature"] == "Mvh\nKari"
    assert document["teamviewer_id"] == "847221903"
    [file] = document["attachments"]
    assert (file["name"], file["type"], file["size"], file["inline"]) == ("fil.txt", "text/plain", 3, False)
    assert file["sha256"].startswith("a665a45920422f9d")
    assert document["warnings"] == []
    assert document["model_version"] == model.version


def test_an_issue_says_what_where_how_sure_and_why(tmp_path: Path, model: Model) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(REQUEST)
    document = json.loads(_written([mail], model, write_json=True))
    (issue,) = document["issues"]
    assert list(issue) == ISSUE_KEYS
    assert (issue["kind"], issue["area"]) == ("support", "bank_remittering")
    assert 0 <= issue["confidence"] <= 1
    assert {tuple(entry) for entry in issue["why"]} == {("decision", "phrase", "weight")}
    (start, end), *_ = issue["spans"]
    assert document["new_text"][start:end] in issue["text"]


def test_a_folder_is_read_by_name_and_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.eml", "a/z.eml", "a/y.eml", "c.eml", ".hidden"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(REQUEST)
    names = [source.name.removeprefix(f"{tmp_path}/") for source in read_mails([str(tmp_path)])]
    assert names == ["a/y.eml", "a/z.eml", "b.eml", "c.eml"]


def test_a_maildir_is_read_without_what_is_still_being_written(tmp_path: Path) -> None:
    for name in ("cur/1:2,S", "new/2", "tmp/3"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_bytes(REQUEST)
    assert [source.name.rpartition("/")[2] for source in read_mails([str(tmp_path)])] == ["1:2,S", "2"]


@pytest.mark.parametrize("name", ["archive.mbox", "archive"])
def test_an_mbox_gives_each_of_its_mails(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    separator = b"From kari@a.example Mon Mar  3 09:12:00 2025\n"
    path.write_bytes(
        separator
        + b"Subject: en\n\n>From oss til dere\n\n"
        + separator
        + b"Subject: to\n\ndu\nFrom inne i teksten\n"
    )
    first, second = read_mails([str(path)])
    assert (first.name, second.name) == (f"{path}#1", f"{path}#2")
    assert first.raw.startswith(b"Subject: en\n\nFrom oss til dere")
    assert second.raw.endswith(b"From inne i teksten\n")


def test_an_mbox_of_rubbish_is_one_mail(tmp_path: Path) -> None:
    path = tmp_path / "x.mbox"
    path.write_bytes(b"\x00\xff rubbish\n\n")
    assert [source.raw for source in read_mails([str(path)])] == [b"\x00\xff rubbish\n\n"]


def test_what_cannot_be_read_has_an_object_too_and_stops_nothing(tmp_path: Path, model: Model) -> None:
    good = tmp_path / "b.eml"
    good.write_bytes(REQUEST)
    written = _written([tmp_path / "missing", good], model, write_json=True)
    missing, found = map(json.loads, written.splitlines())
    assert list(missing) == KEYS
    assert missing["message_class"] is None
    assert missing["issues"] == []
    assert "cannot be read" in missing["warnings"][0]
    assert found["message_class"] == "request"


@pytest.mark.parametrize("raw", [b"", b"\0" * 100, b"\xff\xfe\x00", b"Content-Type: multipart/mixed\n\n--\n"])
def test_a_broken_mail_gives_an_object_on_one_line(tmp_path: Path, model: Model, raw: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(raw)
    written = _written([path], model, write_json=True)
    assert written.count("\n") == 1
    assert list(json.loads(written)) == KEYS


def test_the_order_of_the_input_is_the_order_of_the_output(tmp_path: Path, model: Model) -> None:
    paths = []
    for number in (3, 1, 2):
        path = tmp_path / f"{number}.eml"
        path.write_bytes(make_mail(subject=f"nr {number}", text="Hvordan fører vi mva?"))
        paths.append(path)
    subjects = [json.loads(line)["subject"] for line in _written(paths, model, write_json=True).splitlines()]
    assert subjects == ["nr 3", "nr 1", "nr 2"]


@pytest.mark.parametrize(
    ("headers", "mailbox"),
    [
        ((), Kind.SUPPORT),
        ((("Delivered-To", "oppdrag@o.example"),), Kind.OPPDRAG),
        ((("X-Original-To", "Oppdrag+bygg@o.example"),), Kind.OPPDRAG),
        ((("Cc", "oppdrag@o.example"),), Kind.SUPPORT),
    ],
)
def test_the_mailbox_is_read_from_the_addresses(headers: tuple[tuple[str, str], ...], mailbox: Kind) -> None:
    raw = make_mail(to="support@o.example", headers=headers)
    assert mailbox_of(raw, understand(raw)) is mailbox


def test_a_mail_to_the_assignment_mailbox_is_known_and_any_other_is_support() -> None:
    for to, mailbox in (
        ("oppdrag@o.example", Kind.OPPDRAG),
        ("post@o.example", Kind.SUPPORT),
        ("", Kind.SUPPORT),
    ):
        raw = make_mail(to=to)
        assert mailbox_of(raw, understand(raw)) is mailbox


def test_the_page_for_people_says_the_same(tmp_path: Path, model: Model) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(REQUEST)
    written = _written([mail], model, write_json=False)
    for shown in ("Kari Moen", "Remittering", "847221903", "bank_remittering", "fil.txt", "because:"):
        assert shown in written


def test_a_mail_cannot_draw_on_the_terminal(tmp_path: Path, model: Model) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(
        make_mail(subject="[red]rød[/red] \x1b[2J", text="[bold]Hvordan fører vi mva?[/nothing]\x1b[2J")
    )
    written = _written([mail], model, write_json=False)
    assert "[red]rød[/red]" in written
    assert "[bold]Hvordan" in written
    assert "\x1b" not in written


def test_the_page_and_the_json_say_why_a_strange_text_goes_to_review(tmp_path: Path, model: Model) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(make_mail(subject="Hei", text="xqzt vvrp wlkj qqqq zzzt"))
    said = "too few of its words are known (0 of 5)"
    assert f"a human decides: {said}" in _written([mail], model, write_json=False)
    (issue,) = json.loads(_written([mail], model, write_json=True))["issues"]
    assert (issue["auto_routed"], issue["doubt"]) == (False, said)


def test_json_can_be_written_where_only_ascii_is_known(model: Model) -> None:
    (document,) = explanations([Source("a", make_mail(subject="Lønn", text="Lønn"))], model)
    line = to_json(document, only_ascii=True)
    assert line.isascii()
    assert json.loads(line)["subject"] == "Lønn"


class _Faulty(FactClassifier):
    """Fails on one word."""

    def probabilities(self, facts: Facts) -> NDArray[np.float64]:
        if "word=umulig" in facts.present:
            raise ArithmeticError("no number")
        return super().probabilities(facts)


def test_a_mail_that_cannot_be_judged_says_so_and_the_mails_beside_it_are_judged(model: Model) -> None:
    own = model.message_class
    faulty = replace(
        model, message_class=_Faulty(own.classes, own.names, own.weights, own.intercept), version="faulty"
    )
    texts = ("Lønn", "Tusen takk!\nUmulig", "Hvordan fører vi mva?")
    documents = list(explanations([Source(text, make_mail(text=text, subject="")) for text in texts], faulty))
    assert [document["source"] for document in documents] == list(texts)
    assert [bool(document["issues"]) for document in documents] == [True, False, True]
    assert documents[1]["warnings"] == ["the mail could not be judged (ArithmeticError: no number)"]
