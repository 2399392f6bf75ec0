"""HTML to the text that a human saw: paragraphs, lists, line breaks, tables as rows; hidden text dropped.

The parser is selectolax's Lexbor, a browser-grade HTML5 parser in C. inscriptis was tried and left: it draws
tables well, but cannot say which of its lines were quoted, and is half as slow again. Time is bounded: HTML
nested beyond reason, on which every HTML5 parser is quadratic, is stripped of its tags and nothing more.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from router.message.charset import clean
from router.message.html.walk import MAX_NODES, Walk
from router.message.lines import Line

MAX_DEPTH = 500

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(
    r"<!--.*?-->|<(?:style|script)\b[^<]*(?:</(?:style|script)>)?|</?[a-zA-Z!?][^<>]*>?", re.DOTALL
)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>", re.IGNORECASE)
_NOT_NESTING = {
    *("p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "html", "head", "body"),
    *("br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source"),
}


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
        lines = tuple(Line(" ".join(line.split())) for line in clean(text).split("\n"))
        return HtmlText(
            lines, (f"the HTML is nested more than {MAX_DEPTH} deep; only its tags were removed",)
        )
    body = LexborHTMLParser(markup).body
    if body is None:
        return HtmlText(())
    walk = Walk()
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
