"""The record of the service's own trainings, on either engine."""

from datetime import timedelta

from router.cases import trainings
from router.cases.corrections import correct
from router.cases.tables.learning import TrainingResult
from router.cases.trainings import Lessons, Training
from router.database import Database
from router.taxonomy import AreaCode
from tests.cases.intakes import NOW, Counter


def _training(number: int, result: TrainingResult) -> Training:
    at = NOW + timedelta(days=number)
    version = None if result is TrainingResult.FAILED else f"v{number}"
    return Training(at, at + timedelta(minutes=2), result, version, "because", Lessons("ab" * 32, number))


def test_of_no_trainings_there_is_nothing_to_tell(database: Database) -> None:
    with database.read() as session:
        assert trainings.latest(session) is None
        assert trainings.versions_made(session) == []
        assert trainings.last_correction(session) == 0
        assert not trainings.corrected_since(session, NOW)


def test_the_last_is_told_and_the_last_that_taught(database: Database) -> None:
    kept, failed = _training(1, TrainingResult.KEPT), _training(2, TrainingResult.FAILED)
    for training in (_training(0, TrainingResult.ACTIVATED), kept, failed):
        with database.write() as session:
            trainings.record(session, training)
    with database.read() as session:
        assert trainings.latest(session) == failed
        assert trainings.latest(session, has_taught=True) == kept
        assert trainings.versions_made(session) == ["v0", "v1"]


def test_a_correction_is_something_new(counter: Counter) -> None:
    counter.ask(1)
    with counter.database.write() as session:
        correct(
            session, "2025-000001", area=AreaCode("teknisk"), corrected_by="Eli", desk=counter.desk, now=NOW
        )
    with counter.database.read() as session:
        assert trainings.last_correction(session) == 1
        assert trainings.corrected_since(session, NOW - timedelta(seconds=1))
        assert not trainings.corrected_since(session, NOW)
