"""RTF gives the text that a reader saw."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.rtf import rtf_text, unpacked_rtf
from tests.winmail import packed_rtf


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi Hei\par p\'e5 deg}", "Hei\npå deg"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator Word}{\stylesheet x}Hei}", "Hei"),
        (rb"{\rtf1\uc1 \u248?\u8211?\u229 ?}", "ø–å"),
        (rb"{\rtf1 a\tab b\line c\~d \{e\}\\}", "a\tb\nc d {e}\\"),
        (rb"{\rtf1{\*\htmltag64 <p>}Hei{\*\htmltag72 </p>}}", "Hei"),
        (rb"{\rtf1{\pict 0123456789abcdef}Hei}", "Hei"),
        (b"", ""),
        (b"}}}{{{", ""),
    ],
)
def test_the_text_is_read(rtf: bytes, text: str) -> None:
    assert rtf_text(rtf) == text


def test_packed_rtf_is_unpacked() -> None:
    assert unpacked_rtf(packed_rtf(b"{\\rtf1 Hei}")) == b"{\\rtf1 Hei}"


def test_references_into_the_dictionary_are_followed() -> None:
    # The dictionary begins with "{\rtf1\ansi"; the reference takes its first eleven bytes.
    packed = bytes([0b1, 0, 11 - 2]) + b" Hei}" + b"\0"
    size = 11 + 5
    content = struct.pack("<II4sI", len(packed) + 12, size, b"LZFu", 0) + packed
    assert unpacked_rtf(content) == rb"{\rtf1\ansi" + b" Hei}"


def test_rtf_may_be_stored_as_it_is_and_other_bytes_are_none() -> None:
    assert unpacked_rtf(struct.pack("<II4sI", 20, 8, b"MELA", 0) + b"{\\rtf1 }") == b"{\\rtf1 }"
    assert unpacked_rtf(b"short") is None
    assert unpacked_rtf(bytes(40)) is None


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text(content: bytes) -> None:
    unpacked = unpacked_rtf(struct.pack("<II4sI", 0, 5_000, b"LZFu", 0) + content)
    assert unpacked is not None
    for rtf in (content, unpacked):
        rtf_text(rtf).encode("utf-8")
