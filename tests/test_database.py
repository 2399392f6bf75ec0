"""Both engines behave alike: times, constraints, and transactions that wait instead of failing."""

import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from router.cases.tables import ContactRow, ParticipantRow, TicketCounterRow
from router.database import Database, DatabaseError, insert_into, open_database, reason_of, storable
from router.migrations import migrate

NOON = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database on SQLite, for what only that engine does."""
    opened = open_database(f"sqlite:///{tmp_path}/router.db")
    migrate(opened)
    yield opened
    opened.close()


def _add_contact(database: Database, address: str, seen_at: datetime = NOON) -> None:
    with database.write() as session:
        session.add(ContactRow(address=address, name="Kari", first_seen_at=seen_at))


def _contacts(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(ContactRow)).one()


def test_a_time_comes_back_aware_and_in_utc(database: Database) -> None:
    oslo = timezone(timedelta(hours=2))
    _add_contact(database, "kari@a.example", datetime(2025, 7, 1, 14, 30, 0, 123456, tzinfo=oslo))
    with database.read() as session:
        [seen_at] = session.scalars(select(ContactRow.first_seen_at))
    assert seen_at == datetime(2025, 7, 1, 12, 30, 0, 123456, tzinfo=UTC)
    assert seen_at.utcoffset() == timedelta(0)


def test_times_of_different_zones_are_compared_as_moments(database: Database) -> None:
    _add_contact(database, "kari@a.example", NOON)
    later_by_the_clock = datetime(2025, 3, 3, 13, 30, tzinfo=timezone(timedelta(hours=2)))
    with database.read() as session:
        found = session.scalars(
            select(ContactRow.address).where(ContactRow.first_seen_at > later_by_the_clock)
        )
        assert found.all() == ["kari@a.example"]


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="has no time zone; store aware times only"):
        _add_contact(database, "kari@a.example", datetime(2025, 3, 3, 12, 0))  # noqa: DTZ001
    assert _contacts(database) == 0


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(insert(ParticipantRow).values(conversation_id=1, contact_id=1))


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    def fail_half_way() -> None:
        with database.write() as session:
            session.add(ContactRow(address="kari@a.example", name="", first_seen_at=NOON))
            session.flush()
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail_half_way()
    assert _contacts(database) == 0


def test_a_second_insert_can_be_turned_into_an_update(database: Database) -> None:
    for _ in range(3):
        with database.write() as session:
            session.execute(
                insert_into(session, TicketCounterRow)
                .values(year=2025, last=1)
                .on_conflict_do_update(
                    index_elements=[TicketCounterRow.year], set_={"last": TicketCounterRow.last + 1}
                )
            )
    with database.read() as session:
        assert session.scalars(select(TicketCounterRow.last)).one() == 3


def test_writers_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    """Each reads and then writes what it read: a reader that became a writer too late would fail here."""
    with database.write() as session:
        session.add(TicketCounterRow(year=2025, last=0))
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(20):
                with database.write() as session:
                    row = session.scalars(select(TicketCounterRow).with_for_update()).one()
                    row.last += 1
        except BaseException as failure:  # noqa: BLE001  (shown by the test's own thread)
            failures.append(failure)

    writers = [Thread(target=count_up) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert failures == []
    with database.read() as session:
        assert session.scalars(select(TicketCounterRow.last)).one() == 40


def test_a_reader_does_not_wait_for_a_writer_and_sees_none_of_its_work(database: Database) -> None:
    holds, may_end = Event(), Event()

    def hold() -> None:
        with database.write() as session:
            session.add(ContactRow(address="kari@a.example", name="", first_seen_at=NOON))
            session.flush()
            holds.set()
            may_end.wait(30)

    writer = Thread(target=hold)
    writer.start()
    try:
        assert holds.wait(30)
        assert _contacts(database) == 0
    finally:
        may_end.set()
        writer.join(30)
    assert _contacts(database) == 1


def test_a_reader_sees_one_moment_throughout(database: Database) -> None:
    count = select(func.count()).select_from(ContactRow)
    with database.read() as session:
        assert session.scalars(count).one() == 0
        _add_contact(database, "kari@a.example")
        assert session.scalars(count).one() == 0
    assert _contacts(database) == 1


def test_writing_goes_on_after_reading_over_the_same_connection(database: Database) -> None:
    for number in range(3):
        assert _contacts(database) == number
        _add_contact(database, f"kari{number}@a.example")
    with database.write() as session:
        isolation = session.connection().get_isolation_level()
    assert isolation == ("SERIALIZABLE" if database.is_sqlite else "READ COMMITTED")


def test_sqlite_is_prepared_for_several_threads_and_for_power_cuts(sqlite: Database) -> None:
    with sqlite.read() as session:
        pragmas = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_new_database_may_be_opened_by_several_at_the_same_moment(tmp_path: Path) -> None:
    failures = list[BaseException]()

    def begin(url: str, together: Barrier) -> None:
        opened = open_database(url)
        try:
            together.wait(30)
            with opened.read() as session:
                assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        except BaseException as failure:  # noqa: BLE001  (shown by the test's own thread)
            failures.append(failure)
        finally:
            opened.close()

    for number in range(100):
        together = Barrier(4)
        threads = [
            Thread(target=begin, args=(f"sqlite:///{tmp_path}/{number}.db", together)) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert failures == []


def test_sqlite_takes_the_write_lock_before_a_writer_reads(sqlite: Database, tmp_path: Path) -> None:
    with sqlite.write() as session, closing(sqlite3.connect(tmp_path / "router.db", timeout=0)) as other:
        assert session.scalars(select(ContactRow)).all() == []
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_sqlite_takes_no_write_lock_for_a_reader(sqlite: Database, tmp_path: Path) -> None:
    with sqlite.read() as session, closing(sqlite3.connect(tmp_path / "router.db", timeout=0)) as other:
        assert session.scalars(select(ContactRow)).all() == []
        other.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("url", ["mysql://db.example/router", "postgres://db.example/router", "oracle://x"])
def test_an_engine_that_is_not_supported_is_named(url: str) -> None:
    with pytest.raises(
        DatabaseError, match=rf"^{url.partition(':')[0]} is not supported; use sqlite or postgresql$"
    ):
        open_database(url)


@pytest.mark.parametrize("url", ["", "router.db", "postgresql://router:hemmelig@db.example:port/router"])
def test_an_address_that_cannot_be_read_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(DatabaseError) as refusal:
        open_database(url)
    assert str(refusal.value) == "the database address cannot be read; write sqlite:///FILE or postgresql://…"


def test_what_no_database_can_hold_is_taken_out_and_the_rest_kept(database: Database) -> None:
    name = storable("K\x00ari \ud800Ødegård \U0001f600\r\n\x1b")
    with database.write() as session:
        session.add(ContactRow(address="kari@a.example", name=name, first_seen_at=NOON))
    with database.read() as session:
        assert session.scalars(select(ContactRow.name)).one() == "Kari ?Ødegård \U0001f600\r\n\x1b"


def test_a_failure_is_told_without_the_statement_and_what_it_held(database: Database) -> None:
    _add_contact(database, "kari@a.example")
    with pytest.raises(IntegrityError) as failure:
        _add_contact(database, "kari@a.example")
    told = "".join(traceback.format_exception(failure.value))
    assert "INSERT" not in told
    assert "Kari" not in told
    reason = reason_of(failure.value)
    assert "contacts" in reason
    assert "kari@a.example" not in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("one\n  two"), "one two"),
        (ValueError(), "ValueError"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
    ],
)
def test_any_failure_is_one_line(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason
