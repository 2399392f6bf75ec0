"""Does a segment read like the opening of a matter: the first thing that somebody says of it?

The beginnings of *all* issues teach this, also those of mails with one issue only. So the many mails that
hold no joint between issues still tell how a new one sounds ("Leverandørspesifikasjonen til revisor: hvordan
får jeg den …") and how none does ("Datoen i registeret er riktig").
"""

from itertools import pairwise

import numpy as np

from router.triage.linear import Facts
from router.triage.views import STEM, View

MOST_WORDS = 60
_GREETING = "hei heisann hallo halla morn hi hello hey dear god dag morgen kveld igjen alle support morning"
_GREETING_WORDS = frozenset(_GREETING.split())
_GREETING_END = 3
_LONG_WORD = 8
_STRENGTH = 2.5
"""The length of every segment's facts as a vector: long segments must not weigh more than short ones."""


def opening_facts(this: View) -> Facts:
    """The words of the segment and how it begins, without the greeting."""
    words = [
        form
        for at, form in enumerate(this.forms[:MOST_WORDS])
        if at >= _GREETING_END or form not in _GREETING_WORDS
    ]
    facts = {f"w={word}": 1.0 for word in words}
    for word in words:
        if len(word) > STEM:
            facts[f"s={word[:STEM]}"] = 1.0
        if len(word) > _LONG_WORD:
            facts[f"e={word[-STEM:]}"] = 0.7
    for first, second in pairwise(words):
        facts[f"b={first} {second}"] = 1.0
    for at, word in enumerate(words[:3]):
        facts[f"{at}={word}"] = 1.0
    facts[f"o={' '.join(words[:2])}"] = 1.0
    facts["length"] = float(np.log1p(len(words))) / 3.0
    facts["asks"] = float("?" in this.text)
    facts[f"end={this.text[-1:].strip()}"] = 1.0
    facts["small"] = float(this.text[:1].islower())
    facts["digit"] = float(any(character.isdigit() for character in this.text))
    scale = _STRENGTH / sum(value * value for value in facts.values()) ** 0.5
    return {name: value * scale for name, value in facts.items()}
