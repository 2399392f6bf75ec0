"""Colours that strike the eye: people answer in red, blue or green within the mail that they answer."""

import re
from collections.abc import Mapping

_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*(#[0-9a-f]{3,6}\b|rgb\([\d\s,]{5,20}\)|[a-z]+)", re.IGNORECASE)
_NAMED_COLOURS = frozenset(
    {"red", "blue", "green", "darkred", "firebrick", "crimson", "royalblue", "magenta", "purple"}
)
_LOUD = 110
"""How far the strongest and the weakest of red, green and blue (0 to 255) must lie apart to strike the eye.
Word's own colour for replies, #1F497D, does not."""


def loudness_of(tag: str, attributes: Mapping[str, str | None], style: str) -> bool | None:
    """Does the element make its text strike the eye? ``None`` where it leaves the colour alone.

    A link is blue by nature and says nothing.
    """
    if tag == "a":
        return False
    named = attributes.get("color") if tag == "font" else None
    found = _COLOUR.search(style) if style and "color" in style else None
    if found is None and not named:
        return None
    return is_loud(found[1] if found is not None else named or "")


def is_loud(colour: str) -> bool:
    """Does the colour strike the eye as people's red, blue or green answers do?"""
    colour = colour.strip().lower()
    if colour.startswith("rgb("):
        parts = colour[4:-1].split(",")
        numbers = [int(part) for part in parts if part.strip().isdecimal()]
    else:
        digits = colour.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        if len(digits) != 6 or not all(digit in "0123456789abcdef" for digit in digits):
            return colour in _NAMED_COLOURS
        numbers = [int(digits[n : n + 2], 16) for n in (0, 2, 4)]
    return len(numbers) == 3 and max(numbers) - min(numbers) > _LOUD
