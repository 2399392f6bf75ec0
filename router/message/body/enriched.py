"""text/enriched (RFC 1896) and its elder text/richtext, as old clients still send them, as plain text."""

import re

_TAG = re.compile(r"<param>[^<]*</param>|</?[a-z][a-z-]{0,60}>", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\n+")


def enriched_text(markup: str) -> str:
    """The words without their markup. One line end is a blank, each further one ends a line."""
    pieces = (_TAG.sub("", piece) for piece in markup.split("<<"))
    return _LINE_ENDS.sub(lambda ends: "\n" * (len(ends[0]) - 1) or " ", "<".join(pieces)).strip()


def richtext_text(markup: str) -> str:
    """The words of RFC 1341's richtext, in which line ends are written as ``<nl>``."""
    lines = re.sub(r"<(?:nl|np|/paragraph)>", "\n", markup.replace("\n", " "), flags=re.IGNORECASE)
    return "<".join(_TAG.sub("", piece) for piece in re.split(r"<lt>", lines, flags=re.IGNORECASE)).strip()
