"""TeamViewer's name as people spell it who have only heard it: "teamviever", "tim viewer", "teamvju".

The name has two parts, and each is near to its right spelling by letters that are changed, left out, added or
swapped. The second must sound like "view" and not only look like it: "teamvis" and "Tim viser" are Norwegian.
"""

import re
from functools import lru_cache

_CANDIDATE = re.compile(
    r"(?<![^\W\d_])t[^\W\d_]{2,12}(?![^\W\d_])(?:[\s-]{1,2}[vw][^\W\d_]{2,8}(?![^\W\d_]))?", re.IGNORECASE
)
_SHORTEST = "teamv"
_SOUNDS_LIKE_VIEW = re.compile(r"v.{0,3}[vju]")
_GAP = re.compile(r"[\s-]")
_TEAMS = ("team", "tim", "tiim", "teem")


def spelled_right(text: str) -> str:
    """The text with "teamv" for every misspelled name, each letter of the rest in its old place."""
    return _CANDIDATE.sub(_righted, text)


def _righted(match: re.Match[str]) -> str:
    said = match[0]
    whole = said.lower()
    if whole == "teamviewer":
        return said
    if is_teamviewer(_GAP.sub("", whole)):
        return _SHORTEST.ljust(len(said))
    first = _GAP.split(whole, maxsplit=1)[0]
    if first != whole and is_teamviewer(first):
        return _SHORTEST.ljust(len(first)) + said[len(first) :]
    return said


@lru_cache(maxsize=5_000)
def is_teamviewer(word: str) -> bool:
    """Is the word, in small letters, some spelling of TeamViewer?"""
    return any(
        word[place] in "vw" and _is_team(word[:place]) and _is_viewer(word[place:])
        for place in range(3, min(6, len(word)))
    )


def _is_team(part: str) -> bool:
    return part in _TEAMS or distance(part, "team") <= 1


def _is_viewer(part: str) -> bool:
    heard = part.replace("w", "v")
    return _SOUNDS_LIKE_VIEW.match(heard) is not None and (
        distance(heard, "viever") <= 2 or min(distance(heard, "viev"), distance(heard, "vju")) <= 1
    )


def distance(one: str, other: str) -> int:
    """How many letters must be changed, left out, added or swapped with the next one."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            is_swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, above[j - 2] + 1) if is_swapped else cost)
    return row[-1]
