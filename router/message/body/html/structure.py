"""What the structure that mail clients write round the history and the signature says.

``gmail_quote``, ``blockquote type=cite``, Outlook's ``divRplyFwdMsg`` and its line above "Fra:", and what
other clients have: surer than any word of the text. Outlook on the web puts ``x_`` before names that it met.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto

from selectolax.lexbor import LexborNode

from router.message.trim.history.header_block import field_of

_OUTLOOK_LINE = re.compile(
    r"border-top\s*:\s*(?:solid\s+(?:#?\w+|rgb\([^)]{5,20}\))\s+1(?:\.0)?p[tx]|1(?:\.0)?p[tx]\s+solid)"
    r"|border-style\s*:\s*solid none none"
    r"|border-width\s*:\s*1(?:\.0)?p[tx] (?:medium|0|initial|0px|0cm)",
    re.IGNORECASE,
)
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
        *("ms-outlook-mobile-reference-message-container", "replysplit", "zwchr", "orimsghtmlseperator"),
    }
)
_QUOTE_NAMES = frozenset({"messagereplysection", "quote", "messageorigin"})
_MAX_LINES_LOOKED_AT = 100
"""How many of Outlook's lines are looked below, so that a hostile mail cannot make that slow."""


class Structure(Enum):
    """What an element is by its client's structure."""

    QUOTE = auto()
    GMAIL_CONTAINER = auto()
    """A quote in which only blockquotes are quoted: what stands between them are answers."""
    HISTORY_FROM_HERE = auto()
    """A quote that does not end with the element."""
    GMAIL_BLOCKQUOTE = auto()
    """Quoted within such a container; elsewhere the customer may have set something apart with it."""
    SIGNATURE = auto()


class StructureReader:
    """Reads one document's structure, and looks below few lines only: hostile mail cannot make it slow."""

    def __init__(self) -> None:
        self._lines_looked_at = 0

    def structure_of(
        self, node: LexborNode, tag: str, attributes: Mapping[str, str | None], style: str
    ) -> Structure | None:
        """What the element is, if its client's structure says so."""
        identity = (attributes.get("id") or "").lower().removeprefix("x_")
        classes = [name.lower().removeprefix("x_") for name in (attributes.get("class") or "").split()]
        if identity in _QUOTED_FROM_HERE or (style and self._is_outlooks_line(node, style)):
            return Structure.HISTORY_FROM_HERE
        if tag == "blockquote" and (attributes.get("type") or "").lower() == "cite":
            return Structure.QUOTE
        if tag == "div" and "gmail_quote" in classes:
            return Structure.GMAIL_CONTAINER
        if tag == "blockquote" and "gmail_quote" in classes:
            return Structure.GMAIL_BLOCKQUOTE
        if identity == "olk_src_body_section" or not _QUOTE_CLASSES.isdisjoint(classes):
            return Structure.QUOTE
        if (attributes.get("name") or "").lower() in _QUOTE_NAMES and tag != "a":
            return Structure.QUOTE
        if identity in _SIGNATURE_IDS or not _SIGNATURE_CLASSES.isdisjoint(classes):
            return Structure.SIGNATURE
        return None

    def _is_outlooks_line(self, node: LexborNode, style: str) -> bool:
        """Outlook draws a line above "Fra:"; other people draw lines too, so the label must follow."""
        if not _OUTLOOK_LINE.search(style) or self._lines_looked_at >= _MAX_LINES_LOOKED_AT:
            return False
        self._lines_looked_at += 1
        field = field_of(node.text(deep=True)[:200].lstrip().replace("\n", " "))
        return field is not None and field[0] == "from"
