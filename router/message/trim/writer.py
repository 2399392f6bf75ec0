"""The writer's own name, and whether a line of his mail is his name: how people sign who write no "Mvh".

The name comes from the From field, in whatever order and with whatever behind it ("Moen, Kari", "Kari Moen
(Eksempel AS)"). People sign with all of it, a part of it, initials or a mixture: "Kari", "K. Moen", "KM".
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_BEHIND_NAME = re.compile(r"\s[-–—/]\s|[|(<\[/@]|\bvia\b", re.IGNORECASE)
_FOLLOWS_NAME = re.compile(
    r"\s{0,3}(?:$|[,|/(–—·•:;<]|-\s|v/|(?:i|på|fra|frå|hos|ved|for|og|from|at|in|and|med)\s)", re.IGNORECASE
)
_ORDINARY_WORDS = "ja nei ok hei nå no så se da de ps hi tv id as ho nb obs"
_NO_NAMES = frozenset(_ORDINARY_WORDS.split())
"""Short words that are not taken for initials."""
_MAX_WORDS = 8
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Writer:
    """The words of a name, in lower case, given names first."""

    words: tuple[str, ...]

    def is_named_by(self, text: str) -> bool:
        """Is the line this name and nothing else, in full or in part, in letters or initials?"""
        if len(text) > _MAX_NAME or not self.words:
            return False
        said = _words(text)
        if not said or any(letter.isdigit() for letter in text) or "?" in text:
            return False
        if all(word in self.words for word in said):
            return len(said) <= len(self.words)
        return len(said) <= len(self.words) and self._is_short_form(text, "".join(said))

    def begins(self, text: str) -> bool:
        """Does the line begin with this name, with no more than a title, a firm or a place behind it?"""
        if not self.words or "?" in text:
            return False
        matches = list(_WORD.finditer(text[:120]))
        named = 0
        while named < len(matches) and self._has(matches[named].group(), is_first=not named):
            named += 1
        if not named:
            before, comma, behind_comma = text.partition(",")
            return bool(comma) and len(behind_comma.split()) <= 4 and self.is_named_by(before)
        rest = text[matches[named - 1].end() :]
        behind = rest.split()
        if _FOLLOWS_NAME.match(rest):
            return len(behind) <= 14 and (
                not rest[:1].isspace()
                or len(behind) <= 5
                or rest.lstrip()[:1] in {",", "|", "(", "/", "-", "–", "—", "·", "•"}
            )
        return (
            len(behind) <= 4
            and sum(word[0].islower() for word in behind) <= 1
            and not text.endswith((".", "!", ":"))
        )

    def is_called(self, text: str) -> bool:
        """Does the line begin with the given name? A family name may begin a firm's name as well."""
        said = _words(text)
        return bool(said) and bool(self.words) and said[0] == self.words[0]

    def _has(self, word: str, *, is_first: bool) -> bool:
        """Is this one of the name's words, or behind the first the initial of one?"""
        folded = word.casefold()
        return folded in self.words or (
            not is_first and len(word) == 1 and any(own[0] == folded for own in self.words)
        )

    def _is_short_form(self, text: str, letters: str) -> bool:
        """Can the letters be had from the name's words in order, each whole, as an initial or left out?"""
        if letters in _NO_NAMES or len(letters) > 40:
            return False
        reached = {0}
        for word in self.words:
            further = set(reached)
            for offset in reached:
                if letters.startswith(word, offset):
                    further.add(offset + len(word))
                if letters[offset : offset + 1] == word[0]:
                    further.add(offset + 1)
                if "." in text and text.lstrip()[0].isupper():
                    further.update(
                        offset + n for n in (2, 3) if len(word) > n and letters.startswith(word[:n], offset)
                    )
            reached = further
        return len(letters) in reached


def writer_of(display_name: str) -> Writer:
    """The writer by the display name of the From field; without words where there is none."""
    return Writer(tuple(_words(natural_order(display_name))[:_MAX_WORDS]))


def natural_order(display_name: str) -> str:
    """The name alone, given names first: "Moen, Kari (Eksempel AS)" is "Kari Moen"."""
    name = display_name[:100].strip(" \"'")
    behind = _BEHIND_NAME.search(name)
    if behind is not None and behind.start() > 0:
        name = name[: behind.start()]
    family, comma, given = name.partition(",")
    if comma and given.strip() and len(family.split()) <= 3:
        name = f"{given} {family}"
    return " ".join(name.split())


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text[:100])]
