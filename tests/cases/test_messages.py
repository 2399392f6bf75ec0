"""The message as the unit of work: stored once, claimed by one at a time, never lost and never in the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from router.cases import messages
from router.cases.messages import LEASE, ClaimedMessage
from router.cases.tables import EventRow, MessageRow, Outcome, RawMessageRow
from router.database import Database, open_database
from router.migrations import migrate
from router.taxonomy import Kind
from tests.cases.intakes import NOW, a_new_message, a_request, store
from tests.servers import Postgres

SECOND = timedelta(seconds=1)


def _stored(database: Database, count: int) -> list[int]:
    with database.write() as session:
        return [store(session, a_request(number)) for number in range(count)]


def _claimed(database: Database, limit: int = 10, *, after: timedelta = timedelta()) -> list[ClaimedMessage]:
    with database.write() as session:
        return list(messages.claim(session, "me", NOW + after, limit))


def _row(database: Database, message_id: int) -> MessageRow:
    with database.read() as session:
        return session.get_one(MessageRow, message_id)


def _attempted(database: Database, times: int) -> ClaimedMessage:
    """One message that has been claimed and has failed so many times."""
    _stored(database, 1)
    last: list[ClaimedMessage] = []
    for _ in range(times):
        last = _claimed(database)
        with database.write() as session:
            messages.note_failure(session, last[0], "the reader died", NOW)
    return last[0]


def test_a_mail_that_is_stored_twice_is_one_message(database: Database) -> None:
    raw = a_request(1)
    ids = []
    for _ in range(2):
        with database.write() as session:
            ids += [store(session, raw), store(session, raw)]
    assert len(set(ids)) == 1
    with database.read() as session:
        assert session.scalars(select(func.count()).select_from(MessageRow)).one() == 1
        assert session.scalars(select(RawMessageRow.raw)).all() == [raw]


def test_two_mailboxes_that_store_one_mail_at_once_make_one_message(database: Database) -> None:
    together = Barrier(2)

    def deliver() -> int:
        together.wait(30)
        with database.write() as session:
            return store(session, a_request(1))

    with ThreadPoolExecutor(2) as pool:
        first, second = [pool.submit(deliver) for _ in range(2)]
        assert first.result(30) == second.result(30)


def test_the_bytes_are_kept_as_they_came(database: Database) -> None:
    raw = bytes(range(256)) * 10
    with database.write() as session:
        message_id = store(session, raw)
    with database.read() as session:
        assert messages.raw_bytes(session, message_id) == raw
        assert messages.raw_bytes(session, message_id + 1) is None
    [claimed] = _claimed(database)
    assert (claimed.raw, claimed.kind_hint, claimed.attempts) == (raw, Kind.SUPPORT, 1)


def test_the_oldest_are_claimed_first_and_only_once(database: Database) -> None:
    ids = _stored(database, 5)
    assert [one.id for one in _claimed(database, 2)] == ids[:2]
    assert [one.id for one in _claimed(database, 10)] == ids[2:]
    assert _claimed(database) == []


def test_fresh_messages_are_claimed_together_and_tried_ones_alone(database: Database) -> None:
    ids = _stored(database, 4)
    _claimed(database, 2)
    later = LEASE + SECOND
    assert [one.id for one in _claimed(database, after=later)] == ids[:1]
    assert [one.id for one in _claimed(database, after=later)] == ids[1:2]
    assert [(one.id, one.attempts) for one in _claimed(database, after=later)] == [(ids[2], 1), (ids[3], 1)]


def test_a_tried_message_is_left_out_of_a_batch_of_fresh_ones(database: Database) -> None:
    ids = _stored(database, 3)
    with database.write() as session:
        session.get_one(MessageRow, ids[1]).attempts = 1
    assert [one.id for one in _claimed(database)] == [ids[0], ids[2]]
    assert [one.id for one in _claimed(database)] == [ids[1]]


def test_a_claim_lasts_as_long_as_its_lease(database: Database) -> None:
    [message_id] = _stored(database, 1)
    _claimed(database)
    for after, is_waiting in ((LEASE - SECOND, False), (LEASE + SECOND, True)):
        with database.read() as session:
            assert messages.is_waiting(session, NOW + after) is is_waiting
    assert _claimed(database, after=LEASE - SECOND) == []
    [again] = _claimed(database, after=LEASE + SECOND)
    assert (again.id, again.attempts) == (message_id, 2)


def test_a_claim_that_is_given_back_costs_no_attempt(database: Database) -> None:
    ids = _stored(database, 2)
    _claimed(database)
    with database.write() as session:
        messages.release(session, ids)
    assert [(one.id, one.attempts) for one in _claimed(database)] == [(ids[0], 1), (ids[1], 1)]


def test_what_is_settled_is_not_given_back(database: Database) -> None:
    [message_id] = _stored(database, 1)
    _claimed(database)
    with database.write() as session:
        messages.quarantine(session, message_id, "on purpose", NOW)
        messages.release(session, [message_id])
    assert _row(database, message_id).outcome is Outcome.QUARANTINED
    assert _row(database, message_id).attempts == 1


def test_claims_of_a_process_that_is_gone_are_freed_but_stay_counted(database: Database) -> None:
    [message_id] = _stored(database, 1)
    _claimed(database)
    with database.write() as session:
        messages.release_all(session)
    assert [(one.id, one.attempts) for one in _claimed(database)] == [(message_id, 2)]


def test_a_failure_is_noted_and_the_message_waits_again(database: Database) -> None:
    failed = _attempted(database, 1)
    row = _row(database, failed.id)
    assert (row.outcome, row.outcome_reason, row.claimed_until) == (Outcome.WAITING, "the reader died", None)


def test_after_three_failures_a_message_is_set_aside_with_the_reason(database: Database) -> None:
    failed = _attempted(database, 3)
    row = _row(database, failed.id)
    assert row.outcome is Outcome.QUARANTINED
    assert row.outcome_reason == "failed 3 times; the last time: the reader died"
    assert row.settled_at == NOW
    assert _claimed(database) == []
    with database.read() as session:
        assert session.scalars(select(EventRow.action)).all() == ["quarantined"]


def test_a_message_that_takes_its_holder_down_three_times_is_set_aside(database: Database) -> None:
    deadly, *others = _stored(database, 3)
    with database.write() as session:
        for other in others:
            messages.quarantine(session, other, "not of this test", NOW)
    for attempt in range(3):
        [claimed] = _claimed(database, after=attempt * (LEASE + SECOND))
        assert (claimed.id, claimed.attempts) == (deadly, attempt + 1)
    assert _claimed(database, after=3 * (LEASE + SECOND)) == []
    assert _row(database, deadly).outcome is Outcome.QUARANTINED
    assert _row(database, deadly).outcome_reason == "whoever had it in hand died 3 times"


def test_a_message_that_is_set_aside_does_not_hold_up_those_behind_it(database: Database) -> None:
    deadly, *behind = _stored(database, 3)
    with database.write() as session:
        session.get_one(MessageRow, deadly).attempts = 3
    assert [one.id for one in _claimed(database)] == behind


def test_a_message_is_set_aside_once(database: Database) -> None:
    [message_id] = _stored(database, 1)
    with database.write() as session:
        messages.quarantine(session, message_id, "first", NOW)
        messages.quarantine(session, message_id, "second", NOW)
    assert _row(database, message_id).outcome_reason == "first"
    with database.read() as session:
        assert session.scalars(select(EventRow.reason)).all() == ["first"]


def test_a_message_in_quarantine_can_be_tried_again_from_the_beginning(database: Database) -> None:
    failed = _attempted(database, 3)
    with database.write() as session:
        messages.retry_quarantined(session, failed.id, "Eli", NOW)
        with pytest.raises(messages.QuarantineError):
            messages.retry_quarantined(session, failed.id, "Eli", NOW)
    assert [(one.id, one.attempts) for one in _claimed(database)] == [(failed.id, 1)]
    with database.read() as session:
        [retried] = session.scalars(select(EventRow).where(EventRow.action == "retried"))
        assert (retried.actor, retried.message_id) == ("Eli", failed.id)


@pytest.mark.parametrize("message_id", [0, 1, 99])
def test_only_what_is_in_quarantine_can_be_tried_again(database: Database, message_id: int) -> None:
    _stored(database, 1)
    with database.write() as session, pytest.raises(messages.QuarantineError, match="quarantine list"):
        messages.retry_quarantined(session, message_id, "Eli", NOW)


def test_a_mail_of_which_only_the_header_was_fetched_cannot_be_tried_again(database: Database) -> None:
    with database.write() as session:
        header = replace(a_new_message(a_request(1)), size=10_000_000)
        message_id = messages.store(session, header)
        messages.quarantine(session, message_id, "too large", NOW)
        with pytest.raises(messages.QuarantineError, match="not here whole"):
            messages.retry_quarantined(session, message_id, "Eli", NOW)


def test_the_outcomes_add_up_to_what_was_received(database: Database) -> None:
    ids = _stored(database, 4)
    with database.write() as session:
        messages.quarantine(session, ids[0], "on purpose", NOW)
        store(session, a_request(99), shadow=True)
    with database.read() as session:
        counts = messages.outcome_counts(session, shadow=False)
        in_shadow = messages.outcome_counts(session, shadow=True)
    assert set(counts) == set(Outcome)
    assert (counts[Outcome.WAITING], counts[Outcome.QUARANTINED], sum(counts.values())) == (3, 1, 4)
    assert in_shadow[Outcome.WAITING] == sum(in_shadow.values()) == 1


def test_the_oldest_waiting_is_the_one_received_first(database: Database) -> None:
    with database.write() as session:
        assert messages.oldest_waiting(session) is None
        store(session, a_request(1), received_at=NOW)
        store(session, a_request(2), received_at=NOW - timedelta(hours=1))
    with database.read() as session:
        assert messages.oldest_waiting(session) == NOW - timedelta(hours=1)


def test_claimers_at_the_same_time_on_postgresql_never_get_the_same_message(postgres: Postgres) -> None:
    with postgres.new_database() as url:
        database = open_database(url)
        migrate(database)
        ids = _stored(database, 60)
        together = Barrier(4)

        def claim_all(owner: int) -> list[int]:
            together.wait(30)
            mine: list[int] = []
            with database.engine.connect():  # so that all are connected before the first claims
                while True:
                    with database.write() as session:
                        claimed = messages.claim(session, f"host-{owner}", NOW, 3)
                    if not claimed:
                        return mine
                    mine += [one.id for one in claimed]

        with ThreadPoolExecutor(4) as pool:
            shares = list(pool.map(claim_all, range(4)))
        database.close()
    assert sorted(message_id for share in shares for message_id in share) == ids


def test_a_claimer_on_postgresql_passes_by_what_another_has_just_taken(postgres: Postgres) -> None:
    with postgres.new_database() as url:
        database = open_database(url)
        migrate(database)
        ids = _stored(database, 4)
        with database.write() as first, database.write() as second:
            assert [one.id for one in messages.claim(first, "a", NOW, 2)] == ids[:2]
            assert [one.id for one in messages.claim(second, "b", NOW, 10)] == ids[2:]
        database.close()
