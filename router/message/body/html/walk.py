"""A walk over the tree of an HTML body that writes its text, line by line, and knows what is quoted."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from router.message.body.html.colour import loudness_of
from router.message.body.html.structure import Structure, StructureReader
from router.message.body.html.writer import Writer
from router.message.lines import Line
from router.message.parts import Section

MAX_NODES = 60_000

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
_WHITE_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|max-height)\s*:\s*0(?:px"
    r"|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)


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
    style: str = "1"

    def next_marker(self, value: str | None) -> str:
        """What stands before the next item."""
        if self.number is None:
            return "- "
        number = _number(value, self.number)
        self.number = number + 1
        if self.style in {"a", "A"} and 1 <= number <= 26:
            return f"{chr(ord(self.style) + number - 1)}. "
        return f"{number}. "


class Walk:
    """A walk over the tree, without recursion, that writes the text and knows what is quoted."""

    def __init__(self) -> None:
        self._writers = [Writer()]
        self._rows: list[list[Writer]] = []
        self._lists: list[_List] = []
        self._sections = [Section.NEW]
        self._keeps_white_space = 0
        self._blockquotes = 0
        self._gmail_depth = -1
        self._structure = StructureReader()
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
        if tag == "img":
            self._text(_emoji(node.attributes.get("alt") or ""))
            return _Element(tag, True)
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
                self._lists.append(_List(_number(attributes.get("start"), 1), attributes.get("type") or "1"))
            case "li":
                self._begin_item(attributes.get("value"))
            case "tr":
                self._rows.append([])
            case "td" | "th" if self._rows:
                cell = Writer(section=writer.section, is_indented=writer.is_indented, is_loud=writer.is_loud)
                self._rows[-1].append(cell)
                self._writers.append(cell)
        if tag == "blockquote":
            self._blockquotes += 1
            self._set_indent()
        loudness = loudness_of(tag, attributes, style)
        was_loud = self._writers[-1].is_loud if loudness is not None else None
        if loudness is not None:
            self._set_loud(loudness)
        ends_gmail_quote = tag == "blockquote" and "gmail_quote" in classes
        lines_before = len(self._writers[-1].lines)
        return _Element(tag, True, section is not None, is_spaced, was_loud, lines_before, ends_gmail_quote)

    def _set_loud(self, is_loud: bool) -> None:
        for writer in self._writers:
            writer.is_loud = is_loud

    def _set_indent(self) -> None:
        for writer in self._writers:
            writer.is_indented = self._blockquotes > 0

    def _begin_item(self, value: str | None) -> None:
        self._writers[-1].marker = self._lists[-1].next_marker(value) if self._lists else "- "

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
            self._set_loud(element.was_loud)
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

    def _end_row(self, cells: list[Writer]) -> None:
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
            writer.lines.append(Line(row, first.section, first.coloured_from, first.is_indented))
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
        match self._structure.structure_of(node, tag, attributes, style):
            case None:
                return None
            case Structure.SIGNATURE:
                return Section.SIGNATURE
            case Structure.GMAIL_BLOCKQUOTE if self._gmail_depth != len(self._sections):
                return None
            case Structure.HISTORY_FROM_HERE:
                self._rest_is_quoted = True
            case Structure.GMAIL_CONTAINER:
                self._gmail_depth = len(self._sections) + 1
        return Section.QUOTED


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else otherwise


def _emoji(alternative: str) -> str:
    """Clients write emoji as pictures; other pictures' descriptions are not what the customer wrote."""
    return alternative if len(alternative) <= 4 and not alternative.isascii() else ""
