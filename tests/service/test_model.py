"""The model in force: what is taken, what is refused and told of, and what is forgotten when it is mended."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from router.cases.tables import EventRow
from router.database import Database, open_database
from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import read_model_file
from router.message.parts import OwnIdentity
from router.migrations import migrate
from router.service.model import ModelInForce
from router.service.reading import Readers
from router.taxonomy import AreaCode
from tests.shipped import FAULTS, MODELS, copied_model, put_in_use

NOW = datetime.fromisoformat("2025-03-03T09:00:00+00:00")
OLD, NEW = "2025-01-01-1", "2025-02-01-1"
AREAS = read_model_file(active_model_directory(MODELS)).manifest.areas


class _Hands:
    """The readers' own, and what a test wants to turn: clock, areas, database."""

    def __init__(self, models: Path, readers: Readers, database: Database) -> None:
        self.now = NOW
        self.areas: tuple[AreaCode, ...] = AREAS
        self.models, self.readers, self.database = models, readers, database
        self.model = ModelInForce(models, lambda: self.areas, readers, database, lambda: self.now)

    def events(self) -> list[tuple[str, str]]:
        with self.database.read() as session:
            return [
                (row.action, row.reason) for row in session.scalars(select(EventRow).order_by(EventRow.id))
            ]


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[_Hands]:
    """Readers that judge with the older of two models."""
    models = tmp_path / "models"
    for version in (OLD, NEW):
        copied_model(models, version)
    put_in_use(models, OLD)
    database = open_database(f"sqlite:///{tmp_path}/router.db")
    migrate(database)
    readers = Readers(1, OwnIdentity(), timedelta(seconds=20))
    hands = _Hands(models, readers, database)
    hands.model.start()
    yield hands
    readers.close()
    database.close()


def test_a_model_is_tried_by_readers_of_its_own_and_taken_when_nothing_is_in_hand(hands: _Hands) -> None:
    before = hands.readers.process_ids()
    put_in_use(hands.models, NEW)
    hands.model.read_again()
    assert hands.readers.has_replacement
    assert (hands.readers.model_version, hands.readers.process_ids()) == (OLD, before)
    assert hands.readers.replace()
    hands.model.taken()
    assert hands.readers.model_version == NEW
    assert hands.readers.process_ids() != before
    assert not hands.readers.replace()
    assert hands.events() == [("model_taken", OLD), ("model_taken", NEW)]
    assert hands.model.line() == f"model {NEW}"


def test_who_changes_his_mind_before_it_is_taken_keeps_the_readers(hands: _Hands) -> None:
    put_in_use(hands.models, NEW)
    hands.model.read_again()
    put_in_use(hands.models, OLD)
    hands.model.read_again()
    assert not hands.readers.has_replacement
    assert hands.readers.model_version == OLD


def test_every_fault_is_refused_told_of_once_and_forgotten_when_mended(hands: _Hands) -> None:
    for number, (spoil, told) in enumerate(FAULTS.values()):
        version = copied_model(hands.models, f"spoilt-{number}")
        spoil(hands.models / version)
        put_in_use(hands.models, version)
        for _ in range(3):
            hands.model.read_again()
        assert told in hands.model.trouble
        assert hands.readers.model_version == OLD
        assert not hands.readers.has_replacement
        assert "another was REFUSED" in hands.model.line()
        action, reason = hands.events()[-1]
        assert action == "model_refused"
        assert told in reason
        put_in_use(hands.models, OLD)
        hands.model.read_again()
        assert hands.model.trouble == ""
        assert hands.events()[-1] == ("model_taken", OLD)
    assert len(hands.events()) == 1 + 2 * len(FAULTS)


@pytest.mark.parametrize("name", ["x" * 5000, "\0", "a/../b", "ø\udcff"])
def test_whatever_is_named_ends_nothing(hands: _Hands, name: str) -> None:
    (hands.models / "active").write_bytes(name.encode("utf-8", "surrogateescape"))
    hands.model.read_again()
    assert hands.model.trouble
    assert hands.readers.model_version == OLD


def test_a_model_under_another_name_is_refused(hands: _Hands) -> None:
    (hands.models / NEW).rename(hands.models / "renamed")
    put_in_use(hands.models, "renamed")
    hands.model.read_again()
    assert f"holds the model {NEW}; give the folder that name" in hands.model.trouble


def test_what_is_refused_is_tried_again_later_without_telling_it_twice(hands: _Hands) -> None:
    hands.areas = AREAS[1:]
    put_in_use(hands.models, NEW)
    hands.model.read_again()
    assert f"knows areas that the taxonomy does not ({AREAS[0]})" in hands.model.trouble
    hands.now += timedelta(minutes=10)
    hands.model.read_again()
    assert [action for action, _ in hands.events()] == ["model_taken", "model_refused"]
    hands.areas = AREAS
    hands.model.read_again()
    assert not hands.readers.has_replacement
    hands.now += timedelta(minutes=10)
    hands.model.read_again()
    assert hands.readers.has_replacement
    assert hands.model.trouble == ""


def test_an_event_that_the_database_would_not_take_is_written_down_later(hands: _Hands) -> None:
    with hands.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE events RENAME TO away"))
    hands.model.taken()
    with hands.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO events"))
    hands.model.read_again()
    assert hands.events() == [("model_taken", OLD)] * 2


def test_readers_that_got_ready_too_late_end_with_the_others(hands: _Hands) -> None:
    hands.readers.close()
    assert not hands.readers.prepare(read_model_file(hands.models / NEW))
    assert not hands.readers.has_replacement
