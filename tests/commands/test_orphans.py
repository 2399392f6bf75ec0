"""Workers do not outlive the command that they work for."""

import os
import select
import signal
import subprocess
import sys

import pytest

COMMAND = """
import os, time
from router.commands.workers import workers
from router.learning.judging.parallel import each
with workers(2, None):
    print(*set(each(os.getpid, [()] * 8)), flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a process's end")
def test_workers_end_when_their_command_is_killed_outright() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as command:
        assert command.stdout is not None
        workers = [os.pidfd_open(int(pid)) for pid in command.stdout.readline().split()]
        command.send_signal(signal.SIGKILL)
    assert workers
    for worker in workers:
        ended, _, _ = select.select([worker], [], [], 15)
        os.close(worker)
        assert ended, "still there a quarter of a minute after the command"
