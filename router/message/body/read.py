"""Which part of a mail a human read, and its text as lines.

Of alternatives it is the plain text, unless that is a clearly worse rendering than the HTML
(:mod:`router.message.body.rendering`). The HTML beside it is still asked where the history begins, because
its structure is surer. Several texts in one mail (a list's footer, text between pictures) are put together in
their order. Where no part is text, what else can be read is: a preamble, a named text, a winmail.dat, an
invitation.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from router.message.body.calendar import calendar_text, is_answer
from router.message.body.rendering import is_suspect, is_worse, letters
from router.message.body.text_part import MAX_TEXT_BYTES, Body, read_text
from router.message.lines import Line, lines_of
from router.message.parse import charset
from router.message.parse.tree import Part
from router.message.parts import Section
from router.message.trim.answers import points_at_answers

_FIRST_LINES = 12
"""Within which a customer says that answers are to be found below."""
_STRUCTURE = (
    *("gmail_quote", 'type="cite', "type='cite", "type=cite", "divrplyfwdmsg", "border-top:solid"),
    *("border-top: solid", "olk_src_body", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"),
    *("appendonsend", "reference-message-container"),
)
"""In lower case, what clients write into HTML where the history begins. Searched one by one: that is far
faster than one regular expression."""


_LANGUAGES = ("nb", "no", "nn", "da", "sv", "en")
"""Of a multilingual mail, the language that is read, best first."""


def read_body(root: Part) -> Body:
    """The text of a mail. Where no part is text, what else can be read is taken instead."""
    if root.is_mail and root.children:
        return Body(())
    body = _read(root, is_root=True)
    for instead in _INSTEAD:
        if not body.is_empty:
            break
        found = instead(root)
        if not found.is_empty:
            body = Body(found.lines, (*body.warnings, *found.warnings))
    return body


def _read(part: Part, *, is_root: bool = False) -> Body:
    if part.is_opened and not part.is_tnef:
        return _read(part.children[0], is_root=True)
    if not part.is_multipart:
        if part.is_body_text or (is_root and part.type in {"text/plain", "text/html"}):
            return read_text(part)
        return Body(())
    match part.type:
        case "multipart/alternative":
            return _alternative(part.children)
        case "multipart/related":
            return _together([_read(child) for child in part.children if not _is_resource(child, part)])
        case "multipart/report":
            first = _read(part.children[0])
            return first if not first.is_empty else _together([first, *map(_read, part.children[1:])])
        case "multipart/multilingual":
            return _multilingual(part.children)
        case "multipart/encrypted":
            return Body(
                (), ("the mail is encrypted (PGP/MIME); its text cannot be read, a human must see to it",)
            )
        case _:
            return _together([_read(child) for child in part.children])


def _is_resource(child: Part, related: Part) -> bool:
    """Something that the HTML beside it shows, such as a frame, and not a text of its own (RFC 2387)."""
    is_named = child.headers.has("content-id") or child.headers.has("content-location")
    return is_named and child is not related.children[0] and child.type.startswith("text/")


def _alternative(children: Sequence[Part]) -> Body:
    plain = next((_read(child) for child in children if child.type == "text/plain"), None)
    others = [child for child in children if child.type != "text/plain" and _holds_text(child)]
    if plain is None or not others:
        return plain or (_together(list(map(_read, children))) if not others else _read(others[-1]))
    rich = others[-1]
    if plain.is_empty:
        return _read(rich)
    if points_at_answers("\n".join(line.text for line in plain.lines[:_FIRST_LINES])):
        coloured = _read(rich)
        if any(line.coloured_from is not None for line in coloured.lines):
            return coloured  # the plain text has lost the colour that sets the answers apart
    said = plain.text
    markup = _markup(rich)
    lowered = markup.lower()
    if not (is_suspect(said, markup) or any(mark in lowered for mark in _STRUCTURE)):
        return plain
    other = _read(rich)
    shown = "\n".join(line.text for line in other.lines if line.section is Section.NEW)
    if is_worse(said, shown):
        return other
    return Body(_with_history_of(plain.lines, other.lines), plain.warnings)


def _holds_text(part: Part) -> bool:
    return any(leaf.is_body_text for leaf in part.walk() if not leaf.is_multipart)


def _markup(part: Part) -> str:
    """The markup as bytes would read in Latin-1: only its tags and its length matter."""
    leaf = next((leaf for leaf in part.walk() if leaf.type == "text/html"), None)
    return leaf.content()[:MAX_TEXT_BYTES].decode("latin-1") if leaf is not None else ""


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
    key = letters(rich[first].text)[:30]
    places = [n for n, line in enumerate(plain) if len(key) >= 8 and letters(line.text).startswith(key)]
    if len(places) != 1:
        return plain
    start = places[0]
    return (*plain[:start], *(Line(line.text, Section.QUOTED) for line in plain[start:]))


def _together(bodies: Sequence[Body]) -> Body:
    lines: list[Line] = []
    before = ""
    for body in bodies:
        if body.is_empty or (before and _is_copy(body, before)):
            continue
        before = body.text
        if lines:
            lines.append(Line("", lines[-1].section))
        lines.extend(body.lines)
    return Body(tuple(lines), tuple(warning for body in bodies for warning in body.warnings))


def _is_copy(body: Body, before: str) -> bool:
    """Some programs send both renderings of one text as if they were two texts."""
    text = body.text
    if not len(before) < 2 * len(text) < 4 * len(before):
        return False
    return letters(text) == letters(before)


def _multilingual(children: Sequence[Part]) -> Body:
    """One of the translations (RFC 8255): a Scandinavian one, else English, else the original."""
    mails = [child for child in children if child.is_mail and child.children]

    def rank(part: Part) -> int:
        language = part.headers.text("content-language").partition("-")[0].strip().lower()
        if language in _LANGUAGES:
            return _LANGUAGES.index(language)
        is_original = part.headers.text("content-translation-type").strip().lower() == "original"
        return len(_LANGUAGES) + (0 if is_original else 1)

    for mail in sorted(mails, key=rank):
        body = read_body(mail.children[0])
        if not body.is_empty:
            return body
    return _together(list(map(_read, children)))


def _preamble(root: Part) -> Body:
    """Some programs write the text where RFC 2046 has remarks for old mail readers."""
    if not root.is_multipart or not root.type.startswith("multipart/"):
        return Body(())
    start = root.children[0].start
    text = charset.decode(root.raw[root.start : min(start, root.start + 20_000)], None).text
    before = text.partition("\n--")[0]
    if not before.strip() or before.startswith("--") or re.search(r"multi-?part|MIME", before):
        return Body(())
    return Body(lines_of(before), ("the text stood before the first part of the mail",))


def _own_parts(part: Part) -> Iterator[Part]:
    """The part and all below it, but for what is in an attached mail."""
    yield part
    if not part.is_mail:
        for child in part.children:
            yield from _own_parts(child)


def _named_text(root: Part) -> Body:
    """Old programs give even the text of a mail a file's name."""
    named = (
        part
        for part in _own_parts(root)
        if part.type in {"text/plain", "text/html"}
        and not (part.file_name and part.disposition.value == "attachment")
    )
    return next((body for body in map(read_text, named) if not body.is_empty), Body(()))


def _winmail(root: Part) -> Body:
    packed = (part for part in _own_parts(root) if part.is_opened and part.is_tnef)
    bodies = (read_text(child) for part in packed for child in part.children if child.is_body_text)
    return next((body for body in bodies if not body.is_empty), Body(()))


def _invitation(root: Part) -> Body:
    for part in _own_parts(root):
        if part.type == "text/calendar":
            text = charset.decode(part.content()[:MAX_TEXT_BYTES], part.content_type.get("charset")).text
            method = (part.content_type.get("method") or "").lower()
            if method != "reply" and not is_answer(text):
                return Body(lines_of(calendar_text(text)), ("the text is that of an invitation",))
    return Body(())


_INSTEAD: tuple[Callable[[Part], Body], ...] = (_preamble, _named_text, _winmail, _invitation)
"""Where else the words of a mail may stand, the likeliest first."""
