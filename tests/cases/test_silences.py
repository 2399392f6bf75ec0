"""Mails that were closed in silence: what only words said, a human looks at."""

from dataclasses import replace
from datetime import timedelta

import pytest

from router.cases.classes import correct_class
from router.cases.corrections import CorrectionError
from router.cases.silences import Unseen, see, see_up_to, silent_mails, unseen
from router.cases.tables import Outcome
from router.triage.issue import MessageClass
from tests.cases.intakes import NOW, Counter, a_request, model_reading, reading
from tests.cases.test_classes import as_two

LATER = NOW + timedelta(hours=2)


def take(counter: Counter, number: int, *, by_words: bool = True, shadow: bool = False) -> None:
    """A mail that is closed in silence, because of its words or of its headers."""
    raw = a_request(number)
    read = reading(raw, message_class=MessageClass.THANKS)
    read = replace(read, triage=replace(read.triage, by_words=by_words))
    counter.take(raw, read, shadow=shadow)


def waiting(counter: Counter) -> Unseen:
    with counter.database.read() as session:
        return unseen(session)


def test_thanks_are_closed_but_wait_to_be_seen(counter: Counter) -> None:
    raw = a_request(1, subject="SV: EHF", text="Tusen takk for hjelpen, nå virker alt igjen!")
    counter.take(raw, model_reading(raw))
    [message] = counter.messages()
    assert (message.outcome, message.message_class) == (Outcome.NO_ACTION, MessageClass.THANKS)
    assert waiting(counter) == Unseen(1, NOW)
    assert counter.outgoing() == []


def test_what_a_header_says_waits_for_nobody(counter: Counter) -> None:
    raw = a_request(1, subject="Autosvar", text="Jeg er på ferie.", **{"Auto-Submitted": "auto-replied"})
    counter.take(raw, model_reading(raw))
    assert counter.messages()[0].outcome is Outcome.NO_ACTION
    assert waiting(counter) == Unseen(0, None)


def test_a_request_and_what_a_shadow_run_records_wait_for_nobody(counter: Counter) -> None:
    counter.ask(1)
    take(counter, 2, shadow=True)
    assert waiting(counter).mails == 0


def test_the_unseen_are_listed_first_and_oldest_first(counter: Counter) -> None:
    take(counter, 1)
    take(counter, 2, by_words=False)
    take(counter, 3)
    with counter.database.read() as session:
        listed = silent_mails(session, 10)
    assert [(mail.id, mail.unseen) for mail in listed] == [(1, True), (3, True), (2, False)]
    with counter.database.read() as session:
        assert [mail.id for mail in silent_mails(session, 2)] == [1, 3]


def test_who_has_looked_says_so_of_single_mails_or_of_all_that_were_shown(counter: Counter) -> None:
    for number in range(1, 5):
        take(counter, number)
    with counter.database.write() as session:
        assert see(session, [2], "Eli", LATER) == 1
    assert waiting(counter).mails == 3
    with counter.database.write() as session:
        assert see_up_to(session, 3, "Eli", LATER) == 2
    assert [message.unseen for message in counter.messages()] == [False, False, False, True]
    seen = [(actor, reason) for actor, action, reason in counter.events() if action == "seen"]
    assert seen == [("Eli", "a human has looked at it: nobody need answer")] * 3


def test_looking_twice_changes_nothing(counter: Counter) -> None:
    take(counter, 1)
    for expected in (1, 0):
        with counter.database.write() as session:
            assert see(session, [1], "Eli", LATER) == expected
    assert [action for _, action, _ in counter.events()].count("seen") == 1


def test_what_was_not_closed_in_silence_cannot_be_seen(counter: Counter) -> None:
    counter.ask(1)
    take(counter, 2)
    for wrong in ([1, 2], [77]):
        with (
            pytest.raises(
                CorrectionError, match=f"mail {wrong[0]} was not closed in silence; .*review --silent"
            ),
            counter.database.write() as session,
        ):
            see(session, wrong, "Eli", LATER)
    assert waiting(counter).mails == 1


@pytest.mark.parametrize("said", [MessageClass.REQUEST, MessageClass.BULK])
def test_who_says_what_it_is_has_seen_it(counter: Counter, said: MessageClass) -> None:
    take(counter, 1)
    with counter.database.write() as session:
        correct_class(session, 1, said, judge=as_two, corrected_by="Eli", desk=counter.desk, now=LATER)
    assert waiting(counter).mails == 0
