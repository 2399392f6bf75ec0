"""Names of files and other parameters, in every way that clients write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.parameters import parameters


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b'attachment; filename="=?utf-8?B?bMO4bm4ucGRm?="', "lønn.pdf"),
        (b"attachment; filename==?utf-8?B?bMO4bm4ucGRm?=", "lønn.pdf"),
        (b'attachment; filename="=?utf-8?q?l=C3?= =?utf-8?q?=B8nn.pdf?="', "lønn.pdf"),
        (b'attachment; filename*0="=?utf-8?B?bMO4"; filename*1="bm4ucGRm?="', "lønn.pdf"),
        (b"attachment; filename=\"l?nn.pdf\"; filename*=utf-8''l%C3%B8nn.pdf", "lønn.pdf"),
        (b"attachment; filename*=utf-8'nb'l%C3%B8nn.pdf; filename=x.pdf", "lønn.pdf"),
        (b"attachment; filename*=l%C3%B8nn.pdf", "lønn.pdf"),
        (b"attachment; filename*=\"utf-8''l%C3%B8nn.pdf\"", "lønn.pdf"),
        (b'attachment; filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
        (
            b"".join([b"attachment", *(b";filename*%d=%d" % (n, n % 10) for n in range(12)), b""]),
            "012345678901",
        ),
        ('attachment; filename="lønn.pdf"'.encode(), "lønn.pdf"),
        ('attachment; filename="lønn.pdf"'.encode("latin-1"), "lønn.pdf"),
        ('attachment; filename="lÃ¸nn.pdf"'.encode(), "lønn.pdf"),
        (b'attachment; filename="C:\\Temp\\ny.pdf"', "C:\\Temp\\ny.pdf"),
        (b'attachment; filename="si \\"hei\\".pdf"', 'si "hei".pdf'),
        (b'attachment; filename="uten slutt.pdf', "uten slutt.pdf"),
        (b"attachment;filename=faktura 2025.pdf;size=3", "faktura 2025.pdf"),
        (b"attachment filename=a.pdf", "a.pdf"),
        (b'attachment; filename="to  blanke.pdf"', "to  blanke.pdf"),
        (b'attachment; filename="=?utf-8?q?to__blanke.pdf?="', "to  blanke.pdf"),
        (b'attachment; filename="lang\tlinje.pdf "', "lang linje.pdf"),
        (b'attachment; FileName = "a.pdf"', "a.pdf"),
        (b'attachment; size=1 filename="a.pdf"', None),
    ],
)
def test_a_file_name_is_read(value: bytes, name: str | None) -> None:
    assert parameters(value).value == "attachment"
    assert parameters(value).get("filename") == name


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (b"text/plain", "text/plain"),
        (b"Text/HTML; charset=utf-8", "text/html"),
        (b"text/plain (a comment); charset=utf-8", "text/plain"),
        (b"text/plain charset=utf-8", "text/plain"),
        (b"text/plain;", "text/plain"),
        (b"", ""),
        (None, ""),
    ],
)
def test_the_value_stands_alone_in_lower_case(value: bytes | None, kind: str) -> None:
    assert parameters(value).value == kind


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(value: bytes) -> None:
    for field in (value, b"a; b*=" + value, b'a; b*0="' + value, b"a; b=" + value):
        assert all(isinstance(text, str) for _, text in parameters(field).items)
