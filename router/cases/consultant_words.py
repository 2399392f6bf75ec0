"""What a consultant says in an answer to the assignment mail: "Område: lønn", "Feil type, dette er oppdrag".

Only the first lines are read, and only lines that begin as such a word does: a sentence that mentions an area
commands nothing. Areas and kinds go by their codes and their names in Bokmål, Nynorsk and English, in part
where that part is one area's alone ("integrasjon", "faktura"), and without the letters of Norwegian
("lonn"). A plain function on a text: who may say so is decided by the intake.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from router.taxonomy import AreaCode, Kind, Taxonomy

_MOST_LINES = 3
_LONGEST_LINE = 200
_FEWEST_LETTERS = 3
_LABEL = (
    r"(?:(?P<area>(?:kompetanse|fag|saks?)?(?:område|omrade|omraade)t?|(?:competence )?area)"
    r"|(?P<kind>(?:saks?|case )?-?(?:type|slag|kind)n?))"
)
_LABELLED = re.compile(rf"{_LABEL}\s{{0,3}}[:=]\s{{0,3}}(?P<name>\S.*)", re.IGNORECASE)
_WRONG = re.compile(
    rf"(?:feil|galt|gale?|wrong|incorrect)\s{{1,3}}{_LABEL}[\s,;:.!–-]{{1,5}}"
    r"(?:(?:dette|det|denne|saken|saka|this|it|the case)\s{1,3})?"
    r"(?:(?:er|is|gjelder|gjeld|skal(?: være| vere)?|should be|hører|høyrer|belongs|rett er|riktig er)"
    r"\s{1,3})?"
    r"(?:(?:til|under|to|på)\s{1,3})?(?P<name>\S.*)",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r"\s*[,;]\s*(?:(?:og|and)\s+)?(?=(?:(?:kompetanse|fag|saks?)?(?:område|omrade)t?|area|saks?type|type|kind)\s*[:=])",
    re.IGNORECASE,
)
_GREETING = re.compile(r"(?:hei|heisann|hallo|hello|hi)\b[^:=?.]{0,30}", re.IGNORECASE)
_NAME_ENDS = re.compile(r"[,.;:!(\n]")
_WORD = re.compile(r"[a-z0-9]+")
_SMALL_WORDS = frozenset({"og", "and", "the", "i", "som"})
_WITHOUT_NORWEGIAN_LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "ae"})
_ENDING = re.compile(r"(?<=\w{4})(?:ene|ane|er|ar|en|et|a|s)$")
_KINDS_ALSO_CALLED = {
    Kind.OPPDRAG: ("oppdrag", "konsulent", "consultancy"),
    Kind.SUPPORT: ("brukerstøtte", "brukarstøtte"),
}
_Code = TypeVar("_Code", AreaCode, Kind)


@dataclass(frozen=True, slots=True)
class Word:
    """What a consultant says that a case is; ``None`` where nothing is said of it, or nothing understood."""

    kind: Kind | None
    area: AreaCode | None
    not_understood: str
    """A name that is none of ours, or of several; empty where all was understood."""
    rest: str
    """What else the consultant writes."""


def word_in(text: str, taxonomy: Taxonomy) -> Word | None:
    """What the first lines of an answer say; ``None`` where they are no such word."""
    lines = text.strip().split("\n")
    if _GREETING.fullmatch(lines[0].strip()):
        lines = "\n".join(lines[1:]).strip().split("\n")
    kind: Kind | None = None
    area: AreaCode | None = None
    not_understood, rest, read = "", [], 0
    for line in lines[:_MOST_LINES]:
        found = [_match(part) for part in _NEXT_LABEL.split(line.strip(" \t*_\r"))] if line.strip() else []
        matches = [match for match in found if match is not None]
        if len(line) > _LONGEST_LINE or not matches or len(matches) < len(found):
            break
        read += 1
        for match in matches:
            end = _NAME_ENDS.search(match["name"])
            name = match["name"][: end.start()] if end is not None else match["name"]
            rest.append(match["name"][end.end() :].strip() if end is not None else "")
            if match["area"]:
                area = _only(name, _area_names(taxonomy))
                not_understood = not_understood or ("" if area else name)
            else:
                kind = _only(name, _kind_names(taxonomy))
                not_understood = not_understood or ("" if kind else name)
    if not read:
        return None
    return Word(kind, area, not_understood.strip(), "\n".join(filter(None, [*rest, *lines[read:]])).strip())


def _match(part: str) -> re.Match[str] | None:
    return _LABELLED.match(part) or _WRONG.match(part)


def _area_names(taxonomy: Taxonomy) -> Mapping[AreaCode, Sequence[str]]:
    return {area.code: (area.code, *area.names.values()) for area in taxonomy.areas}


def _kind_names(taxonomy: Taxonomy) -> Mapping[Kind, Sequence[str]]:
    return {kind: (kind, *taxonomy.kind_names[kind].values(), *_KINDS_ALSO_CALLED[kind]) for kind in Kind}


def _only(said: str, names: Mapping[_Code, Sequence[str]]) -> _Code | None:
    """What goes by this name in full; or else what alone does in part."""
    words = _words(said)
    if not words:
        return None
    in_full = [code for code, own in names.items() if any(_words(name) == words for name in own)]
    if len(in_full) == 1:
        return in_full[0]
    in_part = [
        code
        for code, own in names.items()
        if all(any(_begins(word, of) for name in own for of in _words(name)) for word in words)
    ]
    return in_part[0] if len(in_part) == 1 else None


def _words(name: str) -> list[str]:
    plain = name.casefold().translate(_WITHOUT_NORWEGIAN_LETTERS)
    found = _WORD.findall(plain.replace("_", " "))
    return [_ENDING.sub("", word) for word in found if word not in _SMALL_WORDS]


def _begins(said: str, word: str) -> bool:
    return said == word or (len(said) >= _FEWEST_LETTERS and word.startswith(said))
