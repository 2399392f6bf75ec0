"""Waiting for a condition, which is the only kind of waiting that the tests do."""

import time
from collections.abc import Callable

_LOOK_EVERY_SECONDS = 0.02


def wait_until(condition: Callable[[], object], what: str, *, seconds: float = 60) -> None:
    """Return as soon as the condition holds.

    Raises:
        TimeoutError: it did not hold in time; ``what`` says what was waited for.
    """
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds} s in vain until {what}")
        time.sleep(_LOOK_EVERY_SECONDS)
