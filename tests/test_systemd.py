"""The systemd unit: hardened as promised, and in step with the documented configuration."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.running import PROJECT

UNIT = PROJECT / "systemd" / "ticket-router.service"
SYSUSERS = PROJECT / "systemd" / "ticket-router.sysusers.conf"
_HIGHEST_EXPOSURE = 2.0
# Before this version systemd-analyze could not judge a file that is not installed.
_FIRST_VERSION_OFFLINE = 250


def _settings(section: str) -> dict[str, list[str]]:
    """A section's settings, each with every value that it is given, in order."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif current == section and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def _analyze(*arguments: str) -> str:
    """What `systemd-analyze` prints; the test is skipped where it cannot judge a file."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install systemd)")
    version = subprocess.run(["systemd-analyze", "--version"], capture_output=True, text=True, check=True)
    number = re.search(r"\d+", version.stdout)
    if number is None or int(number.group()) < _FIRST_VERSION_OFFLINE:
        pytest.skip(f"systemd-analyze is older than version {_FIRST_VERSION_OFFLINE}")
    done = subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout + done.stderr


def test_the_exposure_is_below_two() -> None:
    told = _analyze("security", "--offline=true", "--no-pager", str(UNIT))
    overall = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert overall is not None, told
    assert float(overall.group(1)) < _HIGHEST_EXPOSURE


def test_systemd_understands_every_line() -> None:
    told = _analyze("verify", "--man=no", str(UNIT)).splitlines()
    about_us = [line for line in told if UNIT.name in line]
    assert [line for line in about_us if "is not executable" not in line] == []


def test_the_service_says_when_it_is_ready_and_is_restarted_when_it_hangs() -> None:
    service = _settings("Service")
    assert service["Type"] == ["notify"]
    assert service["NotifyAccess"] == ["main"]
    assert service["WatchdogSec"] == ["5min"]
    assert service["Restart"] == ["on-failure"]


def test_a_stop_is_given_the_ten_seconds_that_it_may_take() -> None:
    service = _settings("Service")
    assert int(service["TimeoutStopSec"][0]) > 10
    assert service["KillMode"] == ["mixed"]


def test_the_credentials_are_those_of_the_documented_configuration() -> None:
    configuration = tomllib.loads((PROJECT / "config" / "router.toml").read_text(encoding="utf-8"))
    servers = [*configuration["mailboxes"].values(), configuration["smtp"]]
    loaded = dict(line.split(":", 1) for line in _settings("Service")["LoadCredential"])
    assert set(loaded) == {server["credential"] for server in servers}
    assert all(Path(path) == Path("/etc/ticket-router/credentials", name) for name, path in loaded.items())


def test_the_user_is_the_one_that_sysusers_makes() -> None:
    made = [line.split()[1] for line in SYSUSERS.read_text(encoding="utf-8").splitlines() if line[:2] == "u "]
    service = _settings("Service")
    assert service["User"] == service["Group"] == made


def test_a_training_may_lower_its_own_priority() -> None:
    filters = _settings("Service")["SystemCallFilter"]
    assert filters.index("setpriority sched_setaffinity") > filters.index("~@privileged @resources")


def test_nothing_is_written_but_below_its_own_folder() -> None:
    service = _settings("Service")
    assert service["ProtectSystem"] == ["strict"]
    assert service["StateDirectory"] == ["ticket-router"]
    assert "ReadWritePaths" not in service
