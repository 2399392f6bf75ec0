"""A command within bounds: what it is held to, how it ends, and what it is not told."""

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from router.service.bounded import BoundedCommand, Bounds, Ending
from tests.shipped import MODELS
from tests.waiting import wait_until

BOUNDS = Bounds(memory_bytes=3 * 2**30, processors=1, longest=timedelta(minutes=2))
TRAIN = ("train", "--evaluate-only", "--corpus", str(MODELS / "corpus"))
"""It works for a minute or more."""


@contextmanager
def _runs(command: BoundedCommand) -> Iterator[list[Ending]]:
    """The command runs in a thread of its own; its ending is in the list once the block is over."""
    endings: list[Ending] = []
    thread = Thread(target=lambda: endings.append(command.run()))
    thread.start()
    try:
        wait_until(lambda: command.process_id, "it runs")
        yield endings
    finally:
        command.stop()
        thread.join(30)


def test_a_command_that_ends_well_ends_with_status_nothing() -> None:
    ending = BoundedCommand(["version"], BOUNDS).run()
    assert ending == Ending(0, "", took_too_long=False, was_stopped=False)


def test_what_it_said_last_is_kept(tmp_path: Path) -> None:
    ending = BoundedCommand(["train", "--corpus", str(tmp_path)], BOUNDS).run()
    assert ending.status == 1
    assert ending.said == f"{tmp_path}: holds no *.jsonl file; name the folder with the labelled mails"


def test_it_is_held_to_memory_processors_and_the_lowest_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_ROUTER_SECRET_TESTS", "hemmelig")
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/nowhere")
    command = BoundedCommand(TRAIN, BOUNDS)
    with _runs(command) as endings:
        process = command.process_id
        assert process is not None
        wait_until(lambda: os.getpriority(os.PRIO_PROCESS, process) == 19, "it gives way")
        wait_until(lambda: len(os.sched_getaffinity(process)) == 1, "it has one processor")
        assert resource.prlimit(process, resource.RLIMIT_AS) == (3 * 2**30, 3 * 2**30)
        assert resource.prlimit(process, resource.RLIMIT_CPU)[0] == 120
        told = Path(f"/proc/{process}/environ").read_bytes()
        assert b"OMP_NUM_THREADS=1\0" in told
        assert b"hemmelig" not in told
        assert b"NOTIFY_SOCKET" not in told
    [ending] = endings
    assert ending.was_stopped
    assert ending.status != 0


def test_one_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    ending = BoundedCommand(TRAIN, replace(BOUNDS, longest=timedelta(seconds=1))).run()
    assert (ending.took_too_long, ending.was_stopped) == (True, False)
    assert ending.status != 0
    assert time.monotonic() - began < 30


def test_one_that_takes_too_much_memory_fails_alone() -> None:
    ending = BoundedCommand(TRAIN, replace(BOUNDS, memory_bytes=200 * 2**20)).run()
    assert ending.status != 0
    assert ending.said


def test_one_that_was_stopped_before_it_began_never_begins() -> None:
    command = BoundedCommand(TRAIN, BOUNDS)
    command.stop()
    assert command.run().was_stopped
    assert command.process_id is None
