"""What the commands around the service tell: migrate, status, check, resend."""

from pathlib import Path

from sqlalchemy import text

from router.clock import utc_now
from router.database import Database
from router.migrations import newest_revision
from router.post import outbox
from router.settings import load_settings
from tests.cases.intakes import (
    NOW,
    Counter,
    a_desk,
)
from tests.commands.invoked import complaint_of, output, run
from tests.running import PROJECT, Place, configuration


def test_migrate_sets_up_and_may_be_run_again(config: Path) -> None:
    for _ in range(2):
        assert output(run(config, "migrate")).strip() == f"The database is at revision {newest_revision()}."
    assert "0 received" in output(run(config, "status"))


def test_migrate_where_no_folder_can_be_made_is_one_line(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    written = config.read_text(encoding="utf-8").replace("/router.db", "/file/var/router.db")
    config.write_text(written, encoding="utf-8")
    assert f"{tmp_path}/file/var: Not a directory" in complaint_of(run(config, "migrate"))


def test_a_database_of_a_newer_version_is_left_alone(config: Path, filled: Database) -> None:
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "install the newer ticket-router again" in complaint_of(run(config, "migrate"))


def test_status_shows_the_sum_and_the_model(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    shown = output(run(config, "status"))
    assert "1 received = 1 routed + 0 followup + 0 no_action + 0 quarantined + 0 waiting" in shown
    assert (PROJECT / "models" / "active").read_text(encoding="utf-8").strip() in shown


def test_status_reads_either_engine(tmp_path: Path, database: Database, database_url: str) -> None:
    config = configuration(tmp_path, {"support": Place(1, "support")}, smtp_port=1, database_url=database_url)
    Counter(database, a_desk()).ask(1)
    assert "1 received = 1 routed" in output(run(config, "status"))


def test_status_says_when_there_is_no_model(config: Path, filled: Database, tmp_path: Path) -> None:
    models = load_settings(config).models
    written = config.read_text(encoding="utf-8").replace(str(models), str(tmp_path / "absent"))
    config.write_text(written, encoding="utf-8")
    assert str(tmp_path / "absent") in output(run(config, "status"))


def test_status_names_a_mailbox_that_has_not_been_read_yet(config: Path, filled: Database) -> None:
    assert "not read yet" in output(run(config, "status"))


def test_check_with_dead_servers_says_fail_with_remedies_and_changes_nothing(config: Path) -> None:
    result = run(config, "check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    failed = [line for line in lines if line.startswith("FAIL")]
    assert [line.split(":")[0] for line in failed] == ["FAIL  mailbox support", "FAIL  smtp"]
    assert all("; look at [" in line for line in failed)
    assert all(line.startswith("ok    ") for line in lines if line not in failed)
    assert [path.name for path in config.parent.iterdir()] == ["router.toml"]


def test_resend_puts_refused_mails_back_in_the_queue(config: Path, filled: Database) -> None:
    Counter(filled, a_desk()).ask(1)
    with filled.write() as session:
        for mail in outbox.claim_due(session, NOW, 10):
            outbox.mark_refused(session, mail.id, "550 no such user")
    assert "2 refused mails wait to be sent again." in output(run(config, "resend"))
    assert "0 refused mails wait to be sent again." in output(run(config, "resend"))
    with filled.read() as session:
        assert outbox.is_due(session, utc_now())
