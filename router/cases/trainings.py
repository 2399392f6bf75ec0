"""The trainings that the service has run: what came of each, and whether there is anything new to learn from.

A training that failed taught nothing, so what it was to learn from is still new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from router.cases.tables import CorrectionRow, MessageCorrectionRow
from router.cases.tables.learning import TrainingResult, TrainingRow
from router.database import storable

_CORRECTIONS: tuple[type[CorrectionRow] | type[MessageCorrectionRow], ...] = (
    CorrectionRow,
    MessageCorrectionRow,
)


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that there was to learn from at one moment."""

    corpus_sha256: str
    last_correction: int
    """Grows with each correction; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Training:
    """A training that has ended."""

    started_at: datetime
    ended_at: datetime
    result: TrainingResult
    version: str | None
    """The new model; ``None`` where it failed."""
    reason: str
    """How the new model compared with the one before, or why there is none."""
    lessons: Lessons


def record(session: Session, training: Training) -> None:
    """Keep it."""
    session.add(
        TrainingRow(
            started_at=training.started_at,
            ended_at=training.ended_at,
            result=training.result,
            version=training.version,
            reason=storable(training.reason),
            corpus_sha256=training.lessons.corpus_sha256,
            last_correction=training.lessons.last_correction,
        )
    )


def latest(session: Session, *, has_taught: bool = False) -> Training | None:
    """The last that ended; with ``has_taught`` the last that made a model."""
    statement = select(TrainingRow).order_by(TrainingRow.id.desc()).limit(1)
    if has_taught:
        statement = statement.where(TrainingRow.result != TrainingResult.FAILED)
    row = session.scalars(statement).one_or_none()
    if row is None:
        return None
    return Training(
        row.started_at, row.ended_at, row.result, row.version, row.reason,
        Lessons(row.corpus_sha256, row.last_correction),
    )  # fmt: skip


def versions_made(session: Session) -> Sequence[str]:
    """The models that the service's own trainings have made, oldest first."""
    made = session.scalars(select(TrainingRow.version).order_by(TrainingRow.id))
    return [version for version in made if version is not None]


def last_correction(session: Session) -> int:
    """A number that grows with each correction, of a ticket or of a mail; 0 where there is none."""
    newest = (session.scalars(select(func.max(table.id))).one() for table in _CORRECTIONS)
    return sum(number or 0 for number in newest)


def corrected_since(session: Session, moment: datetime) -> bool:
    """Whether anybody has corrected a ticket or a mail after this moment."""
    return any(
        session.scalars(select(exists().where(table.corrected_at > moment))).one() for table in _CORRECTIONS
    )
