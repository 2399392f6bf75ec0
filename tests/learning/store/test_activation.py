"""Which model is in use, which was before, and who decided that."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from router.learning.store.activation import (
    ACTIVATED,
    ROLLED_BACK,
    WorseModelError,
    activate,
    changes,
    rollback,
    version_before,
)
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError
from router.learning.store.save import save_model
from router.learning.training.train import TrainedModel

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def models(trained: TrainedModel, tmp_path: Path) -> Path:
    """Three models that differ in their names alone."""
    for name in ("a", "b", "c"):
        add(trained, tmp_path, name)
    return tmp_path


def add(trained: TrainedModel, models: Path, version: str) -> None:
    save_model(
        replace(trained, model=replace(trained.model, version=version)), models, corpus_sha256="", command=""
    )


def worse(trained: TrainedModel) -> TrainedModel:
    """One that gets every fifth mail wrong that was right."""
    spoilt = tuple(
        replace(mail, areas_right=tuple(False for _ in mail.areas_right)) if at % 5 == 0 else mail
        for at, mail in enumerate(trained.judgements)
    )
    return replace(trained, judgements=spoilt)


def in_use(models: Path) -> str:
    return active_model_directory(models).name


def take(models: Path, *versions: str) -> None:
    for version in versions:
        activate(models, version, by="Eli", now=NOW)


def test_the_model_in_use_is_the_one_that_was_activated(models: Path) -> None:
    take(models, "a", "b")
    assert in_use(models) == "b"
    assert version_before(models) == "a"


def test_who_activated_what_and_when_is_written_down(models: Path) -> None:
    activate(models, "a", by="Eli", now=NOW)
    activate(models, "b", by="Kåre", now=NOW + timedelta(days=1))
    rollback(models, by="Eli", now=NOW + timedelta(days=2))
    assert [(one.action, one.by, one.version, one.before, one.at) for one in changes(models)] == [
        (ACTIVATED, "Eli", "a", None, "2025-03-03T09:00:00+00:00"),
        (ACTIVATED, "Kåre", "b", "a", "2025-03-04T09:00:00+00:00"),
        (ROLLED_BACK, "Eli", "a", "b", "2025-03-05T09:00:00+00:00"),
    ]
    assert changes(models)[1].reason.startswith("the same within chance")


def test_a_rollback_done_twice_goes_back_two(models: Path) -> None:
    take(models, "a", "b", "c")
    assert [rollback(models, by="Eli", now=NOW).version for _ in range(2)] == ["b", "a"]
    assert in_use(models) == "a"
    with pytest.raises(ModelError, match=r"no model that was in use before .*models list"):
        rollback(models, by="Eli", now=NOW)
    assert in_use(models) == "a"


def test_after_a_rollback_another_can_be_activated_and_taken_back(models: Path) -> None:
    take(models, "a", "b")
    rollback(models, by="Eli", now=NOW)
    take(models, "c")
    assert rollback(models, by="Eli", now=NOW).version == "a"


def test_activating_what_is_in_use_changes_nothing_for_the_rollback(models: Path) -> None:
    take(models, "a", "b", "b")
    assert version_before(models) == "a"


def test_a_model_that_an_upgrade_put_in_use_is_gone_back_from(models: Path) -> None:
    take(models, "a", "b")
    (models / "active").write_text("c\n", encoding="utf-8")
    assert version_before(models) == "b"
    assert rollback(models, by="Eli", now=NOW).version == "b"
    assert version_before(models) == "a"


def test_a_worse_model_is_refused_with_the_reason_and_the_other_stays(
    models: Path, trained: TrainedModel
) -> None:
    add(worse(trained), models, "worse")
    take(models, "a")
    with pytest.raises(
        WorseModelError,
        match=r"worse is worse than a, which stays in use: kind and area: of .* mails 0 became",
    ):
        take(models, "worse")
    assert in_use(models) == "a"
    assert len(changes(models)) == 1


def test_who_insists_on_a_worse_model_gets_it_and_is_written_down(
    models: Path, trained: TrainedModel
) -> None:
    add(worse(trained), models, "worse")
    take(models, "a")
    change = activate(models, "worse", by="Eli", now=NOW, anyway=True)
    assert in_use(models) == "worse"
    assert change.anyway
    assert change.reason.startswith("worse: kind and area: ")
    assert changes(models)[-1] == change


def test_anyway_is_written_down_only_where_it_was_needed(models: Path) -> None:
    take(models, "a")
    assert not activate(models, "b", by="Eli", now=NOW, anyway=True).anyway


@pytest.mark.parametrize("anyway", [False, True])
def test_a_model_that_cannot_be_opened_is_never_activated(models: Path, *, anyway: bool) -> None:
    take(models, "a")
    (models / "b" / "model.skops").write_bytes(b"")
    with pytest.raises(ModelError, match="is damaged"):
        activate(models, "b", by="Eli", now=NOW, anyway=anyway)
    assert in_use(models) == "a"


def test_a_rollback_to_a_model_that_cannot_be_opened_changes_nothing(models: Path) -> None:
    take(models, "a", "b")
    (models / "a" / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"a/manifest\.json: is damaged"):
        rollback(models, by="Eli", now=NOW)
    assert in_use(models) == "b"


def test_where_the_model_in_use_cannot_be_read_any_other_is_taken(models: Path) -> None:
    take(models, "a")
    (models / "a" / "manifest.json").unlink()
    take(models, "b")
    assert in_use(models) == "b"


@pytest.mark.parametrize("version", ["", ".", "..", "a/b", "gone"])
def test_a_version_that_is_no_model_of_the_folder_is_refused(models: Path, version: str) -> None:
    with pytest.raises(ModelError):
        take(models, version)
    assert not (models / "active").exists()


def test_a_line_that_a_crash_cut_short_spoils_no_other(models: Path) -> None:
    take(models, "a")
    with (models / "history.jsonl").open("a", encoding="utf-8") as history:
        history.write('{"at": "2025')
    take(models, "b")
    assert [one.version for one in changes(models)] == ["a", "b"]
    lines = (models / "history.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["version"] for line in (lines[0], lines[2])] == ["a", "b"]


def test_a_history_that_is_lost_hinders_nobody(models: Path) -> None:
    take(models, "a", "b")
    (models / "history.jsonl").unlink()
    assert version_before(models) is None
    take(models, "c")
    assert rollback(models, by="Eli", now=NOW).version == "b"


def test_the_service_can_read_which_model_is_in_use_whoever_says_so(
    models: Path,
) -> None:
    before = os.umask(0o077)
    try:
        take(models, "a")
    finally:
        os.umask(before)
    assert (models / "active").stat().st_mode & 0o777 == 0o644
