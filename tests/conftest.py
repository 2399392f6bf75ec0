"""What every room's tests may ask for: databases of both engines, and real mail servers."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from router.database import Database, open_database
from router.demo.servers import ImapServer, SmtpServer
from router.migrations import migrate
from tests.servers import (
    PASSWORD,
    Dovecot,
    Postgres,
    dovecot_is_installed,
    running_dovecot,
    running_postgres,
)

# The first example of a test may load the model, and the machines are noisy: time is no fault here. What must
# be quick says so itself.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL for all tests of this process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database; each test that asks for it runs on both engines."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/router.db"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.new_database() as url:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with all tables, on either engine."""
    opened = open_database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for all tests of this process."""
    if not dovecot_is_installed():
        pytest.skip("Dovecot is not installed (Debian: apt-get install dovecot-imapd)")
    with running_dovecot() as server:
        yield server


@pytest.fixture
def user() -> str:
    """A mail user whom no other test knows."""
    return f"user-{uuid4().hex[:12]}"


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """An SMTP server that keeps what it is given."""
    with SmtpServer() as server:
        yield server


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    """pymap with the two mailboxes."""
    with ImapServer(["support", "oppdrag"], PASSWORD) as server:
        yield server
