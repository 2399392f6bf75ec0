"""A training while mails come in: they are settled as ever, and a stop does not wait for it."""

import time
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from router.cases.tables import Outcome
from router.clock import FIRM_ZONE, utc_now
from router.demo.servers import SmtpServer
from router.status import read_status
from tests.mails import make_mail
from tests.running import Place, configuration, run_command, running
from tests.servers import Dovecot
from tests.shipped import MODELS, copied_model, put_in_use
from tests.waiting import wait_until

pytestmark = pytest.mark.dovecot

OLD = "2025-01-01-1"


@pytest.fixture
def config(dovecot: Dovecot, smtp: SmtpServer, user: str, tmp_path: Path) -> Path:
    """A service that is to train in half a day, from another corpus than its model was made from."""
    models = tmp_path / "models"
    copied_model(models, OLD)
    put_in_use(models, OLD)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.jsonl").write_bytes((MODELS / "corpus" / "train-a.jsonl").read_bytes())
    later = (utc_now() + timedelta(hours=12)).astimezone(FIRM_ZONE)
    return configuration(
        tmp_path,
        {"support": Place(dovecot.port, user)},
        smtp_port=smtp.port,
        sections={"learning": {"retrain_at": f"{later:%H:%M}", "corpus": str(corpus)}},
        models=models,
    )


def _question(number: int) -> bytes:
    return make_mail(
        text=f"Hei, banken avviser betalingsfil nummer {number}, feil KID i remitteringen. Hva gjør vi?",
        message_id=f"<{number}@x.example>",
    )


def test_mails_are_settled_while_the_model_is_trained_and_a_stop_ends_the_training(
    dovecot: Dovecot, user: str, config: Path
) -> None:
    with running(config) as running_service:
        service = running_service.service
        assert service.next_training_at is not None
        assert timedelta(hours=11) < service.next_training_at - utc_now() < timedelta(hours=13)
        training = Thread(target=service.retraining.run)
        training.start()
        wait_until(lambda: service.retraining.process_id, "it trains")
        process = service.retraining.process_id
        dovecot.append(user, *(_question(number) for number in range(20)))
        messages = running_service.wait_settled(20)
        assert service.retraining.process_id == process
        began = time.monotonic()
    training.join(30)
    assert time.monotonic() - began < 10
    assert {(message.outcome, message.model_version) for message in messages} == {(Outcome.ROUTED, OLD)}
    assert service.retraining.process_id is None
    assert read_status(running_service.database).training is None


def test_a_training_that_fails_is_in_the_status_and_mails_come_in_as_before(
    dovecot: Dovecot, user: str, config: Path
) -> None:
    (config.parent / "corpus" / "a.jsonl").write_text("{}\n", encoding="utf-8")
    with running(config) as running_service:
        running_service.service.retraining.run()
        dovecot.append(user, _question(1))
        [message] = running_service.wait_settled(1)
        assert message.model_version == OLD
    shown = " ".join(run_command(config, "status").stdout.split())
    assert "FAILED, the model in use stays" in shown
    assert "a.jsonl:1: the key 'parts' is missing" in shown
    checked = run_command(config, "check").stdout
    assert [line for line in checked.splitlines() if line.startswith("FAIL  retraining: ")] != []


def test_a_shadow_run_does_not_train(config: Path) -> None:
    with running(config, shadow=True) as running_service:
        assert running_service.service.next_training_at is None
