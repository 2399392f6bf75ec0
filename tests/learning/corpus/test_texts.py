from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from router.learning.corpus.files import CorpusError
from router.learning.corpus.texts import LabelledText, read_texts


def _read(path: Path) -> tuple[LabelledText, ...]:
    return read_texts(path, text_column="text", label_column="label")


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "texts.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_texts_and_labels_are_read_whatever_parts_the_columns(tmp_path: Path, separator: str) -> None:
    rows = ["id,text,label", "1,Hei på deg,greeting", '2,"Two', 'lines",other', "", "3,Hi,greeting", ""]
    path = _file(tmp_path, "\r\n".join(rows).replace(",", separator).encode())
    assert _read(path) == (
        LabelledText("Hei på deg", "greeting", 2),
        LabelledText("Two\r\nlines", "other", 3),
        LabelledText("Hi", "greeting", 6),
    )


def test_a_mark_before_the_first_column_does_not_hide_it(tmp_path: Path) -> None:
    assert len(_read(_file(tmp_path, b"\xef\xbb\xbftext,label\na,b\n"))) == 1


@pytest.mark.parametrize(
    ("content", "line", "fault"),
    [
        (b"", ":1:", "is empty"),
        (b"text,category\na,b\n", ":1:", "no column 'label'; name one of 'text', 'category'"),
        (b"text,label,text\na,b,c\n", ":1:", "names the column 'text' twice"),
        (b"text,label\n", "", "holds no row"),
        (b"text,label\na,b\n\nc\n", ":4:", "has 1 fields"),
        (b"text,label\na,b,c\n", ":2:", "has 3 fields"),
        (b"text,label\na,b\n,\n", ":3:", "'text' is empty"),
        (b"text,label\na,b\na,  \n", ":3:", "'label' is empty"),
        (b"text,label\na,b\n\xe6,b\n", ":3:", "is not UTF-8"),
        ("text,label\na,b\n".encode("utf-16"), ":1:", "NUL"),
        (b"text,label\na,b\na\0,b\n", ":3:", "holds a NUL byte"),
        (b'text,label\na,b\n"a\nb\nc,d\n', ":3:", "quotation mark"),
        (b'text,label\na,b\n"a"b,c\n', ":3:", "quotation mark"),
        (b"text,label\na,b\n" + b"x" * 200_000 + b",b\n", ":3:", "field larger than field limit"),
    ],
)
def test_a_fault_is_named_with_file_line_and_remedy(
    tmp_path: Path, content: bytes, line: str, fault: str
) -> None:
    path = _file(tmp_path, content)
    with pytest.raises(CorpusError) as caught:
        _read(path)
    message = str(caught.value)
    assert message.startswith(f"{path}{line}")
    assert fault in message
    assert ";" in message
    assert len(message) < 500 + len(str(path))


def test_lines_may_end_as_on_old_machines(tmp_path: Path) -> None:
    assert len(_read(_file(tmp_path, b"text,label\ra,b\rc,d\r"))) == 2


def test_one_column_cannot_hold_both(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="name two columns"):
        read_texts(_file(tmp_path, b"text,label\na,b\n"), text_column="text", label_column="text")


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv", Path("/dev/zero")):
        with pytest.raises(CorpusError, match="is no file"):
            _read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_one_error(tmp_path: Path, content: bytes) -> None:
    path = _file(tmp_path, b"text,label\n" + content)
    try:
        rows = _read(path)
    except CorpusError as error:
        told = str(error)
    else:
        assert all(own.text and own.label for own in rows)
        return
    assert told.startswith(str(path))
