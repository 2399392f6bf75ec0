"""Where a sentence may go over to another matter: the clauses that are segments of their own.

People join matters in half a sentence ("… er avvist, og så lurte jeg på …"). So a sentence is cut before
turns of phrase that often bring something new. Whether anything new begins there is not decided here. Cutting
long sentences at every "og" and "men" as well finds more joints, and makes all of them harder to judge: fewer
mails are divided right (docs/learning.md). Linear time on any text.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from router.triage.turns import any_of

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
_WHILE = (
    r"\s+(?:jeg|eg|vi|me|i|we)\s+(?:(?:likevel|først|also|already)\s+)?(?:har|er|skriver|skriv|have|am|are)\s"
)
_ADVERB = (
    r"(?:forresten|for\s+resten|føresten|dessuten|dessutan|ellers|elles|i\s+tillegg)"
    r"(?=[\s,:])(?!\s+(?:på|om|at|til|for|med|etter|av|i)\s)"
)
"""Not between a verb and what belongs to it ("lurer dessuten på om")."""
_ASKS = rf"(?:også\s+)?(?:{_ASKED}|{_AUXILIARY}\s+{_WHO})\s"
_WITH_OR_WITHOUT_OG = (
    rf"mens{_WHILE}|medan{_WHILE}|når\s+(?:jeg|eg|vi|me)\s+(?:likevel|først)\s|while{_WHILE}|now\s+that{_WHILE}|"
    rf"til\s+slutt\s|til\s+sist\s|sist\s+men\s+ikke\s+minst\s|{_ADVERB}"
)
# These read the text in lower case; that is quicker than ignoring case.
_TURN = re.compile(
    r"\s(?<=\S\s)\s{0,2}(?=(?:[–-]\s|\()?"
    + any_of(
        rf"også\s+{_AUXILIARY}\s+(?:jeg|eg|vi|me)\s|"  # as it sounds: "og så"
        r"og\s+(?:så\s|(?:mens|når|medan|samtidig)\s|(?:kan|kunne)\s+(?:noen|nokon)\s|"
        rf"til\s+(?:slutt|sist)[,:]|{_ASKS}|{_WITH_OR_WITHOUT_OG})|{_WITH_OR_WITHOUT_OG}|samt\s|men\s+også\s|"
        rf"and\s+(?:{_ASKS}|also[\s,]|(?:when|while)\s+(?:you|we|i)\s)|also\s+(?:can|could|we|i|how|do)\s|"
        r"besides[\s,:]|additionally[\s,:]|plus[\s,:]|on\s+another\s+note[\s,:]|by\s+the\s+way[\s,:]|"
        r"p\.?s\.?[\s:.]"
    )
    + ")"
)
_OPENS_WITH_ADVERB = re.compile(r"\s*(?:[–-]\s)?" + _ADVERB)


def clauses(lowered: str, bounds: Sequence[int]) -> list[int]:
    """Where the clauses of sentences begin, but for the first one of each; the text is in lower case.

    ``bounds``: where each sentence begins, and where the last one ends.
    """
    cuts: list[int] = []
    for match in _TURN.finditer(lowered, bounds[0], bounds[-1]):
        at = match.start()
        fewest = FEWEST_BEFORE_ADVERB if _OPENS_WITH_ADVERB.match(lowered, at) else FEWEST_WORDS
        begins = max([bounds[bisect_right(bounds, at) - 1], *cuts[-1:]])
        before = lowered[max(begins, at - _FEW) : at]
        if len(before.split()) >= fewest:
            cuts.append(at)
    return cuts
