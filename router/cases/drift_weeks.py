"""What came in during some time, for the comparison with training; and the comparisons, week by week.

A week is the firm's: from Monday at midnight to Monday at midnight in its own zone.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from router.cases.tables import IssueRow, MessageRow, Outcome, TicketRow
from router.cases.tables.learning import DriftRow
from router.clock import FIRM_ZONE
from router.database import insert_into, storable
from router.learning.drift.comparison import Drift, Incoming, IncomingIssue
from router.taxonomy import NO_AREA, AreaCode

_MOST_ISSUES = 20_000
"""The newest of a longer time are enough to tell by."""
_DRIFT = TypeAdapter(Drift)


@dataclass(frozen=True, slots=True)
class Week:
    """A time from, and up to but not including, another."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class DriftOfWeek:
    """A week's comparison, as it was kept."""

    since: datetime
    computed_at: datetime
    drift: Drift


def week_before(now: datetime) -> Week:
    """The last week that is over."""
    today = now.astimezone(FIRM_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    # Calendar days, of which one in spring has 23 hours: the zone's arithmetic, not UTC's.
    monday = today - timedelta(days=today.weekday())
    return Week(monday - timedelta(days=7), monday)


def incoming(session: Session, week: Week, *, shadow: bool) -> Incoming:
    """The issues that a model has judged, and the mails by class."""
    rows = session.execute(
        select(
            IssueRow.text,
            MessageRow.from_address,
            TicketRow.kind,
            TicketRow.area,
            IssueRow.area.label("model_area"),
            IssueRow.auto_routed,
        )
        .select_from(TicketRow)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .join(MessageRow, MessageRow.id == IssueRow.message_id)
        .where(
            TicketRow.shadow.is_(shadow),
            TicketRow.received_at >= week.since,
            TicketRow.received_at < week.until,
            IssueRow.area != NO_AREA,
        )
        .order_by(TicketRow.id.desc())
        .limit(_MOST_ISSUES)
    )
    classes = session.execute(
        select(MessageRow.message_class, func.count().label("mails"))
        .where(
            MessageRow.shadow.is_(shadow),
            MessageRow.outcome.in_((Outcome.ROUTED, Outcome.FOLLOWUP, Outcome.NO_ACTION)),
            MessageRow.received_at >= week.since,
            MessageRow.received_at < week.until,
            MessageRow.message_class.is_not(None),
        )
        .group_by(MessageRow.message_class)
    )
    return Incoming(
        issues=tuple(
            IncomingIssue(
                row.text, row.from_address, row.kind, AreaCode(row.area), AreaCode(row.model_area),
                not row.auto_routed,
            )
            for row in rows
        ),
        classes={row.message_class: row.mails for row in classes},
    )  # fmt: skip


def is_kept(session: Session, week: Week) -> bool:
    """Whether this week's comparison has been made."""
    return session.get(DriftRow, week.since) is not None


def keep(session: Session, week: Week, drift: Drift, now: datetime) -> None:
    """Keep it, unless another has been quicker."""
    comparison = _DRIFT.dump_python(drift, mode="json")
    comparison["new_words"] = [{**asdict(new), "word": storable(new.word)} for new in drift.new_words]
    session.execute(
        insert_into(session, DriftRow)
        .values(week_from=week.since, computed_at=now, comparison=comparison)
        .on_conflict_do_nothing(index_elements=[DriftRow.week_from])
    )


def latest(session: Session) -> DriftOfWeek | None:
    """The last week's; ``None`` where there is none, or another version has written it in another form."""
    row = session.scalars(select(DriftRow).order_by(DriftRow.week_from.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    try:
        return DriftOfWeek(row.week_from, row.computed_at, _DRIFT.validate_python(row.comparison))
    except ValueError:
        return None
