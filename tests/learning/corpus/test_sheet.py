"""Sheets are read from whatever program wrote them."""

import random
from pathlib import Path

import pytest

from router.learning.corpus.files import CorpusError
from router.learning.corpus.sheet import Column, SheetRow, as_cell, read_sheet

EXCEL = 'Emne;Sakstype;Område;Tekst\nLønn på fredag;support;Lønn;"Hei,\nfår ikke kjørt lønn; hva nå?"\n'


def read(folder: Path, content: bytes, named: dict[Column, str] | None = None) -> tuple[SheetRow, ...]:
    path = folder / "mails.csv"
    path.write_bytes(content)
    return read_sheet(path, named)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_norwegian_excel_sheet_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (row,) = read(tmp_path, EXCEL.encode(encoding))
    assert row.cell(Column.SUBJECT) == "Lønn på fredag"
    assert row.cell(Column.TEXT) == "Hei,\nfår ikke kjørt lønn; hva nå?"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_headings_tell_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    lines = [["text", "kind", "area"], ["a;b,c" if delimiter == "\t" else "abc", "support", "lonn"]]
    (row,) = read(tmp_path, "\r\n".join(delimiter.join(line) for line in lines).encode())
    assert row.cell(Column.AREA) == "lonn"


def test_excels_own_first_line_names_the_delimiter(tmp_path: Path) -> None:
    (row,) = read(tmp_path, b"sep=;\ntext;kind\nabc;support\n")
    assert (row.line, row.cell(Column.KIND)) == (3, "support")


def test_a_row_is_placed_by_line_and_by_row(tmp_path: Path) -> None:
    rows = read(tmp_path, b'text;kind\n"one\ntwo";support\nthree;support\n')
    assert [row.place for row in rows] == ["2", "4 (row 3)"]


def test_the_user_may_name_a_column(tmp_path: Path) -> None:
    (row,) = read(tmp_path, b"text;fritekst;kind\na;b;support\n", {Column.TEXT: "Fritekst"})
    assert row.cell(Column.TEXT) == "b"


def test_two_columns_that_could_be_meant_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"'Kategori', 'area' could all be the area; .*--column area="):
        read(tmp_path, b"text;Kategori;area\na;b;c\n")


def test_a_named_column_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="has no column 'Fritekst'; its columns are 'text'"):
        read(tmp_path, b"text\na\n", {Column.TEXT: "Fritekst"})


def test_more_cells_than_headings_are_a_fault_of_the_row(tmp_path: Path) -> None:
    (row,) = read(tmp_path, b"text;kind\nHei; jeg lurer;support\n")
    assert "3 cells under 2 headings" in row.fault


def test_an_open_quotation_mark_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"mails\.csv:3: is not CSV from here on .*quotation mark"):
        read(tmp_path, b'text;kind\na;support\n"b;support\nc;support\n')


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00" * 50])
def test_an_empty_file_is_a_fault(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CorpusError):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "- Ny bruker", "+47 900", "@noen", "'=1", "''-", "plain", "'plain", ""]
)
def test_no_cell_is_a_formula_and_each_comes_back(tmp_path: Path, text: str) -> None:
    cell = as_cell(text)
    assert not cell.startswith(("=", "-", "+", "@"))
    (row,) = read(tmp_path, f"text;kind\n{cell};support\n".encode())
    assert row.cell(Column.TEXT) == text


@pytest.mark.parametrize(
    ("content", "is_what"),
    [
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "is an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an Excel workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text"),
        (random.Random(7).randbytes(5_000), "is no text"),
        (bytes(100), "is no text"),
    ],
)
def test_a_file_that_is_no_text_is_told_with_the_way_to_csv(
    tmp_path: Path, content: bytes, is_what: str
) -> None:
    path = tmp_path / "mails.csv"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=rf"mails\.csv: {is_what}.*; save the table as CSV .*UTF-8"):
        read_sheet(path)


def test_headings_that_tell_no_labels_are_told_beside_those_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "mails.csv"
    path.write_text("foo;bar\n1;2\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"its headings are 'foo', 'bar', and known are id, .*kind, area"):
        read_sheet(path)
