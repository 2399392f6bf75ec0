"""`ticket-router classify --archive`: the same bytes whoever does the work, however often it is stopped."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from router.cli import app
from router.learning.store.folders import active_model_directory
from tests.running import PROJECT
from tests.shipped import copied_model
from tests.waiting import wait_until

DEMO = PROJECT / "router" / "demo" / "mails"
SEPARATOR = b"From kari@a.example Mon Mar  3 09:12:00 2025\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an mbox of many mails, a broken one, and two files."""
    folder = tmp_path_factory.mktemp("archive")
    mails = [path.read_bytes() for path in sorted(DEMO.iterdir()) if path.suffix == ".eml"][:40]
    with (folder / "a.mbox").open("wb") as mbox:
        for number in range(900):
            mail = mails[number % len(mails)].replace(b"\nFrom ", b"\n>From ")
            mbox.write(SEPARATOR + b"X-Number: %d\n" % number + mail + b"\n\n")
    (folder / "b.eml").write_bytes(b"\xff\xfe\0 no mail at all \0")
    (folder / "c.eml").write_bytes(mails[0])
    (folder / "d.eml").symlink_to(folder / "nowhere")
    return folder


@pytest.fixture(scope="module")
def expected(archive: Path) -> bytes:
    """What `explain --json` says of it."""
    return _process("explain", "--json", str(archive)).stdout


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "router", *arguments]


def _process(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(_command(*arguments), cwd=PROJECT, capture_output=True, timeout=240)
    assert done.returncode == 0, done.stderr.decode()
    return done


def _run(*arguments: str, status: int = 0) -> str:
    """What the command says on standard error."""
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "200", "TERM": "dumb"})
    assert result.exit_code == status, result.output
    return result.stderr


def test_an_archive_gives_the_lines_of_explain_and_tells_how_it_went(archive: Path, expected: bytes) -> None:
    done = _process("classify", "--archive", str(archive), "--jobs", "2")
    assert done.stdout == expected
    assert b"903 mails judged in" in done.stderr
    assert b"1 could not be read" in done.stderr


def test_killed_again_and_again_it_ends_with_the_same_bytes(
    archive: Path, expected: bytes, tmp_path: Path
) -> None:
    out, progress = tmp_path / "out.jsonl", tmp_path / "out.jsonl.progress"
    arguments = ("classify", "--archive", str(archive), "--out", str(out), "--jobs", "1")
    for words in (2, 3):
        process = subprocess.Popen(_command(*arguments), cwd=PROJECT, stderr=subprocess.DEVNULL)
        try:
            _wait_for_words(progress, words)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    assert len(out.read_bytes()) < len(expected)
    with out.open("ab") as file:
        file.write(b'{"source": "half a li')
    assert "mails were judged before; going on" in _run(*arguments)
    assert out.read_bytes() == expected
    assert "0 mails judged" in _run(*arguments)
    assert out.read_bytes() == expected


def _wait_for_words(progress: Path, least: int) -> None:
    wait_until(
        lambda: progress.exists() and progress.read_bytes().count(b"\n") >= least,
        f"the progress says so much: {least}",
        seconds=120,
    )


def test_a_cluster_gives_the_same_bytes(archive: Path, expected: bytes, tmp_path: Path, cluster: str) -> None:
    out = tmp_path / "out.jsonl"
    _run("classify", "--archive", str(archive), "--out", str(out), "--dask", cluster)
    assert out.read_bytes() == expected


def test_a_mail_that_was_judged_and_has_changed_is_told(tmp_path: Path) -> None:
    folder, out = tmp_path / "mails", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "b.eml").write_bytes(b"Subject: to\n\nHei")
    arguments = ("classify", "--archive", str(folder), "--out", str(out), "--jobs", "1")
    _run(*arguments)
    (folder / "c.eml").write_bytes(b"Subject: tre\n\nHei")
    assert "1 mails judged" in _run(*arguments)
    assert [json.loads(line)["subject"] for line in out.read_bytes().splitlines()] == ["to", "tre"]
    (folder / "a.eml").write_bytes(b"Subject: en\n\nHei")
    told = _run(*arguments, status=1)
    assert "the archive is not what it was: the first 2 mails" in told


def test_another_model_is_told(tmp_path: Path) -> None:
    mail, out = tmp_path / "a.eml", tmp_path / "out.jsonl"
    mail.write_bytes(b"Subject: en\n\nHei")
    arguments = ("classify", "--archive", str(mail), "--out", str(out), "--jobs", "1")
    _run(*arguments)
    copied_model(tmp_path / "models", "other")
    told = _run(*arguments, "--model", str(tmp_path / "models" / "other"), status=1)
    active = active_model_directory(PROJECT / "models").name
    assert f"the model was {active} and is other" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--archive", "nowhere.mbox"), "nowhere.mbox: is not there"),
        (("--archive", "-"), "standard input cannot be read twice"),
        (
            ("--archive", str(PROJECT / "docs"), "--out", str(PROJECT / "docs" / "out.jsonl")),
            "lies in the archive",
        ),
        (
            ("--archive", str(PROJECT / "docs"), "--jobs", "2", "--dask", "tcp://a.example:1"),
            "give one of them",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: tuple[str, ...], told: str) -> None:
    assert told in _run("classify", *arguments, status=1)
