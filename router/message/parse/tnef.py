"""winmail.dat: what Outlook and Exchange pack into ``application/ms-tnef`` (MS-OXTNEF), taken out again.

tnefparse knows the format, its properties and their types. Its walk over a whole file copies what is left at
every object and believes every count that the file names, so a small hostile file takes hours and gigabytes.
Hence the walk is here, linear and bounded, and the library reads one value at a time. Whatever the bytes,
nothing is raised: what could be read is given, and a warning says if that is not all.
"""

import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tnefparse import TNEF, properties
from tnefparse.codepage import Codepage
from tnefparse.mapi import GUID_EXISTS_FLAG, MULTI_VALUE_FLAG, SZMAPI_BOOLEAN, SZMAPI_SHORT, parse_property

from router.message.parse import charset
from router.message.parse.rtf import rtf_text, unpacked_rtf

MAX_OBJECTS = 2_000
MAX_PROPERTIES = 2_000
MAX_VALUES = 1_000
MAX_FILES = 500

_OBJECT_HEAD = struct.Struct("<BHHI")
_LONG = struct.Struct("<I")
_EMBEDDED_MAIL = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
_FAULTS = (ValueError, LookupError, struct.error, TypeError, AttributeError)
_INCOMPLETE = "winmail.dat is broken; what could be read of it was read"

# What the library tells of broken files goes into the mail's warnings, not to standard error.
logging.getLogger("tnefparse").disabled = True


@dataclass(slots=True)
class TnefFile:
    """A file in a winmail.dat."""

    name: str = ""
    content: bytes = b""
    content_type: str = ""
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Tnef:
    """What a winmail.dat holds: its text as HTML or else as plain text, and its files."""

    html: bytes
    text: str
    files: tuple[TnefFile, ...]
    warnings: tuple[str, ...]


class _Object(NamedTuple):
    name: int
    is_of_attachment: bool
    data: bytes


class _Property(NamedTuple):
    name: int
    value: bytes | str


def is_tnef(content: bytes) -> bool:
    """Does it begin as every TNEF file begins?"""
    return len(content) >= 6 and _LONG.unpack_from(content)[0] == TNEF.TNEF_SIGNATURE


def read_tnef(content: bytes) -> Tnef:
    """Take a winmail.dat apart."""
    reading = _Reading()
    if is_tnef(content):
        try:
            reading.over(content)
        except _FAULTS:
            reading.is_complete = False
    else:
        reading.is_complete = False
    return reading.result()


class _Reading:
    """One walk over a file, with what has been found so far."""

    def __init__(self) -> None:
        self.is_complete = True
        self._codepage = "cp1252"
        self._html = b""
        self._text = ""
        self._rtf = b""
        self._files: list[TnefFile] = []

    def over(self, content: bytes) -> None:
        for found in self._objects(content):
            if found.name == TNEF.ATTATTACHRENDDATA and len(self._files) < MAX_FILES:
                self._files.append(TnefFile())
            if found.is_of_attachment:
                self._of_attachment(found)
            else:
                self._of_mail(found)

    def result(self) -> Tnef:
        text = self._text
        if not text.strip() and not self._html and self._rtf:
            rtf = unpacked_rtf(self._rtf)
            text = rtf_text(rtf) if rtf is not None else ""
        files = tuple(file for file in self._files if file.content or file.name)
        return Tnef(self._html, text, files, () if self.is_complete else (_INCOMPLETE,))

    def _objects(self, content: bytes) -> Iterator[_Object]:
        position = 6
        for _ in range(MAX_OBJECTS):
            if position + _OBJECT_HEAD.size > len(content):
                return
            level, name, _, length = _OBJECT_HEAD.unpack_from(content, position)
            if level not in (TNEF.LVL_MESSAGE, TNEF.LVL_ATTACHMENT):
                # Nothing may follow the last object, but some programs put line ends there.
                self.is_complete = self.is_complete and not content[position:].strip(b"\0\r\n ")
                return
            begin = position + _OBJECT_HEAD.size
            if begin + length > len(content):
                self.is_complete = False
            yield _Object(name, level == TNEF.LVL_ATTACHMENT, content[begin : begin + length])
            position = begin + length + 2
        self.is_complete = False

    def _of_mail(self, found: _Object) -> None:
        if found.name == TNEF.ATTOEMCODEPAGE and len(found.data) >= 4:
            self._codepage = _codec(_LONG.unpack_from(found.data)[0])
        elif found.name == TNEF.ATTBODY:
            self._text = self._text or self._string(found.data)
        elif found.name == TNEF.ATTMAPIPROPS:
            for name, value in self._properties(found.data):
                if name in (properties.MAPI_BODY, properties.MAPI_UNCOMPRESSED_BODY):
                    self._text = self._string(value) or self._text
                elif name == properties.MAPI_BODY_HTML:
                    self._html = value.encode() if isinstance(value, str) else value.rstrip(b"\0")
                elif name == properties.MAPI_RTF_COMPRESSED and isinstance(value, bytes):
                    self._rtf = value

    def _of_attachment(self, found: _Object) -> None:
        if not self._files:
            self._files.append(TnefFile())
        file = self._files[-1]
        if found.name == TNEF.ATTATTACHTITLE:
            file.name = file.name or self._string(found.data)
        elif found.name == TNEF.ATTATTACHDATA:
            file.content = found.data
        elif found.name == TNEF.ATTATTACHMENT:
            self._of_properties(file, dict(self._properties(found.data)))

    def _of_properties(self, file: TnefFile, found: dict[int, bytes | str]) -> None:
        names = (
            *(found.get(properties.MAPI_ATTACH_LONG_FILENAME), file.name),
            *(found.get(properties.MAPI_ATTACH_FILENAME), found.get(properties.MAPI_DISPLAY_NAME)),
        )
        file.name = next((self._string(name) for name in names if name), "")
        file.content_type = self._string(found.get(properties.MAPI_ATTACH_MIME_TAG, "")).lower()
        file.content_id = self._string(found.get(properties.MAPI_ATTACH_CONTENT_ID, "")).strip("<> ")
        content = found.get(properties.MAPI_ATTACH_DATA_OBJ)
        if isinstance(content, bytes) and content:
            # A mail in a mail is again TNEF, behind the identifier of its interface.
            file.content = content.removeprefix(_EMBEDDED_MAIL)
            if is_tnef(file.content):
                file.content_type = "application/ms-tnef"

    def _properties(self, data: bytes) -> Iterator[_Property]:
        """The properties that hold text or bytes; of several values the first."""
        position = 4
        for _ in range(min(_LONG.unpack_from(data)[0], MAX_PROPERTIES)):
            if position >= len(data):
                break
            try:
                kind, name = struct.unpack_from("<HH", data, position)
                position = _after_name(data, position + 4, name)
                values, position = self._values(data, position, name, kind)
            except _FAULTS:
                self.is_complete = False
                break
            if values:
                yield _Property(name, values[0])

    def _values(self, data: bytes, position: int, name: int, kind: int) -> tuple[list[bytes | str], int]:
        plain = kind & ~MULTI_VALUE_FLAG
        count, is_multiple = 1, bool(kind & MULTI_VALUE_FLAG)
        if is_multiple:
            count = _LONG.unpack_from(data, position)[0]
            position += 4
            if count > MAX_VALUES:
                raise ValueError(f"{count} values")
        first: list[bytes | str] = []
        for _ in range(count):
            begin = position if is_multiple else position + 4
            value, position = parse_property(data, position, name, plain, self._codepage, is_multiple)
            if not first and isinstance(value, list) and value:
                # The library gives the padding with the value.
                length = _LONG.unpack_from(data, begin)[0]
                first = [value[0][:length] if isinstance(value[0], bytes) else value[0]]
        if count % 2 and plain in (SZMAPI_SHORT, SZMAPI_BOOLEAN):
            position += 2
        return first, position

    def _string(self, value: bytes | str) -> str:
        if isinstance(value, bytes):
            return charset.decode(value.rstrip(b"\0"), self._codepage).text
        return charset.clean(value)


def _after_name(data: bytes, position: int, name: int) -> int:
    """Behind the name of a named property: a GUID, and a number or a text."""
    if name < GUID_EXISTS_FLAG:
        return position
    kind, length = struct.unpack_from("<II", data, position + 16)
    return position + 24 + (0 if kind == 0 else length + -length % 4)


def _codec(number: int) -> str:
    guess: str | None = Codepage(number).best_guess()
    return guess or "cp1252"
