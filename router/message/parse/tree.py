"""The tree of parts of a mail (RFC 2045, 2046), read from raw bytes by their offsets.

Nothing is copied before a part's content is asked for, so that a mail with 25 MB of attachments costs little.
Depth and number of parts have a limit; what lies beyond them stays one part and a warning says so. A missing
or wrong boundary makes the part plain text: it is better to show too much than to lose a request.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from router.message.parse.headers import Headers, read_headers
from router.message.parse.parameters import Parameters, parameters
from router.message.parse.sealed import Seal, opened_smime
from router.message.parse.tnef import Tnef, is_tnef, read_tnef
from router.message.parse.transfer import Transferred, decoded_transfer

MAX_DEPTH = 50
MAX_PARTS = 1_000
_FIRST_DELIMITER = re.compile(rb"[ \t\r\n]*--([^\r\n]{1,200})\r?\n")
_ONLY_END = re.compile(rb"\s{0,100}--[^\r\n]{1,200}--\s{0,100}")
_UNANNOUNCED = re.compile(rb"\s{0,20}--[^\r\n]{1,200}\r?\ncontent-type:", re.IGNORECASE)
_TEXT_TYPES = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text"})
TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SMIME_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SMIME_NAMES = frozenset({"smime.p7m", "smime.p7z"})
_MAX_OPENED = 8
"""How many packed or sealed parts of one mail are opened."""


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
    def is_opened(self) -> bool:
        """A winmail.dat or a signed S/MIME part whose content are its children."""
        return bool(self.children) and (self.type in SMIME_TYPES or self.is_tnef)

    @property
    def is_tnef(self) -> bool:
        """What Outlook packs into a winmail.dat, by its type or its name."""
        return self.type in TNEF_TYPES or self.file_name.lower() == "winmail.dat"

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
        return self.type in _TEXT_TYPES and self.disposition.value != "attachment" and not self.file_name

    def read(self) -> Transferred:
        """The body with its Content-Transfer-Encoding undone, and what was repaired."""
        body = self.raw[self.start : self.end]
        return decoded_transfer(body, self.headers.first("content-transfer-encoding"))

    def content(self) -> bytes:
        """The body with its Content-Transfer-Encoding undone."""
        return self.read().content

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Budget:
    parts_left: int = MAX_PARTS
    openings_left: int = _MAX_OPENED


def read_tree(raw: bytes) -> Part:
    """The mail as a tree of parts; the root's headers are the mail's own."""
    return _read_part(raw, 0, len(raw), "text/plain", 0, _Budget())


def _read_part(raw: bytes, start: int, end: int, default: str, depth: int, budget: _Budget) -> Part:
    block = read_headers(raw, start, end)
    headers, body, warnings = block.headers, min(block.body_start, end), list(block.warnings)
    content_type = parameters(headers.first("content-type"))
    if "/" not in content_type.value:
        content_type = Parameters(default, content_type.items)
        if depth == 0 and not headers.has("content-type") and _UNANNOUNCED.match(raw, body, end):
            content_type = Parameters("multipart/mixed", ())
            warnings.append("the header says nothing of its parts")
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
                body = end if _ONLY_END.fullmatch(raw, body, end) else body
    disposition = parameters(headers.first("content-disposition"))
    part = Part(raw, body, end, headers, content_type, disposition, children, tuple(dict.fromkeys(warnings)))
    if part.is_mail and depth < MAX_DEPTH and budget.parts_left > 0:
        budget.parts_left -= 1
        inner_raw, inner_start, inner_end = raw, body, end
        if headers.has("content-transfer-encoding"):
            inner_raw = part.content()
            inner_start, inner_end = 0, len(inner_raw)
        inner_mail = _read_part(inner_raw, inner_start, inner_end, "text/plain", depth + 1, budget)
        return replace(part, children=(inner_mail,))
    if depth < MAX_DEPTH and budget.openings_left > 0:
        if part.is_tnef:
            budget.openings_left -= 1
            return _opened_tnef(part)
        if part.type in SMIME_TYPES or part.file_name.lower() in _SMIME_NAMES:
            budget.openings_left -= 1
            return _opened_seal(part, depth, budget)
    return part


def _opened_tnef(part: Part) -> Part:
    content = part.content()
    tnef = read_tnef(content)
    warnings = (*part.warnings, *tnef.warnings)
    if not is_tnef(content):
        return replace(part, warnings=warnings)
    return replace(part, children=tuple(_parts_of(tnef)), warnings=warnings)


def _parts_of(tnef: Tnef) -> Iterator[Part]:
    if tnef.html.strip():
        yield _made_part(tnef.html, Parameters("text/html", ()))
    elif tnef.text.strip():
        yield _made_part(tnef.text.encode("utf-8"), Parameters("text/plain", (("charset", "utf-8"),)))
    for file in tnef.files:
        kind = file.content_type if "/" in file.content_type else "application/octet-stream"
        fields = (("content-id", f"<{file.content_id}>".encode()),) if file.content_id else ()
        disposition = Parameters("attachment" if not fields else "", (("filename", file.name),))
        yield replace(
            _made_part(file.content, Parameters(kind, ())), headers=Headers(fields), disposition=disposition
        )


def _made_part(content: bytes, content_type: Parameters) -> Part:
    return Part(content, 0, len(content), Headers(()), content_type, Parameters("", ()), ())


def _opened_seal(part: Part, depth: int, budget: _Budget) -> Part:
    content = part.content()
    opened = opened_smime(content)
    match opened.seal:
        case Seal.ENCRYPTED:
            warning = "the mail is encrypted (S/MIME); its text cannot be read, a human must see to it"
        case Seal.SIGNED if opened.content is not None:
            inner = _read_part(opened.content, 0, len(opened.content), "text/plain", depth + 1, budget)
            if depth and not inner.headers.has("content-type"):
                return part  # a file that was signed, such as an invoice
            type_ = Parameters("application/pkcs7-mime", part.content_type.items)
            return replace(part, content_type=type_, children=(inner,))
        case _ if (part.content_type.get("smime-type") or "enveloped-data").lower() == "enveloped-data":
            warning = "the mail is encrypted (S/MIME), or broken; a human must see to it"
        case _:
            warning = "the S/MIME part of the mail cannot be read; a human must see to it"
    return replace(part, warnings=(*part.warnings, warning))


def _delimited(
    raw: bytes, start: int, end: int, boundary: str | None, budget: _Budget, warnings: list[str]
) -> list[tuple[int, int]]:
    """Where the parts of a multipart body begin and end (RFC 2046, section 5.1.1)."""
    spans = _between(raw, start, end, (boundary or "").rstrip().encode("latin-1", "ignore"), budget, warnings)
    if not spans:
        first = _FIRST_DELIMITER.match(raw, start, end)
        if first is not None:
            spans = _between(raw, start, end, first[1].rstrip(), budget, warnings)
        warnings.append(
            "a multipart has a missing or wrong boundary; "
            + ("the one in the body is used" if spans else "its body is taken as plain text")
        )
    if budget.parts_left <= 0:
        warnings.append(f"the mail has more than {MAX_PARTS} parts; the rest is left in one piece")
    return spans


def _between(
    raw: bytes, start: int, end: int, boundary: bytes, budget: _Budget, warnings: list[str]
) -> list[tuple[int, int]]:
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
        warnings.append("the last boundary of a multipart is missing; the mail may have been cut off")
    return spans
