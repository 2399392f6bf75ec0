"""The counter that mails are taken in at, on either engine."""

import pytest

from router.database import Database
from tests.cases.intakes import Counter, a_desk


@pytest.fixture
def counter(database: Database) -> Counter:
    return Counter(database, a_desk())
