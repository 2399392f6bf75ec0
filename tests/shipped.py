"""Copies of the model that ships, under other names, with other figures or with faults, for the tests."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import skops.io

from router.learning.store.folders import active_model_directory

MODELS = Path(__file__).parents[1] / "models"


def copied_model(models: Path, version: str, *, both: float | None = None) -> str:
    """Put a working copy of the shipped model into ``models`` under this version, and return the version.

    ``both`` is the share of issues that it claims to have judged right; it then has no list of judgements, so
    that the claim is what it is compared by.
    """
    models.mkdir(exist_ok=True)
    draft = models / f".draft-{version}"
    shutil.copytree(active_model_directory(MODELS), draft)
    flat = skops.io.load(draft / "model.skops", trusted=[])
    _vouch(draft, skops.io.dumps({**flat, "version": version}, compression=zipfile.ZIP_DEFLATED))
    manifest = _manifest(draft)
    manifest["version"] = version
    if both is not None:
        manifest["evaluation"]["overall"]["both"] = both
        del manifest["judgements_sha256"]
        (draft / "judgements.jsonl").unlink()
    _write(draft, manifest)
    draft.rename(models / version)
    return version


def shipped_figure(name: str) -> float:
    """A figure of the shipped model over all issues: ``kind``, ``area`` or ``both``, a share."""
    return float(_manifest(active_model_directory(MODELS))["evaluation"]["overall"][name])


def put_in_use(models: Path, version: str) -> None:
    """Name the version in ``active``, without asking whether it can be used."""
    (models / "active").write_text(version + "\n", encoding="utf-8")


def _manifest(directory: Path) -> dict:  # type: ignore[type-arg]
    return dict(json.loads((directory / "manifest.json").read_text(encoding="utf-8")))


def _write(directory: Path, manifest: Mapping[str, object]) -> None:
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _vouch(directory: Path, content: bytes) -> None:
    """Put another model file in place, with a manifest that vouches for it."""
    (directory / "model.skops").write_bytes(content)
    _write(directory, {**_manifest(directory), "model_sha256": hashlib.sha256(content).hexdigest()})


def _of_another_format(directory: Path) -> None:
    _write(directory, {**_manifest(directory), "format": 99})


def _with_an_area_too_many(directory: Path) -> None:
    _write(directory, {**_manifest(directory), "areas": [*_manifest(directory)["areas"], "romfart"]})


FAULTS: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "the file is missing": (lambda directory: (directory / "model.skops").unlink(), "cannot be read"),
    "the file is damaged": (
        lambda directory: (directory / "model.skops").write_bytes(b"PK\3\4 rubbish"),
        "is damaged",
    ),
    "the manifest is damaged": (
        lambda directory: (directory / "manifest.json").write_text("{", encoding="utf-8"),
        "is damaged",
    ),
    "it is of a newer format": (_of_another_format, "made by another version of ticket-router"),
    "it asks for code": (
        lambda directory: _vouch(directory, skops.io.dumps({"version": print})),
        "types that are not trusted",
    ),
    "it is not a model": (
        lambda directory: _vouch(directory, skops.io.dumps({"version": "1"})),
        "cannot be read",
    ),
    "it knows an area too many": (_with_an_area_too_many, "romfart"),
    "its folder is gone": (lambda directory: shutil.rmtree(directory), "which is no folder beside it"),
}
"""Ways in which a model can be of no use: what is done to its folder, and what is said of it."""
