"""Training at night: when, whether, within what, and what is kept of it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from threading import Event, Thread

import pytest

from router.cases import trainings
from router.cases.tables.learning import TrainingResult
from router.cases.trainings import Lessons, Training
from router.clock import FIRM_ZONE, utc_now
from router.database import open_database
from router.learning.corpus.files import corpus_hash
from router.learning.corpus.labelled import read_corpus
from router.learning.corpus.lines import corpus_line
from router.learning.store.folders import active_model_directory
from router.learning.store.manifest import read_manifest
from router.migrations import migrate
from router.service.retraining import Retraining, every_night_at
from router.settings import load_settings
from tests.cases.intakes import Counter, a_desk
from tests.cases.test_judged_mails import say, take_two
from tests.running import Place, Value, configuration
from tests.shipped import MODELS, copied_model, put_in_use
from tests.waiting import wait_until

OLD = "2025-01-01-1"
LESSONS = Lessons("ab" * 32, 0)


class Night:
    """A service's trainings, without the service."""

    def __init__(self, folder: Path, corpus: Path, **keys: Value) -> None:
        self.models = folder / "models"
        self.corpus = corpus
        config = configuration(
            folder,
            {"support": Place(1, "x")},
            smtp_port=1,
            sections={"learning": {"corpus": str(corpus), **keys}},
            models=self.models,
        )
        self.settings = settings = load_settings(config)
        self.database = open_database(settings.database_url)
        migrate(self.database)
        self.stopping = Event()
        self.retraining = Retraining(settings, self.database, utc_now, stopping=self.stopping, config=config)

    def last(self) -> Training | None:
        with self.database.read() as session:
            return trainings.latest(session)

    def remember(self, training: Training) -> None:
        with self.database.write() as session:
            trainings.record(session, training)

    @contextmanager
    def trains(self) -> Iterator[int]:
        """A training runs for as long as the block lasts, in this process."""
        thread = Thread(target=self.retraining.run)
        thread.start()
        wait_until(lambda: self.retraining.process_id, "it trains")
        process = self.retraining.process_id
        assert process is not None
        try:
            yield process
        finally:
            self.stopping.set()
            self.retraining.stop()
            thread.join(30)


def written(folder: Path, *, every: int) -> Path:
    """A corpus of every so many of the mails that ship, complete in itself."""
    folder.mkdir(exist_ok=True)
    (folder / "glossary.toml").touch()
    lines = [corpus_line(mail) + "\n" for mail in read_corpus(MODELS / "corpus")[::every]]
    (folder / "some.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    """The shipped model is in use under an older name, and the corpus is another than it was made from."""
    night = Night(tmp_path, written(tmp_path / "corpus", every=12))
    copied_model(night.models, OLD)
    put_in_use(night.models, OLD)
    yield night
    night.database.close()


def test_the_time_is_the_firms_own_also_when_the_clocks_change() -> None:
    trigger = every_night_at(time(2, 30))
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=FIRM_ZONE)
    assert trigger.get_next_fire_time(None, summer).isoformat() == "2026-07-02T02:30:00+02:00"
    winter = datetime(2026, 1, 5, 12, 0, tzinfo=FIRM_ZONE)
    assert trigger.get_next_fire_time(None, winter).isoformat() == "2026-01-06T02:30:00+01:00"
    # 02:30 is left out that night; the training is not.
    spring = datetime(2026, 3, 28, 12, 0, tzinfo=FIRM_ZONE)
    assert trigger.get_next_fire_time(None, spring).date().isoformat() in ("2026-03-29", "2026-03-30")


def test_a_new_model_that_is_worse_stays_a_candidate_and_says_why(tmp_path: Path) -> None:
    night = Night(tmp_path, written(tmp_path / "corpus", every=12))
    copied_model(night.models, OLD, both=1.0)  # nothing can be better
    put_in_use(night.models, OLD)
    night.retraining.run()
    training = night.last()
    assert training is not None
    assert training.result is TrainingResult.KEPT
    assert training.version is not None
    assert f"is worse than {OLD}, which stays in use" in training.reason
    assert training.lessons == Lessons(corpus_hash(night.corpus), 0)
    assert training.started_at < training.ended_at
    assert active_model_directory(night.models).name == OLD
    assert read_manifest(night.models / training.version).mails > 100
    # The same again would be worse again.
    night.retraining.run()
    assert night.last() == training
    night.database.close()


def test_a_new_model_that_is_not_worse_is_taken_into_use_and_old_candidates_go(tmp_path: Path) -> None:
    night = Night(tmp_path, written(tmp_path / "corpus", every=12))
    night.models.mkdir()
    for number in range(1, 8):
        (night.models / f"v{number}").mkdir()
        night.remember(Training(utc_now(), utc_now(), TrainingResult.KEPT, f"v{number}", "", LESSONS))
    night.retraining.run()
    training = night.last()
    assert training is not None
    assert (training.result, training.reason) == (TrainingResult.ACTIVATED, "no model was in use")
    assert active_model_directory(night.models).name == training.version
    assert sorted(path.name for path in night.models.glob("v*")) == ["v3", "v4", "v5", "v6", "v7"]
    # What the model in use was made from is not new, whatever else was tried.
    night.retraining.run()
    assert night.last() == training
    night.database.close()


def test_what_people_have_corrected_is_learnt_as_well(night: Night) -> None:
    night.remember(
        Training(utc_now(), utc_now(), TrainingResult.KEPT, "x", "", Lessons(corpus_hash(night.corpus), 0))
    )
    counter = Counter(night.database, a_desk())
    take_two(counter)
    say(counter, "2025-000001", "teknisk")
    say(counter, "2025-000002", "rapport_skjema")
    night.retraining.run()
    training = night.last()
    assert training is not None
    assert training.version is not None
    assert training.lessons.last_correction == 2
    mails = len(read_corpus(night.corpus))
    assert read_manifest(night.models / training.version).mails == mails + 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda corpus: (corpus / "some.jsonl").unlink(), "holds no *.jsonl file"),
        (lambda corpus: (corpus / "some.jsonl").write_text("{}\n"), "the key 'parts' is missing"),
        (lambda corpus: written(corpus, every=500), "too few mails to learn from"),
    ],
)
def test_a_training_that_fails_says_why_and_is_tried_again(
    night: Night, spoil: Callable[[Path], object], told: str
) -> None:
    spoil(night.corpus)
    night.retraining.run()
    first = night.last()
    assert first is not None
    assert (first.result, first.version) == (TrainingResult.FAILED, None)
    assert told in first.reason
    assert active_model_directory(night.models).name == OLD
    night.retraining.run()
    assert night.last() != first


def test_one_that_takes_too_much_memory_fails_and_names_the_key(tmp_path: Path) -> None:
    night = Night(tmp_path, MODELS / "corpus")
    own = night.settings.learning.model_copy(update={"memory_megabytes": 150})
    small = night.settings.model_copy(update={"learning": own})
    night.models.mkdir()
    Retraining(small, night.database, utc_now, stopping=night.stopping).run()
    training = night.last()
    assert training is not None
    assert training.result is TrainingResult.FAILED
    assert "learning.memory_megabytes" in training.reason
    night.database.close()


def test_where_no_model_can_be_written_no_training_begins(night: Night) -> None:
    night.models.rename(night.models.with_name("elsewhere"))
    night.retraining.run()
    training = night.last()
    assert training is not None
    assert training.result is TrainingResult.FAILED
    assert "models: cannot be written to; give the service's user a folder of models" in training.reason
    assert (training.ended_at - training.started_at).total_seconds() < 5


def test_one_that_is_stopped_leaves_nothing_behind(night: Night) -> None:
    with night.trains() as process:
        night.retraining.run()  # a second one does not begin beside it
        assert night.retraining.process_id == process
    assert night.last() is None
    assert sorted(path.name for path in night.models.iterdir()) == [OLD, "active"]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_was_learnt_already_is_not_learnt_again(night: Night) -> None:
    night.remember(
        Training(utc_now(), utc_now(), TrainingResult.KEPT, "x", "", Lessons(corpus_hash(night.corpus), 0))
    )
    before = night.last()
    night.retraining.run()
    assert night.last() == before
