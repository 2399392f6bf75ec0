"""Which part of a mail a human read, and its text as lines.

Of alternatives it is the plain text, unless that is empty, a stub ("this mail needs an HTML viewer") or
itself markup. The HTML beside it is still asked where the history begins, because its structure is surer.
Several texts in one mail (a mailing list's footer, text between pictures) are put together in their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from router.message import charset
from router.message.answers import points_at_colour
from router.message.html import html_text
from router.message.lines import Line, lines_of
from router.message.mime import Part
from router.message.parts import Section

MAX_TEXT_BYTES = 2_000_000
"""A text part longer than this is cut for reading; the raw bytes are kept elsewhere."""

_FIRST_LINES = 12
"""Within which a customer says that answers are to be found below."""
_STUB = re.compile(
    r"html|does not support|cannot (?:view|display)|vis (?:e-?posten )?i nettleser"
    r"|view (?:this )?(?:e-?mail )?in"
    r"|e-?postprogram|e-?mail client|støtter ikke",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<(?:html|body|div|p|br|table|span|font)\b[^<>]{0,500}/?>", re.IGNORECASE)
_STRUCTURE = re.compile(
    r"gmail_quote|type=\"?cite|divRplyFwdMsg|border-top:\s*solid|OLK_SRC_BODY|yahoo_quoted|moz-cite-prefix"
    r"|protonmail_quote"
    r"|appendonsend|reference-message-container",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The lines that a human read, and what was repaired on the way."""

    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return all(line.is_blank for line in self.lines)


def read_body(root: Part) -> Body:
    """The text of a mail. Where no part holds text, what stands before the first part is taken."""
    if root.is_mail and root.children:
        return Body(())
    body = _read(root, is_root=True)
    if body.is_empty and root.is_multipart:
        body = _preamble(root, body)
    return body


def _read(part: Part, *, is_root: bool = False) -> Body:
    if not part.is_multipart:
        if part.is_body_text or (is_root and part.type in {"text/plain", "text/html"}):
            return _leaf(part)
        return Body(())
    match part.type:
        case "multipart/alternative":
            return _alternative(part.children)
        case "multipart/related" | "multipart/report":
            return _read(part.children[0])
        case "multipart/encrypted":
            return Body((), ("the mail is encrypted (PGP/MIME); its text cannot be read",))
        case _:
            return _together([_read(child) for child in part.children])


def _leaf(part: Part) -> Body:
    content = part.content()
    warnings: list[str] = []
    if len(content) > MAX_TEXT_BYTES:
        content = content[:MAX_TEXT_BYTES]
        warnings.append(f"a text part is longer than {MAX_TEXT_BYTES} bytes; the rest was not read")
    decoded = charset.decode(content, part.content_type.get("charset"))
    if decoded.repair:
        warnings.append(decoded.repair)
    if part.type == "text/html":
        read = html_text(decoded.text)
        return Body(read.lines, (*warnings, *read.warnings))
    text = decoded.text
    if (part.content_type.get("format") or "").lower() == "flowed":
        text = _unflowed(text, delete_space=(part.content_type.get("delsp") or "").lower() == "yes")
    elif len(_MARKUP.findall(text, 0, 20_000)) >= 4 and _MARKUP.match(text.lstrip()[:600]):
        read = html_text(text)
        return Body(read.lines, (*warnings, "a plain text part holds HTML; read as HTML", *read.warnings))
    return Body(lines_of(text), tuple(warnings))


def _alternative(children: Sequence[Part]) -> Body:
    plain = next((_read(child) for child in children if child.type == "text/plain"), None)
    others = [child for child in children if child.type != "text/plain" and _holds_text(child)]
    if plain is None or not others:
        return plain or Body(())
    length = sum(len(line.text) for line in plain.lines)
    rich = others[-1]
    if plain.is_empty:
        return _read(rich)
    said = "\n".join(line.text for line in plain.lines[:_FIRST_LINES])
    if points_at_colour(said):
        coloured = _read(rich)
        if any(line.is_coloured for line in coloured.lines):
            return coloured  # the plain text has lost the colour that sets the answers apart
    if length < 300:
        other = _read(rich)
        said = "\n".join(line.text for line in plain.lines)
        other_length = sum(len(line.text) for line in other.lines)
        if (
            _STUB.search(said)
            and not other.is_empty
            and other_length > length
            and not _same_start(plain, other)
        ):
            return other
        return Body(_with_history_of(plain.lines, other.lines), plain.warnings)
    if _shows_structure(rich):
        return Body(_with_history_of(plain.lines, _read(rich).lines), plain.warnings)
    return plain


def _holds_text(part: Part) -> bool:
    return any(leaf.is_body_text for leaf in part.walk() if not leaf.is_multipart)


def _shows_structure(part: Part) -> bool:
    return any(
        _STRUCTURE.search(leaf.content()[:MAX_TEXT_BYTES].decode("latin-1")) is not None
        for leaf in part.walk()
        if leaf.type == "text/html"
    )


def _same_start(plain: Body, other: Body) -> bool:
    return (
        _key("".join(line.text for line in plain.lines))[:40]
        == _key("".join(line.text for line in other.lines))[:40]
    )


def _with_history_of(plain: tuple[Line, ...], rich: tuple[Line, ...]) -> tuple[Line, ...]:
    """The plain lines, with the history marked from where the HTML says that it begins.

    Only where that place is sure: the first quoted words of the HTML occur once in the plain text, and the
    HTML has nothing new below them.
    """
    first = next(
        (n for n, line in enumerate(rich) if line.section is Section.QUOTED and not line.is_blank), None
    )
    if first is None or any(
        line.section is not Section.QUOTED and not line.is_blank for line in rich[first:]
    ):
        return plain
    key = _key(rich[first].text)[:30]
    places = [n for n, line in enumerate(plain) if len(key) >= 8 and _key(line.text).startswith(key)]
    if len(places) != 1:
        return plain
    start = places[0]
    return (*plain[:start], *(Line(line.text, Section.QUOTED) for line in plain[start:]))


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _together(bodies: Sequence[Body]) -> Body:
    lines: list[Line] = []
    for body in bodies:
        if body.is_empty:
            continue
        if lines:
            lines.append(Line("", lines[-1].section))
        lines.extend(body.lines)
    return Body(tuple(lines), tuple(warning for body in bodies for warning in body.warnings))


def _preamble(root: Part, body: Body) -> Body:
    """Some programs write the text where RFC 2046 has remarks for old mail readers."""
    start = root.children[0].start
    text = charset.decode(root.raw[root.start : min(start, root.start + 20_000)], None).text
    before = text.partition("\n--")[0]
    if not before.strip() or before.startswith("--") or re.search(r"multi-?part|MIME", before):
        return body
    return Body(lines_of(before), (*body.warnings, "the text stood before the first part of the mail"))


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Undo format=flowed (RFC 3676): a line that ends in a blank goes on in the next of the same depth."""
    done: list[str] = []
    pending: list[str] = []
    pending_depth = 0
    for line in text.split("\n"):
        stripped = line.lstrip(">")
        depth = len(line) - len(stripped)
        content = stripped.removeprefix(" ")
        is_delimiter = content == "-- "
        if pending and (pending_depth != depth or is_delimiter):
            done.append("".join(pending))
            pending.clear()
        if not pending and depth:
            pending.append(">" * depth + " ")
        pending_depth = depth
        flows_on = content.endswith(" ") and not is_delimiter
        pending.append(content[:-1] if flows_on and delete_space else content)
        if not flows_on:
            done.append("".join(pending))
            pending.clear()
    if pending:
        done.append("".join(pending))
    return "\n".join(done)
