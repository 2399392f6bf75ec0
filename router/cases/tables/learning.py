"""The tables of the model's own care: the trainings that the service has run, and each week's distance from
what the model was trained on. Rows are only added; queries live in the modules beside this one.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from router.database import Base, Json, UtcDateTime, stored_enum


class TrainingResult(StrEnum):
    """What came of a training that the service ran."""

    ACTIVATED = "activated"
    KEPT = "kept"
    """The new model stays a candidate: it is worse than the one in use."""
    FAILED = "failed"


class TrainingRow(Base):
    """A training that has ended."""

    __tablename__ = "trainings"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    result: Mapped[TrainingResult] = mapped_column(stored_enum(TrainingResult))
    version: Mapped[str | None] = mapped_column(String(100))
    """The new model; none where it failed."""
    reason: Mapped[str] = mapped_column(Text)
    """How the new model compared with the one before, or why there is none."""
    corpus_sha256: Mapped[str] = mapped_column(String(64))
    """Of the labelled mails, as they were when it began; empty where they could not be read."""
    last_correction: Mapped[int] = mapped_column(Integer)
    """The newest correction's id when it began; 0 where there was none."""


class DriftRow(Base):
    """A week's mail, compared with what the model was trained on."""

    __tablename__ = "drift_weeks"

    week_from: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    """The firm's Monday, at midnight."""
    computed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    comparison: Mapped[dict[str, Any]] = mapped_column(Json)
    """A ``router.learning.drift.comparison.Drift``."""
