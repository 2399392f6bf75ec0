"""Read labelled texts of any trade: a CSV file with a column of texts and a column of labels.

What breaks the form stops the reading with one clear error, as it does for mails: figures that are counted on
half a file are worse than none. The first line names the columns, which are parted by commas, semicolons (as
spreadsheets in Norway write them) or tabs.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from router.learning.corpus.files import CorpusError

LONGEST_FIELD = 131_072
"""Characters of one field; a longer one is a quotation mark that was forgotten."""
SEPARATORS = (",", ";", "\t")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One text, the label that a human gave it, and where it stands."""

    text: str
    label: str
    line: int
    """Of the file, from 1: where the row begins."""


def read_texts(path: Path, *, text_column: str, label_column: str) -> tuple[LabelledText, ...]:
    """The rows of the file. A line without anything on it is no row.

    Raises:
        CorpusError: the file is missing or unreadable, has no such columns, or breaks the form. The message
            names file, line, fault and remedy.
    """
    if text_column == label_column:
        raise CorpusError(f"{path}: {text_column!r} cannot hold both texts and labels; name two columns")
    content = _content(path)
    header = _header(path, content)
    separator = next(
        (own for own in SEPARATORS if {text_column, label_column} <= set(_fields(header, own))), None
    )
    if separator is None:
        raise CorpusError(
            f"{path}:1: has no column {text_column!r} or no column {label_column!r}; name one of "
            + ", ".join(repr(own[:40]) for own in _likely_fields(header)[:20])
        )
    columns = _fields(header, separator)
    for column in (text_column, label_column):
        if columns.count(column) > 1:
            raise CorpusError(f"{path}:1: names the column {column!r} twice; give each its own name")
    text_at, label_at = columns.index(text_column), columns.index(label_column)
    found = []
    for line, row in _rows(path, content, separator):
        if len(row) != len(columns):
            raise CorpusError(
                f"{path}:{line}: has {len(row)} fields, but the first line names {len(columns)} columns; "
                "put a text that holds the separator in quotation marks"
            )
        text, label = row[text_at].strip(), row[label_at].strip()
        if not text or not label:
            name = label_column if text else text_column
            raise CorpusError(f"{path}:{line}: the column {name!r} is empty; fill it, or leave the row out")
        found.append(LabelledText(text, label, line))
    if not found:
        raise CorpusError(f"{path}: holds no row below the names of the columns; name a file with texts")
    return tuple(found)


def _content(path: Path) -> str:
    if not path.is_file():
        raise CorpusError(f"{path}: is no file; name a CSV file")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    nul = raw.find(b"\0")
    if nul >= 0:
        line = raw.count(b"\n", 0, nul) + 1
        raise CorpusError(
            f"{path}:{line}: holds a NUL byte, so it is no text in UTF-8; save it as CSV in UTF-8"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{path}:{line}: is not UTF-8; save the file as CSV in UTF-8") from error


def _header(path: Path, content: str) -> str:
    header = _LINE_END.split(content, maxsplit=1)[0]
    if not header.strip():
        raise CorpusError(f"{path}:1: is empty; the first line must name the columns")
    return header


def _fields(header: str, separator: str) -> list[str]:
    try:
        return [own.strip() for own in next(csv.reader([header], delimiter=separator))]
    except csv.Error:
        return []


def _likely_fields(header: str) -> list[str]:
    return max((_fields(header, separator) for separator in SEPARATORS), key=len)


def _rows(path: Path, content: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Every row below the first, with the line on which it begins."""
    csv.field_size_limit(LONGEST_FIELD)  # the module keeps one for all readers: whoever reads sets its own
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise CorpusError(
                f"{path}:{line}: the row that begins here cannot be read ({error}); look for a quotation "
                "mark that is not closed or not doubled"
            ) from error
        if row is None:
            return
        if row and line > 1:
            yield line, row
        line = reader.line_num + 1
