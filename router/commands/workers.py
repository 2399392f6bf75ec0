"""Who does the work of a command that can be shared: the processes of this machine, or a Dask cluster.

The work itself asks :mod:`joblib` for workers and does not know which it gets. A cluster is asked before
anything is sent to it: that it answers, that it has workers, and that they run the same versions as this
machine, because a model must not depend on where it was made.
"""

import os
import platform
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any

import joblib
import typer

from router.commands.orphans import end_with

JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes that work side by side; else one for each core."),
]
DaskOption = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="A Dask cluster's scheduler that does the work."),
]

_ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/]{1,300}:\d{1,5}/?")
PATIENCE = 20
"""Seconds within which a scheduler, and each of its workers, must answer."""
_PACKAGES = ("ticket-router", "scikit-learn", "numpy", "scipy", "joblib", "skops", "distributed")
"""What must be of the same version everywhere."""


class WorkersError(Exception):
    """There is nobody to do the work. The message says what is wrong and what to do."""


@contextmanager
def workers(
    jobs: int | None, dask: str | None, *, most: int | None = None, shared: Sequence[object] = ()
) -> Iterator[int]:
    """Within this context joblib's work is done by so many processes, or by the cluster at this address.

    Gives how many tasks are done side by side. ``most``: more than so many processes would have nothing to
    do. ``shared``: large arguments of many tasks, which a cluster's workers then get only once.

    Raises:
        WorkersError: the cluster cannot be used.
    """
    if dask is not None:
        if jobs is not None:
            raise WorkersError("--jobs is for this machine, --dask for a cluster: give one of them")
        with _cluster(dask) as client, joblib.parallel_config("dask", client=client, scatter=list(shared)):
            yield sum(client.ncores().values())
        return
    count = jobs or min(joblib.cpu_count(), most or joblib.cpu_count())
    with joblib.parallel_config("loky", n_jobs=count, initializer=end_with, initargs=(os.getpid(),)):
        yield count


@contextmanager
def _cluster(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        raise WorkersError(
            "--dask needs the packages dask and distributed; install ticket-router with its extra `dask`"
        ) from error
    # An address without a port is asked for no client: one that fails then is heard of for another minute.
    if _ADDRESS.fullmatch(address) is None:
        raise WorkersError(
            f"--dask {address}: is not the address of a scheduler; give the one that `dask scheduler` prints,"
            " such as tcp://10.0.0.5:8786"
        )
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise WorkersError(
            f"--dask {address}: no Dask scheduler answers there ({_first_line(error)}); start one with "
            "`dask scheduler` and give the address that it prints, such as tcp://10.0.0.5:8786"
        ) from error
    try:
        _check(address, client)
        yield client
    finally:
        client.close()


def _check(address: str, client: Any) -> None:
    try:
        client.get_versions(check=True)
        found: dict[str, dict[str, str]] = client.run(_versions)
    except Exception as error:  # whatever a worker raises comes back here
        raise WorkersError(
            f"--dask {address}: the cluster cannot do this work ({_first_line(error)}); on every machine "
            "install the same ticket-router, with its extra `dask`, and start scheduler and workers from it"
        ) from error
    if not found:
        raise WorkersError(
            f"--dask {address}: the cluster has no workers; start some with `dask worker {address}`"
        )
    here = _versions()
    for worker, theirs in sorted(found.items()):
        other = [
            f"{name} {theirs.get(name)} instead of {own}"
            for name, own in here.items()
            if theirs.get(name) != own
        ]
        if other:
            raise WorkersError(
                f"--dask {address}: the worker {worker} has {', '.join(other)}; install there what this "
                "machine has"
            )


def _versions() -> dict[str, str]:
    found = {"Python": ".".join(platform.python_version_tuple()[:2])}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
