"""Patterns of many turns of phrase, put so that each word of a text is compared with few of them."""

from itertools import accumulate, chain, filterfalse, groupby

_REPEATS = ("?", "*", "+", "{")


def any_of(turns: str) -> str:
    """A pattern for any of these turns, which are parted by ``|``: those with the same first letter as one.

    A turn that begins with a group is written out, once for each that the group holds. Turns that begin with
    anything but a letter stand by themselves. Which of several that would fit is found
    is not promised: this is for texts that hold one of them or do not.
    """
    every = list(chain.from_iterable(map(_opened, parted(turns))))
    plain = sorted(filter(_begins_with_letter, every), key=lambda turn: turn[0])
    groups = [
        letter + "(?:" + "|".join(turn[1:] for turn in same) + ")"
        for letter, same in groupby(plain, key=lambda turn: turn[0])
    ]
    return "(?:" + "|".join([*groups, *filterfalse(_begins_with_letter, every)]) + ")"


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


def _opened(turn: str) -> list[str]:
    """The turn without the group that it begins with: "we need" and "i need" for "(?:we|i) need"."""
    if not turn.startswith("(?:"):
        return [turn]
    depth = accumulate((character == "(") - (character == ")") for character in turn)
    end = next(at for at, open_groups in enumerate(depth) if not open_groups)
    rest = turn[end + 1 :]
    return [turn] if rest.startswith(_REPEATS) else [own + rest for own in parted(turn[3:end])]


def _begins_with_letter(turn: str) -> bool:
    return turn[:1].isalpha() and not turn[1:].startswith(_REPEATS)
