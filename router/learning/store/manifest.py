"""A model's manifest: what is known of it without opening it, and the files of its folder.

models/active                    the name of the active version, one line
models/2026-11-25-1/model.skops  arrays, strings and numbers; no estimator, no pickle
models/2026-11-25-1/manifest.json  versions, hash of the corpus, figures, thresholds, areas
models/2026-11-25-1/MODEL_CARD.md  the same for people
models/2026-11-25-1/judgements.jsonl  which labelled mails it judged right; a model may be without it
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from router.learning.training.promise import Promise
from router.taxonomy import AreaCode

FORMAT = 9
"""Raised whenever a model of before cannot be read or would be read wrongly: it must then be trained again.
"""

MODEL_FILE, MANIFEST_FILE, CARD_FILE, ACTIVE_FILE = "model.skops", "manifest.json", "MODEL_CARD.md", "active"
JUDGEMENTS_FILE = "judgements.jsonl"


class ModelError(Exception):
    """A model cannot be used. The message names the file, what is wrong and the remedy."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a model without opening it."""

    version: str
    model_sha256: str
    corpus_sha256: str
    mails: int
    issues: int
    areas: tuple[AreaCode, ...]
    made_with: Mapping[str, str]
    """The versions of python, scikit-learn, skops and ticket-router that made it."""
    kind_accuracy: float
    area_accuracy: float
    review_threshold: float
    review_cover: float
    made_at: str
    """ISO 8601; empty for a model that was made before this was written down."""
    thresholds: Mapping[str, float]
    evaluation: Mapping[str, object]
    """All figures, as they were written down by the version that made it."""
    judgements_sha256: str | None
    promises: tuple[Promise, ...]
    """What each promise would come to, strictest first."""

    @property
    def area_errors(self) -> Mapping[AreaCode, float]:
        """Of the issues that were given each area, the share that was wrong; those areas that are told of."""
        told = self.evaluation.get("areas")
        return {
            AreaCode(str(one["area"])): 1.0 - float(one["precision"])
            for one in (told if isinstance(told, list) else ())
            if isinstance(one, Mapping) and {"area", "precision"} <= one.keys()
        }

    def figure(self, path: str) -> float | None:
        """A figure of the evaluation, such as ``overall.kind``; ``None`` where the maker knew none such."""
        found: object = self.evaluation
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return float(found) if isinstance(found, int | float) else None


def read_manifest(directory: Path) -> Manifest:
    """What the manifest says.

    Raises:
        ModelError: it is missing, damaged, or was made in another format.
    """
    path = directory / MANIFEST_FILE
    try:
        document = json.loads(read_bytes(path))
        if document["format"] != FORMAT:
            raise ModelError(
                f"{path}: made by another version of ticket-router (format {document['format']}; this one "
                f"reads {FORMAT}); train again with ticket-router train"
            )
        overall, review = document["evaluation"]["overall"], document["evaluation"]["review"]
        judgements = document.get("judgements_sha256")
        return Manifest(
            version=str(document["version"]),
            model_sha256=str(document["model_sha256"]),
            corpus_sha256=str(document["corpus_sha256"]),
            mails=int(document["mails"]),
            issues=int(document["issues"]),
            areas=tuple(AreaCode(str(area)) for area in document["areas"]),
            made_with={str(name): str(made) for name, made in document["made_with"].items()},
            kind_accuracy=float(overall["kind"]),
            area_accuracy=float(overall["area"]),
            review_threshold=float(review["threshold"]),
            review_cover=float(review["cover"]),
            made_at=str(document.get("made_at", "")),
            thresholds={str(name): float(value) for name, value in document["thresholds"].items()},
            evaluation=document["evaluation"],
            judgements_sha256=str(judgements) if judgements is not None else None,
            promises=tuple(
                Promise(**{field.name: float(own[field.name]) for field in fields(Promise)})
                for own in document["promises"]
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(
            f"{path}: is damaged ({type(error).__name__}: {error}); restore it or train again"
        ) from error


def read_bytes(path: Path) -> bytes:
    """What the file holds.

    Raises:
        ModelError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); name the right folder, or run ticket-router train"
        ) from error
