"""The tree of parts of a mail (RFC 2045, 2046), read from raw bytes by their offsets.

Nothing is copied before a part's content is asked for, so that a mail with 25 MB of attachments costs little.
Depth and number of parts have a limit; what lies beyond them stays one part and a warning says so. A missing
or wrong boundary makes the part plain text: it is better to show too much than to lose a request.
"""

import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from router.message.headers import Headers, Parameters, decoded, decoded_base64, parameters, read_headers
from router.message.parts import Attachment

MAX_DEPTH = 100
MAX_PARTS = 1_000
_FIRST_DELIMITER = re.compile(rb"[ \t\r\n]*--([^\r\n]{1,200})\r?\n")
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_EXTENSIONS = {"message/rfc822": ".eml", "text/calendar": ".ics", "image/png": ".png", "image/jpeg": ".jpg"}


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the tree. ``raw[start:end]`` is its body as it was sent."""

    raw: bytes
    start: int
    end: int
    headers: Headers
    content_type: Parameters
    disposition: Parameters
    children: tuple["Part", ...]
    warnings: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Such as ``text/plain``, in lower case."""
        return self.content_type.value

    @property
    def is_multipart(self) -> bool:
        return self.type.startswith("multipart/") and bool(self.children)

    @property
    def is_mail(self) -> bool:
        """A whole mail as a part of this one."""
        return self.type in {"message/rfc822", "message/global"}

    @property
    def file_name(self) -> str:
        """The name that the mail gives, as it stands there; empty where there is none."""
        return self.disposition.get("filename") or self.content_type.get("name") or ""

    @property
    def is_body_text(self) -> bool:
        """Text to read, not a text file that was attached."""
        return (
            self.type in {"text/plain", "text/html", "text/enriched", "text/richtext", "text"}
            and self.disposition.value != "attachment"
            and not self.file_name
        )

    def content(self) -> bytes:
        """The body with its Content-Transfer-Encoding undone."""
        body = self.raw[self.start : self.end]
        match (self.headers.first("content-transfer-encoding") or b"").strip().lower().strip(b'"'):
            case b"base64":
                return decoded_base64(body)
            case b"quoted-printable":
                return binascii.a2b_qp(body)
            case b"x-uuencode" | b"uuencode" | b"x-uue":
                return _uudecoded(body)
            case _:
                return body

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Budget:
    parts_left: int = MAX_PARTS


def read_tree(raw: bytes) -> Part:
    """The mail as a tree of parts; the root's headers are the mail's own."""
    return _read_part(raw, 0, len(raw), "text/plain", 0, _Budget())


def _read_part(raw: bytes, start: int, end: int, default: str, depth: int, budget: _Budget) -> Part:
    block = read_headers(raw, start, end)
    headers, body, warnings = block.headers, min(block.body_start, end), list(block.warnings)
    content_type = parameters(headers.first("content-type"))
    if "/" not in content_type.value:
        content_type = Parameters(default, content_type.items)
    children: tuple[Part, ...] = ()
    if content_type.value.startswith("multipart/"):
        if depth >= MAX_DEPTH:
            warnings.append(f"parts are nested more than {MAX_DEPTH} deep; the innermost are taken as text")
            content_type = Parameters("text/plain", ())
        else:
            spans = _delimited(raw, body, end, content_type.get("boundary"), budget, warnings)
            inner = "message/rfc822" if content_type.value == "multipart/digest" else "text/plain"
            children = tuple(_read_part(raw, a, b, inner, depth + 1, budget) for a, b in spans)
            if not children:
                content_type = Parameters("text/plain", ())
    part = Part(
        raw, body, end, headers, content_type, parameters(headers.first("content-disposition")), children
    )
    if part.is_mail and depth < MAX_DEPTH and budget.parts_left > 0:
        budget.parts_left -= 1
        inner_raw, inner_start, inner_end = raw, body, end
        if headers.has("content-transfer-encoding"):
            inner_raw = part.content()
            inner_start, inner_end = 0, len(inner_raw)
        children = (_read_part(inner_raw, inner_start, inner_end, "text/plain", depth + 1, budget),)
    return Part(
        raw, body, end, headers, content_type, part.disposition, children, tuple(dict.fromkeys(warnings))
    )


def _delimited(
    raw: bytes, start: int, end: int, boundary: str | None, budget: _Budget, warnings: list[str]
) -> list[tuple[int, int]]:
    """Where the parts of a multipart body begin and end (RFC 2046, section 5.1.1)."""
    spans = _between(raw, start, end, (boundary or "").rstrip().encode("latin-1", "ignore"), budget)
    if not spans:
        first = _FIRST_DELIMITER.match(raw, start, end)
        if first is not None:
            spans = _between(raw, start, end, first[1].rstrip(), budget)
        warnings.append(
            "a multipart has a missing or wrong boundary; "
            + ("the one in the body is used" if spans else "its body is taken as plain text")
        )
    if budget.parts_left <= 0:
        warnings.append(f"the mail has more than {MAX_PARTS} parts; the rest is left in one piece")
    return spans


def _between(raw: bytes, start: int, end: int, boundary: bytes, budget: _Budget) -> list[tuple[int, int]]:
    if not boundary:
        return []
    delimiter = re.compile(rb"\n--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    # The newline before the delimiter belongs to it; that of the header's empty line does for the first.
    for match in delimiter.finditer(raw, max(start - 1, 0), end):
        if opened is not None:
            stop = match.start()
            spans.append((opened, max(opened, stop - 1 if raw[stop - 1 : stop] == b"\r" else stop)))
            budget.parts_left -= 1
        if match[1]:
            return spans
        opened = min(end, raw.find(b"\n", match.end(), end) + 1 or end)
        if budget.parts_left <= 0:
            break
    if opened is not None and opened < end:
        spans.append((opened, end))
    return spans


def _uudecoded(body: bytes) -> bytes:
    pieces = []
    for line in body.splitlines():
        if line.startswith(b"begin ") or line.strip() in (b"end", b"`", b""):
            continue
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(pieces)


def attachments(root: Part) -> tuple[Attachment, ...]:
    """Everything in the mail that is not its text, in order. An attached mail counts as one attachment."""
    found: list[Attachment] = []
    _collect(root, found, is_root=True)
    return tuple(found)


def _collect(part: Part, found: list[Attachment], *, is_root: bool = False) -> None:
    if part.is_multipart:
        for child in part.children:
            _collect(child, found)
    elif not part.is_body_text and not (is_root and part.type in {"text/plain", "text/html"}):
        content = part.content()
        has_id = part.headers.has("content-id")
        found.append(
            Attachment(
                name=safe_name(part.file_name or _made_up_name(part, len(found) + 1)),
                content_type=part.type,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                inline=part.disposition.value == "inline"
                or (has_id and part.disposition.value != "attachment"),
            )
        )


def _made_up_name(part: Part, number: int) -> str:
    if part.is_mail and part.children:
        subject = part.children[0].headers.first("subject")
        if subject:
            return decoded(subject)[:80] + ".eml"
    return f"part-{number}" + _EXTENSIONS.get(part.type, "")


def safe_name(name: str) -> str:
    """The name without folders, control characters and what a file system refuses; never empty or hidden."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    safe = _UNSAFE_IN_NAME.sub("_", last).strip(" .")
    if len(safe.encode()) > 200:
        stem, dot, extension = safe.rpartition(".")
        ending = (dot + extension)[:12] if stem else ""
        safe = (stem or safe).encode()[: 200 - len(ending.encode())].decode("utf-8", "ignore") + ending
    return safe or "unnamed"
