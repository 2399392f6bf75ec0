"""The schema's history (Alembic), and the two questions asked of it: where is it, and bring it up to date.

Migrations run with the database's own lock held, so that several processes may start at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from router.database import Database, DatabaseError

# Any fixed number: the key of PostgreSQL's advisory lock for migrations ("tkt" in ASCII).
_LOCK_KEY = 0x746B74


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def newest_revision() -> str:
    """The revision that this version of the code works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise DatabaseError("the migrations are missing from the installation; install it again")
    return head


def current_revision(database: Database) -> str | None:
    """The revision that the database is at; ``None`` for an empty one."""
    with database.read() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


@contextmanager
def changing_tables(database: Database) -> Iterator[Connection]:
    """A transaction in which tables can be changed.

    SQLite changes a table by making it anew, and would refuse to drop the old one while others point to it
    (sqlite.org/lang_altertable.html, section 7). So foreign keys rest meanwhile, and are checked at the end.
    """
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            with connection.begin():
                yield connection
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                    raise DatabaseError(
                        "the change of the database would leave rows that point to nothing; nothing was "
                        "changed. Keep a copy of the file and report it"
                    )
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def migrate(database: Database) -> None:
    """Bring the database up to the newest revision; does nothing where it already is.

    Raises:
        DatabaseError: the database was made by a newer version of ticket-router.
    """
    if database.is_sqlite and database.engine.url.database:
        Path(database.engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    with changing_tables(database) as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is not None and revision not in known:
            raise DatabaseError(
                f"the database is at revision {revision}, which this version does not know; "
                "install the newer ticket-router again"
            )
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
