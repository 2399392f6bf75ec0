"""How wide and high a picture is, read from its first bytes (PNG, GIF, JPEG, BMP, WebP).

Only what tells a signature's logo from a screenshot; no picture is ever decoded.
"""

import struct
from typing import NamedTuple

_MAX_SEGMENTS = 200
_JPEG_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


class Dimensions(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def dimensions(content: bytes) -> Dimensions | None:
    """The size of the picture; ``None`` where the bytes are no picture or do not say it."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return Dimensions(*struct.unpack_from(">II", content, 16))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return Dimensions(*struct.unpack_from("<HH", content, 6))
        if content.startswith(b"\xff\xd8\xff"):
            return _of_jpeg(content)
        if content.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", content, 18)
            return Dimensions(abs(width), abs(height))
        if content.startswith(b"RIFF") and content[8:16] == b"WEBPVP8X":
            wide, high = content[24:27], content[27:30]
            return Dimensions(int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1)
    except struct.error:
        pass
    return None


def _of_jpeg(content: bytes) -> Dimensions | None:
    position = 2
    for _ in range(_MAX_SEGMENTS):
        while content[position : position + 2] == b"\xff\xff":
            position += 1
        mark, kind, length = struct.unpack_from(">BBH", content, position)
        if mark != 0xFF:
            return None
        if kind in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return Dimensions(width, height)
        position += 2 + length
    return None
