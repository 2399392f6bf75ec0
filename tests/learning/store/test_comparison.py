"""Better, worse, or the same within chance: mail by mail where that is known, by totals where not."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from router.learning.corpus.files import CorpusError
from router.learning.corpus.labelled import LabelledMail
from router.learning.judging.evaluation import Evaluation
from router.learning.judging.judgements import JudgedMail, labels_hash
from router.learning.store.comparison import Comparison, Verdict, compare, golden_set
from router.learning.store.save import save_model
from router.learning.training.train import TrainedModel
from router.taxonomy import AreaCode
from tests.learning.conftest import CORPUS

Save = Callable[..., Path]


@pytest.fixture
def save(trained: TrainedModel, tmp_path: Path) -> Save:
    """Save the trained model under a name, with other judgements or figures."""

    def save_under(
        version: str,
        judgements: tuple[JudgedMail, ...] | None = None,
        evaluation: Evaluation = trained.evaluation,
    ) -> Path:
        renamed = TrainedModel(
            replace(trained.model, version=version),
            evaluation,
            trained.judgements if judgements is None else judgements,
        )
        return save_model(renamed, tmp_path, corpus_sha256="", command="")

    return save_under


def mails(
    count: int, wrong: int = 0, *, first_wrong: int = 0, counts_wrong: int = 0
) -> tuple[JudgedMail, ...]:
    """Mails with one issue each, all right but some: those from ``first_wrong`` on."""
    return tuple(
        JudgedMail(f"m{at}", "x", (True,), (not first_wrong <= at < first_wrong + wrong,), at >= counts_wrong)
        for at in range(count)
    )


def verdicts(comparison: Comparison) -> tuple[Verdict, ...]:
    return tuple(measure.verdict for measure in comparison.measures)


def test_a_model_is_the_same_as_itself(save: Save) -> None:
    directory = save("a")
    comparison = compare(directory, directory)
    assert comparison.verdict is Verdict.SAME
    assert comparison.mails > 100


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (0, 6, Verdict.WORSE),  # six of six: once in 32 times by chance
        (0, 5, Verdict.SAME),  # five of five: once in 16 times
        (6, 0, Verdict.BETTER),
        (5, 0, Verdict.SAME),
    ],
)
def test_what_chance_would_bring_less_than_once_in_twenty_times_counts(
    save: Save, before: int, after: int, verdict: Verdict
) -> None:
    comparison = compare(save("a", mails(200, before)), save("b", mails(200, after)))
    assert comparison.verdict is verdict
    assert comparison.mails == 200


def test_faults_that_only_change_places_are_chance(save: Save) -> None:
    comparison = compare(save("a", mails(300, 30)), save("b", mails(300, 33, first_wrong=30)))
    assert comparison.verdict is Verdict.SAME
    assert "30 became better and 33 worse" in comparison.reasons


def test_a_worse_number_of_issues_is_worse_however_good_the_rest(save: Save) -> None:
    comparison = compare(save("a", mails(200, 40)), save("b", mails(200, 0, counts_wrong=20)))
    assert verdicts(comparison)[:2] == (Verdict.BETTER, Verdict.WORSE)
    assert comparison.verdict is Verdict.WORSE
    assert comparison.reasons.startswith("number of issues: of 200 mails 0 became better and 20 worse")


def test_only_mails_with_the_same_text_and_labels_are_compared(save: Save) -> None:
    changed = tuple(replace(mail, labels="y") for mail in mails(80, 80))
    comparison = compare(save("a", mails(200)), save("b", (*changed, *mails(200)[80:])))
    assert comparison.mails == 120
    assert comparison.verdict is Verdict.SAME


def test_one_more_request_that_falls_silent_is_worse(save: Save, trained: TrainedModel) -> None:
    classes = replace(trained.evaluation.classes, requests_silenced=1)
    comparison = compare(save("a"), save("b", None, replace(trained.evaluation, classes=classes)))
    assert comparison.verdict is Verdict.WORSE
    assert comparison.reasons == "requests treated as no action: 0 before, 1 now"


@pytest.mark.parametrize(
    ("change", "verdict"), [(-0.1, Verdict.WORSE), (-0.01, Verdict.SAME), (0.1, Verdict.BETTER)]
)
def test_a_model_without_a_list_is_compared_by_totals(
    save: Save, trained: TrainedModel, change: float, verdict: Verdict
) -> None:
    overall = replace(trained.evaluation.overall, both=trained.evaluation.overall.both + change)
    old = save("a", ())
    comparison = compare(old, save("b", None, replace(trained.evaluation, overall=overall)))
    assert comparison.mails == 0
    assert comparison.verdict is verdict


@pytest.mark.parametrize("common", [0, 49])
def test_too_few_common_mails_are_compared_by_totals(save: Save, common: int) -> None:
    others = tuple(replace(mail, mail_id=f"other {mail.mail_id}") for mail in mails(200, 200))
    comparison = compare(save("a", mails(200)), save("b", (*mails(common), *others)))
    assert comparison.mails == 0
    assert comparison.verdict is Verdict.SAME


def test_a_damaged_list_leaves_the_totals_and_is_named(save: Save) -> None:
    first, second = save("a"), save("b")
    (first / "judgements.jsonl").write_text("{", encoding="utf-8")
    comparison = compare(first, second)
    assert comparison.mails == 0
    [fault] = comparison.faults
    assert "a/judgements.jsonl: is damaged" in fault


def test_a_mail_with_other_labels_is_another_mail(some_mails: tuple[LabelledMail, ...]) -> None:
    mail = next(mail for mail in some_mails if mail.issues)
    other_area = replace(mail.issues[0], area=AreaCode("another"))
    assert labels_hash(mail) == labels_hash(replace(mail))
    for changed in (
        replace(mail, subject=mail.subject + "!"),
        replace(mail, text=mail.text + "!"),
        replace(mail, issues=(other_area, *mail.issues[1:])),
    ):
        assert labels_hash(changed) != labels_hash(mail)


def test_a_golden_set_counts_though_the_lists_say_the_same(
    save: Save, trained: TrainedModel, some_mails: tuple[LabelledMail, ...], tmp_path: Path
) -> None:
    first = save("a")
    # One that names the areas in another order is wrong of nearly every mail, and its list does not show it.
    areas = trained.model.pieces.areas
    spoilt = replace(
        trained.model, version="b", pieces=replace(trained.model.pieces, areas=areas[1:] + areas[:1])
    )
    second = save_model(replace(trained, model=spoilt), tmp_path, corpus_sha256="", command="")
    assert compare(first, second).verdict is Verdict.SAME
    golden = tuple(mail for mail in some_mails if mail.issues)[:40]
    comparison = compare(first, second, golden)
    assert comparison.verdict is Verdict.WORSE
    assert comparison.reasons.startswith("golden set, kind and area: of 40 mails ")
    assert compare(first, first, golden).verdict is Verdict.SAME


def test_the_golden_set_is_what_lies_in_its_folder(tmp_path: Path) -> None:
    assert golden_set(tmp_path) == ()
    (tmp_path / "golden").mkdir()
    assert golden_set(tmp_path) == (), "an empty folder is no golden set"
    shutil.copy(CORPUS / "train-k.jsonl", tmp_path / "golden")
    assert len(golden_set(tmp_path)) > 20
    (tmp_path / "golden" / "more.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"more\.jsonl:1"):
        golden_set(tmp_path)
