"""A picture's width and height, from its first bytes."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.parse.pictures import dimensions

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(9) + b"\xff\xff\xc2\0\x11\x08" + struct.pack(">HH", 480, 640)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480), (640, 480)),
        (b"GIF89a" + struct.pack("<HH", 640, 480), (640, 480)),
        (JPEG, (640, 480)),
        (b"BM" + bytes(16) + struct.pack("<ii", 640, -480), (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x7f\x02\0\xdf\x01\0", (640, 480)),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff\xe0\0\0", None),
        (b"text", None),
    ],
)
def test_the_size_is_read(content: bytes, size: tuple[int, int] | None) -> None:
    assert dimensions(content) == size


@given(
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"BM", b"RIFF"]),
    st.binary(max_size=80),
)
def test_any_bytes_are_survived(head: bytes, rest: bytes) -> None:
    size = dimensions(head + rest)
    assert size is None or min(size) >= 0
