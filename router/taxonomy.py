"""The two kinds and the competence areas: what a ticket can be, and what each is called.

The kinds are part of the code, because the support centre's rules hang on them. The areas are data, read
from `taxonomy.toml`, because a firm may rename, add or merge them and retrain. Nothing else in the
project may list the areas.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NewType

AreaCode = NewType("AreaCode", str)
"""An area's short name in labels, tables and logs, for example ``bank_remittering``."""


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
        TaxonomyError: the file is missing, is not TOML, or lacks a name in one of the answered languages.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TaxonomyError(
            f"{path}: cannot be read ({error.strerror}); name the file in [taxonomy]"
        ) from error
    except ValueError as error:
        raise TaxonomyError(f"{path}: is not TOML ({error}); mend that line") from error
    kinds = {kind: _names(path, f"kinds.{kind}", document.get("kinds", {}).get(kind)) for kind in Kind}
    areas = tuple(
        Area(AreaCode(code), _names(path, f"areas.{code}", entry), str(entry.get("covers", "")))
        for code, entry in document.get("areas", {}).items()
    )
    if len(areas) < 2:
        raise TaxonomyError(f"{path}: areas: has {len(areas)} areas; describe at least two as [areas.CODE]")
    return Taxonomy(areas, kinds)


def _names(path: Path, key: str, entry: object) -> Mapping[Language, str]:
    if not isinstance(entry, dict):
        raise TaxonomyError(f"{path}: {key}: missing; add a table [{key}] with nb, nn and en")
    names = {}
    for language in (Language.NB, Language.NN, Language.EN):
        name = entry.get(language.value)
        if not isinstance(name, str) or not name.strip():
            raise TaxonomyError(f"{path}: {key}.{language}: missing; write the name as a text")
        names[language] = name
    return names
