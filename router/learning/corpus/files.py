"""Where the files of a corpus lie: the labelled mails, and what lies beside them and teaches as well.

Beside the mails of a folder may lie a glossary, texts from elsewhere, and exercises. A corpus that brings
nothing of these is taught with what ships beside the starter corpus: whoever labels a first few hundred mails
in a folder of their own needs it most. A folder that holds any of them is complete as it is. A single file is
taught with what lies beside it in its folder.
"""

import hashlib
import tomllib
from pathlib import Path

STARTER = Path(__file__).parents[3] / "models" / "corpus"
"""The corpus that ships."""


class CorpusError(ValueError):
    """The corpus cannot be used. The message names file, line, fault and remedy."""


def corpus_files(source: Path) -> tuple[Path, ...]:
    """The corpus files at ``source``: itself, or the ``*.jsonl`` files in it.

    Raises:
        CorpusError: there are none, or the source does not exist.
    """
    if source.is_file():
        return (source,)
    if not source.exists():
        raise CorpusError(f"{source}: does not exist; name the file or the folder with the labelled mails")
    found = tuple(sorted(source.glob("*.jsonl"))) if source.is_dir() else ()
    if not found:
        raise CorpusError(f"{source}: holds no *.jsonl file; name the folder with the labelled mails")
    return found


def holds_mails(source: Path) -> bool:
    """Whether there is a corpus file at ``source``, or one in it; an empty folder is one not yet begun."""
    return source.is_file() or any(source.glob("*.jsonl"))


def glossary_file(source: Path) -> Path | None:
    """The glossary of the corpus in the folder ``source``, where there is one."""
    path = source / "glossary.toml"
    return path if path.is_file() else None


def elsewhere_file(source: Path) -> Path | None:
    """The texts of other walks of life beside the corpus in the folder ``source``, where there are any."""
    path = source / "elsewhere.toml"
    return path if path.is_file() else None


def exercise_folders(source: Path) -> tuple[Path | None, Path | None]:
    """The folders of exercises, of whole mails and of issues, in the folder ``source``, where it has them."""
    mails, issues = (source / "exercises" / name for name in ("mails", "issues"))
    return mails if holds_mails(mails) else None, issues if holds_mails(issues) else None


def read_tables(path: Path) -> dict[str, object]:
    """What stands at the top of a TOML file.

    Raises:
        CorpusError: it is unreadable, or no TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except ValueError as error:  # not UTF-8, or not TOML
        raise CorpusError(f"{path}: is not TOML in UTF-8 ({error}); mend that place") from error


def beside_folder(source: Path) -> Path:
    """Where that lies which teaches beside the corpus at ``source``: its own folder (a single file's is the
    one that it lies in) if that holds any, or else the starter corpus' folder."""
    folder = source.parent if source.is_file() else source
    own = (glossary_file(folder), elsewhere_file(folder), *exercise_folders(folder))
    return folder if any(path is not None for path in own) else STARTER


def corpus_hash(source: Path) -> str:
    """SHA-256 (hex) over the names and contents of the corpus files in order, and of what teaches beside
    them: the glossary, the texts from elsewhere, and the exercises."""
    digest = hashlib.sha256()
    folder = beside_folder(source)
    beside = [path for path in (glossary_file(folder), elsewhere_file(folder)) if path is not None]
    exercises = [path for own in exercise_folders(folder) if own is not None for path in corpus_files(own)]
    for path in (*corpus_files(source), *beside, *exercises):
        digest.update(path.name.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
