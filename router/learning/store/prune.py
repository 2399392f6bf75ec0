"""Remove the candidates that nobody needs: a model every night would fill the disk.

Only models that are named are ever removed, which the caller knows to be made by a machine; never the one in
use nor the one before, which `rollback` goes back to. A folder is out of sight before its first file goes.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from router.learning.store.activation import changing, version_before
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ModelError

KEPT = 5
"""The newest candidates that stay, for people to compare."""


def prune(models: Path, made: Sequence[str], *, keep: int = KEPT) -> tuple[str, ...]:
    """Remove the models of ``made`` (oldest first) but the last ``keep``, and return what was removed.

    Raises:
        ModelError: the folder cannot be written to, or no model is in use: then nothing is removed.
    """
    with changing(models):
        needed = {active_model_directory(models).name, version_before(models)}
        candidates = [
            version
            for version in dict.fromkeys(made)
            if version not in needed and _is_plain(version) and (models / version).is_dir()
        ]
        removed = tuple(candidates[: max(0, len(candidates) - keep)])
        for version in removed:
            away = models / f".removed-{version}"
            try:
                (models / version).rename(away)
            except OSError as error:
                raise ModelError(
                    f"{models / version}: cannot be removed ({error.strerror}); look at permissions"
                ) from error
            shutil.rmtree(away, ignore_errors=True)
    return removed


def _is_plain(version: str) -> bool:
    return Path(version).name == version and not version.startswith(".")
