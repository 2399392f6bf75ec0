"""Where a sentence may go over to another matter: the clauses that are segments of their own.

People join matters in half a sentence ("… er avvist, og så lurte jeg på …"). So a sentence is cut before
turns of phrase that often bring something new. Whether anything new begins there is not decided here. Cutting
long sentences at every "og" and "men" as well finds more joints, and makes all of them harder to judge: fewer
mails are divided right (docs/learning.md). Linear time on any text.
"""

import re

FEWEST_WORDS = 2
"""Words of a sentence before a clause that is a segment of its own."""
FEWEST_BEFORE_ADVERB = 4
"""The same where the clause opens with a word that also stands inside clauses: "Hun har forresten giftet seg"
is one."""

_FEW = 80
_ASKED = (
    r"(?:hva|hvor|hvordan|hvorfor|hvilke[nt]?|hvem|korleis|kva|kvar|kvifor|kven|what|how|where|why|which|who)"
)
_AUXILIARY = (
    r"(?:kan|kunne|skal|må|får|vil|ville|bør|har|er|finnes|finst|fins|treng|trenger|kjem|kommer|"
    r"can|could|should|do|does|is|are|will)"
)
_WHO = r"(?:jeg|eg|vi|me|dere|de|dykk|det|noen|nokon|man|han|hun|ho|den|dette|i|we|you|there|it|they)"
_ADVERB = r"(?:forresten|for\s+resten|føresten|dessuten|dessutan|ellers|elles|i\s+tillegg)(?=[\s,:])"
# These read the text in lower case; that is quicker than ignoring case.
_TURN = re.compile(
    r"\s(?<=\S\s)\s{0,2}(?=(?:[–-]\s)?(?:"
    r"og\s+så\s|og\s+(?:mens|når|medan|samtidig)\s|og\s+(?:kan|kunne)\s+(?:noen|nokon)\s|"
    rf"(?:og|and)\s+(?:også\s+)?(?:{_ASKED}|{_AUXILIARY}\s+{_WHO})\s|"
    r"(?:og\s+)?(?:mens|medan|når|while|now\s+that)\s+(?:jeg|eg|vi|me|i|we)\s+"
    r"(?:(?:likevel|først|also|already)\s+)?(?:har|er|skriver|skriv|have|am|are)\s|"
    r"(?:og\s+)?(?:til\s+slutt|til\s+sist|sist\s+men\s+ikke\s+minst)\s|samt\s|men\s+også\s|"
    rf"(?:og\s+)?{_ADVERB}|"
    r"and\s+also[\s,]|also\s+(?:can|could|we|i|how|do)\s|and\s+(?:when|while)\s+(?:you|we|i)\s|"
    r"(?:besides|additionally|plus|on\s+another\s+note|by\s+the\s+way)[\s,:]|"
    r"p\.?s\.?[\s:.]))",
)
_OPENS_WITH_ADVERB = re.compile(r"\s*(?:[–-]\s)?" + _ADVERB)


def clauses(lowered: str, start: int, end: int) -> list[int]:
    """Where the clauses of a sentence begin, but for the first one; the sentence is in lower case."""
    cuts = [start]
    for match in _TURN.finditer(lowered, start, end):
        fewest = FEWEST_BEFORE_ADVERB if _OPENS_WITH_ADVERB.match(lowered, match.start()) else FEWEST_WORDS
        before = lowered[max(cuts[-1], match.start() - _FEW) : match.start()]
        if len(before.split()) >= fewest:
            cuts.append(match.start())
    return cuts[1:]
