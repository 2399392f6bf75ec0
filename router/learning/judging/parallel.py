"""Do one thing to each of many, on as many processes or machines as the caller has chosen.

The choice is made outside, with `joblib.parallel_config` (the number of jobs, a Dask cluster); without one,
everything is done here, one after the other. What comes out is the same in every case: each task gets all
that it needs, changes nothing that another one sees, and computes on one thread of its own.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

TOGETHER = 128
"""Mails that are read together."""

_SELDOM = (100_000, 50, 100)
"""Thresholds of the garbage collector while a task is done."""

Result = TypeVar("Result")
Asked = TypeVar("Asked")
Expert = TypeVar("Expert")


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


def ask_each(
    question: Callable[[Sequence[Asked], Expert], Sequence[Result]],
    asked: Sequence[Asked],
    experts: Sequence[Expert],
) -> list[Result]:
    """What the question gives for each of the asked and its expert (as many experts, most of them the same
    few), in their order. Each expert is sent away once, and asked of :data:`TOGETHER` at a time."""
    places: dict[int, list[int]] = {}
    for at, expert in enumerate(experts):
        places.setdefault(id(expert), []).append(at)
    tasks = [(question, [asked[at] for at in own], experts[own[0]]) for own in places.values()]
    answers: dict[int, Result] = {}
    for own, said in zip(places.values(), each(together, tasks), strict=True):
        answers.update(zip(own, said, strict=True))
    return [answers[at] for at in range(len(asked))]


def together(question: Callable[..., Sequence[Result]], asked: Sequence[Asked], *others: Any) -> list[Result]:
    """What the question gives for each of the asked, of :data:`TOGETHER` at a time: quicker than of one, and
    memory stays bounded."""
    return [
        answer
        for at in range(0, len(asked), TOGETHER)
        for answer in question(asked[at : at + TOGETHER], *others)
    ]


def _on_one_thread(function: Callable[..., Result], task: tuple[Any, ...]) -> Result:
    """The threads of BLAS only wait for each other on small products, and their number changes some sums."""
    with threadpool_limits(limits=1), _seldom_collected():
        return function(*task)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """What a task makes, it mostly keeps: to look through it for garbage is a twelfth of a training."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
