"""Of two renderings of one text, plain and HTML: is the plain one what a human would have read?

It is, unless it is a stub, cut short, only links, one endless line, or has lost its Norwegian letters. Plain
text that a client wrapped hard is fine. Each question is answered from the two texts alone, in linear time.
"""

import re

_STUB = re.compile(
    r"html|does not support|cannot (?:view|display)|vis (?:e-?posten )?i nettleser"
    r"|view (?:this )?(?:e-?mail )?in"
    r"|e-?postprogram|e-?post(?:leser|klient)|e-?mail (?:client|viewer)|støtter ikke|ingen tekst(?:versjon)?"
    r"|no text version|cannot read this",
    re.IGNORECASE,
)
_SURE_STUB = re.compile(
    r"html[- ]?(?:compatible|capable|e-?mail|viewer|e-?post|format)|(?:støtter|supports?|requires?|krever"
    r"|use) (?:an? )?html"
    r"|(?:leses|vises) i (?:en |et )?(?:e-?post|nettleser)|tekstversjon|text version|cannot read this",
    re.IGNORECASE,
)
"""What nobody writes to a support centre, so that even a shorter HTML is what was meant."""
_LINK = re.compile(r"[<\[(]?(?:https?://|www\.|mailto:|cid:)[^\s<>]{1,2000}[>\])]?", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_LOST_LETTER = re.compile(r"[a-zæøå][?\ufffd][a-zæøå]", re.IGNORECASE)
_NORWEGIAN = re.compile("[æøåÆØÅ]")
_TAG = re.compile(r"<[^<>]*>")
_NOT_SHOWN = re.compile(r"<(style|script|title)\b[^<]*(?:<(?!/\1)[^<]*)*</\1", re.IGNORECASE)
MAX_SHORT = 300
"""A plain text shorter than this is always held against the HTML."""

_LONG_LINE = 120
_SAMPLE = 20_000


def letters(text: str) -> str:
    """Only letters and digits, in lower case: what two renderings of one text have in common."""
    return _NO_LETTER.sub("", text).casefold()


def is_suspect(plain: str, markup: str) -> bool:
    """Should this plain text be held against the HTML at all? Cheaper than reading the HTML."""
    if len(plain) < MAX_SHORT or _is_one_line(plain) or _LOST_LETTER.search(plain):
        return True
    if len(markup) < 3 * len(plain):
        return False
    shown = _TAG.sub("", _NOT_SHOWN.sub("", markup[: 50 * len(plain) + 20_000]))
    return len(_NO_LETTER.sub("", shown)) > 2 * len(_NO_LETTER.sub("", plain))


def is_worse(plain: str, rich: str) -> bool:
    """Does the plain text say clearly less than the HTML? ``rich`` is the HTML's text without history."""
    said, shown = letters(plain[:_SAMPLE]), letters(rich[:_SAMPLE])
    if len(shown) < 2:
        return False
    if not said:
        return True
    if len(plain) < MAX_SHORT and _STUB.search(plain) and said[:40] != shown[:40] and said not in shown:
        # A customer who writes of HTML writes much the same in both.
        return len(shown) > len(said) or (
            _SURE_STUB.search(plain) is not None and not _shares_words(plain, rich)
        )
    if len(shown) > 2 * len(said) and shown.startswith(said):
        return True
    without_links = letters(_LINK.sub("", plain[:_SAMPLE]))
    if len(without_links) < 20 and len(letters(_LINK.sub("", rich[:_SAMPLE]))) > 2 * len(without_links) + 20:
        return True
    if _LOST_LETTER.search(plain) and len(_NORWEGIAN.findall(rich)) > len(_NORWEGIAN.findall(plain)):
        return True
    return (
        _is_one_line(plain)
        and said[:30] == shown[:30]
        and sum(bool(line.strip()) for line in rich.split("\n")) >= 4
    )


def _shares_words(plain: str, rich: str) -> bool:
    """Do the two say something of the same? Half of the shorter one's words, then, stand in the other too."""
    said, shown = (set(_NO_LETTER.sub(" ", text).casefold().split()) for text in (plain, rich))
    return 2 * len(said & shown) >= min(len(said), len(shown))


def _is_one_line(plain: str) -> bool:
    return len(plain) > _LONG_LINE and "\n" not in plain.strip()
