"""Models on disk: a folder for each version, and a small file that names the active one.

    models/active                    the name of the active version, one line
    models/2026-11-25-1/model.skops  arrays, strings and numbers; no estimator, no pickle
    models/2026-11-25-1/manifest.json  versions, hash of the corpus, figures, thresholds, areas
    models/2026-11-25-1/MODEL_CARD.md  the same for people
    models/2026-11-25-1/judgements.jsonl  which labelled mails it judged right; a model may be without it

A model file is data from outside: it is opened only when its hash is the manifest's and when it holds
nothing but the types in :data:`TRUSTED_TYPES`. A folder appears under its name all at once or not at all.
"""

import hashlib
import json
import platform
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from importlib.metadata import version as version_of
from io import BytesIO
from pathlib import Path

import skops.io

from router.learning.judging.evaluation import Evaluation
from router.learning.judging.judgements import JudgedMail, from_lines, to_lines
from router.learning.reports.card import model_card
from router.learning.store.flatten import flatten, rebuild
from router.learning.training.promise import Promise, promise_for
from router.learning.training.train import TrainedModel
from router.promise import PromiseError
from router.taxonomy import AreaCode
from router.triage.model import Model

FORMAT = 4
"""Raised whenever a model of before cannot be read or would be read wrongly: it must then be trained again.
"""

TRUSTED_TYPES = frozenset(
    {"builtins.dict", "builtins.list", "builtins.str", "builtins.float", "numpy.ndarray"}
)
"""All that a model file may hold."""

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


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model's file, looked at and found safe to open. Its bytes outlive whatever befalls the disk."""

    manifest: Manifest
    content: bytes
    path: Path
    promise: float | None = None
    """The share of automatically routed cases that may be wrong; ``None``: as it was trained for."""

    def under(self, promise: float | None) -> "ModelFile":
        """The same file, to be opened with the threshold of this promise: no training is needed.

        Raises:
            ModelError: the model knows none so strict.
        """
        if promise is not None:
            try:
                promise_for(self.manifest.promises, promise)
            except PromiseError as error:
                raise ModelError(f"{self.path}: {error}") from error
        return replace(self, promise=promise)

    @property
    def version(self) -> str:
        """The name of the model."""
        return self.manifest.version

    def open(self) -> Model:
        """The model.

        Raises:
            ModelError: the file does not hold what this version of ticket-router expects.
        """
        try:
            model = rebuild(skops.io.loads(self.content, trusted=[]))
        except Exception as error:
            raise ModelError(
                f"{self.path}: cannot be read ({type(error).__name__}: {error}); "
                "train again with ticket-router train"
            ) from error
        if model.version != self.manifest.version or model.areas != self.manifest.areas:
            raise ModelError(
                f"{self.path}: is not the model of its manifest; restore both from the same copy"
            )
        if self.promise is None:
            return model
        review = promise_for(self.manifest.promises, self.promise).threshold
        return replace(model, thresholds=replace(model.thresholds, review=review))


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


def load_model(directory: Path, promise: float | None = None) -> Model:
    """The model in this folder, with the threshold of this promise; ``None``: of the one it was trained for.

    Raises:
        ModelError: it is missing, damaged, asks for types that are not trusted, or was made in another
        format.
    """
    return read_model_file(directory).under(promise).open()


def read_model_file(directory: Path) -> ModelFile:
    """The file of the model in this folder, ready to be opened here or in another process.

    Raises:
        ModelError: it is missing, damaged, asks for types that are not trusted, or was made in another
        format.
    """
    manifest = read_manifest(directory)
    path = directory / MODEL_FILE
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != manifest.model_sha256:
        raise ModelError(
            f"{path}: is damaged (not the manifest's hash); restore it, or run ticket-router train"
        )
    _refuse_untrusted(path, content)
    return ModelFile(manifest, content, path)


def read_named_model(models: Path, version: str) -> ModelFile:
    """The file of the model of this name, such as may be in use.

    Raises:
        ModelError: as :func:`read_model_file`, or it was made under another name than its folder's.
    """
    file = read_model_file(models / version)
    if file.version != version:
        raise ModelError(f"{models / version}: holds the model {file.version}; give the folder that name")
    return file


def read_judgements(directory: Path) -> tuple[JudgedMail, ...] | None:
    """What the model said of each labelled mail; ``None`` where that was not kept.

    Raises:
        ModelError: the manifest cannot be read, or the list is missing or damaged.
    """
    expected = read_manifest(directory).judgements_sha256
    if expected is None:
        return None
    path = directory / JUDGEMENTS_FILE
    content = _read(path)
    try:
        if hashlib.sha256(content).hexdigest() != expected:
            raise ValueError("not the manifest's hash")
        return from_lines(content.decode())
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: is damaged ({error}); restore it from a copy") from error


def read_manifest(directory: Path) -> Manifest:
    """What the manifest says.

    Raises:
        ModelError: it is missing, damaged, or was made in another format.
    """
    path = directory / MANIFEST_FILE
    try:
        document = json.loads(_read(path))
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
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{path}: is damaged ({type(error).__name__}: {error}); restore it or train again"
        ) from error


def active_model_directory(models: Path) -> Path:
    """The folder of the active model.

    Raises:
        ModelError: no model is active, or the one that is named is not there.
    """
    path = models / ACTIVE_FILE
    version = _read(path).decode("utf-8", "replace").strip()
    directory = models / version
    if not version or Path(version).name != version or not directory.is_dir():
        raise ModelError(
            f"{path}: names {version!r}, which is no folder beside it; write the name of one that is"
        )
    return directory


def model_directory(models: Path, model: str) -> Path:
    """The folder of a model that is named by its version, or by a folder anywhere.

    Raises:
        ModelError: there is none.
    """
    for directory in (models / model, Path(model)):
        if (directory / MANIFEST_FILE).is_file():
            return directory
    raise ModelError(
        f"{model}: is no model in {models} and no folder with a model; see ticket-router models list"
    )


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


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); name the right folder, or run ticket-router train"
        ) from error


def _refuse_untrusted(path: Path, content: bytes) -> None:
    """Look at the file's own list of types before anything of it is opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            wanted = set(_types(json.loads(archive.read("schema.json"))))
    except (OSError, ValueError, KeyError, RecursionError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{path}: is no skops file ({error}); train again with ticket-router train"
        ) from error
    untrusted = sorted(wanted - TRUSTED_TYPES)
    if untrusted:
        raise ModelError(
            f"{path}: asks for types that are not trusted ({', '.join(untrusted)}); do not use this file: "
            "train again with ticket-router train"
        )


def _types(node: object) -> list[str]:
    """Every type that a skops schema names, at any depth."""
    found = []
    if isinstance(node, dict):
        if "__class__" in node:
            found.append(f"{node.get('__module__')}.{node['__class__']}")
        for value in node.values():
            found.extend(_types(value))
    elif isinstance(node, list):
        for value in node:
            found.extend(_types(value))
    return found
