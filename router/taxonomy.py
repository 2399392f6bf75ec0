"""The two kinds and the competence areas: what a ticket can be, and what each is called.

The kinds are part of the code, because the support centre's rules hang on them. The areas are data, read
from `taxonomy.toml`, because a firm may rename, add or merge them and retrain. Nothing else in the
project may list the areas.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

AreaCode = NewType("AreaCode", str)
"""An area's short name in labels, tables and logs, for example ``bank_remittering``."""
NO_AREA = AreaCode("")
"""Stands where no model has judged and no human has said yet."""


class Kind(StrEnum):
    """Is it support, or a consultant assignment? (LABELLING.md, "Kind")"""

    SUPPORT = "support"
    OPPDRAG = "oppdrag"


class Language(StrEnum):
    """A language that a text is written in. The first three are those the centre answers in."""

    NB = "nb"
    NN = "nn"
    EN = "en"
    DA = "da"
    SV = "sv"
    OTHER = "other"

    @property
    def answered_in(self) -> "Language":
        """The language of the answer: a Dane or a Swede reads Bokmål; everyone else gets English."""
        match self:
            case Language.NB | Language.DA | Language.SV:
                return Language.NB
            case Language.NN:
                return Language.NN
            case _:
                return Language.EN


_NAMED_IN = (Language.NB, Language.NN, Language.EN)
_CODE = re.compile(r"[a-z0-9_]{1,50}")


class TaxonomyError(ValueError):
    """The taxonomy file cannot be used. The message names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Area:
    """One competence area."""

    code: AreaCode
    names: Mapping[Language, str]
    covers: str

    def name(self, language: Language) -> str:
        """What customers and staff read, in the language that they are answered in."""
        return self.names[language.answered_in]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The areas in the order of the file, and what the kinds are called."""

    areas: tuple[Area, ...]
    kind_names: Mapping[Kind, Mapping[Language, str]]

    def area(self, code: AreaCode) -> Area:
        """The area with this code.

        Raises:
            KeyError: the taxonomy has no such area.
        """
        for area in self.areas:
            if area.code == code:
                return area
        raise KeyError(code)

    def kind_name(self, kind: Kind, language: Language) -> str:
        """What customers and staff call the kind."""
        return self.kind_names[kind][language.answered_in]

    @property
    def codes(self) -> tuple[AreaCode, ...]:
        return tuple(area.code for area in self.areas)


def load_taxonomy(path: Path) -> Taxonomy:
    """Read a taxonomy file.

    Raises:
        TaxonomyError: with one line for each fault: file, key, what is wrong, what to do.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TaxonomyError(
            f"{path}: cannot be read ({error.strerror}); name the file with the key taxonomy"
        ) from error
    except ValueError as error:
        raise TaxonomyError(f"{path}: is not TOML ({error}); mend that line") from error
    faults = [*_strange_keys("", document, ("kinds", "areas"))]
    kinds, areas = _table(document, "kinds", faults), _table(document, "areas", faults)
    faults += _strange_keys("kinds.", kinds, tuple(Kind))
    kind_names = {kind: _names(f"kinds.{kind}", kinds.get(kind), faults) for kind in Kind}
    known = tuple(_area(code, entry, faults) for code, entry in areas.items())
    if len(areas) < 2:
        faults.append(f"areas: has {len(areas)} areas; describe at least two as [areas.CODE]")
    if faults:
        raise TaxonomyError("\n".join(f"{path}: {fault}" for fault in faults))
    return Taxonomy(known, kind_names)


def _area(code: str, entry: object, faults: list[str]) -> Area:
    key = f"areas.{code}"
    if not _CODE.fullmatch(code):
        faults.append(f"{key}: is not a code; use up to 50 small letters a-z, digits and _")
    names = _names(key, entry, faults, "covers")
    covers = entry.get("covers", "") if isinstance(entry, dict) else ""
    if not isinstance(covers, str):
        faults.append(f"{key}.covers: is not a text; put it between quotation marks")
    return Area(AreaCode(code), names, str(covers))


def _names(key: str, entry: object, faults: list[str], *others: str) -> Mapping[Language, str]:
    """The names in the languages that are answered in. Tables of names may hold these other keys."""
    if not isinstance(entry, dict):
        faults.append(f"{key}: missing; add a table [{key}] with nb, nn and en")
        return {}
    faults += _strange_keys(f"{key}.", entry, (*_NAMED_IN, *others))
    names = {}
    for language in _NAMED_IN:
        name = entry.get(language.value)
        if isinstance(name, str) and name.strip():
            names[language] = name
        else:
            faults.append(f"{key}.{language}: missing; write the name as a text")
    return names


def _table(document: Mapping[str, Any], key: str, faults: list[str]) -> Mapping[str, Any]:
    table = document.get(key, {})
    if isinstance(table, dict):
        return table
    faults.append(f"{key}: is not a table; write [{key}.NAME] tables")
    return {}


def _strange_keys(prefix: str, table: Mapping[str, Any], known: Sequence[str]) -> list[str]:
    faults = []
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"take it out; known here: {', '.join(known)}"
            faults.append(f"{prefix}{key}: unknown key; {hint}")
    return faults
