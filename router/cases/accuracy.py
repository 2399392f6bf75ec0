"""How often the model was right, among the tickets that a human has judged.

The model's word is the issue's, which never changes; the human's is the last correction of its ticket. A
ticket nobody has judged counts for nothing: where people only put wrong ones right, the figures look worse
than the model is, and where too few are judged they say nothing at all. Tickets that no model has judged
are left out.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from router.cases.tables import CorrectionRow, IssueRow, TicketRow
from router.taxonomy import NO_AREA

FEWEST_TO_TELL = 30
"""With fewer judged tickets than this, one more or less moves a share by several in a hundred."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Some tickets, and what humans said of them."""

    tickets: int
    """All of them, judged or not."""
    judged: int
    kind_right: int
    area_right: int
    both_right: int

    @property
    def tells_something(self) -> bool:
        """Whether enough are judged."""
        return self.judged >= FEWEST_TO_TELL


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The tickets of the shadow run, or the real ones."""

    all: Judged
    sure: Judged
    """Those that are routed without review, or would have been."""


def accuracy(session: Session, *, shadow: bool) -> Accuracy:
    """What humans have said up to now of the tickets of the shadow run, or of the real ones."""
    ids = latest_corrections().subquery()
    kind_is_right = and_(CorrectionRow.id.is_not(None), CorrectionRow.kind == IssueRow.kind)
    area_is_right = and_(CorrectionRow.id.is_not(None), CorrectionRow.area == IssueRow.area)
    rows = session.execute(
        select(
            IssueRow.auto_routed,
            func.count().label("tickets"),
            func.count(CorrectionRow.id).label("judged"),
            _number_of(kind_is_right).label("kind_right"),
            _number_of(area_is_right).label("area_right"),
            _number_of(and_(kind_is_right, area_is_right)).label("both_right"),
        )
        .select_from(TicketRow)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .outerjoin(ids, ids.c.ticket_id == TicketRow.id)
        .outerjoin(CorrectionRow, CorrectionRow.id == ids.c.correction_id)
        .where(TicketRow.shadow.is_(shadow), IssueRow.area != NO_AREA)
        .group_by(IssueRow.auto_routed)
    ).all()
    nothing = Judged(0, 0, 0, 0, 0)
    parts = {row.auto_routed: Judged(*row[1:]) for row in rows}
    sure, unsure = parts.get(True, nothing), parts.get(False, nothing)
    both = Judged(
        sure.tickets + unsure.tickets,
        sure.judged + unsure.judged,
        sure.kind_right + unsure.kind_right,
        sure.area_right + unsure.area_right,
        sure.both_right + unsure.both_right,
    )
    return Accuracy(both, sure)


def latest_corrections() -> Select[int, int]:
    """``(ticket_id, correction_id)``: the last word on each ticket that anybody has judged."""
    return select(CorrectionRow.ticket_id, func.max(CorrectionRow.id).label("correction_id")).group_by(
        CorrectionRow.ticket_id
    )


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
