"""winmail.dat for the tests, written object by object as Outlook does (MS-OXTNEF)."""

import struct
from collections.abc import Iterable

ATTACHMENT = 2
MAIL = 1


def winmail(*objects: bytes, codepage: int = 1252) -> bytes:
    """A TNEF file: signature, version and code page, then the objects."""
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + tnef_object(MAIL, 0x9006, struct.pack("<I", 0x10000))
        + tnef_object(MAIL, 0x9007, struct.pack("<II", codepage, 0))
        + b"".join(objects)
    )


def tnef_object(level: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 0, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def mail_properties(properties: Iterable[tuple[int, str | bytes]]) -> bytes:
    """The mail's own MAPI properties: text as Unicode, bytes as binary."""
    return tnef_object(MAIL, 0x9003, _properties(list(properties)))


def tnef_file(title: bytes, content: bytes, properties: Iterable[tuple[int, str | bytes]] = ()) -> bytes:
    """A file: its rendering, its short name, its bytes, and its properties (the long name is 0x3707)."""
    return (
        tnef_object(ATTACHMENT, 0x9002, bytes(14))
        + tnef_object(ATTACHMENT, 0x8010, title + b"\0")
        + tnef_object(ATTACHMENT, 0x800F, content)
        + tnef_object(ATTACHMENT, 0x9005, _properties(list(properties)))
    )


def packed_rtf(rtf: bytes) -> bytes:
    """RTF in Outlook's compression (MS-OXRTFCP), all of it as single bytes."""
    packed = b""
    for start in range(0, len(rtf), 8):
        packed += b"\0" + rtf[start : start + 8]
    return struct.pack("<II4sI", len(packed) + 12, len(rtf), b"LZFu", 0) + packed


def _properties(properties: list[tuple[int, str | bytes]]) -> bytes:
    written = struct.pack("<I", len(properties))
    for name, value in properties:
        content = value if isinstance(value, bytes) else value.encode("utf-16-le") + b"\0\0"
        kind = 0x102 if isinstance(value, bytes) else 0x1F
        written += struct.pack("<HHII", kind, name, 1, len(content)) + content + bytes(-len(content) % 4)
    return written
