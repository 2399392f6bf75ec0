"""Look seldom for garbage, in a process that has loaded a model and goes on with many small things.

What has been loaded stays; what a batch makes is gone with it, mostly without being looked for. So the search
finds next to nothing, and without it the same work takes up to a tenth less (benchmarks/route.py, triage.py).
"""

import gc

_THRESHOLDS = (50_000, 20, 50)
"""New objects, and searches among the young, before the next search. Memory grows by some megabytes."""


def collect_seldom() -> None:
    """Leave alone what there is, and look seldom through what comes."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
