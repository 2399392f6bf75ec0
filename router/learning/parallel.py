"""Do one thing to each of many, on as many processes or machines as the caller has chosen.

The choice is made outside, with `joblib.parallel_config` (the number of jobs, a Dask cluster); without one,
everything is done here, one after the other. What comes out is the same in every case: each task gets all
that it needs, changes nothing that another one sees, and computes on one thread of its own.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Result = TypeVar("Result")


def each(
    function: Callable[..., Result],
    tasks: Sequence[tuple[Any, ...]],
    on_done: Callable[[int], None] = lambda _done: None,
) -> list[Result]:
    """What the function gives for each task (its arguments), in their order.

    ``on_done`` is called in the caller's thread with the number of tasks whose results are there. An error of
    a task is raised as it was.
    """
    # One task is many seconds of work, so tasks are never bundled; memory maps save nothing worth a file.
    parallel = Parallel(return_as="generator", batch_size=1, max_nbytes=None)
    found = []
    for result in parallel(delayed(_on_one_thread)(function, task) for task in tasks):
        found.append(result)
        on_done(len(found))
    return found


def _on_one_thread(function: Callable[..., Result], task: tuple[Any, ...]) -> Result:
    """The threads of BLAS only wait for each other on small products, and their number changes some sums."""
    with threadpool_limits(limits=1):
        return function(*task)
