"""The models of a folder, as people see them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from router.learning.store.activation import activate
from router.learning.store.comparison import compare
from router.learning.store.overview import comparison_page, installed_models, list_page, model_page
from router.learning.store.save import save_model
from router.learning.training.promise import NEVER, Promise
from router.learning.training.train import TrainedModel

MADE_AT = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)


def shown(page: RenderableType, width: int = 250) -> str:
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(page)
    return out.getvalue()


@pytest.fixture
def models(trained: TrainedModel, tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        renamed = replace(trained, model=replace(trained.model, version=name))
        save_model(renamed, tmp_path, corpus_sha256="ab" * 32, command="", made_at=MADE_AT)
    (tmp_path / "corpus").mkdir()
    return tmp_path


def test_every_model_is_listed_with_the_one_in_use_and_the_one_before(models: Path) -> None:
    for version in ("b", "a"):
        activate(models, version, by="Eli", now=MADE_AT)
    found = installed_models(models)
    assert [model.version for model in found] == ["a", "b", "c"]
    assert [model.is_active for model in found] == [True, False, False]
    assert [model.was_active_before for model in found] == [False, True, False]
    assert "2025-03-03 09:30" in shown(list_page(models))


def test_a_model_that_cannot_be_read_is_listed_with_the_reason(models: Path) -> None:
    path = models / "b" / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**document, "format": 99}), encoding="utf-8")
    page = shown(list_page(models))
    assert "cannot be used" in page
    assert "made by another version of ticket-router (format 99" in page
    assert "None is in use" in page


def test_a_folder_without_models_says_so(tmp_path: Path) -> None:
    assert "There is no model" in shown(list_page(tmp_path))


def test_a_model_is_shown_with_figures_thresholds_and_origin(models: Path, trained: TrainedModel) -> None:
    page = shown(model_page(models, "a"))
    evaluation = trained.evaluation
    for told in (
        f"{evaluation.overall.area:.1%}",
        f"{evaluation.splitting.count_right:.1%}",
        f"{trained.model.thresholds.review:.4g}",
        "ab" * 32,
        "scikit-learn",
        "2025-03-03 09:30",
        "kept",
    ):
        assert told in page


def test_what_of_a_model_is_damaged_is_said_where_it_is_shown(models: Path) -> None:
    (models / "a" / "judgements.jsonl").write_text("{", encoding="utf-8")
    page = shown(model_page(models, "a"))
    assert "a/judgements.jsonl: is damaged" in page
    assert "cannot be used" not in page
    (models / "a" / "model.skops").write_bytes(b"PK")
    assert "cannot be used" in shown(model_page(models, "a"))


def test_why_models_are_compared_by_totals_is_said(models: Path) -> None:
    (models / "a" / "judgements.jsonl").write_text("{", encoding="utf-8")
    page = shown(comparison_page(compare(models / "a", models / "b")))
    assert "Compared by totals, which sees large differences only" in page
    assert "a/judgements.jsonl: is damaged" in page


def test_a_model_tells_what_each_promise_would_route(trained: TrainedModel, tmp_path: Path) -> None:
    table = (
        Promise(0.005, NEVER, 0.0, 0.0, 0.03),
        Promise(0.01, 0.98, 0.41, 0.004, 0.03),
        Promise(0.02, 0.9, 0.66, 0.013, 0.03),
    )
    save_model(replace(trained, promises=table), tmp_path, corpus_sha256="", command="")
    page = shown(model_page(tmp_path, "test-1"))
    assert "kept on average on new mail of the same sort" in page
    lines = {line.split(" of 100")[0].strip("│ "): line for line in page.splitlines() if " of 100 " in line}
    assert "nothing: too little labelled mail" in lines["0.5"]
    assert "41.0%" in lines["1"]
    assert "66.0%" in lines["2"]
    assert "1.3%" in lines["2"]
    assert "in force" in lines["1"]
    assert "In force: unless review_promise in the configuration says otherwise." in page


def test_the_pages_stand_in_eighty_columns_without_a_broken_row(models: Path) -> None:
    activate(models, "a", by="Eli", now=MADE_AT)
    listed, page = shown(list_page(models), 80), shown(model_page(models, "a"), 80)
    assert "…" not in listed + page
    [row] = [line for line in listed.splitlines() if "│ a " in line]
    assert "2025-03-03" in row
    assert "in use" in row
    assert "In force: unless review_promise in the configuration says otherwise." in page
    promised = [line for line in page.splitlines() if " of 100 " in line or "in force" in line]
    assert all(" of 100 " in line for line in promised)
    assert "ab" * 32 in "".join(page.split())


def test_a_figure_that_the_maker_did_not_know_is_left_open(models: Path) -> None:
    path = models / "a" / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["evaluation"]["splitting"]
    path.write_text(json.dumps(document), encoding="utf-8")
    [line] = [line for line in shown(model_page(models, "a")).splitlines() if "exactly right" in line]
    assert line.split()[-1] == "–"
