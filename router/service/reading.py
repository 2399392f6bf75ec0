"""Read mails in processes of their own: bytes and a model in, frozen objects out.

Understanding and triage are pure, so they can run anywhere. They run apart from the service, because a mail
is hostile until shown otherwise: one that takes too long, eats the memory or brings down the interpreter
costs one reader, which is replaced, and ends in quarantine (promise 6).

A reader gets its model as bytes, not as a path: one that is replaced judges as its neighbours do, whatever
has become of the files. For another model there are other readers.
"""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Lock
from typing import NamedTuple

import structlog
from pebble import ProcessExpired, ProcessPool

from router.cases.handling import Reading
from router.learning.store.manifest import ModelError
from router.learning.store.model_file import ModelFile
from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage.model import Model
from router.triage.triage import triage
from router.triage.unjudged import unjudged

log = structlog.get_logger()

_MOST_MEMORY_BYTES = 4 * 2**30
_SLICE_SECONDS = 0.1
_START_WITHIN_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that could not be read, and whether it is worth another try."""

    reason: str
    is_final: bool


# A reader process has one model and one identity for its whole life.
_model: Model | None = None
_fault = ""
_own: OwnIdentity


def _start_reader(file: ModelFile | None, own: OwnIdentity) -> None:
    global _model, _fault, _own
    # Ctrl-C and systemd's stop reach every process of the group; the service decides when readers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
    _own = own
    try:
        _model = file.open() if file is not None else None
    except Exception as error:  # noqa: BLE001  (told by _fault_of_model: a reader that ends would be started for ever)
        _fault = str(error) or type(error).__name__


def _read(raw: bytes, mailbox: Kind) -> Reading:
    message = understand(raw, _own)
    if _model is None:
        return Reading(message, unjudged(message, mailbox))
    return Reading(message, triage(message, mailbox, _model))


def _fault_of_model() -> str:
    return _fault


class _Team(NamedTuple):
    """Readers with the same model."""

    pool: ProcessPool
    model: ModelFile | None

    def end(self) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()


class Readers:
    """The reader processes: the team that reads, and at times one with another model that stands ready."""

    def __init__(self, count: int, own: OwnIdentity, time_limit: timedelta) -> None:
        # One thread for linear algebra in each: the mails are the parallel part.
        for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(variable, "1")
        self._count = count
        self._time_limit = time_limit.total_seconds()
        self._own = own
        self._team: _Team | None = None
        self._ready: _Team | None = None
        self._is_closed = False
        self._lock = Lock()

    def start(self, model: ModelFile | None) -> None:
        """Start, and wait until a reader has loaded the model; ``None``: nothing can be judged.

        Raises:
            ModelError: the readers cannot use the model.
        """
        self._team = self._started(model)

    @property
    def model_version(self) -> str | None:
        """The model that mails are judged with now; ``None`` while there is none."""
        model = self._team.model if self._team is not None else None
        return model.version if model is not None else None

    def prepare(self, model: ModelFile) -> bool:
        """Have readers with this model stand ready; whether they are to replace those that read now.

        Raises:
            ModelError: the readers cannot use the model. Those that read go on.
        """
        team = None if self._has(self._team, model) else self._started(model)
        with self._lock:
            dropped, self._ready = self._ready, team
            if self._is_closed:  # the service has stopped meanwhile
                dropped, self._ready = team, None
            stands_ready = self._ready is not None
        if dropped is not None:
            dropped.end()
        return stands_ready

    @property
    def has_replacement(self) -> bool:
        """Readers with another model stand ready."""
        return self._ready is not None

    def replace(self) -> bool:
        """Let those that stand ready take over; whether there are any. Nothing may be in hand."""
        with self._lock:
            ready, self._ready = self._ready, None
        if ready is None:
            return False
        spent, self._team = self._team, ready
        if spent is not None:
            spent.end()
        return True

    def process_ids(self) -> Sequence[int]:
        """The processes that are readers now, as far as they answer."""
        return sorted({self._pool.schedule(os.getpid).result() for _ in range(self._count)})

    def read(self, raw: bytes, mailbox: Kind) -> "Future[Reading]":
        """Begin to read a mail."""
        try:
            return self._begin(raw, mailbox)
        except RuntimeError:
            # A reader that is killed at a bad moment can take its pool with it.
            log.exception("readers_replaced")
            team = self._reading
            team.end()
            self._team = _Team(self._new_pool(team.model), team.model)
            return self._begin(raw, mailbox)

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
        with self._lock:
            ready, self._ready = self._ready, None
            self._is_closed = True
        for team in (self._team, ready):
            if team is not None:
                team.end()

    def _begin(self, raw: bytes, mailbox: Kind) -> "Future[Reading]":
        future: Future[Reading] = self._pool.schedule(_read, args=(raw, mailbox), timeout=self._time_limit)
        return future

    @property
    def _reading(self) -> _Team:
        assert self._team is not None, "start() comes first"
        return self._team

    @property
    def _pool(self) -> ProcessPool:
        return self._reading.pool

    @staticmethod
    def _has(team: _Team | None, model: ModelFile) -> bool:
        has = team.model.manifest if team is not None and team.model is not None else None
        return has is not None and has.model_sha256 == model.manifest.model_sha256

    def _started(self, model: ModelFile | None) -> _Team:
        team = _Team(self._new_pool(model), model)
        try:
            fault = team.pool.schedule(_fault_of_model).result(_START_WITHIN_SECONDS)
        except Exception as error:
            team.end()
            if model is None:
                raise
            raise ModelError(
                f"{model.path}: no reader process could start with it ({type(error).__name__}: {error}); "
                "look at the memory of this machine, or train again with ticket-router train"
            ) from error
        if fault:
            team.end()
            raise ModelError(fault)
        return team

    def _new_pool(self, model: ModelFile | None) -> ProcessPool:
        return ProcessPool(
            max_workers=self._count,
            initializer=_start_reader,
            initargs=(model, self._own),
            # Not fork: this process has threads, whose locks a fork would copy in any state.
            context=multiprocessing.get_context("spawn"),
        )


def result_of(future: "Future[Reading]") -> Reading | Unread | None:
    """What became of a reading; ``None`` for one that was given up unfinished.

    A pool that breaks down ends everything in it unfinished, also mails that no reader had yet begun with.
    """
    if not future.done():
        return None
    try:
        return future.result()
    except (CancelledError, BrokenProcessPool):
        return None
    except FutureTimeoutError:
        return Unread("it took longer to read than service.reading_limit_seconds allows", is_final=True)
    except ProcessExpired as error:
        return Unread(f"the process that read it died (exit code {error.exitcode})", is_final=False)
    except Exception as error:  # noqa: BLE001  (a fault of ours in the pure core: the same every time)
        return Unread(f"{type(error).__name__} while it was read: {error}", is_final=True)
