"""Names of attachments are safe on every system, and still tell what they told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.filenames import MAX_NAME_BYTES, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\rapport.xls", "rapport.xls"),
        ("a\0b\n.pdf", "a_b_.pdf"),
        ("CON?*.pdf", "CON_.pdf"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".htaccess", "htaccess"),
        ("Lønn og årsoppgjør.pdf", "Lønn og årsoppgjør.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("NUL", "_NUL"),
        ("con.txt", "_con.txt"),
        ("Com1.log", "_Com1.log"),
        ("contrakt.pdf", "contrakt.pdf"),
        ("rapport.pdf. .", "rapport.pdf"),
        ("folder/", "folder"),
        ("a\ud800.pdf", "a.pdf"),
    ],
)
def test_a_name_is_safe_as_a_file_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_extension() -> None:
    name = safe_name("ø" * 500 + ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 200


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_a_file_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode("utf-8")) <= MAX_NAME_BYTES
    assert not set(safe) & set('<>:"/\\|?*\0\n\r\t')
    assert safe.strip(". ") == safe
    assert safe_name(safe) == safe
