"""Let a worker process end when the process that it works for is no more.

A command that is killed outright (SIGKILL, out of memory) cannot send its workers home, and they would hold
their memory for minutes. So each waits, on a thread of its own, for its master's end. Where the system cannot
tell of that (it is not Linux), a worker ends when it has long had nothing to do, as it would without this.
"""

import os
import select
import threading


def end_with(master: int) -> None:
    """From now on this process ends as soon as the one with the id ``master`` does."""
    if not hasattr(os, "pidfd_open"):
        return
    try:
        ending = os.pidfd_open(master)
    except ProcessLookupError:
        os._exit(1)
    except OSError:  # an older kernel, or no descriptor is left
        return
    threading.Thread(target=_end_behind, args=(ending,), name="end with the master", daemon=True).start()


def _end_behind(ending: int) -> None:
    poll = select.poll()
    poll.register(ending, select.POLLIN)
    poll.poll()
    os._exit(1)
