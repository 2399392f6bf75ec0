"""Migrations on both engines: they make exactly the models' tables, and never harm what is there."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import delete, func, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

import router.cases.tables.learning
import router.cases.tables.messages
import router.cases.tables.said
import router.cases.tables.tickets
import router.mailbox.tables
import router.post.tables
from router.cases.events import Action, record
from router.cases.tables import EventRow, IssueRow
from router.database import Base, Database, DatabaseError, open_database
from router.migrations import changing_tables, current_revision, migrate, newest_revision
from tests.cases.intakes import Counter, a_desk
from tests.running import PROJECT
from tests.servers import Postgres

NOW = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)
TABLE_MODULES = (
    router.cases.tables.learning,
    router.cases.tables.messages,
    router.cases.tables.said,
    router.cases.tables.tickets,
    router.mailbox.tables,
    router.post.tables,
)


def _difference(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def _downgrade(database: Database, revision: str = "base") -> None:
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "router" / "migrations"))
    with changing_tables(database) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    assert all(module.Base is Base for module in TABLE_MODULES)
    assert _tables(database) == set(Base.metadata.tables)
    assert _difference(database) == []


def test_the_newest_revision_is_in_force_afterwards(database_url: str) -> None:
    database = open_database(database_url)
    assert current_revision(database) is None
    migrate(database)
    assert current_revision(database) == newest_revision()
    database.close()


def test_migrating_twice_changes_nothing(database: Database) -> None:
    with database.write() as session:
        record(session, NOW, "router", Action.SETTLED, "kept")
    migrate(database)
    with database.read() as session:
        assert session.scalars(select(EventRow.reason)).all() == ["kept"]
    assert _difference(database) == []


def test_down_to_nothing_and_up_again(database: Database) -> None:
    with database.write() as session:
        record(session, NOW, "router", Action.SETTLED, "goes with its table")
    _downgrade(database)
    assert _tables(database) == set()
    assert current_revision(database) is None
    migrate(database)
    assert _difference(database) == []


def test_issues_of_before_the_possible_areas_are_kept_and_have_none(database: Database) -> None:
    Counter(database, a_desk()).ask(1)
    _downgrade(database, "0001")
    migrate(database)
    with database.read() as session:
        issue = session.scalars(select(IssueRow)).one()
        assert (issue.possible_areas, issue.certainty, issue.sure) == ([], None, issue.confidence)
    assert _difference(database) == []


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError) as refusal:
        migrate(database)
    assert str(refusal.value) == (
        "the database is at revision 9999, which this version does not know; "
        "install the newer ticket-router again"
    )
    assert current_revision(database) == "9999"
    assert _tables(database) == set(Base.metadata.tables)


def test_threads_that_migrate_at_once_all_succeed(database_url: str) -> None:
    together, failures = Barrier(3), list[BaseException]()

    def start() -> None:
        database = open_database(database_url)
        try:
            together.wait(30)
            migrate(database)
        except BaseException as failure:  # noqa: BLE001  (shown by the test's own thread)
            failures.append(failure)
        finally:
            database.close()

    threads = [Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    database = open_database(database_url)
    assert _difference(database) == []
    database.close()


def test_processes_that_migrate_at_once_on_postgresql_all_succeed(postgres: Postgres) -> None:
    script = (
        "import sys; from router.database import open_database; from router.migrations import migrate;"
        "database = open_database(sys.argv[1]); migrate(database); database.close()"
    )
    with postgres.new_database() as url:
        processes = [
            subprocess.Popen([sys.executable, "-c", script, url], stderr=subprocess.PIPE) for _ in range(2)
        ]
        errors = [process.communicate(timeout=60)[1].decode() for process in processes]
        assert [process.returncode for process in processes] == [0, 0], errors
        database = open_database(url)
        assert _difference(database) == []
        database.close()


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/var/lib/router.db")
    migrate(database)
    database.close()
    assert (tmp_path / "var" / "lib" / "router.db").is_file()


def test_an_event_cannot_be_changed(database: Database) -> None:
    with database.write() as session:
        record(session, NOW, "router", Action.SETTLED, "as it was")
    with pytest.raises(DBAPIError, match="events are only ever added"), database.write() as session:
        session.execute(update(EventRow).values(reason="otherwise"))
    with database.read() as session:
        assert session.scalars(select(EventRow.reason)).one() == "as it was"


def test_an_event_cannot_be_deleted(database: Database) -> None:
    with database.write() as session:
        record(session, NOW, "router", Action.SETTLED, "stays")
    with pytest.raises(DBAPIError, match="events are only ever added"), database.write() as session:
        session.execute(delete(EventRow))
    with database.read() as session:
        assert session.scalars(select(func.count()).select_from(EventRow)).one() == 1
