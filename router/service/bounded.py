"""A `ticket-router` command in a process of its own, held within bounds: the service's work goes before it.

It gets the lowest priority, so many processors, so much memory and so much time; what takes more is ended. It
is handed no password and not systemd's socket. It says what went wrong on standard error, of which the last
lines are kept.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import IO

import structlog

from router.settings import SECRET_PREFIX

log = structlog.get_logger()

_LOWEST_PRIORITY = 19
_GRACE_SECONDS = 2.0
_KEPT_CHARACTERS = 2_000
_NOT_HANDED_ON = ("CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a command may take."""

    memory_bytes: int
    """Of address space, as RLIMIT_AS counts it."""
    processors: int
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Ending:
    """How a command ended."""

    status: int
    """0: well. Negative: the signal that ended it."""
    said: str
    """The last that it wrote on standard error."""
    took_too_long: bool
    was_stopped: bool
    """By :meth:`BoundedCommand.stop`."""


class BoundedCommand:
    """One command, run once."""

    def __init__(self, arguments: Sequence[str], bounds: Bounds) -> None:
        self._arguments = arguments
        self._bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self._lock = Lock()

    @property
    def process_id(self) -> int | None:
        """The process, while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def run(self) -> Ending:
        """Run it to its end.

        Raises:
            OSError: it could not be started.
        """
        with tempfile.TemporaryFile() as errors:
            with self._lock:
                if self._is_stopped:
                    return Ending(-signal.SIGKILL, "", took_too_long=False, was_stopped=True)
                self._process = process = self._started(errors)
            took_too_long = False
            try:
                process.wait(self._bounds.longest.total_seconds())
            except subprocess.TimeoutExpired:
                took_too_long = True
                _end(process)
            return Ending(process.returncode, _last_of(errors), took_too_long, self._is_stopped)

    def stop(self) -> None:
        """End it now, if it runs; if it has not begun, it never will."""
        with self._lock:
            self._is_stopped = True
            process = self._process
        if process is not None:
            _end(process)

    def _started(self, errors: IO[bytes]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(  # noqa: S603  (our own command, and arguments of our own)
            [sys.executable, "-m", "router", *self._arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=_environment(os.environ, self._bounds.processors),
            start_new_session=True,
        )
        # It has not got as far as its first import, and has one thread; what it starts inherits all this.
        with suppress(ProcessLookupError):
            _hold(process.pid, self._bounds)
        return process


def _hold(process_id: int, bounds: Bounds) -> None:
    memory, seconds = bounds.memory_bytes, int(bounds.longest.total_seconds()) * bounds.processors
    resource.prlimit(process_id, resource.RLIMIT_AS, (memory, memory))
    # Should the service itself be killed, the command is alone, and still ends.
    resource.prlimit(process_id, resource.RLIMIT_CPU, (seconds, seconds + 10))
    try:
        os.setpriority(os.PRIO_PROCESS, process_id, _LOWEST_PRIORITY)
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(process_id, allowed[-bounds.processors :])
    except PermissionError as error:
        log.warning("priority_not_lowered", reason=str(error))


def _environment(own: Mapping[str, str], processors: int) -> dict[str, str]:
    handed_on = {
        name: value
        for name, value in own.items()
        if name not in _NOT_HANDED_ON and not name.startswith(SECRET_PREFIX)
    }
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **handed_on,
        **one_thread,
        "LOKY_MAX_CPU_COUNT": str(processors),
        # The end of a traceback is then what went wrong, and not the edge of a box.
        "TYPER_STANDARD_TRACEBACK": "1",
        "NO_COLOR": "1",
    }


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it to end, so that it can clear away what is half written; then end all that it started."""
    for number, seconds in ((signal.SIGINT, _GRACE_SECONDS), (signal.SIGKILL, None)):
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)


def _last_of(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - 4 * _KEPT_CHARACTERS))
    return errors.read().decode("utf-8", "replace").strip()[-_KEPT_CHARACTERS:]
