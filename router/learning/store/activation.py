"""Which model is in use, which was before, and who decided that: `models/active` and `models/history.jsonl`.

A model is taken into use only if it can be opened and is not worse than the one in use, mail by mail
(:mod:`router.learning.store.comparison`); whoever insists is written down with the reason that spoke
against it.
The history is only added to. It tells what `rollback` goes back to, and nothing else reads it: a history
that is lost, or has a line spoilt, hinders nobody. The service reads these files and writes neither.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from router.learning.store.comparison import Verdict, compare, golden_set
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import ACTIVE_FILE, ModelError
from router.learning.store.model_file import read_named_model

HISTORY_FILE = "history.jsonl"
ACTIVATED, ROLLED_BACK = "activated", "rolled back"


class WorseModelError(ModelError):
    """The model could be used, and is worse than the one in use."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the model in use."""

    at: str
    """ISO 8601."""
    by: str
    action: str
    """:data:`ACTIVATED` or :data:`ROLLED_BACK`."""
    version: str
    before: str | None
    """What was in use before; ``None`` where nothing was."""
    reason: str
    """How the model compared with the one before."""
    anyway: bool = False
    """It was worse, and was taken all the same."""


def activate(models: Path, version: str, *, by: str, now: datetime, anyway: bool = False) -> Change:
    """Make this version the one in use. ``anyway`` takes it even if it is worse.

    Raises:
        WorseModelError: it is worse than the one in use.
        ModelError: there is no such model, it cannot be used, or the files cannot be written.
        CorpusError: the golden set cannot be read.
    """
    directory = models / version
    if not version or Path(version).name != version:
        raise ModelError(f"{directory}: no model has this name; name a folder under {models}")
    read_named_model(models, version).open()
    with changing(models) as history:
        before = _active(models)
        verdict, reason = _against(models, before, version)
        is_worse = verdict is Verdict.WORSE
        if is_worse and not anyway:
            raise WorseModelError(
                f"{version} is worse than {before}, which stays in use: {reason}; look at both with "
                f"`ticket-router models compare {before} {version}`, or add --anyway to take it all the same"
            )
        told = f"{verdict}: {reason}" if verdict is not None else reason
        change = Change(now.isoformat(timespec="seconds"), by, ACTIVATED, version, before, told, is_worse)
        _put_in_use(models, change, history)
    return change


def rollback(models: Path, *, by: str, now: datetime) -> Change:
    """Make the version in use that was so before; done twice, it goes back two.

    Raises:
        ModelError: there was none before, it cannot be used, or the files cannot be written.
    """
    with changing(models) as history:
        version = version_before(models)
        if version is None:
            raise ModelError(
                f"{models / HISTORY_FILE}: tells of no model that was in use before this one; "
                "choose one with `ticket-router models list` and `ticket-router models activate`"
            )
        read_named_model(models, version).open()
        change = Change(
            now.isoformat(timespec="seconds"), by, ROLLED_BACK, version, _active(models), "asked to go back"
        )
        _put_in_use(models, change, history)
    return change


def changes(models: Path) -> tuple[Change, ...]:
    """The history, oldest first."""
    try:
        lines = (models / HISTORY_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        try:
            found.append(Change(**json.loads(line)))
        except (ValueError, TypeError, RecursionError):
            continue  # a line that a crash cut short
    return tuple(found)


def version_before(models: Path) -> str | None:
    """What a rollback would go back to."""
    past: list[str] = []
    for change in changes(models):
        if change.before is not None and past[-1:] != [change.before]:
            past.append(change.before)  # put in use by hand, or by an upgrade
        if change.action == ROLLED_BACK and past:
            past.pop()
        if past[-1:] != [change.version]:
            past.append(change.version)
    active = _active(models)
    if active is not None and past[-1:] != [active]:
        past.append(active)
    return past[-2] if len(past) > 1 else None


def _active(models: Path) -> str | None:
    try:
        return active_model_directory(models).name
    except ModelError:
        return None


def _against(models: Path, before: str | None, version: str) -> tuple[Verdict | None, str]:
    """How it is, seen from the one in use, and what that rests on; ``None`` without anything to compare."""
    if before is None:
        return None, "no model was in use"
    if before == version:
        return None, "it was in use already"
    try:
        comparison = compare(models / before, models / version, golden_set(models))
    except ModelError:
        return None, f"{before} cannot be read, so there was nothing to compare with"
    return comparison.verdict, comparison.reasons


@contextmanager
def changing(models: Path) -> Iterator[TextIO]:
    """The history, open to be added to; one change at a time.

    Raises:
        ModelError: the folder cannot be written to.
    """
    path = models / HISTORY_FILE
    try:
        with path.open("a+", encoding="utf-8") as history:
            fcntl.flock(history, fcntl.LOCK_EX)
            yield history
    except OSError as error:
        raise ModelError(
            f"{error.filename or path}: cannot be written ({error.strerror}); run this as the user who owns "
            f"{models}, and look at permissions and free space"
        ) from error


def _put_in_use(models: Path, change: Change, history: TextIO) -> None:
    """Change the file all at once, then write it down."""
    draft = models / f".{ACTIVE_FILE}.draft"
    draft.write_text(change.version + "\n", encoding="utf-8")
    draft.chmod(0o644)  # whoever activates: the service must be able to read it
    os.replace(draft, models / ACTIVE_FILE)  # noqa: PTH105 -- replace, on any system
    line = json.dumps(asdict(change), ensure_ascii=False) + "\n"
    if history.tell() and not _ends_whole(models / HISTORY_FILE):
        line = "\n" + line
    history.write(line)
    history.flush()
    os.fsync(history.fileno())


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"
