"""The metrics, scraped over HTTP as Prometheus does it."""

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from imapclient import IMAPClient
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from router.cases import drift_weeks, events, messages, trainings
from router.cases.corrections import correct
from router.cases.drift_weeks import week_before
from router.cases.events import ROUTER, Action
from router.cases.tables.learning import TrainingResult
from router.cases.trainings import Lessons, Training
from router.database import Database
from router.demo.servers import LOOPBACK, ImapServer, SmtpServer
from router.learning.corpus.labelled import read_corpus
from router.learning.drift.comparison import Incoming, drift
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import read_manifest
from router.mailbox import ledger
from router.service.metrics import MetricsServer, RouterCollector
from router.taxonomy import AreaCode
from tests.cases.intakes import NOW, Counter, a_desk, a_request, model_reading, store, unsure
from tests.running import PROJECT, Place, configuration, running
from tests.servers import PASSWORD
from tests.shipped import MODELS

Figures = dict[tuple[str, ...], float]
"""A sample's name without the prefix, and the values of its labels in the order of their names."""


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def scraped(port: int) -> list[Metric]:
    """One scrape."""
    with urlopen(f"http://{LOOPBACK}:{port}/metrics", timeout=30) as answer:
        assert answer.status == 200
        return list(text_string_to_metric_families(answer.read().decode()))


def figures_of(families: list[Metric]) -> Figures:
    return {
        (
            sample.name.removeprefix("ticket_router_"),
            *(value for _, value in sorted(sample.labels.items())),
        ): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.fixture
def port(database: Database) -> Iterator[int]:
    """Where a scrape finds the figures of the database, which are told two hours later."""
    port = free_port()
    later = NOW + timedelta(hours=2)
    server = MetricsServer(RouterCollector(database, lambda: later, shadow=False), LOOPBACK, port)
    server.start()
    yield port
    server.stop()


def test_an_empty_database_is_up_and_has_nothing_to_tell(port: int) -> None:
    told = figures_of(scraped(port))
    assert told[("up",)] == 1
    assert told[("waiting_messages",)] == told[("model_usable",)] == told[("review_ratio",)] == 0
    assert told[("unseen_messages",)] == told[("oldest_unseen_message_age_seconds",)] == 0
    assert ("drift_warnings",) not in told


def test_every_figure_is_the_databases(database: Database, port: int) -> None:
    counter = Counter(database, a_desk())
    counter.ask(1)
    counter.ask(2, unsure())
    counter.take(a_request(3), shadow=True)
    counter.now = NOW - timedelta(hours=4)
    thanks = a_request(6, subject="SV: EHF", text="Tusen takk for hjelpen, nå virker alt igjen!")
    counter.take(thanks, model_reading(thanks))
    with database.write() as session:
        correct(
            session, "2025-000001", area=AreaCode("teknisk"), corrected_by="Eli", desk=counter.desk, now=NOW
        )
        store(session, a_request(4), received_at=NOW - timedelta(hours=1))
        messages.quarantine(session, store(session, a_request(5)), "on purpose", NOW)
        ledger.note_success(session, "support", NOW)
        ledger.note_failure(session, "oppdrag", "wrong password", NOW)
        events.record(session, NOW, ROUTER, Action.MODEL_TAKEN, "2025-01-01-1")
        ended = NOW + timedelta(minutes=2)
        trainings.record(session, Training(NOW, ended, TrainingResult.KEPT, "v", "worse", Lessons("", 1)))
        manifest = read_manifest(active_model_directory(MODELS))
        found = drift(Incoming((), {}), manifest, read_corpus(MODELS / "corpus")[::20])
        drift_weeks.keep(session, week_before(NOW), found, NOW)
    told = figures_of(scraped(port))
    assert told[("messages_received_total", "support")] == 5
    assert told[("messages", "support", "routed")] == 2
    assert told[("messages", "support", "quarantined")] == told[("waiting_messages",)] == 1
    assert told[("oldest_waiting_message_age_seconds",)] == 3 * 3600
    assert told[("unseen_messages",)] == 1
    assert told[("oldest_unseen_message_age_seconds",)] == 6 * 3600
    assert told[("mailbox_last_success_timestamp_seconds", "support")] == NOW.timestamp()
    assert (told[("mailbox_failing", "support")], told[("mailbox_failing", "oppdrag")]) == (0, 1)
    assert told[("tickets", "teknisk", "support", "assigned")] == 1
    assert told[("tickets", "lonn", "support", "review")] == 1
    assert told[("decisions_total", "routed")] == told[("decisions_total", "review")] == 1
    assert told[("review_ratio",)] == 0.5
    assert told[("outgoing_mails", "queued")] > 0
    assert told[("oldest_queued_mail_age_seconds",)] == 2 * 3600
    assert told[("model_info", "2025-01-01-1")] == told[("model_usable",)] == 1
    assert told[("model_refused",)] == 0
    assert told[("judged_tickets", "routed")] == 1
    assert told[("judged_right_tickets", "routed", "kind")] == 1
    assert told[("judged_right_tickets", "routed", "area")] == 0
    assert told[("last_training_timestamp_seconds",)] == ended.timestamp()
    assert told[("last_training_duration_seconds",)] == 120
    assert told[("last_training_result", "kept")] == 1
    assert told[("last_training_result", "failed")] == 0
    assert told[("drift_review_ratio", "training")] == pytest.approx(1.0 - manifest.review_cover)
    assert told[("drift_warnings",)] == 0


def test_the_names_are_those_of_the_documentation_and_each_has_a_help_text(port: int) -> None:
    families = scraped(port)
    names = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    page = (PROJECT / "docs" / "operators.md").read_text(encoding="utf-8")
    _, _, rest = page.partition("\n## Metrics\n")
    section, _, _ = rest.partition("\n## ")
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == names
    assert all(family.documentation for family in families)
    assert all(name.startswith("ticket_router_") for name in names)


def test_a_broken_database_is_not_up_and_brings_nobody_down(database: Database, port: int) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE messages RENAME TO elsewhere"))
    assert figures_of(scraped(port)) == {("up",): 0}
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO messages"))
    assert figures_of(scraped(port))[("up",)] == 1


def test_many_scrapes_at_once_are_all_answered(port: int) -> None:
    ups: list[float] = []
    threads = [Thread(target=lambda: ups.append(figures_of(scraped(port))[("up",)])) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert ups == [1] * 12


def test_a_port_that_is_taken_ends_nothing(database: Database, port: int) -> None:
    second = MetricsServer(RouterCollector(database, lambda: NOW, shadow=False), LOOPBACK, port)
    second.start()
    second.stop()
    assert figures_of(scraped(port))[("up",)] == 1


def test_the_running_service_is_scraped_while_it_routes(
    imap: ImapServer, smtp: SmtpServer, tmp_path: Path
) -> None:
    port = free_port()
    config = configuration(
        tmp_path,
        {"support": Place(imap.port, "support")},
        smtp_port=smtp.port,
        sections={"service": {"readers": 1, "metrics_port": port}},
    )
    with IMAPClient(LOOPBACK, imap.port, ssl=False) as client:
        client.login("support", PASSWORD)
        client.append("INBOX", a_request(1))
    with running(config) as service:
        service.wait_settled(1)
        told = figures_of(scraped(port))
        assert told[("messages", "support", "routed")] == told[("up",)] == 1
        assert told[("model_usable",)] == 1
        assert told[("mailbox_failing", "support")] == 0
    with pytest.raises(OSError, match="refused"):
        scraped(port)
