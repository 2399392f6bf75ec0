import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from router.learning.corpus.labelled import LabelledMail, file_of_each, read_corpus
from router.learning.corpus.lines import corpus_line
from router.learning.reports.examination import Examination, cross_examine, examine_model
from router.learning.reports.examination_json import examination_json
from router.learning.reports.mail_report import mail_report
from router.learning.reports.page import page
from router.learning.reports.parts import terminal_view
from router.learning.store.acquainted import acquaintance
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.learning.training.dealing import TrainingError
from router.learning.training.train import TrainedModel
from router.taxonomy import AreaCode
from router.triage.model import Model
from tests.learning.conftest import CORPUS

MODELS = CORPUS.parent
DOCS = Path(__file__).parents[3] / "docs" / "learning.md"


@pytest.fixture(scope="module")
def few(some_mails: tuple[LabelledMail, ...]) -> tuple[LabelledMail, ...]:
    return some_mails[:200]


@pytest.fixture(scope="module")
def examined(few: tuple[LabelledMail, ...]) -> Examination:
    return cross_examine(few, file_of_each(CORPUS), folds=2)


@pytest.fixture(scope="module")
def shipped() -> Model:
    return load_model(active_model_directory(MODELS))


def test_the_figures_are_those_that_training_prints(
    some_mails: tuple[LabelledMail, ...], trained: TrainedModel
) -> None:
    assert cross_examine(some_mails, {}, folds=3).evaluation == trained.evaluation


def test_every_issue_is_counted_from_every_side(examined: Examination, few: tuple[LabelledMail, ...]) -> None:
    issues = sum(len(mail.issues) for mail in few)
    assert examined.kind.count == examined.area.count == issues
    assert sum(map(sum, examined.area.confusion.counts)) == issues
    assert sum(own.count for own in examined.both.bins) == issues
    for groups in (examined.languages, examined.mailboxes, examined.files):
        assert sum(group.mails for group in groups) == len(few)
        assert sum(group.issues for group in groups) == issues
        right = sum(group.both * group.issues for group in groups)
        assert right == pytest.approx(examined.evaluation.overall.both * issues)
    assert {group.name for group in examined.files} <= {path.name for path in CORPUS.glob("*.jsonl")}


def test_own_splits_agree_with_the_splitters_figures(examined: Examination) -> None:
    own, splitting = examined.own_splits, examined.evaluation.splitting
    assert own.right / own.given == pytest.approx(splitting.precision)
    assert own.right / own.labelled == pytest.approx(splitting.recall)
    assert sum(found.count for found in own.trust.bins) == own.given
    review = examined.evaluation.review
    assert (own.routed.cover, own.routed.error) == (review.cover, review.error)


def test_the_surest_faults_come_first_and_are_faults(
    examined: Examination, few: tuple[LabelledMail, ...]
) -> None:
    mails = {mail.mail_id: mail for mail in few}
    assert examined.mistakes
    assert [own.confidence for own in examined.mistakes] == sorted(
        (own.confidence for own in examined.mistakes), reverse=True
    )
    for own in examined.mistakes:
        label = mails[own.mail_id].issues[own.issue - 1]
        assert own.labelled == f"{label.kind} {label.area}" != own.said


def test_one_model_judges_mails_that_were_held_back(
    trained: TrainedModel, some_mails: tuple[LabelledMail, ...]
) -> None:
    seen = {mail.mail_id for mail in some_mails}
    held_back = [mail for mail in read_corpus(CORPUS) if mail.mail_id not in seen][::8]
    found = examine_model(held_back, {}, trained.model)
    assert (found.judged_by, found.evaluation.folds, found.evaluation.mails) == ("test-1", 0, len(held_back))
    assert 0.6 < found.area.accuracy < 0.99
    assert found.evaluation.review.threshold == trained.model.thresholds.review


def test_a_corpus_without_requests_cannot_be_judged(
    shipped: Model, some_mails: tuple[LabelledMail, ...]
) -> None:
    with pytest.raises(TrainingError, match="holds an issue"):
        examine_model([mail for mail in some_mails if not mail.issues], {}, shipped)


def test_a_corpus_of_one_request_can_be_judged_and_shown(
    shipped: Model, some_mails: tuple[LabelledMail, ...]
) -> None:
    mail = next(mail for mail in some_mails if len(mail.issues) == 1)
    found = examine_model([mail], {}, shipped)
    assert found.area.count == 1
    assert "<html" in page(mail_report(found))
    assert json.loads(examination_json(found))["evaluation"]["mails"] == 1


def test_an_area_that_the_model_does_not_know_counts_as_wrong(
    shipped: Model, few: tuple[LabelledMail, ...]
) -> None:
    mail = next(mail for mail in few if len(mail.issues) == 1)
    foreign = replace(mail, issues=(replace(mail.issues[0], area=type(mail.issues[0].area)("romfart")),))
    found = examine_model([foreign], {}, shipped)
    assert found.area.accuracy == 0.0
    assert "romfart" in found.area.confusion.labels


def test_areas_that_the_model_does_not_know_are_named_wherever_the_figures_are_shown(
    shipped: Model, few: tuple[LabelledMail, ...]
) -> None:
    one, other = [mail for mail in few if len(mail.issues) == 1][:2]
    foreign = replace(one, issues=(replace(one.issues[0], area=AreaCode("romfart")),))
    found = examine_model([foreign, other], {}, shipped, warnings=("Beware.",))
    beware, told = found.warnings
    assert beware == "Beware."
    assert f"The model {shipped.version} does not know these areas of the corpus: romfart (1)." in told
    assert "the 1 of 2 issues" in told
    assert "romfart (1)" in " ".join(_shown(found).split())
    assert told in json.loads(examination_json(found))["warnings"]
    assert "romfart (1)" in page(mail_report(found))
    assert examine_model([other], {}, shipped).warnings == ()


def test_a_model_that_learnt_from_the_very_corpus_is_told() -> None:
    directory = active_model_directory(MODELS)
    (told,) = acquaintance(directory, CORPUS, read_corpus(CORPUS))
    assert "has learnt from this very corpus" in told


def test_mails_that_a_model_learnt_from_are_found_among_others(
    tmp_path: Path, few: tuple[LabelledMail, ...]
) -> None:
    directory = active_model_directory(MODELS)
    requests = [mail for mail in few if mail.issues]
    known = replace(requests[0], mail_id="under-another-name")
    corrected = replace(requests[1], subject="Noe annet")
    new = replace(requests[2], mail_id="new", subject="Noe helt annet")
    corpus = tmp_path / "held-back.jsonl"
    corpus.write_text("\n".join(map(corpus_line, (known, corrected, new))), encoding="utf-8")
    learnt, renewed = acquaintance(directory, corpus, read_corpus(corpus))
    assert "has learnt from 1 of these 3 requests" in learnt
    assert "has learnt from 1 mails with the ids of some of these" in renewed
    corpus.write_text(corpus_line(new), encoding="utf-8")
    assert acquaintance(directory, corpus, read_corpus(corpus)) == ()


def _shown(examination: Examination) -> str:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(terminal_view(mail_report(examination)))
    return captured.get()


def test_the_terminal_shows_the_essential_tables_in_a_hundred_columns(examined: Examination) -> None:
    shown = _shown(replace(examined, warnings=("Beware [/b] of this.",)))
    assert max(map(len, shown.splitlines())) <= 100
    assert shown.count("Warning: Beware [/b] of this.") == 2
    for told in (
        "kind right",
        "What can be routed without review",
        "By language",
        "By file of the corpus",
        "Surest, and wrong",
        "1 avtale_salg",
    ):
        assert told in shown


def test_the_json_holds_the_documented_keys(examined: Examination) -> None:
    document = json.loads(examination_json(replace(examined, warnings=("Beware",))))
    assert document["warnings"] == ["Beware"]
    assert document["judged_by"] == "cross-validation"
    assert document["area"]["trust"]["promises"][0]["point"].keys() == {"threshold", "cover", "error"}
    _, _, rest = DOCS.read_text(encoding="utf-8").partition("### The JSON of an evaluation")
    section = rest.partition("\n## ")[0]
    documented = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert set(document) <= documented
    missing = {key for key in _keys(document) if f"`{key}`" not in section}
    assert missing == set()


def _keys(node: object) -> set[str]:
    if isinstance(node, dict):
        return set(node) | {key for below in node.values() for key in _keys(below)}
    return {key for below in node for key in _keys(below)} if isinstance(node, list) else set()


class _Page(HTMLParser):
    """What a browser would load, and which elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            if name in {"src", "href", "xlink:href", "action", "data", "srcset"}:
                self.loaded.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def test_the_page_needs_no_network_and_no_script(examined: Examination) -> None:
    text = page(mail_report(examined))
    read = _Page()
    read.feed(text)
    assert read.elements.count("svg") == 4
    assert {address[:1] for address in read.loaded} == {"#"}
    assert not {"script", "link", "img", "iframe", "object", "embed", "image"} & set(read.elements)
    assert "://" not in text
    assert len(read.ids) == len(set(read.ids))
    assert {address[1:] for address in read.loaded} <= set(read.ids)


def test_every_part_of_the_page_says_how_to_read_it(examined: Examination) -> None:
    report = mail_report(examined)
    assert all(part.reading.endswith(".") for part in report.parts)
    assert all(part.reading.split(".")[0] in page(report).replace("&#39;", "'") for part in report.parts)


def test_the_same_examination_gives_the_same_page(examined: Examination) -> None:
    assert page(mail_report(examined)) == page(mail_report(examined))


def test_whatever_a_corpus_holds_is_shown_as_text(examined: Examination) -> None:
    hostile = "<script>alert(1)</script> $\\frac{ [/b] \x01 &amp; ☃ 漢"
    spoilt = replace(
        examined,
        warnings=(hostile,),
        mistakes=tuple(replace(own, mail_id=hostile, file=hostile) for own in examined.mistakes),
        files=tuple(replace(own, name=hostile) for own in examined.files),
        area=replace(
            examined.area,
            confusion=replace(
                examined.area.confusion,
                labels=tuple(f"{hostile}{label}" for label in examined.area.confusion.labels),
            ),
        ),
    )
    read = _Page()
    read.feed(page(mail_report(spoilt)))
    assert "script" not in read.elements
    assert "&lt;script&gt;" in page(mail_report(spoilt))
    assert "<script>" in _shown(spoilt)
    assert json.loads(examination_json(spoilt))["warnings"] == [hostile]
