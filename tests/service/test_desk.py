"""The consultants' file, taken over while the service runs."""

import os
import shutil
from pathlib import Path

import pytest

from router.service.desk import DeskOnFile
from router.settings import Settings, load_settings
from tests.running import PROJECT, Place, configuration


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    consultants = tmp_path / "consultants.toml"
    shutil.copy(PROJECT / "config" / "consultants.toml", consultants)
    config = configuration(tmp_path, {"support": Place(143, "support")}, smtp_port=25)
    return load_settings(config).model_copy(update={"consultants": consultants})


def test_a_changed_file_is_taken_over(settings: Settings) -> None:
    desk = DeskOnFile(settings)
    before = desk.current()
    _rewrite(settings.consultants, "Astrid Solheim", "Astrid Solheim Berg")
    desk.read_again()
    assert before.roster[0].name == "Astrid Solheim"
    assert desk.current().roster[0].name == "Astrid Solheim Berg"


def test_a_faulty_change_leaves_the_consultants_that_were_in_force(settings: Settings) -> None:
    desk = DeskOnFile(settings)
    before = desk.current()
    _rewrite(settings.consultants, "areas =", "arease =")
    desk.read_again()
    assert desk.current() is before


def test_a_file_that_was_not_changed_is_not_read_again(settings: Settings) -> None:
    desk = DeskOnFile(settings)
    before = desk.current()
    desk.read_again()
    assert desk.current() is before


def _rewrite(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    # Seen as changed also where the file system's clock is coarse.
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))
