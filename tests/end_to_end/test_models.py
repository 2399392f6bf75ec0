"""A new model while mails stream in, and a model that cannot be used: no mail is lost over either."""

import json
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread

import pytest

from router.cases.tables import MessageRow, Outcome, TicketStatus
from router.clock import utc_now
from router.database import Database
from router.demo.servers import SmtpServer
from router.learning.store.activation import activate, rollback
from router.status import ModelStatus, read_status
from tests.mails import make_mail
from tests.running import Place, configuration, run_command, running, started
from tests.servers import Dovecot
from tests.shipped import FAULTS, copied_model, put_in_use
from tests.waiting import wait_until

pytestmark = pytest.mark.dovecot

OLD, NEW = "2025-01-01-1", "2025-02-01-1"
MANY_RECEIPTS = {"service": {"readers": 1}, "post": {"receipts_per_address_per_hour": 1000}}
VACATION = make_mail(
    sender="Ola Vik <ola@annet-firma.example>",
    text="Jeg er på ferie til mandag.",
    message_id="<vacation@annet-firma.example>",
    headers=[("Auto-Submitted", "auto-replied")],
)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Two models that judge alike, the first of them in use."""
    folder = tmp_path / "models"
    for version in (OLD, NEW):
        copied_model(folder, version)
    put_in_use(folder, OLD)
    return folder


@pytest.fixture
def config(dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path, models: Path) -> Path:
    return configuration(
        tmp_path,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        sections=MANY_RECEIPTS,
        models=models,
    )


def question(number: int) -> bytes:
    return make_mail(
        text=f"Hei, banken avviser betalingsfil nummer {number}, feil KID i remitteringen. Hva gjør vi?",
        message_id=f"<{number}@x.example>",
    )


def wait_for_model(database: Database, is_so: Callable[[ModelStatus], object], what: str) -> ModelStatus:
    def state() -> ModelStatus | None:
        return read_status(database).model

    def is_reached() -> bool:
        now = state()
        return now is not None and bool(is_so(now))

    wait_until(is_reached, what, seconds=120)
    reached = state()
    assert reached is not None
    return reached


def judged_by(messages: Sequence[MessageRow]) -> list[str | None]:
    return [message.model_version for message in messages]


class Stream:
    """Mails that keep coming, one every few hundredths of a second, until told to stop."""

    def __init__(self, dovecot: Dovecot, user: str) -> None:
        self.sent = 0
        self._dovecot, self._user = dovecot, user
        self._enough = Event()
        self._thread = Thread(target=self._send)

    def _send(self) -> None:
        with self._dovecot.client(self._user) as client:
            while not self._enough.is_set():
                client.append("INBOX", question(self.sent))
                self.sent += 1
                time.sleep(0.03)

    def __enter__(self) -> "Stream":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()


def test_a_new_model_is_taken_and_taken_back_while_mails_stream_in(
    dovecot: Dovecot, user: str, config: Path, models: Path
) -> None:
    with running(config) as service:
        before = set(service.service.reader_processes())
        with Stream(dovecot, user) as stream:
            service.wait_settled(40)
            activate(models, NEW, by="Eli", now=utc_now())
            wait_for_model(service.database, lambda now: now.version == NEW, "the new model is in force")
            service.wait_settled(stream.sent + 20)
            rollback(models, by="Eli", now=utc_now())
            wait_for_model(service.database, lambda now: now.version == OLD, "the old one is again")
            service.wait_settled(stream.sent + 20)
        messages = service.wait_settled(stream.sent)
        wait_until(lambda: not dovecot.uids(user), "INBOX is empty")
        assert before.isdisjoint(service.service.reader_processes())
    assert len(messages) == stream.sent
    assert {message.outcome for message in messages} == {Outcome.ROUTED}
    assert all(message.attempts == 1 for message in messages)
    assert all(len(message.issues) == 1 for message in messages)
    for message in messages:
        assert {issue.model_version for issue in message.issues} == {message.model_version}
    # Old, then new, then old again, and never to and fro.
    versions = judged_by(messages)
    changes = [version for at, version in enumerate(versions) if at == 0 or versions[at - 1] != version]
    assert changes == [OLD, NEW, OLD]
    assert min(Counter(versions).values()) >= 20


@pytest.mark.parametrize("fault", ["it asks for code", "it is not a model"])
def test_a_new_model_that_cannot_be_used_leaves_the_old_one_in_force_and_is_told_of(
    dovecot: Dovecot, user: str, config: Path, models: Path, fault: str
) -> None:
    spoil, told = FAULTS[fault]
    spoil(models / NEW)
    with running(config) as service:
        put_in_use(models, NEW)
        state = wait_for_model(service.database, lambda now: now.fault, "the refusal is told")
        assert state.version == OLD
        assert told in state.fault
        dovecot.append(user, question(1))
        [message] = service.wait_settled(1)
        assert (message.outcome, message.model_version) == (Outcome.ROUTED, OLD)
        shown = run_command(config, "status").stdout
        assert "so the earlier one stays in force" in shown
        # Whoever sees that puts it right.
        shutil.rmtree(models / NEW, ignore_errors=True)
        copied_model(models, NEW)
        wait_for_model(service.database, lambda now: now.version == NEW and not now.fault, "it is taken")
        dovecot.append(user, question(2))
        assert judged_by(service.wait_settled(2)) == [OLD, NEW]


def test_going_back_to_the_model_in_force_ends_the_alarm(config: Path, models: Path) -> None:
    FAULTS["the file is damaged"][0](models / NEW)
    with running(config) as service:
        readers = set(service.service.reader_processes())
        put_in_use(models, NEW)
        wait_for_model(service.database, lambda now: now.fault, "the refusal is told")
        put_in_use(models, OLD)
        state = wait_for_model(service.database, lambda now: not now.fault, "the alarm has ended")
        assert state.version == OLD
        assert set(service.service.reader_processes()) == readers


def test_readers_are_replaced_with_the_same_model_though_its_files_are_gone(
    dovecot: Dovecot, user: str, config: Path, models: Path
) -> None:
    with running(config) as service:
        shutil.rmtree(models)
        for reader in service.service.reader_processes():
            os.kill(reader, signal.SIGKILL)
        dovecot.append(user, question(1))
        [message] = service.wait_settled(1)
        assert (message.outcome, message.model_version) == (Outcome.ROUTED, OLD)
        state = wait_for_model(service.database, lambda now: now.fault, "the loss is told")
        assert state.version == OLD


@pytest.mark.parametrize("fault", ["it is not a model", "there is no folder of models"])
def test_without_a_usable_model_at_the_start_every_case_goes_to_review(
    dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path, models: Path, fault: str
) -> None:
    if fault in FAULTS:
        spoil, told = FAULTS[fault]
        spoil(models / OLD)
    else:
        shutil.rmtree(models)
        told = "active: cannot be read"
    config = configuration(
        tmp_path, {"oppdrag": Place(dovecot.port, user)}, smtp_port=smtp.port, models=models
    )
    dovecot.append(user, question(1), VACATION)
    with running(config) as service:
        asked, vacation = service.wait_settled(2)
        service.wait_sent(1)
        state = wait_for_model(service.database, lambda now: now.since, "the state is told")
    assert state.version is None
    assert told in state.fault
    assert (asked.outcome, asked.model_version) == (Outcome.ROUTED, None)
    [issue] = asked.issues
    assert (issue.kind, issue.area, issue.auto_routed) == ("oppdrag", "", False)
    assert issue.ticket.status is TicketStatus.REVIEW
    assert vacation.outcome is Outcome.NO_ACTION
    [receipt] = smtp.caught
    assert receipt.envelope_to == "kari@eksempel-bygg.example"
    assert issue.ticket.number in receipt.mail["Subject"]
    assert len(dovecot.uids(user, "Behandlet")) == 2


def test_without_a_usable_model_the_command_runs_and_says_so_loudly_until_there_is_one(
    dovecot: Dovecot, user: str, config: Path, models: Path
) -> None:
    FAULTS["it is of a newer format"][0](models / OLD)
    dovecot.append(user, question(1))
    log = config.parent / "service.log"

    def logged(event: str) -> list[dict[str, str]]:
        lines = map(json.loads, log.read_text(encoding="utf-8").splitlines())
        return [line for line in lines if line["event"] == event]

    with started(config) as process:
        wait_until(lambda: logged("settled"), "the mail is settled")
        [missing] = logged("model_missing")
        assert missing["level"] == "error"
        assert "train again with ticket-router train" in missing["reason"]
        assert missing["until_then"] == "every mail goes to review"
        shown = " ".join(run_command(config, "status").stdout.split())
        assert f"{OLD} CANNOT BE USED" in shown
        assert "NONE since" in shown
        assert "every mail goes to review" in shown
        assert "1 review" in shown
        checked = run_command(config, "check")
        assert checked.returncode == 1
        [line] = [line for line in checked.stdout.splitlines() if "model:" in line]
        assert line.startswith("FAIL")
        assert "sends every case to review" in line
        # Another, that can be used, is taken without a restart.
        put_in_use(models, NEW)
        wait_until(lambda: logged("model_in_force"), "the model is in force")
        dovecot.append(user, question(2))
        wait_until(lambda: len(logged("settled")) == 2, "the second mail is settled")
        assert "NONE since" not in run_command(config, "status").stdout
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 0
