"""Tickets: numbers that can be said on the phone, and one owner at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from router.cases import consultants, tickets
from router.cases.tables import AssignmentRow, ConsultantRow, IssueRow, TicketRow, TicketStatus
from router.database import Database
from router.taxonomy import AreaCode, Kind
from tests.cases.intakes import NOW, Counter, an_issue, unsure


def _next(database: Database, now: datetime = NOW) -> str:
    with database.write() as session:
        [number] = tickets.next_numbers(session, now, 1)
        return number


def _assignments(counter: Counter) -> list[tuple[str, bool]]:
    """Who has had a ticket, and whether he or she still has it, in order."""
    with counter.database.read() as session:
        rows = session.execute(
            select(ConsultantRow.code, AssignmentRow.ended_at.is_(None).label("is_open"))
            .join(AssignmentRow, AssignmentRow.consultant_id == ConsultantRow.id)
            .order_by(AssignmentRow.id)
        )
        return [(row.code, bool(row.is_open)) for row in rows]


def test_numbers_count_up_within_the_year(database: Database) -> None:
    assert [_next(database) for _ in range(3)] == ["2025-000001", "2025-000002", "2025-000003"]


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC), "2025-000001"),
        (datetime(2025, 12, 31, 23, 0, 0, tzinfo=UTC), "2026-000001"),
        (datetime(2026, 1, 1, 0, 0, 0, tzinfo=UTC), "2026-000001"),
        (datetime(2025, 6, 30, 22, 30, 0, tzinfo=UTC), "2025-000001"),
    ],
)
def test_the_year_is_that_of_the_clock_in_norway(database: Database, moment: datetime, number: str) -> None:
    assert _next(database, moment) == number


def test_each_year_begins_with_one_and_an_earlier_year_goes_on(database: Database) -> None:
    before, after = datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert [_next(database, moment) for moment in (before, after, before, after)] == [
        "2025-000001",
        "2026-000001",
        "2025-000002",
        "2026-000002",
    ]


def test_a_number_of_a_transaction_that_failed_is_given_out_again(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            tickets.next_numbers(session, NOW, 1)
            raise RuntimeError("on purpose")

    _next(database)
    with pytest.raises(RuntimeError):
        fail()
    assert _next(database) == "2025-000002"


def test_numbers_taken_at_once_are_unique_and_without_a_gap(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: _next(database), range(40)))
    assert sorted(numbers) == [f"2025-{number:06d}" for number in range(1, 41)]


def test_a_ticket_keeps_what_the_model_saw_and_why(counter: Counter) -> None:
    counter.ask(1, an_issue("Remitteringen feilet.", "bank_remittering"))
    with counter.database.read() as session:
        [issue] = session.scalars(select(IssueRow))
        [ticket] = session.scalars(select(TicketRow))
    assert (issue.kind, issue.area, issue.text) == (Kind.SUPPORT, "bank_remittering", "Remitteringen feilet.")
    assert (issue.kind_confidence, issue.area_confidence, issue.confidence) == (0.97, 0.96, 0.95)
    assert issue.why == [["area", "lønn", 1.5], ["kind", "stoppet", 0.5]]
    assert (issue.auto_routed, issue.model_version, issue.position) == (True, "test-1", 0)
    assert (ticket.issue_id, ticket.subject, ticket.received_at) == (issue.id, "Feil i lønn", NOW)


def test_a_ticket_in_review_belongs_to_nobody(counter: Counter) -> None:
    counter.ask(1, unsure())
    [ticket] = counter.tickets()
    assert ticket.status is TicketStatus.REVIEW
    assert _assignments(counter) == []
    with counter.database.read() as session:
        assert tickets.owner_of(session, ticket, counter.desk.roster) is None


def test_a_ticket_that_nobody_takes_waits_unassigned_and_the_log_says_so(counter: Counter) -> None:
    counter.desk = replace(counter.desk, roster=[one for one in counter.desk.roster if one.code == "astrid"])
    counter.ask(1, an_issue(area="lonn"))
    [ticket] = counter.tickets()
    assert ticket.status is TicketStatus.UNASSIGNED
    assert ("router", "left_unassigned", "no consultant takes support in lonn") in counter.events()


def test_work_goes_round_among_those_who_can_do_it(counter: Counter) -> None:
    for number in range(5):
        counter.ask(number, an_issue(area="lonn"))
    # Bjørn has capacity 1, Håkon 0.8.
    assert [code for code, _ in _assignments(counter)] == ["bjorn", "hakon", "bjorn", "hakon", "bjorn"]


def test_the_issues_of_one_mail_go_to_those_who_know_them(counter: Counter) -> None:
    counter.ask(
        1, an_issue(area="lonn"), an_issue(area="bransje"), an_issue(area="bransje", kind=Kind.OPPDRAG)
    )
    assert [code for code, _ in _assignments(counter)] == ["bjorn", "camilla", "gro"]


def test_giving_a_ticket_away_ends_the_earlier_assignment(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    later = NOW + timedelta(hours=1)
    with counter.database.write() as session:
        ticket = session.scalars(select(TicketRow)).one()
        ticket.area = "teknisk"
        owned = tickets.assign(session, ticket, counter.desk.roster, later)
    assert owned.owner is not None
    assert owned.owner.code == "dag"
    assert _assignments(counter) == [("bjorn", False), ("dag", True)]
    with counter.database.read() as session:
        assert session.scalars(select(AssignmentRow.ended_at).order_by(AssignmentRow.id)).first() == later
        now_with = tickets.owner_of(session, owned.row, counter.desk.roster)
        assert now_with == owned.owner
        workload = consultants.workload(session)
        assert [
            workload.open_tickets(one) for one in counter.desk.roster if one.code in ("bjorn", "dag")
        ] == [0, 1]


def test_a_ticket_that_nobody_takes_any_more_loses_its_owner(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    with counter.database.write() as session:
        ticket = session.scalars(select(TicketRow)).one()
        assert tickets.assign(session, ticket, (), NOW).owner is None
    assert _assignments(counter) == [("bjorn", False)]
    assert counter.tickets()[0].status is TicketStatus.UNASSIGNED


def test_the_database_refuses_a_second_open_assignment(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))

    def assign_again() -> None:
        with counter.database.write() as session:
            [first] = session.scalars(select(AssignmentRow))
            session.add(
                AssignmentRow(ticket_id=first.ticket_id, consultant_id=first.consultant_id, assigned_at=NOW)
            )

    with pytest.raises(IntegrityError):
        assign_again()


def test_an_owner_who_has_left_the_file_is_no_owner(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    [ticket] = counter.tickets()
    with counter.database.read() as session:
        assert tickets.owner_of(session, ticket, ()) is None


def test_a_ticket_is_found_by_its_number(counter: Counter) -> None:
    counter.ask(1)
    with counter.database.read() as session:
        found = tickets.by_number(session, "2025-000001")
        assert found is not None
        assert found.area == AreaCode("lonn")
        assert tickets.by_number(session, "2025-000002") is None
