"""How the footer of a mailing list or a newsletter begins, which goes to the end of the mail.

A customer who wants to be rid of a newsletter writes alike ("Unsubscribe meg fra nyhetsbrevet"), so each
pattern asks for what only a footer has: a link, an address, the reader who was put on a list, or nothing
besides.
"""

import re

from router.message.trim.wording import MAIL, MAX_LINE, beginning_with

LINK = re.compile(r"<?(?:https?://|www\.)\S{1,200}$")
"""The line is a link."""
_FOOTER_LINK = (
    r"(?:her\b|here\b|lenk\w{1,4}|link\w{0,2}|nederst|below|under\b|\S{0,40}(?:https?:|www\.)|\S+@\S)"
)
_LIST_FOOTER = beginning_with(
    r"you (?:received|are receiving) this (?:message|e-?mail) because you(?:r|[’']re)?\b",
    rf"du (?:mottar|får|fikk) denne {MAIL} fordi (?:du|din|e-?postadress\w{{1,3}}|adressen)\b",
    rf"to unsubscribe\b.{{0,60}}(?:{_FOOTER_LINK}|send|reply|click|visit|go to|use)",
    r"unsubscribe(?:\s(?:links?|lenke|here|her|now|instantly))?\W{0,3}(?:$|<|https?:|www\.|\S{1,60}@)"
    r"|unsubscribe\s?(?:[|·•/]|(?:from this (?:list|e-?mail|newsletter)|at any time)\b)",
    rf"for å (?:melde deg av|avslutte abonnement\w{{0,2}})\b.{{0,60}}(?:{_FOOTER_LINK}|klikk|trykk|send|svar"
    r"|følg)",
    r"meld (?:deg )?av\W{1,3}(?:https?:|www\.)"
    r"|meld deg av\b.{0,40}(?:liste|nyhetsbrev|her)|meld av\W{0,3}(?:her\b|$)",
)
_LIST_NAME = re.compile(r"\S{1,60} (?:mailing list|e-?postliste)$", re.IGNORECASE)


def begins_list_footer(text: str, below: str) -> bool:
    """Does a footer begin at this line? ``below`` is the line after it, empty where there is none."""
    begin = text[:MAX_LINE]
    if _LIST_FOOTER.match(begin) is not None:
        return True
    is_named = _LIST_NAME.match(begin) is not None
    return is_named and ("@" in below or LINK.match(below) is not None)
