"""A model's file, opened safely.

A model file is data from outside: it is opened only when its hash is the manifest's and when it holds
nothing but the types in :data:`TRUSTED_TYPES`.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import skops.io

from router.learning.judging.judgements import JudgedMail, from_lines
from router.learning.store.flatten import rebuild
from router.learning.store.manifest import (
    JUDGEMENTS_FILE,
    MODEL_FILE,
    Manifest,
    ModelError,
    read_bytes,
    read_manifest,
)
from router.learning.training.promise import promise_for
from router.promise import PromiseError
from router.triage.model import Model

TRUSTED_TYPES = frozenset(
    {"builtins.dict", "builtins.list", "builtins.str", "builtins.float", "numpy.ndarray"}
)
"""All that a model file may hold."""


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
    content = read_bytes(path)
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
    content = read_bytes(path)
    try:
        if hashlib.sha256(content).hexdigest() != expected:
            raise ValueError("not the manifest's hash")
        return from_lines(content.decode())
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{path}: is damaged ({error}); restore it from a copy") from error


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
