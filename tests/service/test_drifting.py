"""The weekly comparison: made once for a week, and tried again when it could not be made."""

import shutil
from datetime import timedelta
from pathlib import Path

from router.cases import drift_weeks
from router.cases.drift_weeks import DriftOfWeek, week_before
from router.clock import FIRM_ZONE
from router.database import Database, open_database
from router.migrations import migrate
from router.service.drifting import WeeklyDrift
from router.settings import load_settings
from tests.cases.intakes import NOW, Counter, a_desk
from tests.running import Place, configuration, run_command
from tests.shipped import MODELS


def _latest(database: Database) -> DriftOfWeek | None:
    with database.read() as session:
        return drift_weeks.latest(session)


def test_a_week_is_compared_once_and_told_in_the_status(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    config = configuration(
        tmp_path, {"support": Place(1, "x")}, smtp_port=1, sections={"learning": {"corpus": str(corpus)}}
    )
    settings = load_settings(config)
    database = open_database(settings.database_url)
    migrate(database)
    counter = Counter(database, a_desk(), NOW - timedelta(days=7))
    counter.ask(1)
    counter.ask(2)
    now = NOW
    weekly = WeeklyDrift(settings, database, lambda: now, shadow=False)
    weekly.run()  # there are no labelled mails: told, and nothing kept
    assert _latest(database) is None
    shutil.copytree(MODELS / "corpus", corpus)
    weekly.run()
    kept = _latest(database)
    assert kept is not None
    assert (kept.since, kept.drift.issues, kept.drift.mails) == (week_before(NOW).since, 2, 2)
    counter.ask(3)
    weekly.run()
    assert _latest(database) == kept
    now = NOW + timedelta(days=7)
    weekly.run()
    after = _latest(database)
    assert after is not None
    assert after.drift.issues == 0
    database.close()
    shown = " ".join(run_command(config, "status").stdout.split())
    monday = after.since.astimezone(FIRM_ZONE)
    assert f"against training, in the week from {monday:%d.%m.%Y}: 0 mails with 0 cases" in shown


def test_the_command_compares_any_time_at_once(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.symlink_to(MODELS / "corpus")
    config = configuration(
        tmp_path, {"support": Place(1, "x")}, smtp_port=1, sections={"learning": {"corpus": str(corpus)}}
    )
    database = open_database(load_settings(config).database_url)
    migrate(database)
    database.close()
    done = run_command(config, "drift", "--days", "30")
    assert done.returncode == 0, done.stderr
    assert "against training, in the last 30 days: 0 mails with 0 cases" in " ".join(done.stdout.split())
    corpus.unlink()
    failed = run_command(config, "drift")
    assert failed.returncode == 1
    assert "does not exist; name the file or the folder with the labelled mails" in failed.stderr
