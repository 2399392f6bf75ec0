"""Patterns of many turns of phrase, put so that each word of a text is compared with few of them."""

from itertools import groupby


def any_of(turns: str) -> str:
    """A pattern for any of these turns, which are parted by ``|``: those with the same first letter as one.

    Turns that begin with anything but a letter stand by themselves. Which of several that would fit is found
    is not promised: this is for texts that hold one of them or do not.
    """
    plain = sorted((turn for turn in parted(turns) if _begins_with_letter(turn)), key=lambda turn: turn[0])
    groups = [
        letter + "(?:" + "|".join(turn[1:] for turn in same) + ")"
        for letter, same in groupby(plain, key=lambda turn: turn[0])
    ]
    return (
        "(?:" + "|".join([*groups, *(turn for turn in parted(turns) if not _begins_with_letter(turn))]) + ")"
    )


def parted(turns: str) -> list[str]:
    """The turns by themselves; a bar inside a group parts none. None of them holds a set with a bar in it."""
    found = [""]
    depth = 0
    for character in turns:
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            found.append("")
        else:
            found[-1] += character
    return found


def _begins_with_letter(turn: str) -> bool:
    return turn[:1].isalpha() and turn[1:2] not in ("?", "*", "+", "{")
