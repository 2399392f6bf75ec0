"""A command, run in this process as a user at a terminal of 200 columns would run it."""

from pathlib import Path

from typer.testing import CliRunner, Result

from router.cli import app
from tests.running import SECRET


def run(config: Path | None, *arguments: str) -> Result:
    options = ["--config", str(config)] if config is not None else []
    return CliRunner().invoke(app, [*arguments, *options], env={**SECRET, "COLUMNS": "200", "TERM": "dumb"})


def output(result: Result) -> str:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return str(result.stdout)


def complaint_of(result: Result) -> str:
    """The one line that the user sees."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    [line] = result.stderr.splitlines()
    return str(line)
