"""The consultants' file, and the choice of who gets a ticket.

The file is the truth about areas, kinds and capacity; the table only remembers who has been given what. The
choice is a pure function of the roster and of how many tickets each has now.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from router.cases.tables import AssignmentRow, ConsultantRow
from router.database import insert_into
from router.post.compose import address_can_be_written
from router.taxonomy import AreaCode, Kind, Language, Taxonomy


class RosterError(ValueError):
    """The consultants' file cannot be used. The message names file, key and remedy."""


@dataclass(frozen=True, slots=True)
class Consultant:
    """One consultant, as the file has it."""

    code: str
    name: str
    address: str
    areas: frozenset[AreaCode]
    kinds: frozenset[Kind]
    capacity: float
    language: Language


Roster = Sequence[Consultant]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    address: str
    areas: Annotated[list[str], Field(min_length=1)]
    kinds: Annotated[list[Kind], Field(min_length=1)]
    capacity: Annotated[float, Field(gt=0, le=1000)] = 1.0
    language: Language = Language.NB

    @field_validator("address")
    @classmethod
    def _can_be_written_to(cls, value: str) -> str:
        if not address_can_be_written(value):
            raise ValueError("is not a mail address; write one such as kari@firma.example")
        return value


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    consultants: dict[Annotated[str, Field(max_length=100)], _Entry] = Field(min_length=1)


def load_roster(path: Path, taxonomy: Taxonomy | None) -> Roster:
    """Read the consultants' file, in its order. Without a taxonomy, its areas may be any.

    Raises:
        RosterError: with one line for each fault.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RosterError(
            f"{path}: cannot be read ({error.strerror}); copy config/consultants.toml"
        ) from error
    except ValueError as error:
        raise RosterError(f"{path}: is not TOML ({error}); mend that line") from error
    try:
        entries = _File(**document).consultants
    except ValidationError as error:
        lines = (
            f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}; "
            "config/consultants.toml shows how"
            for fault in error.errors()
        )
        raise RosterError("\n".join(lines)) from error
    faults = [
        f"{path}: consultants.{code}.areas: {area!r} is unknown; use one of {', '.join(taxonomy.codes)}"
        for code, entry in entries.items()
        for area in entry.areas
        if taxonomy is not None and area not in taxonomy.codes
    ]
    if faults:
        raise RosterError("\n".join(faults))
    return tuple(
        Consultant(
            code,
            entry.name,
            entry.address,
            frozenset(map(AreaCode, entry.areas)),
            frozenset(entry.kinds),
            entry.capacity,
            entry.language,
        )
        for code, entry in entries.items()
    )


def takes(consultant: Consultant, kind: Kind, area: AreaCode) -> bool:
    """Whether tickets of this kind and area are the consultant's to solve."""
    return kind in consultant.kinds and area in consultant.areas


def choose(roster: Roster, load: Mapping[str, int], kind: Kind, area: AreaCode) -> Consultant | None:
    """Who gets the ticket: of those with its kind and area, the one with the least to do for the capacity.

    ``load`` is the number of open tickets by consultant's code. Between equals the order of the file decides.
    """
    able = [one for one in roster if takes(one, kind, area)]
    return min(able, key=lambda one: (load.get(one.code, 0) + 1) / one.capacity, default=None)


def uncovered(roster: Roster, taxonomy: Taxonomy) -> list[tuple[Kind, AreaCode]]:
    """The kinds and areas that nobody takes."""
    return [
        (kind, area) for kind in Kind for area in taxonomy.codes if choose(roster, {}, kind, area) is None
    ]


@dataclass(slots=True)
class Workload:
    """Who has how much to do, as this transaction sees it; counts on as tickets are given away."""

    _session: Session
    _open: dict[str, int]
    _rows: dict[str, ConsultantRow]

    def open_tickets(self, consultant: Consultant) -> int:
        """How many tickets the consultant has now."""
        return self._open.get(consultant.code, 0)

    def choose(self, roster: Roster, kind: Kind, area: AreaCode) -> Consultant | None:
        """Who gets the next ticket of this kind and area."""
        return choose(roster, self._open, kind, area)

    def give(self, consultant: Consultant) -> ConsultantRow:
        """Count one more ticket; the consultant's row, made or brought up to date with the file."""
        self._open[consultant.code] = self._open.get(consultant.code, 0) + 1
        row = self._rows.get(consultant.code)
        if row is None or (row.name, row.address) != (consultant.name, consultant.address):
            row = self._session.get_one(
                ConsultantRow, row_of(self._session, consultant), populate_existing=True
            )
            self._rows[consultant.code] = row
        return row


def workload(session: Session) -> Workload:
    """Who has how much to do now. Tickets of a shadow run are nobody's work."""
    counted = session.execute(
        select(ConsultantRow, func.count(AssignmentRow.consultant_id))
        .outerjoin(
            AssignmentRow,
            and_(AssignmentRow.consultant_id == ConsultantRow.id, AssignmentRow.ended_at.is_(None)),
        )
        .group_by(ConsultantRow.id)
    ).all()
    rows = {row.code: row for row, _ in counted}
    return Workload(session, {row.code: count for row, count in counted}, rows)


def row_of(session: Session, consultant: Consultant) -> int:
    """The id of the consultant's row, made or brought up to date with the file."""
    values = {"name": consultant.name, "address": consultant.address}
    return session.scalars(
        insert_into(session, ConsultantRow)
        .values(code=consultant.code, **values)
        .on_conflict_do_update(index_elements=[ConsultantRow.code], set_=values)
        .returning(ConsultantRow.id)
    ).one()
