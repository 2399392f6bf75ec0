"""HTML to the text that a human saw: paragraphs, lists, line breaks, tables as rows; hidden text dropped.

The parser is selectolax's Lexbor, a browser-grade HTML5 parser in C. inscriptis was tried and left: it draws
tables well, but cannot say which of its lines were quoted, and is half as slow again. Time and memory are
bounded: HTML that no parser can bear is stripped of its tags and nothing more.
"""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from router.message.body.html.reason import reason_not_to_parse, stripped_text
from router.message.body.html.walk import MAX_NODES, Walk
from router.message.lines import Line


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
    reason = reason_not_to_parse(markup)
    if reason is not None:
        lines = tuple(Line(line) for line in stripped_text(markup).split("\n"))
        return HtmlText(lines, (f"{reason}; only its tags were removed",))
    body = LexborHTMLParser(markup).body
    if body is None:
        return HtmlText(())
    walk = Walk()
    complete = walk.over(body)
    warnings = () if complete else (f"the HTML has more than {MAX_NODES} nodes; the rest was left out",)
    return HtmlText(tuple(walk.finished()), warnings)
