"""HTML to the text that a human saw: paragraphs, lists, line breaks, tables as rows; hidden text dropped.

The parser is selectolax's Lexbor, a browser-grade HTML5 parser in C. inscriptis was tried and left: it draws
tables well, but cannot say which of its lines were quoted, and is half as slow again. While walking, the
structure that mail clients write round the history of a conversation is recognised (``gmail_quote``,
``blockquote type=cite``, Outlook's ``divRplyFwdMsg`` and its line above "Fra:"), because it is surer than the
text. Time is bounded: HTML nested beyond reason, on which every HTML5 parser is quadratic, is stripped of its
tags and nothing more.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from router.message.charset import clean
from router.message.lines import Line
from router.message.parts import Section

MAX_DEPTH = 500
MAX_NODES = 150_000

_SKIPPED = {
    *("script", "style", "head", "title", "template", "object", "svg", "math"),
    *("meta", "link", "select", "iframe"),
}
_PARAGRAPHS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("ul", "ol", "dl", "table", "blockquote", "pre", "hr"),
}
_BLOCKS = _PARAGRAPHS | {
    *("div", "li", "tr", "dt", "dd", "section", "article", "header", "footer", "main", "aside", "nav"),
    *("center", "form", "fieldset", "address", "figure"),
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(
    r"<!--.*?-->|<(?:style|script)\b[^<]*(?:</(?:style|script)>)?|</?[a-zA-Z!?][^<>]*>?", re.DOTALL
)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>", re.IGNORECASE)
_NOT_NESTING = {
    *("p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "html", "head", "body"),
    *("br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source"),
}
_WHITE_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|max-height)\s*:\s*0(?:px"
    r"|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)
_OUTLOOK_LINE = re.compile(
    r"border-top\s*:\s*(?:solid\s+(?:#?\w+|rgb\([^)]{5,20}\))\s+1(?:\.0)?p[tx]|1(?:\.0)?p[tx]\s+solid)"
    r"|border-style\s*:\s*solid none none"
    r"|border-width\s*:\s*1(?:\.0)?p[tx] (?:medium|0|initial|0px|0cm)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*(#[0-9a-f]{3,6}\b|rgb\([\d\s,]{5,20}\)|[a-z]+)", re.IGNORECASE)
_NAMED_COLOURS = frozenset(
    {"red", "blue", "green", "darkred", "firebrick", "crimson", "royalblue", "magenta", "purple"}
)
_LOUD = 110
"""How far the strongest and the weakest of red, green and blue (0 to 255) must lie apart to strike the eye.
Word's own colour for replies, #1F497D, does not."""
_SENDER_LABEL = re.compile(r"\s*\W?(?:Fra|Frå|From|Från|Von|De|Van|Da|Lähettäjä)\W?\s*:", re.IGNORECASE)
_QUOTE_CLASSES = {
    *("gmail_quote", "gmail_quote_container", "gmail_extra", "yahoo_quoted", "moz-cite-prefix"),
    *("moz-forward-container", "protonmail_quote", "tutanota_quote", "zmail_extra", "front-blockquote"),
    *("missive_quote", "cm_quote", "mailbird_quote", "hse_quote", "outlookmessageheader"),
}
_SIGNATURE_CLASSES = {"gmail_signature", "moz-signature", "ms-outlook-mobile-signature"}
_SIGNATURE_IDS = frozenset({"signature", "applemailsignature", "ms-outlook-mobile-signature"})
_QUOTED_FROM_HERE = frozenset(
    {
        *("divrplyfwdmsg", "stopspelling", "mail-editor-reference-message-container"),
        *(
            "ms-outlook-mobile-reference-message-container",
            "replysplit",
            "zwchr",
            "orimsghtmlseperator",
        ),
    }
)
_QUOTE_NAMES = frozenset({"messagereplysection", "quote", "messageorigin"})
_MAX_LINES_LOOKED_AT = 100
"""How many of Outlook's lines are looked below, so that a hostile mail cannot make that slow."""


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The lines that a reader saw, and what was wrong."""

    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def html_text(markup: str) -> HtmlText:
    """The text of an HTML body as lines, at most one of them blank in a row."""
    if _is_nested_beyond_reason(markup):
        text = html.unescape(_ANY_TAG.sub("", _LINE_TAG.sub("\n", markup)))
        lines = tuple(Line(_WHITE_SPACE.sub(" ", line).strip()) for line in clean(text).split("\n"))
        return HtmlText(
            lines, (f"the HTML is nested more than {MAX_DEPTH} deep; only its tags were removed",)
        )
    body = LexborHTMLParser(markup).body
    if body is None:
        return HtmlText(())
    walk = _Walk()
    complete = walk.over(body)
    warnings = () if complete else (f"the HTML has more than {MAX_NODES} nodes; the rest was left out",)
    return HtmlText(tuple(walk.finished()), warnings)


def _is_nested_beyond_reason(markup: str) -> bool:
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name in _NOT_NESTING:
            continue
        if not tag[1]:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif opened[name] > 0:
            opened[name] -= 1
            depth -= 1
    return False


@dataclass(slots=True)
class _Writer:
    """Collects lines. White space is collapsed as a browser does it."""

    lines: list[Line] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    section: Section = Section.NEW
    wants_gap: bool = False
    marker: str = ""
    """What stands before the first text of a list's item."""
    is_indented: bool = False
    is_loud: bool = False
    """What is written now is in a colour that strikes the eye."""
    line_is_loud: bool = True
    """So was all of the current line."""

    def write(self, text: str) -> None:
        if self.marker and text.strip():
            text, self.marker = self.marker + text.lstrip(" "), ""
        if not self.current or self.current[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            if self.wants_gap:
                self.blank_line()
            if not self.is_loud and not text.isspace():
                self.line_is_loud = False
            self.current.append(text)

    def end_line(self) -> None:
        if self.current:
            text = clean("".join(self.current)).rstrip()
            is_coloured = self.line_is_loud and bool(text)
            self.lines.extend(
                Line(line.rstrip(), self.section, is_coloured, self.is_indented) for line in text.split("\n")
            )
            self.current.clear()
        self.line_is_loud = True

    def blank_line(self) -> None:
        self.wants_gap = False
        if self.lines and not self.lines[-1].is_blank:
            self.lines.append(Line("", self.section, is_indented=self.is_indented))


class _Element(NamedTuple):
    """An element that has been entered and not yet left."""

    tag: str
    is_shown: bool
    opens_section: bool = False
    is_spaced: bool = False
    """Browsers put space above and below it; Outlook's paragraphs have none."""
    was_loud: bool | None = None
    """Whether the text above was in a loud colour; ``None`` where this element leaves the colour alone."""
    lines_before: int = 0
    ends_gmail_quote: bool = False


@dataclass(slots=True)
class _List:
    number: int | None
    """The next number of an ordered list; ``None`` in an unordered one."""


class _Walk:
    """A walk over the tree, without recursion, that writes the text and knows what is quoted."""

    def __init__(self) -> None:
        self._writers = [_Writer()]
        self._rows: list[list[_Writer]] = []
        self._lists: list[_List] = []
        self._sections = [Section.NEW]
        self._keeps_white_space = 0
        self._blockquotes = 0
        self._gmail_depth = -1
        self._lines_looked_at = 0
        self._rest_is_quoted = False

    def over(self, root: LexborNode) -> bool:
        """Walk; tells whether the whole tree was walked."""
        node: LexborNode = root
        path: list[tuple[LexborNode, _Element]] = []
        for _ in range(MAX_NODES):
            child = None
            if node.is_text_node:
                self._text(node.text_content or "")
            elif node.is_element_node and (tag := node.tag or "") not in _SKIPPED:
                element = self._enter(node, tag)
                child = node.first_child if element.is_shown else None
                if child is not None:
                    path.append((node, element))
                    node = child
                    continue
                if element.is_shown:
                    self._leave(element)
            following = node.next if node is not root else None
            while following is None:
                if not path:
                    return True
                parent, element = path.pop()
                self._leave(element)
                following = parent.next if path else None
            node = following
        while path:
            self._leave(path.pop()[1])
        return False

    def finished(self) -> list[Line]:
        writer = self._writers[0]
        writer.end_line()
        return writer.lines

    def _text(self, text: str) -> None:
        writer = self._writers[-1]
        if self._keeps_white_space:
            writer.current.append(writer.marker + text)
            writer.marker = ""
        else:
            writer.write(_WHITE_SPACE.sub(" ", text))

    def _enter(self, node: LexborNode, tag: str) -> _Element:
        writer = self._writers[-1]
        if tag == "br":
            if writer.current:
                writer.end_line()
            else:
                writer.blank_line()
            return _Element(tag, True)
        attributes = node.attributes
        style = attributes.get("style") or ""
        if "hidden" in attributes or (style and _HIDDEN.search(style)):
            return _Element(tag, False)
        if tag in _BLOCKS:
            writer.end_line()
        section = self._section(node, tag, attributes, style)
        if section is not None:
            writer.end_line()
            self._sections.append(section)
            self._set_section()
        classes = attributes.get("class") or ""
        is_spaced = tag in _PARAGRAPHS and "Mso" not in classes
        if is_spaced and not writer.marker and (tag not in {"ul", "ol"} or not self._lists):
            writer.wants_gap = bool(writer.lines)
        match tag:
            case "pre" | "textarea":
                self._keeps_white_space += 1
            case "ul":
                self._lists.append(_List(None))
            case "ol":
                start = attributes.get("start") or "1"
                self._lists.append(_List(int(start) if start.isdecimal() and len(start) < 6 else 1))
            case "li":
                self._begin_item()
            case "tr":
                self._rows.append([])
            case "td" | "th" if self._rows:
                cell = _Writer(section=writer.section, is_indented=writer.is_indented, is_loud=writer.is_loud)
                self._rows[-1].append(cell)
                self._writers.append(cell)
        if tag == "blockquote":
            self._blockquotes += 1
            self._set_indent()
        was_loud = self._colour(tag, attributes, style)
        is_gmails = "gmail_quote" in (attributes.get("class") or "")
        if is_gmails and tag == "div" and section is Section.QUOTED:
            self._gmail_depth = len(self._sections)
        return _Element(
            tag,
            True,
            section is not None,
            is_spaced,
            was_loud,
            len(self._writers[-1].lines),
            is_gmails and tag == "blockquote",
        )

    def _colour(self, tag: str, attributes: dict[str, str | None], style: str) -> bool | None:
        """Take up the colour that this element sets; returns the one before, or ``None`` if it sets none."""
        named = attributes.get("color") if tag == "font" else None
        found = _COLOUR.search(style) if style and "color" in style else None
        if found is None and not named and tag != "a":
            return None
        was_loud = self._writers[-1].is_loud
        is_loud = tag != "a" and _is_loud(found[1] if found is not None else named or "")
        for writer in self._writers:
            writer.is_loud = is_loud
        return was_loud

    def _set_indent(self) -> None:
        for writer in self._writers:
            writer.is_indented = self._blockquotes > 0

    def _begin_item(self) -> None:
        listing = self._lists[-1] if self._lists else None
        if listing is None or listing.number is None:
            self._writers[-1].marker = "- "
        else:
            self._writers[-1].marker = f"{listing.number}. "
            listing.number += 1

    def _leave(self, element: _Element) -> None:
        tag, writer = element.tag, self._writers[-1]
        if tag in {"td", "th"} and self._rows and len(self._writers) > 1:
            writer.end_line()
            self._writers.pop()
        elif tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        elif tag in _BLOCKS:
            if tag == "p" and not writer.current and len(writer.lines) == element.lines_before:
                writer.blank_line()  # <p>&nbsp;</p> is how Outlook writes an empty line
            writer.end_line()
            if element.is_spaced and tag != "hr" and (tag not in {"ul", "ol"} or len(self._lists) <= 1):
                writer.wants_gap = bool(writer.lines)
        if element.was_loud is not None:
            for each in self._writers:
                each.is_loud = element.was_loud
        if tag in {"pre", "textarea"}:
            self._keeps_white_space -= 1
        elif tag == "blockquote":
            self._blockquotes -= 1
            self._set_indent()
        elif tag == "li":
            writer.marker = ""
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if element.opens_section:
            self._writers[-1].end_line()
            self._sections.pop()
            self._set_section()
        if element.ends_gmail_quote and self._gmail_depth == len(self._sections):
            # Within Gmail's container only blockquotes are quoted; what stands between them are answers.
            self._writers[-1].end_line()
            self._sections[-1] = Section.NEW
            self._set_section()

    def _end_row(self, cells: list[_Writer]) -> None:
        """Cells of one line each become one line; a table that lays out the page is read cell by cell."""
        writer = self._writers[-1]
        writer.end_line()
        texts = [[line for line in cell.lines if not line.is_blank] for cell in cells]
        if not any(texts):
            return
        if writer.wants_gap:
            writer.blank_line()
        if all(len(lines) <= 1 for lines in texts):
            row = "\t".join(lines[0].text if lines else "" for lines in texts).strip("\t")
            first = next(lines[0] for lines in texts if lines)
            writer.lines.append(Line(row, first.section, first.is_coloured, first.is_indented))
            return
        for cell in cells:
            writer.lines.extend(cell.lines)

    def _set_section(self) -> None:
        section = Section.QUOTED if self._rest_is_quoted else self._sections[-1]
        for writer in self._writers:
            writer.section = section

    def _section(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], style: str
    ) -> Section | None:
        """The section that this element opens, if the client's structure says so."""
        if self._sections[-1] is Section.QUOTED or self._rest_is_quoted:
            return None
        identity = (attributes.get("id") or "").lower().removeprefix("x_")
        classes = [name.lower().removeprefix("x_") for name in (attributes.get("class") or "").split()]
        if identity in _QUOTED_FROM_HERE or (style and self._is_outlooks_line(node, style)):
            self._rest_is_quoted = True
            return Section.QUOTED
        if tag == "blockquote" and (attributes.get("type") or "").lower() == "cite":
            return Section.QUOTED
        if identity == "olk_src_body_section" or not _QUOTE_CLASSES.isdisjoint(classes):
            return Section.QUOTED
        if (attributes.get("name") or "").lower() in _QUOTE_NAMES and tag != "a":
            return Section.QUOTED
        if identity in _SIGNATURE_IDS or not _SIGNATURE_CLASSES.isdisjoint(classes):
            return Section.SIGNATURE
        return None

    def _is_outlooks_line(self, node: LexborNode, style: str) -> bool:
        """Outlook draws a line above "Fra:"; other people draw lines too, so the label must follow."""
        if not _OUTLOOK_LINE.search(style) or self._lines_looked_at >= _MAX_LINES_LOOKED_AT:
            return False
        self._lines_looked_at += 1
        return _SENDER_LABEL.match(node.text(deep=True)[:200]) is not None


def _is_loud(colour: str) -> bool:
    """Does the colour strike the eye as people's red, blue or green answers do?"""
    colour = colour.strip().lower()
    if colour.startswith("rgb("):
        parts = colour[4:-1].split(",")
        numbers = [int(part) for part in parts if part.strip().isdecimal()]
    else:
        digits = colour.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        if len(digits) != 6 or not all(digit in "0123456789abcdef" for digit in digits):
            return colour in _NAMED_COLOURS
        numbers = [int(digits[n : n + 2], 16) for n in (0, 2, 4)]
    return len(numbers) == 3 and max(numbers) - min(numbers) > _LOUD
