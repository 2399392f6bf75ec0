"""Write a trained model into a folder of its own, which appears under its name all at once or not at all."""

import hashlib
import json
import platform
import shutil
import tempfile
import zipfile
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path

import skops.io

from router.learning.judging.evaluation import Evaluation
from router.learning.judging.judgements import to_lines
from router.learning.reports.card import model_card
from router.learning.store.flatten import flatten
from router.learning.store.manifest import (
    CARD_FILE,
    FORMAT,
    JUDGEMENTS_FILE,
    MANIFEST_FILE,
    MODEL_FILE,
    ModelError,
)
from router.learning.training.train import TrainedModel


def save_model(
    trained: TrainedModel, models: Path, *, corpus_sha256: str, command: str, made_at: datetime | None = None
) -> Path:
    """Write the model's folder under ``models`` and return it. ``command`` is what prints the card's figures.

    Raises:
        ModelError: a model of that version is there already, or the folder cannot be written.
    """
    version = trained.model.version
    target = models / version
    if not version or Path(version).name != version or version.startswith("."):
        raise ModelError(f"{version!r}: cannot be a model's version; use a plain name such as 2026-11-25-1")
    if target.exists():
        raise ModelError(f"{target}: is there already; train under another version")
    try:
        models.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=models))
        try:
            content = skops.io.dumps(flatten(trained.model), compression=zipfile.ZIP_DEFLATED)
            (draft / MODEL_FILE).write_bytes(content)
            manifest = _manifest(trained, hashlib.sha256(content).hexdigest(), corpus_sha256)
            if made_at is not None:
                manifest["made_at"] = made_at.isoformat(timespec="seconds")
            if trained.judgements:
                judgements = to_lines(trained.judgements).encode()
                (draft / JUDGEMENTS_FILE).write_bytes(judgements)
                manifest["judgements_sha256"] = hashlib.sha256(judgements).hexdigest()
            (draft / MANIFEST_FILE).write_text(
                json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
            )
            (draft / CARD_FILE).write_text(
                model_card(trained, corpus_sha256=corpus_sha256, command=command), encoding="utf-8"
            )
            draft.chmod(0o755)  # whoever trains: the service must be able to read it
            for file in draft.iterdir():
                file.chmod(0o644)
            draft.rename(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise ModelError(
            f"{target}: cannot be written ({error.strerror}); check permissions and free space"
        ) from error
    return target


def _manifest(trained: TrainedModel, model_sha256: str, corpus_sha256: str) -> dict[str, object]:
    evaluation: Evaluation = trained.evaluation
    return {
        "format": FORMAT,
        "version": trained.model.version,
        "model_sha256": model_sha256,
        "corpus_sha256": corpus_sha256,
        "mails": evaluation.mails,
        "issues": evaluation.overall.issues,
        "areas": list(trained.model.areas),
        "made_with": {
            "python": platform.python_version(),
            "scikit-learn": version_of("scikit-learn"),
            "skops": version_of("skops"),
            "ticket-router": version_of("ticket-router"),
        },
        "thresholds": asdict(trained.model.thresholds),
        "evaluation": asdict(evaluation),
        "promises": [asdict(own) for own in trained.promises],
    }
