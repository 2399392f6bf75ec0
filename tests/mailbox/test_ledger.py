"""The ledger: which copies of mails are known, and which the server has not been told of."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from router.cases.messages import NewMessage, store
from router.database import Database
from router.mailbox import ledger
from router.mailbox.ledger import Generation
from router.mailbox.tables import ArrivalRow
from router.taxonomy import Kind

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
SUPPORT = Generation("support", 1_700_000_000)
LARGEST = 2**32 - 1
"""The largest UID and UIDVALIDITY of RFC 9051, section 2.3.1.1: more than a signed 32-bit column holds."""


def _arrived(
    database: Database, *uids: int, generation: Generation = SUPPORT, shadow: bool = False
) -> list[int]:
    """Store a message for each UID; the messages' ids."""
    with database.write() as session:
        ids = [
            store(
                session,
                NewMessage(
                    f"{generation.mailbox}/{generation.uidvalidity}/{uid}", b"x", 1, generation.mailbox,
                    Kind.SUPPORT, NOW, shadow,
                ),
            )
            for uid in uids
        ]  # fmt: skip
        ledger.add_arrivals(session, generation, zip(uids, ids, strict=True), NOW)
    return ids


def _known(database: Database, generation: Generation = SUPPORT, from_uid: int = 1) -> set[int]:
    with database.read() as session:
        return ledger.known_uids(session, generation, from_uid)


def _unacknowledged(database: Database, generation: Generation = SUPPORT) -> list[int]:
    with database.read() as session:
        return list(ledger.unacknowledged(session, generation))


def test_what_has_arrived_is_known_from_any_uid_on(database: Database) -> None:
    _arrived(database, 3, 5, 9)
    assert _known(database) == {3, 5, 9}
    assert _known(database, from_uid=5) == {5, 9}
    assert _known(database, from_uid=10) == set()


def test_a_uid_means_something_only_in_its_mailbox_and_generation(database: Database) -> None:
    _arrived(database, 3)
    assert _known(database, Generation("oppdrag", SUPPORT.uidvalidity)) == set()
    assert _known(database, Generation("support", SUPPORT.uidvalidity + 1)) == set()
    _arrived(database, 3, generation=Generation("support", SUPPORT.uidvalidity + 1))
    assert _known(database) == {3}


def test_the_largest_numbers_of_imap_fit(database: Database) -> None:
    largest = Generation("support", LARGEST)
    _arrived(database, LARGEST, generation=largest)
    assert _known(database, largest, LARGEST) == {LARGEST}


def test_writing_an_arrival_down_twice_is_harmless(database: Database) -> None:
    [message_id] = _arrived(database, 3)
    with database.write() as session:
        ledger.add_arrivals(session, SUPPORT, [(3, message_id)], NOW + timedelta(hours=1))
    with database.read() as session:
        [row] = session.scalars(select(ArrivalRow))
    assert (row.message_id, row.arrived_at) == (message_id, NOW)


def test_copies_in_two_mailboxes_are_two_arrivals_of_one_message(database: Database) -> None:
    [message_id] = _arrived(database, 3)
    with database.write() as session:
        ledger.add_arrivals(session, Generation("oppdrag", 7), [(1, message_id)], NOW)
    with database.read() as session:
        assert ledger.arrival_counts(session) == {"support": 1, "oppdrag": 1}


def test_what_the_server_has_not_been_told_of_is_remembered_in_order(database: Database) -> None:
    _arrived(database, 9, 3, 5)
    assert _unacknowledged(database) == [3, 5, 9]
    with database.write() as session:
        ledger.mark_acknowledged(session, SUPPORT, [3, 9], NOW)
    assert _unacknowledged(database) == [5]
    assert _known(database) == {3, 5, 9}


def test_another_mailboxes_acknowledgement_is_its_own(database: Database) -> None:
    other = Generation("oppdrag", SUPPORT.uidvalidity)
    _arrived(database, 3)
    _arrived(database, 3, generation=other)
    with database.write() as session:
        ledger.mark_acknowledged(session, other, [3], NOW)
    assert _unacknowledged(database) == [3]
    assert _unacknowledged(database, other) == []


def test_what_a_shadow_run_saw_is_never_acknowledged(database: Database) -> None:
    _arrived(database, 3, shadow=True)
    _arrived(database, 4)
    assert _unacknowledged(database) == [4]


def test_a_mail_that_cannot_be_fetched_is_counted_and_stays_unknown(database: Database) -> None:
    for attempt in (1, 2, 3):
        with database.write() as session:
            assert ledger.count_fetch_attempt(session, SUPPORT, 3, f"fault {attempt}", NOW) == attempt
    assert _known(database) == set()
    assert _unacknowledged(database) == []
    with database.read() as session:
        [row] = session.scalars(select(ArrivalRow))
        assert (row.fetch_error, row.message_id) == ("fault 3", None)
        assert ledger.arrival_counts(session) == {}


def test_a_mail_that_is_fetched_in_the_end_is_known(database: Database) -> None:
    with database.write() as session:
        ledger.count_fetch_attempt(session, SUPPORT, 3, "fault", NOW)
    _arrived(database, 3)
    assert _known(database) == {3}
    assert _unacknowledged(database) == [3]


def test_a_mailboxes_last_success_and_last_failure_are_kept_side_by_side(database: Database) -> None:
    with database.write() as session:
        ledger.note_success(session, "support", NOW)
        ledger.note_failure(session, "support", "no route", NOW + timedelta(minutes=1))
        ledger.note_failure(session, "oppdrag", "wrong password", NOW)
        ledger.note_success(session, "support", NOW + timedelta(minutes=2))
    with database.read() as session:
        oppdrag, support = ledger.states(session)
    assert (oppdrag.name, oppdrag.last_success_at, oppdrag.last_failure) == (
        "oppdrag",
        None,
        "wrong password",
    )
    assert (support.last_success_at, support.last_failure_at, support.last_failure) == (
        NOW + timedelta(minutes=2),
        NOW + timedelta(minutes=1),
        "no route",
    )
