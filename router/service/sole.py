"""One service for each SQLite file, held by a lock beside it.

A service on SQLite takes every claim that it finds at its start for one of a dead service's, so a second one
would send mails that the first has in hand. The lock (flock) belongs to the open file: the kernel takes it
away when its holder ends, however it ends, and nothing needs to be cleaned up. The lock file stays where it
is; what is written in it only tells people who holds the lock. Commands that do one thing and end do not ask
for it.
"""

import fcntl
import os
import socket
from datetime import datetime
from pathlib import Path

from router.database import Database, DatabaseError


class SoleService:
    """The right to be the only service on a SQLite file; on PostgreSQL there is nothing to hold."""

    def __init__(self, database: Database) -> None:
        name = database.engine.url.database
        is_file = database.is_sqlite and name not in (None, "", ":memory:")
        self._file = Path(str(name)) if is_file else None
        self._descriptor: int | None = None

    def take(self, *, shadow: bool, now: datetime) -> None:
        """Take the lock.

        Raises:
            DatabaseError: another process has it, or the file system knows no locks.
            OSError: the lock file cannot be made.
        """
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        lock = self._file.with_name(f"{self._file.name}.lock")
        # Not inherited by the readers, who may outlive us for a moment.
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or "another process"
            os.close(descriptor)
            raise DatabaseError(
                f"{self._file}: {holder} serves this database already, and two services on one SQLite file "
                "could send a mail twice; end that one first (systemctl stop ticket-router, or kill it), or "
                "use PostgreSQL"
            ) from None
        except OSError as error:
            os.close(descriptor)
            raise DatabaseError(
                f"{lock}: cannot be locked ({error.strerror}); keep the database on a local disk"
            ) from error
        self._descriptor = descriptor
        what = "a shadow run" if shadow else "ticket-router run"
        holder = f"process {os.getpid()} on {socket.gethostname()} ({what}, since {now:%Y-%m-%d %H:%M} UTC)"
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{holder}\n".encode(), 0)

    def give_back(self) -> None:
        """Let another take it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
