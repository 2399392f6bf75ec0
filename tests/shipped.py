"""Copies of the model that ships, under other names and with other figures, for tests that need several."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import skops.io

from router.learning.store import active_model_directory

MODELS = Path(__file__).parents[1] / "models"


def copied_model(models: Path, version: str, *, both: float | None = None) -> str:
    """Put a working copy of the shipped model into ``models`` under this version, and return the version.

    ``both`` is the share of issues that it claims to have judged right.
    """
    models.mkdir(exist_ok=True)
    directory = models / version
    shutil.copytree(active_model_directory(MODELS), directory)
    flat = skops.io.load(directory / "model.skops", trusted=[])
    content = skops.io.dumps({**flat, "version": version}, compression=zipfile.ZIP_DEFLATED)
    (directory / "model.skops").write_bytes(content)
    manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    manifest["version"] = version
    manifest["model_sha256"] = hashlib.sha256(content).hexdigest()
    if both is not None:
        manifest["evaluation"]["overall"]["both"] = both
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return version


def put_in_use(models: Path, version: str) -> None:
    """Name the version in ``active``, without asking whether it can be used."""
    (models / "active").write_text(version + "\n", encoding="utf-8")
