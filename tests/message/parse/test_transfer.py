"""Transfer encodings come undone, also where they are broken or were never there."""

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.transfer import decoded_base64, decoded_transfer

TEXT = "Vi får ikke sendt lønn i dag, og det haster."


@pytest.mark.parametrize(
    ("body", "encoding", "content"),
    [
        (base64.b64encode(TEXT.encode()), b"base64", TEXT.encode()),
        (base64.b64encode(TEXT.encode()).rstrip(b"="), b"base64", TEXT.encode()),
        (base64.b64encode(TEXT.encode())[:-3], b"BASE64", TEXT.encode()[:-1]),
        (b"SGVp\r\n*IHDD\r\npSBkZ", b"base64", "Hei på d".encode()),
        (TEXT.encode(), b"base64", TEXT.encode()),
        (quopri.encodestring(TEXT.encode()), b"quoted-printable", TEXT.encode()),
        (b"50=ZZ =", b"quoted-printable", b"50=ZZ "),
        (b"F=c3=a5r", b"Quoted-Printable;", "Får".encode()),
        (b"Hei p=C3=A5 =  \r\ndeg", b"quoted-printable", "Hei på deg".encode()),
        (b"SGVp\r\nIHDDpQ==\r\nIGRlZw==\r\n", b"base64", "Hei på deg".encode()),
        (b"SGVp==\r\n\r\n_____\r\nListe for kunder", b"base64", b"Hei\n_____\r\nListe for kunder"),
        (TEXT.encode(), b"8bits", TEXT.encode()),
        (TEXT.encode(), b"text/html", TEXT.encode()),
        (TEXT.encode(), None, TEXT.encode()),
        (base64.b64encode(TEXT.encode()), b'"base64"', TEXT.encode()),
        (b"begin 644 a\n#2&5I\n`\nend\n", b"x-uuencode", b"Hei"),
    ],
)
def test_what_can_be_had_is_had(body: bytes, encoding: bytes | None, content: bytes) -> None:
    assert decoded_transfer(body, encoding).content == content


@pytest.mark.parametrize(
    ("body", "encoding", "word"),
    [
        (TEXT.encode(), b"base64", "plain text"),
        (b"SGVpI", b"base64", "base64"),
        (b"SGV*pIHDDpSBkZWc=", b"base64", "base64"),
        (b"a=ZZ", b"quoted-printable", "quoted-printable"),
    ],
)
def test_a_repair_is_told(body: bytes, encoding: bytes, word: str) -> None:
    repair = decoded_transfer(body, encoding).repair
    assert repair is not None
    assert word in repair


def test_a_sound_encoding_needs_no_repair() -> None:
    assert decoded_transfer(base64.encodebytes(TEXT.encode() * 9), b"base64").repair is None
    assert decoded_transfer(quopri.encodestring(TEXT.encode() * 9), b"quoted-printable").repair is None


@given(st.binary(max_size=300), st.sampled_from([b"base64", b"quoted-printable", b"uuencode", b""]))
def test_any_bytes_are_survived(body: bytes, encoding: bytes) -> None:
    assert isinstance(decoded_transfer(body, encoding).content, bytes)


@given(st.binary(max_size=300))
def test_base64_without_its_padding_is_whole(content: bytes) -> None:
    assert decoded_base64(base64.b64encode(content).rstrip(b"=")) == content
