"""Old candidates go; what is in use, what was before, and what people made stays."""

from pathlib import Path

import pytest

from router.clock import utc_now
from router.learning.store.activation import activate
from router.learning.store.manifest import ModelError
from router.learning.store.prune import prune
from tests.shipped import copied_model, put_in_use

MADE = [f"2025-01-0{day}-1" for day in range(1, 9)]


def _there(models: Path) -> list[str]:
    return sorted(path.name for path in models.iterdir() if path.is_dir())


def _candidates(models: Path, *versions: str) -> None:
    models.mkdir()
    for version in versions:
        (models / version).mkdir()
        (models / version / "model.skops").write_bytes(b"")


def test_the_newest_candidates_stay_with_the_one_in_use_and_the_one_before(tmp_path: Path) -> None:
    models = tmp_path / "models"
    copied_model(models, MADE[0])
    copied_model(models, MADE[1])
    activate(models, MADE[1], by="Eli", now=utc_now())
    activate(models, MADE[0], by="Eli", now=utc_now())
    for version in MADE[2:]:
        (models / version).mkdir()
    assert prune(models, MADE, keep=5) == (MADE[2],)
    assert _there(models) == [*MADE[:2], *MADE[3:]]
    assert prune(models, MADE, keep=5) == ()


def test_what_people_made_is_never_removed(tmp_path: Path) -> None:
    models = tmp_path / "models"
    _candidates(models, *MADE)
    put_in_use(models, MADE[7])
    assert prune(models, MADE[:3], keep=1) == tuple(MADE[:2])
    assert _there(models) == MADE[2:]


def test_a_name_that_leads_elsewhere_removes_nothing(tmp_path: Path) -> None:
    models = tmp_path / "models"
    _candidates(models, MADE[0])
    put_in_use(models, MADE[0])
    (tmp_path / "outside").mkdir()
    assert prune(models, ["../outside", "..", "."], keep=0) == ()
    assert (tmp_path / "outside").is_dir()


def test_while_no_model_is_in_use_nothing_is_removed(tmp_path: Path) -> None:
    models = tmp_path / "models"
    _candidates(models, *MADE)
    with pytest.raises(ModelError, match="active: cannot be read"):
        prune(models, MADE, keep=0)
    assert _there(models) == MADE
