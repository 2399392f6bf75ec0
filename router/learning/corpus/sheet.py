"""Read a table of mails or labels (CSV) from whatever program wrote it: rows of cells under known columns.

Comma, semicolon (Norwegian Excel), tabulator or bar; UTF-8 with or without mark, UTF-16, Windows-1252.
Columns are known by their headings in English or Norwegian, or named by the user. Nothing is guessed where
two columns could be meant. A cell that a spreadsheet would take for a formula has an apostrophe before it,
here and in what is exported.
"""

import codecs
import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from router.learning.corpus.files import CorpusError
from router.learning.corpus.label_words import plain
from router.message.parse.charset import decode

DELIMITERS = (";", ",", "\t", "|")
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
"""Excel's own first line."""
_LOOKS_LIKE_FORMULA = re.compile(r"'*[=+\-@\t]")
_MARKED_AS_TEXT = re.compile(r"'+[=+\-@\t]")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How a file of Excel begins, of now and of before 2007, whatever its name."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF")
_CONTROLS = bytes([*range(1, 9), *range(14, 27)])
LONGEST_CELL = 2_000_000
"""Characters; a longer one is a quotation mark that nobody closed."""


class Column(StrEnum):
    """What a column holds. The values are the headings of what is exported."""

    ID = "id"
    MESSAGE_ID = "message_id"
    POSITION = "position"
    CLASS = "class"
    MAILBOX = "mailbox"
    LANGUAGE = "language"
    SENDER_NAME = "sender_name"
    SENDER = "sender"
    SUBJECT = "subject"
    KIND = "kind"
    AREA = "area"
    TEXT = "text"
    BEGINS = "begins"
    SPANS = "spans"
    MAIL = "mail"


_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.ID: ("id", "mail id", "sak", "saksnr", "saksnummer", "ticket", "case"),
    Column.MESSAGE_ID: ("message id", "messageid", "meldings id"),
    Column.POSITION: ("position", "posisjon", "mail number", "nummer", "nr", "file", "fil"),
    Column.CLASS: ("class", "message class", "klasse", "meldingstype"),
    Column.MAILBOX: ("mailbox", "postkasse", "to", "til"),
    Column.LANGUAGE: ("language", "lang", "språk"),
    Column.SENDER_NAME: ("sender name", "from name", "avsendernavn"),
    Column.SENDER: ("sender", "from", "from addr", "avsender", "fra"),
    Column.SUBJECT: ("subject", "emne", "tittel", "title"),
    Column.KIND: ("kind", "sakstype", "type"),
    Column.AREA: ("area", "område", "kompetanseområde", "kategori", "category"),
    Column.TEXT: ("text", "tekst", "innhold", "melding", "beskrivelse", "description", "issue text"),
    Column.BEGINS: ("begins", "first words", "begynner", "begynnelse"),
    Column.SPANS: ("spans",),
    Column.MAIL: ("mail", "whole text", "body", "hele teksten", "e post", "epost"),
}
_LABELLING = (Column.CLASS, Column.KIND, Column.AREA)
"""One of them at least says what a mail is."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: the line of the file where it begins, its number in a spreadsheet, and its cells."""

    line: int
    number: int
    cells: Mapping[Column, str]
    fault: str = ""
    """Why it cannot be read; empty where it can."""

    @property
    def place(self) -> str:
        """Where it stands, for who looks with an editor and who looks with a spreadsheet."""
        return str(self.line) if self.line == self.number else f"{self.line} (row {self.number})"

    def cell(self, column: Column) -> str:
        """The cell as it stands; empty where there is none."""
        return self.cells.get(column, "")


def read_sheet(path: Path, named: Mapping[Column, str] | None = None) -> tuple[SheetRow, ...]:
    """The rows of the file, without empty ones. ``named``: the headings that the user says are meant.

    Raises:
        CorpusError: the file cannot be read as a table, or its columns are unclear.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"{path}: cannot be read ({error.strerror}); check the path and its rights"
        ) from error
    if is_what := _what_is_no_text(content):
        raise CorpusError(f"{path}: is {is_what}; save the table as CSV (in Excel: Save as, CSV UTF-8)")
    text = decode(content, None).text.removeprefix("\ufeff")
    delimiter = ""
    first_line = 1
    if separator := _SEPARATOR_LINE.match(text):
        delimiter, text, first_line = separator[1], text[separator.end() :], 2
    delimiter = delimiter or _delimiter(text, named or {})
    csv.field_size_limit(LONGEST_CELL)  # the module keeps one for all readers
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[SheetRow] = []
    places: list[Column | None] = []
    line = first_line
    try:
        for number, cells in enumerate(reader, first_line):
            if any(cell.strip() for cell in cells):
                if not places:
                    places = _columns(path, cells, named or {})
                else:
                    rows.append(_row(line, number, cells, places))
            line = first_line + reader.line_num
    except csv.Error as error:
        raise CorpusError(
            f"{path}:{line}: is not CSV from here on ({error}); close each quotation mark, and double it "
            "inside a text"
        ) from error
    if not places:
        raise CorpusError(f"{path}: is empty; the first row names the columns, such as text;kind;area")
    return tuple(rows)


def _what_is_no_text(content: bytes) -> str:
    """What the file is in place of a table in text; empty where it may be one."""
    if content.startswith(_WORKBOOKS):
        return "an Excel workbook (or another packed file), not CSV"
    start = content[:4_000]
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # A picture is a tenth control characters; text has none, and in UTF-16 up to a half of it is zero.
    controls = len(start) - len(start.translate(None, _CONTROLS))
    is_binary = not is_utf16 and (20 * controls > len(start) or 10 * start.count(0) > 6 * len(start))
    return "no text" if is_binary or content.startswith(_PICTURES) else ""


def as_cell(text: str) -> str:
    """The text so that a spreadsheet shows it and never calculates it."""
    return f"'{text}" if _LOOKS_LIKE_FORMULA.match(text) else text


def _from_cell(cell: str) -> str:
    return cell[1:] if _MARKED_AS_TEXT.match(cell) else cell


def _row(line: int, number: int, cells: list[str], places: list[Column | None]) -> SheetRow:
    if any(cell.strip() for cell in cells[len(places) :]):
        fault = f"has {len(cells)} cells under {len(places)} headings; put quotation marks around texts"
        return SheetRow(line, number, {}, fault)
    known = {place: _from_cell(cell) for place, cell in zip(places, cells, strict=False) if place is not None}
    return SheetRow(line, number, known)


def _delimiter(text: str, named: Mapping[Column, str]) -> str:
    """The sign under which most headings of the first row are known; the file's texts may hold any of
    them."""
    known = {
        plain(heading) for headings in (*_HEADINGS.values(), tuple(named.values())) for heading in headings
    }

    def headings(delimiter: str) -> tuple[int, int]:
        row = next(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter), [])
        return sum(plain(cell) in known for cell in row), len(row)

    return max(DELIMITERS, key=headings)


def _columns(path: Path, headings: list[str], named: Mapping[Column, str]) -> list[Column | None]:
    """What each column of the sheet holds; ``None`` for one that says nothing to us."""
    found: dict[Column, list[int]] = {}
    for column in Column:
        wanted = {plain(named[column])} if column in named else set(map(plain, _HEADINGS[column]))
        at = [number for number, heading in enumerate(headings) if plain(heading) in wanted]
        shown = ", ".join(repr(headings[number]) for number in at)
        if column in named and not at:
            raise CorpusError(
                f"{path}: has no column {named[column]!r}; its columns are {', '.join(map(repr, headings))}"
            )
        if len(at) > 1:
            raise CorpusError(
                f"{path}: the columns {shown} could all be the {column}; rename all but one, or name it with "
                f"--column {column}=HEADING"
            )
        found[column] = at
    if not any(found[column] for column in _LABELLING):
        raise CorpusError(
            f"{path}: no column tells the labels; its headings are "
            f"{', '.join(map(repr, headings))[:500]}, and known are {', '.join(Column)} (and some "
            "in Norwegian); rename them, or name each with --column kind=HEADING"
        )
    by_user = {at for column in named for at in found[column]}
    places: list[Column | None] = [None] * len(headings)
    for column, at in found.items():
        for number in at:
            if column in named or number not in by_user:
                places[number] = column
    return places
