"""Corrections: a human's word is obeyed at once, and kept as training data (promise 7)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from router.cases.corrections import Corrected, CorrectionError, correct
from router.cases.tables import AssignmentRow, CorrectionRow, IssueRow, TicketStatus
from router.post.tables import OutgoingState, Purpose
from router.taxonomy import AreaCode, Kind
from router.triage.issue import Issue
from tests.cases.intakes import NOW, Counter, a_request, an_issue, reading, unjudged_reading, unsure

LATER = NOW + timedelta(hours=2)


def _correct(
    counter: Counter,
    number: str = "2025-000001",
    *,
    kind: Kind | None = None,
    area: str | None = None,
    model_is_right: bool = False,
) -> Corrected:
    with counter.database.write() as session:
        return correct(
            session,
            number,
            kind=kind,
            area=AreaCode(area) if area is not None else None,
            model_is_right=model_is_right,
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


def test_a_confirmed_ticket_stays_where_it_is_and_nobody_is_told_again(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    before = len(counter.outgoing())
    corrected = _correct(counter, model_is_right=True)
    assert corrected.owner is not None
    assert (corrected.owner.code, corrected.is_given_anew) == ("bjorn", False)
    assert (corrected.kind_was_right, corrected.area_was_right) == (True, True)
    assert len(counter.outgoing()) == before
    assert counter.count(AssignmentRow) == 1
    assert len(_corrections(counter)) == 1


def test_a_confirmed_ticket_that_its_consultant_no_longer_takes_goes_to_another(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    counter.desk = replace(counter.desk, roster=[one for one in counter.desk.roster if one.code != "bjorn"])
    corrected = _correct(counter)
    assert corrected.owner is not None
    assert (corrected.owner.code, corrected.is_given_anew) == ("hakon", True)


def test_the_model_is_said_to_be_right_also_after_a_human_was_wrong(counter: Counter) -> None:
    counter.ask(1, an_issue(area="lonn"))
    assert not _correct(counter, area="teknisk").area_was_right
    corrected = _correct(counter, model_is_right=True)
    assert corrected.area_was_right
    assert counter.tickets()[0].area == "lonn"


@pytest.mark.parametrize("issue", [an_issue(area="lonn"), unsure()])
def test_a_correction_of_a_shadow_ticket_is_recorded_and_nothing_else_happens(
    counter: Counter, issue: Issue
) -> None:
    raw = a_request(1)
    counter.take(raw, reading(raw, issue), shadow=True)
    before = (len(counter.outgoing()), counter.count(AssignmentRow), counter.tickets()[0].status)
    corrected = _correct(counter, area="teknisk")
    assert (corrected.owner, corrected.is_given_anew) == (None, False)
    assert (corrected.kind_was_right, corrected.area_was_right) == (True, False)
    assert before == (len(counter.outgoing()), counter.count(AssignmentRow), counter.tickets()[0].status)
    assert {mail.state for mail in counter.outgoing()} == {OutgoingState.SHADOW}
    [correction] = _corrections(counter)
    assert (correction.area_before, correction.area) == ("lonn", "teknisk")


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


@pytest.mark.parametrize("model_is_right", [False, True])
def test_what_no_model_has_judged_cannot_be_confirmed(counter: Counter, *, model_is_right: bool) -> None:
    raw = a_request(1)
    counter.take(raw, unjudged_reading(raw))
    with pytest.raises(CorrectionError, match=r"no model has judged 2025-000001, .*say --area"):
        _correct(counter, model_is_right=model_is_right)
    assert _corrections(counter) == []


def test_what_no_model_has_judged_is_given_away_by_a_human(counter: Counter) -> None:
    for number in (1, 2):
        raw = a_request(number, references="<the-same@eksempel-bygg.example>")
        counter.take(raw, unjudged_reading(raw))
    owned = _correct(counter, area="teknisk")
    assert owned.owner is not None
    ticket = counter.tickets()[0]
    assert (ticket.kind, ticket.area, ticket.status) == (Kind.SUPPORT, "teknisk", TicketStatus.ASSIGNED)
    assert counter.outgoing()[-1].purpose is Purpose.ASSIGNMENT
    assert any("support of no area → support teknisk" in reason for _, _, reason in counter.events())
