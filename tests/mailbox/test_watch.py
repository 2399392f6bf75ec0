"""The thread of one mailbox: what it logs and notes when something fails."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from router.clock import utc_now
from router.database import Database, open_database
from router.demo.servers import ImapServer
from router.demo.show import deliver
from router.mailbox.watch import Watcher
from router.migrations import migrate
from router.status import read_status
from tests.mailbox.test_folder import settings_of
from tests.mails import make_mail
from tests.running import SECRET
from tests.servers import NORWEGIAN_PASSWORD, PASSWORD
from tests.waiting import wait_until

SECRET_TEXT = "Lønna til Kari er 612 000 kroner. "


def _watch(database: Database, port: int, user: str, until: str) -> Sequence[Any]:
    """Watch the mailbox until the log has this event, and return the log."""
    stopping = Event()
    watcher = Watcher(
        settings_of(port, user), database, utc_now, largest_bytes=10_000_000, shadow=False, stopping=stopping,
        on_stored=lambda: None,
    )  # fmt: skip
    with capture_logs() as log:
        watcher.start()
        try:
            wait_until(lambda: any(line["event"] == until for line in log), f"{until} is logged", seconds=30)
        finally:
            stopping.set()
            watcher.join()
    return log


@pytest.fixture
def full(tmp_path: Path) -> Database:
    """A SQLite database that has no room for anything more."""
    database = open_database(f"sqlite:///{tmp_path}/router.db")
    migrate(database)
    database.close()

    @event.listens_for(database.engine, "connect")
    def _leave_no_room(connection: Any, _entry: object) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    return database


@pytest.mark.parametrize("user", ["support", "støtte"])
def test_a_mailbox_with_a_password_that_is_not_ascii_is_watched(
    database: Database, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SECRET_TESTS", NORWEGIAN_PASSWORD)
    with ImapServer([user], NORWEGIAN_PASSWORD) as imap:
        log = _watch(database, imap.port, user, "watching")
    assert {line["log_level"] for line in log} == {"info"}


def test_a_full_disk_is_told_without_the_statement_and_what_it_held(
    full: Database, imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(*next(iter(SECRET.items())))
    deliver(imap.port, "support", PASSWORD, [make_mail(text=SECRET_TEXT * 10_000)])
    log = _watch(full, imap.port, "support", "mailbox_failed")
    [failed] = [line for line in log if line["event"] == "mailbox_failed"]
    assert failed["reason"] == "OperationalError: database or disk is full"
    assert "INSERT" not in str(log)
    [mailbox] = read_status(full).mailboxes
    assert mailbox.last_failure == "OperationalError: database or disk is full"
