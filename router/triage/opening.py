"""Does a segment read like the opening of a matter: the first thing that somebody says of it?

The beginnings of *all* issues teach this, also those of mails with one issue only. So the many mails that
hold no joint between issues still tell how a new one sounds ("Leverandørspesifikasjonen til revisor: hvordan
får jeg den …") and how none does ("Datoen i registeret er riktig").
"""

import math
from itertools import pairwise

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
    whole = [f"w={word}" for word in words]
    whole += [f"s={word[:STEM]}" for word in words if len(word) > STEM]
    whole += [f"b={first} {second}" for first, second in pairwise(words)]
    whole += [f"{at}={word}" for at, word in enumerate(words[:3])]
    whole += (f"o={' '.join(words[:2])}", f"end={this.text[-1:].strip()}")
    facts = dict.fromkeys(whole, 1.0)
    facts |= dict.fromkeys([f"e={word[-STEM:]}" for word in words if len(word) > _LONG_WORD], 0.7)
    facts["length"] = math.log1p(len(words)) / 3.0
    facts["asks"] = float(this.is_question)
    facts["small"] = float(this.text[:1].islower())
    facts["digit"] = float(any(map(str.isdigit, this.text)))
    scale = _STRENGTH / math.hypot(*facts.values())
    return {name: value * scale for name, value in facts.items()}
