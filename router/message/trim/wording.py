"""The words that banners, notices and legal texts have in common, and those that only a customer writes.

Such texts speak of the mail itself, of its sender and its reader. A customer speaks of his work: where one of
his words stands in a sentence, no pattern may take that sentence away from him.
"""

import re

MAX_LINE = 400
"""No pattern looks at more of a line."""

MAIL = (
    r"(?:e-?post\w{0,4}|e-?mail\w{0,2}|mail\w{0,2}|mejl\w{0,3}|melding\w{0,2}|besked\w{0,2}|meddelande\w{0,2}"
    r"|message|nachricht)"
)
THIS = r"(?:denne|dette(?: er en)?|denna|detta|det här|den här|this|diese)"
SPEAKS_OF_WORK = re.compile(
    r"\?|\b(?:jeg|eg|jag|meg|min|mitt|mine|dere|dykk|dykkar|trenger|treng|behöver|behøver|need|ønsker|ynskjer"
    r"|(?:kan|skal|må|får|fikk|fekk|har) vi|vi (?:kan|skal|må|får|fikk|fekk|har|vil|fått|trenger)|kan du"
    r"|fungerer|virker|verkar|works?|feil\w*|fejl\w*|fel|error|mangl\w+|stopp\w*|hjelp\w*|hjælp\w*|hast[ae]r"
    r"|faktura\w*|invoice\w*|bilag(?:et|a|ene|ane)?|kunde\w*|kunda\w*|rapport\w*|lønn?\w*|lager\w*|ordre\w*"
    r"|i ?dag|i ?går|nå|no|now|går ned|nede|krasj\w*)\b|\b(?-i:I)\b",
    re.IGNORECASE,
)
"""A question, the writer himself, the support centre that he speaks to, or what his work is about."""


def beginning_with(*alternatives: str) -> re.Pattern[str]:
    """A pattern for the beginning of a line, behind signs such as "*** " or "[", whatever the case."""
    return re.compile(r"[^\w\n]{0,6}(?:" + "|".join(alternatives) + ")", re.IGNORECASE)
