"""Read mails in processes of their own: bytes and a model in, frozen objects out.

Understanding and triage are pure, so they can run anywhere. They run apart from the service, because a mail
is hostile until shown otherwise: one that takes too long, eats the memory or brings down the interpreter
costs one reader, which is replaced, and ends in quarantine (promise 6).
"""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

import structlog
from pebble import ProcessExpired, ProcessPool

from router.cases.handling import Reading
from router.learning.store import load_model
from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage.model import Model
from router.triage.triage import triage

log = structlog.get_logger()

_MOST_MEMORY_BYTES = 4 * 2**30
_SLICE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that could not be read, and whether it is worth another try."""

    reason: str
    is_final: bool


# A reader process has one model and one identity for its whole life.
_model: Model
_own: OwnIdentity


def _start_reader(model_directory: Path, own: OwnIdentity) -> None:
    global _model, _own
    # Ctrl-C and systemd's stop reach every process of the group; the service decides when readers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
    _model = load_model(model_directory)
    _own = own


def _read(raw: bytes, mailbox: Kind) -> Reading:
    message = understand(raw, _own)
    return Reading(message, triage(message, mailbox, _model))


def _process_id() -> int:
    return os.getpid() if _model.version else 0


class Readers:
    """A pool of reader processes."""

    def __init__(self, count: int, model_directory: Path, own: OwnIdentity, time_limit: timedelta) -> None:
        # One thread for linear algebra in each: the mails are the parallel part.
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(variable, "1")
        self._count = count
        self._time_limit = time_limit.total_seconds()
        self._start_with = (model_directory, own)
        self._pool = self._new_pool()

    def warm_up(self) -> None:
        """Wait until a reader has started and loaded the model."""
        self._pool.schedule(_process_id).result()

    def process_ids(self) -> Sequence[int]:
        """The processes that are readers now, as far as they answer."""
        return sorted({self._pool.schedule(_process_id).result() for _ in range(self._count)})

    def read(self, raw: bytes, mailbox: Kind) -> "Future[Reading]":
        """Begin to read a mail."""
        if not self._pool.active:
            # A reader that is killed at a bad moment can take its pool with it.
            log.error("readers_replaced")
            self.close()
            self._pool = self._new_pool()
        future: Future[Reading] = self._pool.schedule(_read, args=(raw, mailbox), timeout=self._time_limit)
        return future

    def wait(
        self,
        futures: "Sequence[Future[Reading]]",
        stopping: Event,
        grace_seconds: float,
        on_progress: Callable[[], None],
    ) -> None:
        """Wait for all. Those that are still unfinished some time after the stop, or when the pool has broken
        down, are given up."""
        unfinished = set(futures)
        waited_after_stop = 0.0
        while unfinished:
            on_progress()
            _, unfinished = wait(unfinished, timeout=_SLICE_SECONDS)
            if stopping.is_set():
                waited_after_stop += _SLICE_SECONDS
            if waited_after_stop >= grace_seconds or not self._pool.active:
                for future in unfinished:
                    future.cancel()
                return

    def close(self) -> None:
        """End all readers, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            initializer=_start_reader,
            initargs=self._start_with,
            # Not fork: this process has threads, whose locks a fork would copy in any state.
            context=multiprocessing.get_context("spawn"),
        )


def result_of(future: "Future[Reading]") -> Reading | Unread | None:
    """What became of a reading; ``None`` for one that was given up unfinished."""
    if not future.done():
        return None
    try:
        return future.result()
    except CancelledError:
        return None
    except FutureTimeoutError:
        return Unread("it took longer to read than service.reading_limit_seconds allows", is_final=True)
    except ProcessExpired as error:
        return Unread(f"the process that read it died (exit code {error.exitcode})", is_final=False)
    except Exception as error:  # noqa: BLE001  (a fault of ours in the pure core: the same every time)
        return Unread(f"{type(error).__name__} while it was read: {error}", is_final=True)
