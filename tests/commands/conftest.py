"""One Dask cluster for all tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.clusters import running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of its scheduler."""
    with running_cluster() as address:
        yield address
