"""One Dask cluster for all tests of this folder, and a configuration with its database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from router.database import Database, open_database
from router.migrations import migrate
from router.settings import load_settings
from tests.clusters import running_cluster
from tests.running import Place, configuration
from tests.test_check import closed_port


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of its scheduler."""
    with running_cluster() as address:
        yield address


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration whose servers are down, for what needs none."""
    place = Place(closed_port(), "support")
    return configuration(tmp_path, {"support": place}, smtp_port=closed_port())


@pytest.fixture
def filled(config: Path) -> Iterator[Database]:
    """The configured database, set up."""
    database = open_database(load_settings(config).database_url)
    migrate(database)
    yield database
    database.close()
