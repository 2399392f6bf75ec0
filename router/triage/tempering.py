"""The last word on whether a new issue begins: the chance of a joint, set right for mail as it comes.

What teaches how mails are divided are exercises as well, which hold several issues more often than mail does,
and shorter ones. So the chances are tempered, by how surely the joints of the corpus' own mails were told
apart by models that had not seen them, and by the length of what the mail says: three numbers. A joint at
which the customer names a new matter himself ("en ting til") is believed in a short mail as in a long one.
The order of a mail's other joints never changes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST = 300
"""Characters. Above it, the longer a mail, the likelier a new issue; short mails do not differ so among
themselves, and two matters in two lines would never be told apart (docs/learning.md)."""
_SURE = 1e-4


@dataclass(frozen=True, slots=True)
class Tempering:
    """Logistic regression over the log-odds of a joint and the logarithm of the text's length."""

    sharpness: float
    by_length: float
    base: float

    def chances(self, joints: Sequence[tuple[float, bool]], characters: int) -> tuple[float, ...]:
        """The tempered chances of the joints of a mail with so many characters of content. Of each joint its
        chance is given, and whether it names a new matter: then its chance is made no smaller."""
        shift = self.by_length * log_length(characters) + self.base
        tempered = [
            (own, names_new, 1.0 / (1.0 + math.exp(-(self.sharpness * log_odds(own) + shift))))
            for own, names_new in joints
        ]
        return tuple(max(own, chance) if names_new else chance for own, names_new, chance in tempered)


UNTEMPERED = Tempering(1.0, 0.0, 0.0)
"""Before anything was measured."""


def log_odds(chance: float) -> float:
    """Bounded: no joint is certain."""
    bounded = min(max(chance, _SURE), 1.0 - _SURE)
    return math.log(bounded / (1.0 - bounded))


def log_length(characters: int) -> float:
    """The logarithm of the length of what a mail says; below :data:`SHORTEST` all are alike."""
    return math.log(max(SHORTEST, characters))
