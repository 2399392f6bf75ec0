"""One text part of a mail as lines: plain, HTML or enriched, with what befell it on the way undone.

The claims of a part are believed only as far as its bytes bear them out: what is called plain may be HTML and
the other way round, and quoted-printable that nobody names is still undone. Each repair is told.
"""

import re
from dataclasses import dataclass, replace

from router.message.body.enriched import enriched_text, richtext_text
from router.message.body.flowed import unflowed
from router.message.body.html import html_text
from router.message.lines import Line, lines_of
from router.message.parse import charset
from router.message.parse.mojibake import letters_restored, without_entities, without_quoted_printable
from router.message.parse.sealed import without_armor
from router.message.parse.tree import Part

MAX_TEXT_BYTES = 2_000_000
"""A text part longer than this is cut for reading; the raw bytes are kept elsewhere."""
MAX_HTML_BYTES = 6_000_000
"""The same for HTML, without the pictures that may stand in it as text."""
_PICTURE_IN_THE_MARKUP = re.compile(rb"data:[a-z]{3,20}/[^\"'\s<>]{1000,}", re.IGNORECASE)

_MARKUP = re.compile(r"<(?:html|body|div|p|br|table|span|font)\b[^<>]{0,500}/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z!/]")
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}\bcharset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """The lines that a human read, and what was repaired on the way."""

    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return all(line.is_blank for line in self.lines)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def read_text(part: Part) -> Body:
    """The lines of a text part, whatever it claims of its encoding, its character set or its kind."""
    content, repair = part.read()
    warnings = [repair] if repair else []
    is_html = part.type == "text/html"
    most = MAX_HTML_BYTES if is_html else MAX_TEXT_BYTES
    if is_html and len(content) > MAX_TEXT_BYTES:
        content = _PICTURE_IN_THE_MARKUP.sub(b"data:", content)
    if len(content) > most:
        content = content[:most]
        warnings.append(f"a text part is longer than {most} bytes; the rest was not read")
    undone = without_quoted_printable(content)
    if undone is not None:
        content = undone
        warnings.append("the text is quoted-printable without saying so; repaired")
    label = part.content_type.get("charset")
    if is_html and not label and (named := _META_CHARSET.search(content, 0, 2_000)):
        label = named[1].decode("ascii")
    decoded = charset.decode(content, label)
    if decoded.repair:
        warnings.append(decoded.repair)
    if is_html and not _ANY_TAG.search(decoded.text):
        is_html = False
        warnings.append("a part claims HTML but is plain text; read as such")
    body = _html(decoded.text) if is_html else _plain(decoded.text, part)
    return Body(body.lines, (*warnings, *body.warnings))


def _html(markup: str) -> Body:
    read = html_text(markup)
    # Mojibake written as entities ("&Atilde;&yen;") shows only now.
    whole = letters_restored(read.text) if "Ã" in markup or "&Atilde;" in markup else None
    if whole is None or whole.count("\n") + 1 != len(read.lines):
        return Body(read.lines, read.warnings)
    lines = tuple(replace(line, text=text) for text, line in zip(whole.split("\n"), read.lines, strict=True))
    return Body(lines, (*read.warnings, "text was encoded as UTF-8 twice; repaired"))


def _plain(text: str, part: Part) -> Body:
    warnings: list[str] = []
    if (part.content_type.get("format") or "").lower() == "flowed":
        text = unflowed(text, delete_space=(part.content_type.get("delsp") or "").lower() == "yes")
    elif len(_MARKUP.findall(text, 0, 20_000)) >= 4 and _MARKUP.match(text.lstrip()[:600]):
        read = html_text(text)
        return Body(read.lines, ("a plain text part holds HTML; read as HTML", *read.warnings))
    if part.type == "text/enriched":
        text = enriched_text(text)
    elif part.type == "text/richtext":
        text = richtext_text(text)
    text, armor = without_armor(text)
    warnings.extend(armor)
    restored = without_entities(text)
    if restored is not None:
        text = charset.clean(restored)
        warnings.append("HTML entities stood in plain text; repaired")
    if ">From " in text:
        text = _without_mbox_escapes(text)
    return Body(lines_of(text), tuple(warnings))


def _without_mbox_escapes(text: str) -> str:
    """An mbox writes ">From " for "From " at the beginning of a line; among other ">" it is a quotation."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(">From ") and not any(
            0 <= beside < len(lines) and lines[beside].startswith(">") for beside in (number - 1, number + 1)
        ):
            lines[number] = line[1:]
    return "\n".join(lines)
