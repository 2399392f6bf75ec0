"""Raw mails for the tests, made as real mail clients put them on the wire.

`make_mail` writes RFC 5322 bytes itself instead of asking Python's `email` package to do so, for two
reasons: a test must be able to write what that package would refuse (two From headers, a wrong charset label,
a missing boundary), and the bytes must be the same on every run.
"""

import base64
import quopri
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.header import Header

BOUNDARY = "=_ticket-router-test"
DATE = "Mon, 03 Mar 2025 09:12:00 +0100"


@dataclass(frozen=True, slots=True)
class File:
    """An attachment to be. ``inline`` gives it a Content-ID and the disposition ``inline``."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"
    inline: bool = False


def make_mail(
    *,
    sender: str = "Kari Moen <kari@eksempel-bygg.example>",
    to: str = "support@okonomibistand.example",
    subject: str = "Spørsmål",
    text: str | None = None,
    html: str | None = None,
    attachments: Sequence[File] = (),
    headers: Iterable[tuple[str, str]] = (),
    message_id: str | None = "<20250303.1@eksempel-bygg.example>",
    date: str | None = DATE,
    charset: str = "utf-8",
    label: str | None = None,
    encoding: str = "quoted-printable",
) -> bytes:
    """One mail as bytes, with CRLF line ends.

    With both ``text`` and ``html`` it is multipart/alternative; attachments wrap it in multipart/mixed. With
    neither, the body is empty. ``headers`` come after the usual ones, in their order, and may repeat them;
    a value that is not ASCII is put into encoded words. ``charset`` is how the body is encoded; ``label`` is
    what the mail claims instead. ``encoding`` is the Content-Transfer-Encoding: ``quoted-printable``,
    ``base64`` or ``8bit``.
    """
    head = [("From", sender), ("To", to), ("Subject", subject)]
    if date is not None:
        head.append(("Date", date))
    if message_id is not None:
        head.append(("Message-ID", message_id))
    head += [*headers, ("MIME-Version", "1.0")]

    def leaf(subtype: str, content: str) -> bytes:
        return text_part(content, subtype=subtype, charset=charset, label=label, encoding=encoding)

    bodies = [leaf("plain", text)] if text is not None else []
    bodies += [leaf("html", html)] if html is not None else []
    bodies = bodies or [leaf("plain", "")]
    body = bodies[0] if len(bodies) == 1 else multipart("alternative", bodies)
    if attachments:
        body = multipart("mixed", [body, *map(file_part, attachments)])
    return header_lines(head) + body


def header_lines(headers: Iterable[tuple[str, str]]) -> bytes:
    """Header lines, each ended by CRLF, encoded by RFC 2047 where they are not ASCII."""
    return b"".join(f"{name}: {_encoded(value)}\r\n".encode("ascii") for name, value in headers)


def text_part(
    content: str,
    *,
    subtype: str = "plain",
    charset: str = "utf-8",
    label: str | None = None,
    encoding: str = "quoted-printable",
) -> bytes:
    """A text part with its own headers."""
    raw = content.replace("\r\n", "\n").encode(charset)
    match encoding:
        case "base64":
            body = base64.encodebytes(raw.replace(b"\n", b"\r\n"))
        case "quoted-printable":
            body = quopri.encodestring(raw)
        case _:
            body = raw
    return (
        header_lines(
            [
                ("Content-Type", f'text/{subtype}; charset="{label or charset}"'),
                ("Content-Transfer-Encoding", encoding),
            ]
        )
        + b"\r\n"
        + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    )


def file_part(file: File) -> bytes:
    """An attachment with its own headers; the name is written by RFC 2231 where it is not ASCII."""
    disposition = "inline" if file.inline else "attachment"
    headers = [
        ("Content-Type", file.content_type),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", f"{disposition}; {_parameter('filename', file.name)}"),
    ]
    if file.inline:
        headers.append(("Content-ID", f"<{file.name.encode('ascii', 'ignore').decode()}@part>"))
    body = base64.encodebytes(file.content).replace(b"\n", b"\r\n")
    return header_lines(headers) + b"\r\n" + body


def multipart(subtype: str, parts: Sequence[bytes], *, parameters: str = "") -> bytes:
    """A multipart body with its own Content-Type header. Nested multiparts get boundaries of their own."""
    boundary = BOUNDARY
    while any(f"--{boundary}".encode() in part for part in parts):
        boundary += "x"
    delimiter = f"--{boundary}".encode()
    head = header_lines([("Content-Type", f'multipart/{subtype}; boundary="{boundary}"{parameters}')])
    return (
        head
        + b"\r\n"
        + b"".join(delimiter + b"\r\n" + part + b"\r\n" for part in parts)
        + delimiter
        + b"--\r\n"
    )


def _encoded(value: str) -> str:
    if value.isascii():
        return value
    phrase, angle, address = value.partition(" <")
    if angle and address.endswith(">") and address.isascii():
        return f"{_encoded(phrase)} <{address}"
    return Header(value, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _parameter(name: str, value: str) -> str:
    if value.isascii():
        return f'{name}="{value}"'
    return f"{name}*=utf-8''" + "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}" for byte in value.encode()
    )
