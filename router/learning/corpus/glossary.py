"""Read the glossary: phrases of the trade, each with the area whose mails are likely to hold it.

It gives the classifier what no corpus of a few thousand mails can hold, the many rare words of a trade, and
it lets an administrator teach a word without writing a mail. It lies as ``glossary.toml`` beside the labelled
mails, one table an area with a list of ``phrases``, and may be missing. A fault in it stops the reading with
one clear error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from router.learning.corpus.files import CorpusError, glossary_file, read_tables
from router.taxonomy import AreaCode


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or a few of them, and the area that they speak for."""

    text: str
    area: AreaCode


def read_glossary(source: Path, areas: Sequence[AreaCode] | None = None) -> tuple[Phrase, ...]:
    """The phrases beside the corpus at ``source``; none where it is a single file or has no glossary.

    ``areas``, where given, are the areas that the taxonomy knows: another area is a fault.

    Raises:
        CorpusError: the file is unreadable, or breaks the format.
    """
    path = glossary_file(source)
    if path is None:
        return ()
    return tuple(
        Phrase(text, AreaCode(area))
        for area, table in read_tables(path).items()
        for text in _phrases(path, area, table, areas)
    )


def _phrases(path: Path, area: str, table: object, areas: Sequence[AreaCode] | None) -> list[str]:
    if areas is not None and area not in areas:
        raise CorpusError(f"{path}: the area {area!r} is not in the taxonomy; use one of {', '.join(areas)}")
    phrases = table.get("phrases") if isinstance(table, dict) else None
    if not isinstance(phrases, list) or not all(isinstance(text, str) and text.strip() for text in phrases):
        raise CorpusError(
            f'{path}: [{area}] needs phrases = ["…", …], each a text that is not empty; mend that table'
        )
    return list(dict.fromkeys(phrases))
