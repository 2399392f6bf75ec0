"""Find the folder of a model: of the one in use, or of one that somebody names."""

from pathlib import Path

from router.learning.store.manifest import ACTIVE_FILE, MANIFEST_FILE, ModelError, read_bytes


def active_model_directory(models: Path) -> Path:
    """The folder of the active model.

    Raises:
        ModelError: no model is active, or the one that is named is not there.
    """
    path = models / ACTIVE_FILE
    version = read_bytes(path).decode("utf-8", "replace").strip()
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
