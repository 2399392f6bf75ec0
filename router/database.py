"""The database: engine, transactions, and the types that both engines share.

SQLite (WAL) is the embedded default, PostgreSQL the shared one; one set of tables serves both. This module
promises that a writing transaction on SQLite takes the write lock when it begins, so that two threads wait
for each other instead of failing half-way, and that every time read back is aware and in UTC. The schema is
changed by Alembic only (``router/migrations``), never from here.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor, ExceptionContext
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_SECONDS = 30
_BEFORE_ANOTHER_TRY_SECONDS = 0.005

# Failures of the database itself, not of what was asked of it: wait and try again, and touch nothing.
TEMPORARY_FAILURES = (OperationalError, InterfaceError, PoolTimeoutError, OSError)


class DatabaseError(RuntimeError):
    """The database cannot be used as it is. The message names the remedy."""


class Base(DeclarativeBase):
    """All tables. Constraints are named by rule, so that migrations can name them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """A time with its zone: stored in UTC, read back aware. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; store aware times only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        # SQLite keeps no zone; what was stored is UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stored_enum(of: type[StrEnum]) -> Enum:
    """A column type for a state: its value as text, with no CHECK, so that a new state needs no migration."""
    return Enum(
        of,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


# JSONB where there is one: it can be searched, and refuses what is not JSON.
Json = JSON().with_variant(JSONB(), "postgresql")


def insert_into(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, which both engines have and SQL has not."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def storable(text: str) -> str:
    """The text without what a database cannot hold: NUL (PostgreSQL) and lone surrogates (UTF-8)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class Database:
    """One database, and the two kinds of transaction that the service needs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite has one writer at a time. A thread that finds it busy sleeps, for up to a tenth of a second,
        # and looks again; a lock of our own hands over at once.
        self._one_writer: AbstractContextManager[object] = Lock() if self.is_sqlite else nullcontext()
        reading = engine.execution_options(reads_only=True)
        # SQLite's readers see one moment by themselves; PostgreSQL's must ask for it.
        self._reading = (
            reading if self.is_sqlite else reading.execution_options(isolation_level="REPEATABLE READ")
        )

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed at the end of the block, or rolled back if it raises.

        What was added is written at a flush, at the end of a savepoint, and at the commit; not before every
        query, so that the rows of one mail go to the database together.
        """
        with (
            self._one_writer,
            Session(self.engine, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads, and sees one moment throughout: it waits for no writer."""
        with Session(self._reading, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Prepare the engine for a database address such as ``sqlite:///var/router.db``; connects to nothing yet.

    Raises:
        DatabaseError: the address cannot be read, or names an engine that is not supported.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        # ValueError: a port that is no number. The address is not shown: it may hold a password.
        raise DatabaseError(
            "the database address cannot be read; write sqlite:///FILE or postgresql://…"
        ) from error
    match parsed.get_backend_name():
        case "sqlite":
            engine = create_engine(
                parsed.set(drivername="sqlite"),
                hide_parameters=True,
                connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
            )
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        case "postgresql":
            engine = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                hide_parameters=True,
                pool_pre_ping=True,
                connect_args={"connect_timeout": 10},
            )
        case other:
            raise DatabaseError(f"{other} is not supported; use sqlite or postgresql")
    event.listen(engine, "handle_error", _keep_statement_out)
    return Database(engine)


def reason_of(error: BaseException) -> str:
    """What went wrong, in one line that can be logged and shown.

    Of the database's failures, what the database itself said, and only the first line of that: PostgreSQL's
    further lines quote what the rows hold.
    """
    told: object = error
    if isinstance(error, StatementError) and error.orig is not None:
        told = (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
    return " ".join(str(told).split()) or type(error).__name__


_REMEDIES = (
    ("readonly database", "give this user the right to write to the file and its folder"),
    ("unable to open", "look at database_url; its folder must be there, and this user may write to it"),
    ("not a database", "name another file in database_url, or restore a backup"),
    ("disk is full", "make room on the disk"),
    ("is locked", "another program holds the file: end it, or try again"),
    ("disk I/O error", "look at the disk"),
)


def remedy_for(error: BaseException) -> str:
    """What to do about a failure of the database, by what the database said."""
    reason = reason_of(error)
    known = (remedy for words, remedy in _REMEDIES if words in reason)
    return next(known, "look at database_url and whether the server is up")


def _keep_statement_out(context: ExceptionContext) -> None:
    """A failing statement is logged. What it held is the customers'; the statement itself helps nobody."""
    failure = context.sqlalchemy_exception
    if isinstance(failure, StatementError):
        failure.statement, failure.params = None, None


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would begin them too late and as readers.
    untyped: Any = connection
    untyped.isolation_level = None
    cursor = connection.cursor()
    _write_ahead(cursor)
    # FULL: a commit is on the disk when it returns. Promise 1 hangs on it.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Keep a write-ahead log. Who turns it on at the same moment as another is refused at once, without the
    wait that every other statement is granted, since each might wait for the other (sqlite.org/rescode.html,
    SQLITE_BUSY)."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "is locked" not in str(error) or time.monotonic() >= give_up_at:
                raise
        time.sleep(_BEFORE_ANOTHER_TRY_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
