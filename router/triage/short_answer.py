"""Whether a mail is no more than the answer to a question: "Nei.", "Ja takk", "Ok, gjør det", "Den første".

Such a mail holds no matter of its own, so it can only belong to what it answers. Every word must be one of an
answer; one word more ("Ja, men det virker ikke") and it is read like any other mail. To call a mail an answer
never silences it: it joins its case, and where there is none it becomes a case that a human looks at.
"""

import re

from router.triage import discourse, ngrams

LONGEST_ANSWER = 12
"""Words. Who says more than this tells of something."""

_DECIDES = frozenset(
    """
    ja jo jepp japp yes yep yeah nei no nope ok oki okei okay greit grei greitt gjerne gjerna enig
    samd einig avtalt stemmer stemmar korrekt riktig rett absolutt selvfølgelig sjølvsagt selvsagt
    klart godkjent godkjennes bekreftet bekreftes bekrefter stadfestar agreed approved confirmed
    correct sure gjør gjer kjør køyr alternativ begge both første fyrste andre siste sist first
    second last
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""One of these at least."""
_GOES_WITH_IT = frozenset(
    """
    takk thanks thank you please tusen mange så mye mykje for det den de dei dette denne dere du vi
    me jeg eg oss meg er var som på i ut til går gjekk gikk kan bare berre da då nå no helt heilt
    veldig bra fint fin flott topp super supert perfekt perfect great fine good høres høyrest sett
    sette gang igang orden boks helst ikke ikkje not trengs trengst ennå enda enno yet it that this
    is do go ahead with the option alternativet valg val og and nødvendig naudsynt we i til deler
    delar alle
    """.split()  # noqa: SIM905
)
_SENTENCE_END = re.compile(r"[.!,;:\n()–—-]+")
_NUMBER = re.compile(r"[1-9]|[a-c]")
"""Of a choice that was offered: "Alternativ 2", "B"."""


def is_short_answer(text: str) -> bool:
    """Is each word of the text one of an answer, greetings left out, and does one decide?"""
    if "?" in text or len(text) > 200:
        return False
    said: list[str] = []
    for clause in _SENTENCE_END.split(ngrams.lowered(text)):
        words = re.findall(r"\w+", clause)
        if words and not (len(words) <= 3 and discourse.GREETING.match(clause.strip())):
            said += words
    is_known = all(word in _DECIDES or word in _GOES_WITH_IT or _NUMBER.fullmatch(word) for word in said)
    return 0 < len(said) <= LONGEST_ANSWER and is_known and not _DECIDES.isdisjoint(said)
