"""A real Dask cluster on the loopback interface: a scheduler and two workers, each a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from distributed import LocalCluster

from router.demo.servers import LOOPBACK


@contextmanager
def running_cluster(workers: int = 2) -> Iterator[str]:
    """Run it and give the scheduler's address."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host=LOOPBACK,
        dashboard_address=":0",
        worker_dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        if workers:
            cluster.wait_for_workers(workers, timeout=60)
        yield str(cluster.scheduler_address)
