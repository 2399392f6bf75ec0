"""A mail is never to blame for readers that died around it."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from router.cases.handling import Reading
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import read_model_file
from router.learning.training.promise import NEVER, Promise
from router.message.parts import OwnIdentity
from router.service.reading import Readers, Unread, result_of
from router.taxonomy import Kind
from tests.shipped import MODELS

MAIL = b"From: Kari <kari@kunde.example>\r\nSubject: Faktura\r\n\r\nFaktura 1001 vil ikke sendes.\r\n"


@pytest.fixture
def readers() -> Iterator[Readers]:
    readers = Readers(2, OwnIdentity(), timedelta(seconds=60))
    readers.start(None)
    yield readers
    readers.close()


def test_what_a_broken_pool_held_is_unfinished_and_nobody_has_failed() -> None:
    future: Future[Reading] = Future()
    future.set_exception(BrokenProcessPool("All workers expired"))
    assert result_of(future) is None


def test_mails_that_come_while_readers_are_killed_are_read_or_kept_for_another_try(readers: Readers) -> None:
    stopping = Event()
    for _ in range(5):
        for process in multiprocessing.active_children():
            process.kill()
        futures = [readers.read(MAIL, Kind.SUPPORT) for _ in range(8)]
        readers.wait(futures, stopping, 3.0, lambda: None)
        results = [result_of(future) for future in futures]
        assert not [result for result in results if isinstance(result, Unread) and result.is_final]
    # And they read again.
    future = readers.read(MAIL, Kind.SUPPORT)
    readers.wait([future], stopping, 3.0, lambda: None)
    assert isinstance(result_of(future), Reading)


def test_the_readers_keep_the_promise_that_the_configuration_makes() -> None:
    file = read_model_file(active_model_directory(MODELS))
    table = (Promise(0.005, NEVER, 0.0, 0.0, 0.03), Promise(0.1, 0.0, 1.0, 0.1, 0.03))
    file = replace(file, manifest=replace(file.manifest, promises=table))
    sure = (
        b"From: Kari <kari@kunde.example>\r\nSubject: Remittering\r\n\r\n"
        b"Banken avviser betalingsfilen fra remittering, feil KID paa alle linjer.\r\n"
    )
    for promise, is_routed in ((0.1, True), (0.005, False)):
        readers = Readers(1, OwnIdentity(), timedelta(seconds=60))
        try:
            readers.start(file.under(promise))
            future = readers.read(sure, Kind.SUPPORT)
            readers.wait([future], Event(), 3.0, lambda: None)
            judged = result_of(future)
        finally:
            readers.close()
        assert isinstance(judged, Reading)
        assert [issue.auto_routed for issue in judged.triage.issues] == [is_routed]
