"""Corrections: a human's word is obeyed at once, and kept as training data (promise 7)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from router.cases.corrections import CorrectionError, correct
from router.cases.tables import AssignmentRow, CorrectionRow, IssueRow, TicketStatus
from router.cases.tickets import OwnedTicket
from router.post.tables import OutgoingState, Purpose
from router.taxonomy import AreaCode, Kind
from tests.cases.intakes import NOW, Counter, a_request, an_issue, unsure

LATER = NOW + timedelta(hours=2)


def _correct(
    counter: Counter, number: str = "2025-000001", *, kind: Kind | None = None, area: str | None = None
) -> OwnedTicket:
    with counter.database.write() as session:
        return correct(
            session,
            number,
            kind=kind,
            area=AreaCode(area) if area is not None else None,
            corrected_by="Eli",
            desk=counter.desk,
            now=LATER,
        )


def _corrections(counter: Counter) -> list[CorrectionRow]:
    with counter.database.read() as session:
        return list(session.scalars(select(CorrectionRow)))


def test_a_wrong_area_is_put_right_and_the_ticket_goes_to_who_knows_it(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    owned = _correct(counter, area="teknisk")
    assert owned.owner is not None
    assert owned.owner.code == "dag"
    [ticket] = counter.tickets()
    assert (ticket.kind, ticket.area, ticket.status) == (Kind.SUPPORT, "teknisk", TicketStatus.ASSIGNED)
    mail = counter.outgoing()[-1]
    assert (mail.purpose, mail.to_address, mail.created_at) == (
        Purpose.ASSIGNMENT,
        "dag.eirik.moe@okonomibistand.example",
        LATER,
    )
    with counter.database.read() as session:
        ended = session.scalars(select(AssignmentRow.ended_at).order_by(AssignmentRow.id)).all()
    assert ended == [LATER, None]


def test_before_and_after_are_kept_and_the_models_word_stays_as_it_was(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    _correct(counter, kind=Kind.OPPDRAG, area="bransje")
    [correction] = _corrections(counter)
    assert (correction.kind_before, correction.area_before) == (Kind.SUPPORT, "lonn")
    assert (correction.kind, correction.area) == (Kind.OPPDRAG, "bransje")
    assert (correction.corrected_by, correction.corrected_at) == ("Eli", LATER)
    with counter.database.read() as session:
        [issue] = session.scalars(select(IssueRow))
    assert (issue.kind, issue.area) == (Kind.SUPPORT, "lonn")
    assert ("Eli", "corrected", "support lonn → oppdrag bransje") in counter.events()


def test_a_ticket_in_review_is_settled_by_confirming_it(counter: Counter) -> None:
    counter.ask(1, unsure())
    owned = _correct(counter)
    assert owned.owner is not None
    assert counter.tickets()[0].status is TicketStatus.ASSIGNED
    [correction] = _corrections(counter)
    assert (correction.kind_before, correction.area_before) == (correction.kind, correction.area)


def test_each_word_of_a_human_is_kept(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    for area in ("teknisk", "bransje", "teknisk"):
        _correct(counter, area=area)
    assert [(one.area_before, one.area) for one in _corrections(counter)] == [
        ("lonn", "teknisk"),
        ("teknisk", "bransje"),
        ("bransje", "teknisk"),
    ]
    assert [mail.purpose for mail in counter.outgoing()].count(Purpose.ASSIGNMENT) == 4


def test_the_assignment_names_the_other_cases_of_the_conversation(counter: Counter) -> None:
    counter.ask(1, an_issue("Lønn.", "lonn"), an_issue("Bransje.", "bransje"))
    _correct(counter, area="teknisk")
    assert b"2025-000002" in counter.outgoing()[-1].raw


def test_a_correction_of_a_shadow_ticket_sends_nothing(counter: Counter) -> None:
    counter.take(a_request(1), shadow=True)
    _correct(counter, area="teknisk")
    assert {mail.state for mail in counter.outgoing()} == {OutgoingState.SHADOW}


@pytest.mark.parametrize("number", ["2025-000002", "", "x' OR 1=1", "2025-000001 "])
def test_there_must_be_such_a_ticket(counter: Counter, number: str) -> None:
    counter.ask(1)
    with pytest.raises(CorrectionError, match=r"there is no ticket .*; look it up"):
        _correct(counter, number, area="teknisk")
    assert _corrections(counter) == []


def test_there_must_be_such_an_area(counter: Counter) -> None:
    counter.ask(1)
    with pytest.raises(CorrectionError, match="there is no area 'lønn'; use one of regnskap, lonn"):
        _correct(counter, area="lønn")
    assert counter.tickets()[0].area == "lonn"
