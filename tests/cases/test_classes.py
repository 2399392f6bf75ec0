"""A mail's class, corrected: what was no request has no tickets, and what was one gets them, late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from router.cases.classes import Reclassed, correct_class, message_named
from router.cases.corrections import CorrectionError
from router.cases.tables import FollowupRow, MessageCorrectionRow, Outcome, TicketStatus
from router.message.parts import Message
from router.post.tables import Purpose
from router.taxonomy import Kind
from router.triage.issue import MessageClass, Triage
from tests.cases.intakes import NOW, Counter, a_request, an_issue, reading, unsure
from tests.cases.test_judged_mails import LABELS, PAYROLL, TEXT, learnt, only, placed, say, take_two

LATER = NOW + timedelta(hours=2)


def as_two(_message: Message, _mailbox: Kind) -> Triage:
    """What the model in force says of the mail as a request: two issues, one of which it is not sure of."""
    issues = (placed(an_issue(area="lonn"), PAYROLL), placed(unsure(), LABELS))
    return Triage(MessageClass.REQUEST, "a human says that it is a request", issues, "test-2")


def put(
    counter: Counter,
    name: str,
    message_class: MessageClass,
    *,
    adds_to: str | None = None,
    by: str = "Eli",
) -> Reclassed:
    with counter.database.write() as session:
        return correct_class(
            session,
            message_named(session, name),
            message_class,
            judge=as_two,
            adds_to=adds_to,
            corrected_by=by,
            desk=counter.desk,
            now=LATER,
        )


def take_as(counter: Counter, message_class: MessageClass, number: int = 1, *, shadow: bool = False) -> None:
    raw = a_request(number, text=TEXT)
    counter.take(raw, reading(raw, message_class=message_class), shadow=shadow)


def purposes(counter: Counter) -> list[str]:
    return [mail.purpose.value for mail in counter.outgoing()]


def test_a_mail_that_was_closed_in_silence_gets_its_tickets_and_the_customer_the_receipt(
    counter: Counter,
) -> None:
    take_as(counter, MessageClass.THANKS)
    assert counter.messages()[0].outcome is Outcome.NO_ACTION
    reclassed = put(counter, "1", MessageClass.REQUEST)
    assert reclassed.open_tickets == ("2025-000001", "2025-000002")
    [message] = counter.messages()
    assert (message.outcome, message.message_class) == (Outcome.ROUTED, MessageClass.THANKS)
    assert [ticket.status for ticket in counter.tickets()] == [TicketStatus.ASSIGNED, TicketStatus.REVIEW]
    assert purposes(counter) == ["receipt", "assignment"]
    with counter.database.read() as session:
        [row] = session.scalars(select(MessageCorrectionRow))
    assert (row.class_before, row.message_class) == (MessageClass.THANKS, MessageClass.REQUEST)
    assert (row.corrected_by, row.corrected_at, row.model_version) == ("Eli", LATER, "test-1")


def test_saying_so_twice_makes_nothing_twice(counter: Counter) -> None:
    take_as(counter, MessageClass.THANKS)
    for by in ("Eli", "Ola"):
        put(counter, "1", MessageClass.REQUEST, by=by)
    assert len(counter.tickets()) == 2
    assert purposes(counter) == ["receipt", "assignment"]
    assert counter.count(MessageCorrectionRow) == 2
    assert learnt(counter).disagreements == ()


def test_a_mail_that_was_added_to_a_ticket_gets_tickets_of_its_own_without_a_receipt(
    counter: Counter,
) -> None:
    counter.ask(1)
    raw = a_request(2, text=TEXT, References="<request-1@eksempel-bygg.example>")
    counter.take(raw, reading(raw, message_class=MessageClass.FOLLOWUP))
    before = purposes(counter).count("receipt")
    reclassed = put(counter, "2", MessageClass.REQUEST)
    assert reclassed.open_tickets == ("2025-000002", "2025-000003")
    assert counter.messages()[1].outcome is Outcome.ROUTED
    assert purposes(counter).count("receipt") == before
    assert len({ticket.conversation_id for ticket in counter.tickets()}) == 1


@pytest.mark.parametrize("message_class", [MessageClass.THANKS, MessageClass.BULK, MessageClass.AUTOREPLY])
def test_the_tickets_of_a_mail_that_was_no_request_are_closed_and_their_consultant_told(
    counter: Counter, message_class: MessageClass
) -> None:
    take_two(counter)
    receipts = purposes(counter).count("receipt")
    reclassed = put(counter, "2025-000002", message_class)
    assert reclassed.closed_tickets == ("2025-000001", "2025-000002")
    assert {ticket.status for ticket in counter.tickets()} == {TicketStatus.CLOSED}
    assert counter.messages()[0].outcome is Outcome.NO_ACTION
    assert purposes(counter)[-1] == "closing_notice"
    assert purposes(counter).count("receipt") == receipts
    mail = only(counter)
    assert (mail.message_class, mail.issues) == (message_class, ())


def test_closed_tickets_are_opened_again_when_it_was_a_request_after_all(counter: Counter) -> None:
    take_two(counter)
    put(counter, "1", MessageClass.THANKS)
    reclassed = put(counter, "1", MessageClass.REQUEST)
    assert reclassed.open_tickets == ("2025-000001", "2025-000002")
    assert counter.messages()[0].outcome is Outcome.ROUTED
    assert purposes(counter).count("receipt") == 1


def test_a_mail_that_adds_to_a_case_goes_there_and_its_consultant_is_told(counter: Counter) -> None:
    counter.ask(1, an_issue(area="teknisk"))
    raw = a_request(2, text=TEXT)
    counter.take(raw, reading(raw, an_issue(area="lonn")))
    reclassed = put(counter, "2025-000002", MessageClass.FOLLOWUP, adds_to="2025-000001")
    assert reclassed.added_to == "2025-000001"
    first, second = counter.tickets()
    assert (second.status, second.continued_in_id) == (TicketStatus.CLOSED, first.id)
    assert counter.messages()[1].outcome is Outcome.FOLLOWUP
    with counter.database.read() as session:
        [followup] = session.scalars(select(FollowupRow))
    assert (followup.message_id, followup.ticket_id) == (2, first.id)
    closing, notice = counter.outgoing()[-2:]
    assert (closing.purpose, closing.to_address) == (
        Purpose.CLOSING_NOTICE,
        "bjorn.hauge@okonomibistand.example",
    )
    assert (notice.purpose, notice.ticket_id) == (Purpose.FOLLOWUP_NOTICE, first.id)


def test_a_mail_that_was_added_to_one_case_goes_to_another_and_each_consultant_is_told_once(
    counter: Counter,
) -> None:
    counter.ask(1, an_issue(area="teknisk"))
    counter.ask(2, an_issue(area="lonn"))
    raw = a_request(3, text=TEXT, References="<request-1@eksempel-bygg.example>")
    counter.take(raw, reading(raw, message_class=MessageClass.FOLLOWUP))
    for by in ("Eli", "Ola"):
        for number in ("2025-000001", "2025-000002"):
            assert put(counter, "3", MessageClass.FOLLOWUP, adds_to=number, by=by).added_to == number
    told = [mail.ticket_id for mail in counter.outgoing() if mail.purpose is Purpose.FOLLOWUP_NOTICE]
    assert told == [1, 2]
    with counter.database.read() as session:
        [followup] = session.scalars(select(FollowupRow))
    assert followup.ticket_id == 2


def test_a_follow_up_to_nobody_knows_what_stays_open_and_teaches_all_the_same(counter: Counter) -> None:
    take_two(counter)
    reclassed = put(counter, "1", MessageClass.FOLLOWUP)
    assert reclassed.open_tickets == ("2025-000001", "2025-000002")
    assert counter.messages()[0].outcome is Outcome.ROUTED
    assert only(counter).message_class is MessageClass.FOLLOWUP


def test_people_who_disagree_on_the_class_are_shown(counter: Counter) -> None:
    take_two(counter)
    put(counter, "1", MessageClass.THANKS, by="Eli")
    put(counter, "1", MessageClass.REQUEST, by="Ola")
    [shown] = learnt(counter).disagreements
    assert [(said.by, said.what) for said in shown.words] == [("Eli", "thanks"), ("Ola", "request, 2 issues")]
    put(counter, "1", MessageClass.REQUEST, by="Eli")
    assert learnt(counter).disagreements == ()


@pytest.mark.parametrize("message_class", [MessageClass.THANKS, MessageClass.BULK, MessageClass.FOLLOWUP])
def test_who_judged_a_ticket_disagrees_with_who_says_that_its_mail_is_no_request(
    counter: Counter, message_class: MessageClass
) -> None:
    take_two(counter)
    say(counter, "2025-000001", by="Kari")
    put(counter, "1", message_class, by="Per")
    found = learnt(counter)
    assert found.mails == ()
    [shown] = found.disagreements
    assert shown.about == "mail 1"
    assert [(said.by, said.what) for said in shown.words] == [
        ("Kari", "request (2025-000001 is support lonn)"),
        ("Per", message_class.value),
    ]
    put(counter, "1", message_class, by="kari")
    assert learnt(counter).disagreements == ()
    assert only(counter).message_class is message_class


def test_who_judged_a_ticket_agrees_with_who_says_that_its_mail_is_a_request(counter: Counter) -> None:
    take_two(counter)
    say(counter, "2025-000001", by="Kari")
    put(counter, "1", MessageClass.THANKS, by="Per")
    put(counter, "1", MessageClass.REQUEST, by="Per")
    assert learnt(counter).disagreements == ()


def test_who_judged_a_ticket_and_then_thinks_better_of_it_disagrees_with_nobody(counter: Counter) -> None:
    take_two(counter)
    say(counter, "2025-000001", by="Per")
    put(counter, "1", MessageClass.THANKS, by="per ")
    assert learnt(counter).disagreements == ()
    assert only(counter).message_class is MessageClass.THANKS


def test_a_shadow_runs_mail_gets_a_shadow_runs_tickets(counter: Counter) -> None:
    take_as(counter, MessageClass.THANKS, shadow=True)
    put(counter, "1", MessageClass.REQUEST)
    assert all(ticket.shadow for ticket in counter.tickets())
    assert {mail.state.value for mail in counter.outgoing()} == {"shadow"}


@pytest.mark.parametrize("name", ["99", "2025-000009", "", "x", "9" * 30])
def test_there_must_be_such_a_mail(counter: Counter, name: str) -> None:
    with pytest.raises(CorrectionError, match="there is no mail"):
        put(counter, name, MessageClass.THANKS)


def test_what_cannot_be_done_is_refused_and_changes_nothing(counter: Counter) -> None:
    take_as(counter, MessageClass.THANKS)
    with pytest.raises(CorrectionError, match="say which ticket the mail adds to"):
        put(counter, "1", MessageClass.FOLLOWUP)
    with pytest.raises(CorrectionError, match="only a followup adds to a ticket"):
        put(counter, "1", MessageClass.BULK, adds_to="2025-000001")
    with pytest.raises(CorrectionError, match="there is no ticket 2025-000009"):
        put(counter, "1", MessageClass.FOLLOWUP, adds_to="2025-000009")
    assert counter.count(MessageCorrectionRow) == 0
    assert counter.messages()[0].outcome is Outcome.NO_ACTION


def test_a_mail_is_not_added_to_a_ticket_of_its_own(counter: Counter) -> None:
    counter.ask(1)
    with pytest.raises(CorrectionError, match="was made of this very mail"):
        put(counter, "1", MessageClass.FOLLOWUP, adds_to="2025-000001")
