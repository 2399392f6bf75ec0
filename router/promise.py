"""The promise in words: of a hundred cases routed without a human's word, how many may be wrong?

An administrator writes "at most 2 of 100 automatically routed cases may be wrong", "høyst 2 av 100", "2 %"
or "99 %"; all of them come to a share. What cannot be understood is refused with an example, never guessed,
and never repeated: what was typed into a wrong place may be a password.
"""

import re

STRICTEST, LOOSEST = 0.005, 0.10
"""The shares between which a promise can be made: a stricter one would need far more labelled mail than a
firm has, a looser one would be worth nothing."""

_OF = re.compile(
    r"(?<![-\d.,])(?P<few>\d+(?:[.,]\d+)?)\s*(?:wrong\s+|feil\s+)?(?:of|out\s+of|in|av|per|/)\s*(?P<many>\d+)(?!\s*%)"
)
_PERCENT = re.compile(r"(?<![-\d.,])(?P<share>\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per\s*cent\b|prosent\b)")
_RIGHT = re.compile(r"\b(?:right|correct|riktige?|rette?|korrekte?)\b")
_WRONG = re.compile(r"\b(?:wrong|errors?|feil|gale?)\b")
_AT_LEAST = re.compile(r"\b(?:at\s+least|minst|minimum)\b")
_EXAMPLE = '"at most 2 of 100 automatically routed cases may be wrong"'


class PromiseError(ValueError):
    """The promise cannot be understood or made. The message says why, with an example."""


def wrong_share(words: str) -> float:
    """The share of the cases routed without review that may be wrong, such as 0.02.

    A share above one half, or one that is said to be right ("at least 98 % right"), is that of the right
    ones.

    Raises:
        PromiseError: it cannot be understood, or is no promise that can be made.
    """
    text = " ".join(words.lower().replace("\N{NO-BREAK SPACE}", " ").split())
    found = [_number(one["few"]) / max(1.0, float(one["many"])) for one in _OF.finditer(text)]
    found += [_number(one["share"]) / 100.0 for one in _PERCENT.finditer(text)]
    if len(found) != 1:
        number = "no share" if not found else "more than one share"
        raise PromiseError(f"the promise holds {number}; write it as {_EXAMPLE}, or 2 %")
    (share,) = found
    speaks_of_right = _RIGHT.search(text) is not None and _WRONG.search(text) is None
    speaks_of_wrong = _WRONG.search(text) is not None
    if speaks_of_wrong and _AT_LEAST.search(text) is not None:
        raise PromiseError(f"the promise asks for wrong cases; say how many may be wrong at most: {_EXAMPLE}")
    if not speaks_of_wrong and (speaks_of_right or share > 0.5):
        share = 1.0 - share
    share = round(share, 6)
    if not STRICTEST <= share <= LOOSEST:
        raise PromiseError(
            f"the promise would let {in_words(share)}; between {in_words(STRICTEST)} and "
            f"{in_words(LOOSEST)} can be promised: write it as {_EXAMPLE}"
        )
    return share


def in_words(share: float) -> str:
    """The share as people read it: "2 of 100", "0.5 of 100"."""
    return f"{100 * share:.3g} of 100"


def promised(share: float) -> str:
    """The whole promise, as a sentence without its full stop."""
    return f"at most {in_words(share)} automatically routed cases may be wrong"


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))
