"""Whether HTML can be given to a parser in bounded time and memory, and its text where it cannot.

Every HTML5 parser is quadratic on deep nesting. Lexbor is so too on tags that it throws away although they
carry attributes: cells outside tables, a second body, end tags with attributes. For each it copies the whole
text before it. No client writes a mail that has hundreds of either.
"""

import html
import re
from collections import Counter

from router.message.parse.charset import clean

MAX_DEPTH = 500
MAX_ODD_TAGS = 500

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([\s/]{1,20}[^\s/>])?")
# A comment, style or script that nothing closes takes the rest, so that each is searched for its end once.
_ANY_TAG = re.compile(
    r"<!--(?:.*?-->|.*)|<(?:style|script)\b[^<]*(?:</(?:style|script)>)?|</?[a-zA-Z!?][^<>]*>?", re.DOTALL
)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>", re.IGNORECASE)
_NOT_NESTING = frozenset(
    {
        *(
            "p",
            "li",
            "td",
            "th",
            "tr",
            "dt",
            "dd",
            "option",
            "tbody",
            "thead",
            "tfoot",
            "html",
            "head",
            "body",
        ),
        *("br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source"),
    }
)
_OF_TABLES = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"})
_SELDOM = frozenset({"col", "colgroup", "caption", "html", "head", "body", "frame", "frameset", "form"})


def reason_not_to_parse(markup: str) -> str | None:
    """Why this HTML is not to be parsed, in plain English; ``None`` where nothing speaks against it."""
    opened: Counter[str] = Counter()
    depth = odd = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if tag[1]:
            odd += tag[3] is not None
            if name not in _NOT_NESTING and opened[name] > 0:
                opened[name] -= 1
                depth -= 1
        elif name in _OF_TABLES:
            odd += opened["table"] <= 0 or opened["select"] > 0
        else:
            odd += name in _SELDOM
            if name not in _NOT_NESTING:
                opened[name] += 1
                depth += 1
        if depth > MAX_DEPTH:
            return f"the HTML is nested more than {MAX_DEPTH} deep"
        if odd > MAX_ODD_TAGS:
            return f"the HTML has more than {MAX_ODD_TAGS} tags where none may stand"
    return None


def stripped_text(markup: str) -> str:
    """What remains of HTML when its tags are removed and its line ends kept."""
    text = html.unescape(_ANY_TAG.sub("", _LINE_TAG.sub("\n", markup)))
    return "\n".join(" ".join(line.split()) for line in clean(text).split("\n"))
