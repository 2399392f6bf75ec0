"""The demonstration as a user runs it: to its end, and staying up."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from router.demo.show import deliver, samples
from tests.mails import make_mail
from tests.waiting import wait_until

COMMAND = [sys.executable, "-m", "router", "demo", "--folder"]
WIDE = {**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}


def test_every_sample_ends_in_one_outcome_and_the_sum_is_shown(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*COMMAND, str(tmp_path)], env=WIDE, capture_output=True, text=True, encoding="utf-8", timeout=240,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    shown = re.search(
        r"(\d+) received = (\d+) routed \+ (\d+) followup \+ (\d+) no_action"
        r" \+ (\d+) quarantined \+ (\d+) waiting",
        ended.stdout,
    )
    assert shown is not None, ended.stdout
    received, routed, followup, no_action, quarantined, waiting = map(int, shown.groups())
    # One sample is a copy of another, sent to both mailboxes.
    assert received == len(samples()) - 1 == routed + followup + no_action + quarantined
    assert waiting == 0
    assert routed > 60
    assert no_action > 10
    assert followup >= 1
    assert str(tmp_path / "ticket-router.db") in ended.stdout


def test_kept_up_it_routes_a_mail_that_is_appended(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with output.open("wb") as sink:
        process = subprocess.Popen([*COMMAND, str(tmp_path), "--keep"], env=WIDE, stdout=sink, stderr=sink)
    try:

        def told() -> re.Match[str] | None:
            return re.search(
                r"127\.0\.0\.1:(\d+), no TLS, .* password (\S+)\. Ctrl-C", output.read_text("utf-8")
            )

        wait_until(told, "the demo says that it stays up", seconds=240)
        found = told()
        assert found is not None
        subject = "Skriveren på lageret"
        deliver(int(found[1]), "support", found[2], [make_mail(subject=subject, text="Den skriver ikke ut.")])
        wait_until(lambda: subject in output.read_text("utf-8"), "the mail's ticket is shown")
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
