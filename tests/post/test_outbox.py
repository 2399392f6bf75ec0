"""The outbox: each mail waits until the server has it, and is in one hand at a time (promise 4)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from router.cases.messages import NewMessage, store
from router.cases.tables import ConversationRow
from router.database import Database, open_database
from router.migrations import migrate
from router.post import outbox
from router.post.letters import Letter
from router.post.outbox import CLAIM, Cause, DueMail
from router.post.tables import OutgoingMailRow, OutgoingState
from router.taxonomy import Kind
from tests.post.letters import NOW, a_receipt, an_assignment, composed
from tests.servers import Postgres

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def _cause(database: Database) -> Cause:
    """A message and its conversation, which every outgoing mail has."""
    with database.write() as session:
        message_id = store(session, NewMessage("f" * 64, b"x", 1, "support", Kind.SUPPORT, NOW, shadow=False))
        conversation = session.scalars(select(ConversationRow)).first()
        if conversation is None:
            conversation = ConversationRow(started_at=NOW)
            session.add(conversation)
            session.flush()
        return Cause(message_id, conversation.id, None)


def _put(
    database: Database,
    count: int = 1,
    *,
    letter: Letter | None = None,
    to: str = "kari@eksempel-bygg.example",
    after: timedelta = timedelta(),
    shadow: bool = False,
) -> None:
    cause = _cause(database)
    with database.write() as session:
        first = session.scalars(select(func.count()).select_from(OutgoingMailRow)).one()
        for number in range(first, first + count):
            mail = replace(composed(letter or a_receipt(), message_id=f"{number}@r.example"), to_address=to)
            outbox.put(session, mail, occasion=f"test/{number}", cause=cause, now=NOW + after, shadow=shadow)


def _claimed(database: Database, after: timedelta = timedelta(), limit: int = 100) -> list[DueMail]:
    with database.write() as session:
        return list(outbox.claim_due(session, NOW + after, limit))


def _rows(database: Database) -> list[OutgoingMailRow]:
    with database.read() as session:
        return list(session.scalars(select(OutgoingMailRow).order_by(OutgoingMailRow.id)))


def test_a_mail_is_due_from_the_moment_it_is_put_in(database: Database) -> None:
    _put(database)
    with database.read() as session:
        assert not outbox.is_due(session, NOW - SECOND)
        assert outbox.is_due(session, NOW)
    [mail] = _claimed(database)
    assert (mail.envelope_from, mail.to_address, mail.attempts) == ("", "kari@eksempel-bygg.example", 1)
    assert mail.raw == composed(a_receipt(), message_id="0@r.example").raw


def test_the_oldest_go_first_and_no_more_than_asked_for(database: Database) -> None:
    _put(database, 30)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    for start in (0, 10, 20):
        mails = _claimed(database, limit=10)
        assert [mail.id for mail in mails] == [row.id for row in _rows(database)][start : start + 10]
    assert _claimed(database) == []


def test_a_claimed_mail_is_tried_again_when_its_claim_has_run_out(database: Database) -> None:
    _put(database)
    [first] = _claimed(database)
    assert _claimed(database, CLAIM - SECOND) == []
    [second] = _claimed(database, CLAIM)
    assert (second.id, second.raw, second.attempts) == (first.id, first.raw, 2)


def test_a_mail_that_was_sent_is_never_sent_again(database: Database) -> None:
    _put(database)
    [mail] = _claimed(database)
    with database.write() as session:
        outbox.mark_sent(session, mail.id, NOW)
        outbox.try_all_now(session, NOW)
    assert _claimed(database, timedelta(days=365)) == []
    [row] = _rows(database)
    assert (row.state, row.sent_at) == (OutgoingState.SENT, NOW)


def test_the_pause_between_attempts_grows_from_half_a_minute_to_an_hour(database: Database) -> None:
    _put(database)
    pauses, moment = [], NOW
    for _ in range(10):
        with database.write() as session:
            [mail] = outbox.claim_due(session, moment, 1)
            outbox.mark_delayed(session, mail, "450 later", moment)
        [next_attempt_at] = [row.next_attempt_at for row in _rows(database)]
        pauses.append(int((next_attempt_at - moment).total_seconds()))
        moment = next_attempt_at
    [row] = _rows(database)
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert (row.attempts, row.last_error, row.state) == (10, "450 later", OutgoingState.QUEUED)


def test_a_thousand_attempts_still_wait_only_an_hour(database: Database) -> None:
    _put(database)
    [mail] = _claimed(database)
    with database.write() as session:
        outbox.mark_delayed(session, replace(mail, attempts=1_000), "450 later", NOW)
    assert _rows(database)[0].next_attempt_at == NOW + HOUR


def test_a_server_that_was_not_reached_costs_no_attempt(database: Database) -> None:
    _put(database)
    for attempt in range(5):
        [mail] = _claimed(database, attempt * timedelta(seconds=30))
        with database.write() as session:
            outbox.mark_untried(session, mail, "no route", NOW + attempt * timedelta(seconds=30))
    [row] = _rows(database)
    assert (row.attempts, row.last_error, row.state) == (0, "no route", OutgoingState.QUEUED)
    assert row.next_attempt_at == NOW + 5 * timedelta(seconds=30)


def test_a_refused_mail_waits_for_a_human_and_can_be_tried_again(database: Database) -> None:
    _put(database, 2)
    [refused, _] = _claimed(database)
    with database.write() as session:
        outbox.mark_refused(session, refused.id, "550 no such user")
    assert [mail.id for mail in _claimed(database, CLAIM)] != [refused.id]
    with database.write() as session:
        assert outbox.retry_refused(session, NOW + HOUR) == 1
        assert outbox.retry_refused(session, NOW + HOUR) == 0
    assert refused.id in [mail.id for mail in _claimed(database, HOUR)]


def test_after_a_crash_on_an_embedded_database_nothing_waits_for_its_claim(database: Database) -> None:
    _put(database, 2)
    _claimed(database)
    with database.write() as session:
        outbox.try_all_now(session, NOW)
    assert len(_claimed(database)) == 2


def test_a_shadow_mail_is_never_sent(database: Database) -> None:
    _put(database, shadow=True)
    with database.write() as session:
        assert not outbox.is_due(session, NOW + HOUR)
        outbox.try_all_now(session, NOW)
        assert outbox.retry_refused(session, NOW) == 0
    assert _claimed(database, HOUR) == []


def test_one_occasion_makes_one_mail(database: Database) -> None:
    _put(database)
    cause = _cause(database)

    def put_again() -> None:
        with database.write() as session:
            mail = composed(a_receipt(), message_id="another@r.example")
            outbox.put(session, mail, occasion="test/0", cause=cause, now=NOW, shadow=False)

    with pytest.raises(IntegrityError):
        put_again()
    assert len(_rows(database)) == 1


def test_only_receipts_of_the_time_asked_for_are_counted(database: Database) -> None:
    _put(database, 2, to="kari@a.example")
    _put(database, 1, to="ola@a.example", after=HOUR)
    _put(database, 1, to="kari@a.example", letter=an_assignment())
    with database.read() as session:
        assert outbox.receipts_since(session, NOW, "kari@a.example") == (2, 3)
        assert outbox.receipts_since(session, NOW, "nobody@a.example") == (0, 3)
        assert outbox.receipts_since(session, NOW + SECOND, "ola@a.example") == (1, 1)


def test_the_backlog_is_counted_by_state_with_its_oldest(database: Database) -> None:
    with database.read() as session:
        assert outbox.backlog(session).oldest_queued_at is None
    _put(database, 2)
    _put(database, 1, after=HOUR)
    [first, *_] = _claimed(database, HOUR)
    with database.write() as session:
        outbox.mark_sent(session, first.id, NOW)
    with database.read() as session:
        backlog = outbox.backlog(session)
    assert backlog.counts == {
        OutgoingState.QUEUED: 2,
        OutgoingState.SENT: 1,
        OutgoingState.REFUSED: 0,
        OutgoingState.SHADOW: 0,
    }
    assert backlog.oldest_queued_at == NOW


@pytest.mark.parametrize("answer", ["550 Ukjent bruker \udcf8\udce5", "450 \x00", "x" * 100_000])
def test_whatever_a_server_answers_can_be_written_down(database: Database, answer: str) -> None:
    _put(database, 3)
    refused, delayed, untried = _claimed(database)
    with database.write() as session:
        outbox.mark_refused(session, refused.id, answer)
        outbox.mark_delayed(session, delayed, answer, NOW)
        outbox.mark_untried(session, untried, answer, NOW)
    assert all(row.last_error[:3] == answer[:3] for row in _rows(database))


def test_senders_at_the_same_time_on_postgresql_never_claim_the_same_mail(postgres: Postgres) -> None:
    with postgres.new_database() as url:
        database = open_database(url)
        migrate(database)
        _put(database, 60)
        together = Barrier(4)

        def claim_all(_: int) -> list[int]:
            together.wait(30)
            mine: list[int] = []
            while claimed := _claimed(database, limit=4):
                assert len(claimed) <= 4
                mine += [mail.id for mail in claimed]
            return mine

        with ThreadPoolExecutor(4) as pool:
            shares = list(pool.map(claim_all, range(4)))
        ids = [row.id for row in _rows(database)]
        database.close()
    assert sorted(mail_id for share in shares for mail_id in share) == ids
