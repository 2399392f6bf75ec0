"""The commands as a whole: what is wrong with the configuration or the database is one line and status 1."""

from pathlib import Path

import pytest

from router import __version__
from router.demo.servers import LOOPBACK
from router.settings import load_settings
from tests.commands.invoked import complaint_of, output, run
from tests.running import run_command
from tests.test_check import closed_port

RUBBISH = "this is no database" * 100


def test_the_installed_command_prints_its_version_and_a_fault_as_one_line(tmp_path: Path) -> None:
    """As a process of its own; the other tests run the same commands in this one."""
    done = run_command(tmp_path / "absent.toml", "status")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{tmp_path}/absent.toml: cannot be read (No such file or directory); "
        "copy config/router.toml and name it with --config\n"
    )
    assert output(run(None, "version")).strip() == __version__


def test_without_a_command_the_help_names_them_all() -> None:
    shown = run(None, "--help").stdout
    for command in (
        "run",
        "explain",
        "train",
        "models",
        "check",
        "status",
        "migrate",
        "correct",
        "quarantine",
    ):
        assert command in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("check",),
        ("status",),
        ("migrate",),
        ("correct", "2025-000001", "--by", "Eli"),
        ("quarantine", "list"),
        ("quarantine", "retry", "1", "--by", "Eli"),
        ("quarantine", "save", "1", "mail.eml"),
        ("explain", "mail.eml"),
    ],
)
@pytest.mark.parametrize("fault", ["missing", "unknown key"])
def test_every_command_names_a_faulty_configuration(
    config: Path, arguments: tuple[str, ...], fault: str
) -> None:
    if fault == "missing":
        config.unlink()
        assert "cannot be read" in complaint_of(run(config, *arguments))
    else:
        config.write_text("[smpt]\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
        # The section takes over the keys below it, so there are other faults too.
        result = run(config, *arguments)
        assert result.exit_code == 1
        assert f"{config}: smpt: unknown key; did you mean 'smtp'?" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("correct", "2025-000001", "--by", "Eli"),
        ("quarantine", "list"),
        ("quarantine", "retry", "1", "--by", "Eli"),
        ("quarantine", "save", "1", "mail.eml"),
    ],
)
def test_a_database_that_is_not_set_up_says_so(config: Path, arguments: tuple[str, ...]) -> None:
    line = complaint_of(run(config, *arguments))
    assert line == "the database is not set up for this version; run `ticket-router migrate` first"


@pytest.mark.parametrize("arguments", [("status",), ("migrate",), ("quarantine", "list")])
def test_a_database_that_cannot_be_used_is_one_line(config: Path, arguments: tuple[str, ...]) -> None:
    Path(config.parent, "router.db").write_text(RUBBISH, encoding="utf-8")
    line = complaint_of(run(config, *arguments))
    assert line == (
        "database: file is not a database; name another file in database_url, or restore a backup"
    )


def test_a_database_server_that_is_down_is_named_without_the_password(config: Path) -> None:
    url = load_settings(config).database_url
    down = f"postgresql://router:hemmelig@{LOOPBACK}:{closed_port()}/router"
    config.write_text(config.read_text(encoding="utf-8").replace(url, down), encoding="utf-8")
    result = run(config, "status")
    assert result.exit_code == 1
    assert "Connection refused" in result.stderr
    assert "look at database_url and whether the server is up" in result.stderr
    assert "hemmelig" not in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("explain", "--model", "/absent", "x.eml"), "/absent"),
        (("train", "--corpus", "/absent"), "/absent"),
        (("evaluate", "/absent"), "/absent"),
        (("evaluate", "--model", "no-such-model"), "no-such-model"),
        (("evaluate", "--html", "/absent/page.html"), "/absent"),
        (("evaluate", "/absent.csv", "--format", "csv", "--text", "a", "--label", "b"), "/absent.csv"),
        (("models", "activate", "no-such-model"), "no-such-model"),
        (("models", "activate", "../corpus"), "corpus"),
        (("models", "show", "no-such-model"), "no-such-model"),
        (("models", "compare", "no-such-model", "nor-this"), "no-such-model"),
        (("models", "list", "--models", "/absent"), "/absent"),
        (("models", "rollback", "--models", "/absent"), "/absent"),
    ],
)
def test_a_model_or_corpus_that_is_not_there_is_one_line(arguments: tuple[str, ...], complaint: str) -> None:
    assert complaint in complaint_of(run(None, *arguments))
