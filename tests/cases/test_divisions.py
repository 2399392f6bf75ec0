"""A human divides a mail otherwise: tickets follow, nothing is lost, and the customer is not written to."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from router.cases.corrections import CorrectionError, correct
from router.cases.divisions import Divided, Part, divide, join, sentences
from router.cases.tables import AssignmentRow, CorrectionRow, IssueRow, MessageCorrectionRow, TicketStatus
from router.post.tables import Purpose
from router.taxonomy import AreaCode, Kind
from tests.cases.intakes import NOW, Counter, a_request, an_issue, reading, unjudged_reading
from tests.cases.test_judged_mails import LABELS, PAYROLL, TEXT, learnt, only, placed, say, take_two

LATER = NOW + timedelta(hours=2)
REPORT = Part("Kan dere", Kind.OPPDRAG, AreaCode("rapport_skjema"))


def take_one(counter: Counter, *, shadow: bool = False) -> None:
    """A mail with two matters that the model took for one."""
    raw = a_request(1, text=TEXT)
    counter.take(raw, reading(raw, placed(an_issue(area="lonn"), f"{PAYROLL}\n\n{LABELS}")), shadow=shadow)


def do_join(counter: Counter, *numbers: str, area: str | None = None, by: str = "Eli") -> Divided:
    with counter.database.write() as session:
        return join(
            session,
            numbers,
            area=AreaCode(area) if area else None,
            corrected_by=by,
            desk=counter.desk,
            now=LATER,
        )


def do_divide(
    counter: Counter, number: str, *parts: Part, area: str | None = None, by: str = "Eli"
) -> Divided:
    with counter.database.write() as session:
        return divide(
            session,
            number,
            parts,
            area=AreaCode(area) if area else None,
            corrected_by=by,
            desk=counter.desk,
            now=LATER,
        )


def to_customer(counter: Counter) -> int:
    return [mail.purpose for mail in counter.outgoing()].count(Purpose.RECEIPT)


def texts(counter: Counter) -> list[str]:
    """What each open ticket is about."""
    with counter.database.read() as session:
        rows = session.scalars(select(IssueRow)).all()
    of = {row.id: row.text for row in rows}
    return [of[ticket.issue_id] for ticket in counter.tickets() if ticket.status is not TicketStatus.CLOSED]


def test_tickets_that_are_one_issue_are_joined_and_the_other_points_to_the_first(counter: Counter) -> None:
    take_two(counter)
    say(counter, "2025-000002", "rapport_skjema")
    do_join(counter, "2025-000001", "2025-000002")
    first, second = counter.tickets()
    assert (first.status, first.area) == (TicketStatus.ASSIGNED, "lonn")
    assert (second.status, second.continued_in_id) == (TicketStatus.CLOSED, first.id)
    assert texts(counter) == [f"{PAYROLL}\n\n{LABELS}"]
    with counter.database.read() as session:
        open_ones = session.scalars(
            select(AssignmentRow.ticket_id).where(AssignmentRow.ended_at.is_(None))
        ).all()
    assert open_ones == [first.id]
    assert to_customer(counter) == 1
    assignment, closing = counter.outgoing()[-2:]
    assert (assignment.purpose, assignment.ticket_id) == (Purpose.ASSIGNMENT, first.id)
    assert (closing.purpose, closing.ticket_id) == (Purpose.CLOSING_NOTICE, second.id)
    assert b"2025-000001" in closing.raw


def test_who_said_so_when_and_what_the_model_had_said_is_kept(counter: Counter) -> None:
    take_two(counter)
    do_join(counter, "2025-000001", "2025-000002")
    with counter.database.read() as session:
        [row] = session.scalars(select(MessageCorrectionRow))
        issues = session.scalars(select(IssueRow).order_by(IssueRow.id)).all()
    assert (row.corrected_by, row.corrected_at, row.model_version) == ("Eli", LATER, "test-1")
    assert (len(row.pieces_before), len(row.pieces)) == (2, 1)
    assert [(issue.area, issue.model_version) for issue in issues] == [
        ("lonn", "test-1"),
        ("lonn", "test-1"),
        ("", ""),
    ]
    assert ("Eli", "corrected", "2 → 1 issues") in counter.events()


@pytest.mark.parametrize("begins_with", ["Kan dere", "kan  DERE\nlage", "2", LABELS])
def test_a_ticket_is_divided_by_first_words_or_by_the_number_of_a_sentence(
    counter: Counter, begins_with: str
) -> None:
    take_one(counter)
    divided = do_divide(counter, "2025-000001", Part(begins_with, Kind.OPPDRAG, AreaCode("rapport_skjema")))
    assert texts(counter) == [PAYROLL, LABELS]
    first, second = counter.tickets()
    assert (first.number, first.kind, first.area) == ("2025-000001", Kind.SUPPORT, "lonn")
    assert (second.number, second.kind, second.area) == ("2025-000002", Kind.OPPDRAG, "rapport_skjema")
    assert second.status is TicketStatus.ASSIGNED
    assert (second.conversation_id, second.contact_id) == (first.conversation_id, first.contact_id)
    assert [owned.owner is not None for owned in divided.tickets] == [True, True]
    assert to_customer(counter) == 1
    mails = counter.outgoing()[-2:]
    assert [mail.ticket_id for mail in mails] == [first.id, second.id]
    assert b"2025-000002" in mails[0].raw


def test_the_sentences_of_a_ticket_are_numbered(counter: Counter) -> None:
    take_one(counter)
    with counter.database.read() as session:
        assert sentences(session, "2025-000001") == (PAYROLL, LABELS)


def test_a_divided_mail_teaches_the_new_split(counter: Counter) -> None:
    take_one(counter)
    do_divide(counter, "2025-000001", REPORT)
    mail = only(counter)
    assert [(issue.kind, issue.area) for issue in mail.issues] == [
        (Kind.SUPPORT, "lonn"),
        (Kind.OPPDRAG, "rapport_skjema"),
    ]
    assert mail.issues[1].text == LABELS


def test_a_joined_mail_teaches_one_issue(counter: Counter) -> None:
    take_two(counter)
    do_join(counter, "2025-000001", "2025-000002", area="teknisk")
    [issue] = only(counter).issues
    assert issue.area == "teknisk"
    assert issue.text.endswith(LABELS)


def test_one_divides_what_another_joined_they_disagree_and_who_comes_round_ends_it(counter: Counter) -> None:
    take_two(counter)
    do_join(counter, "2025-000001", "2025-000002", by="Eli")
    do_divide(counter, "2025-000001", REPORT, by="Ola")
    found = learnt(counter)
    assert found.mails == ()
    [shown] = found.disagreements
    assert (shown.about, [(said.by, said.what) for said in shown.words]) == (
        "mail 1",
        [("Eli", "request, one issue"), ("Ola", "request, 2 issues")],
    )
    do_join(counter, "2025-000001", "2025-000003", by="Ola")
    assert learnt(counter).disagreements == ()
    assert len(only(counter).issues) == 1


def test_a_follow_up_to_a_joined_ticket_goes_to_the_one_that_holds_its_matter(counter: Counter) -> None:
    take_two(counter)
    do_join(counter, "2025-000001", "2025-000002")
    raw = a_request(2, subject="Re: sak 2025-000002", text="Her er etiketten. Sak 2025-000002.")
    settled = counter.take(raw, reading(raw))
    assert settled.ticket_numbers == ("2025-000001",)


def test_a_joined_ticket_says_where_its_matter_is(counter: Counter) -> None:
    take_two(counter)
    do_join(counter, "2025-000001", "2025-000002")
    with (
        pytest.raises(CorrectionError, match="2025-000002 is closed; its matter is in 2025-000001"),
        counter.database.write() as session,
    ):
        correct(session, "2025-000002", corrected_by="Eli", desk=counter.desk, now=LATER)


def test_a_shadow_runs_ticket_is_divided_on_paper_only(counter: Counter) -> None:
    take_one(counter, shadow=True)
    before = len(counter.outgoing()), counter.count(AssignmentRow)
    divided = do_divide(counter, "2025-000001", REPORT)
    assert [owned.owner for owned in divided.tickets] == [None, None]
    assert (len(counter.outgoing()), counter.count(AssignmentRow)) == before
    assert all(ticket.shadow for ticket in counter.tickets())
    assert len(only(counter).issues) == 2


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ("Kan vi", "do not stand in 2025-000001"),
        ("e", "stand in 2025-000001 .* times; quote a few more"),
        ("3", "2025-000001 has 2 sentences; 3 is none of them"),
        ("Hei,", "nothing would be left of 2025-000001"),
        (" ", "say with which words"),
        ("[(", "do not stand in"),
    ],
)
def test_a_part_must_be_found_once_and_leave_something(counter: Counter, part: str, complaint: str) -> None:
    take_one(counter)
    with pytest.raises(CorrectionError, match=complaint):
        do_divide(counter, "2025-000001", Part(part, Kind.SUPPORT, AreaCode("lonn")))
    assert counter.count(MessageCorrectionRow) == counter.count(CorrectionRow) == 0


def test_only_tickets_of_one_mail_are_joined(counter: Counter) -> None:
    take_two(counter)
    counter.ask(2)
    with pytest.raises(CorrectionError, match="2025-000003 came with another mail"):
        do_join(counter, "2025-000001", "2025-000003")
    with pytest.raises(CorrectionError, match="name two tickets or more"):
        do_join(counter, "2025-000001", "2025-000001")


def test_what_no_model_has_judged_needs_an_area(counter: Counter) -> None:
    raw = a_request(1, text=TEXT)
    counter.take(raw, unjudged_reading(raw))
    with pytest.raises(CorrectionError, match=r"no model has judged 2025-000001: say its --area"):
        do_divide(counter, "2025-000001", REPORT)
    do_divide(counter, "2025-000001", REPORT, area="lonn")
    assert [issue.area for issue in only(counter).issues] == ["lonn", "rapport_skjema"]


@pytest.mark.parametrize("table", ["corrections", "message_corrections"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET corrected_by = 'x'"])
def test_no_word_of_a_human_is_lost_or_overwritten(counter: Counter, table: str, change: str) -> None:
    take_one(counter)
    do_divide(counter, "2025-000001", REPORT)
    with (
        pytest.raises(DBAPIError, match="only ever added to"),
        counter.database.engine.begin() as connection,
    ):
        connection.execute(text(change.format(table)))
