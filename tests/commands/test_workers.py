"""Who does the work: the same comes out of this process, of two, and of a real Dask cluster of two."""

import os
import sys
from pathlib import Path

import joblib
import numpy as np
import pytest

from router.commands import workers as module
from router.commands.workers import WorkersError, workers
from router.demo.servers import LOOPBACK
from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.judging.parallel import each
from router.learning.store.flatten import flatten
from router.learning.training.train import TrainedModel, train
from tests.clusters import running_cluster
from tests.test_check import closed_port

CORPUS = Path(__file__).parents[2] / "models" / "corpus"


@pytest.fixture(scope="module")
def few_mails() -> tuple[LabelledMail, ...]:
    return read_corpus(CORPUS)[::20]


@pytest.fixture(scope="module")
def alone(few_mails: tuple[LabelledMail, ...]) -> TrainedModel:
    return train(few_mails, version="test-1", folds=2)


def _assert_same(one: TrainedModel, other: TrainedModel) -> None:
    assert one.evaluation == other.evaluation
    assert one.judgements == other.judgements
    first, second = flatten(one.model), flatten(other.model)
    assert first.keys() == second.keys()
    for key, value in first.items():
        assert np.array_equal(np.asarray(value), np.asarray(second[key])), key


def test_two_processes_train_the_same_model_and_tell_how_far_they_are(
    few_mails: tuple[LabelledMail, ...], alone: TrainedModel
) -> None:
    told: list[tuple[str, int, int]] = []
    with workers(2, None) as side_by_side:
        shared = train(few_mails, version="test-1", folds=2, on_progress=lambda *step: told.append(step))
    assert side_by_side == 2
    _assert_same(shared, alone)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1] == told[-1][2]


def test_a_cluster_trains_the_same_model(
    few_mails: tuple[LabelledMail, ...], alone: TrainedModel, cluster: str
) -> None:
    with workers(None, cluster) as side_by_side:
        doers = set(each(os.getpid, [()] * 8))
        shared = train(few_mails, version="test-1", folds=2)
    assert side_by_side == 2
    assert os.getpid() not in doers
    _assert_same(shared, alone)


def test_processes_are_as_many_as_the_cores_but_no_more_than_have_work() -> None:
    with workers(None, None) as side_by_side:
        assert side_by_side == joblib.cpu_count()
    with workers(None, None, most=1) as side_by_side:
        assert side_by_side == 1
    with workers(3, None, most=1) as side_by_side:
        assert side_by_side == 3


def test_an_error_of_a_task_comes_back_as_it_was() -> None:
    with workers(2, None), pytest.raises(ZeroDivisionError):
        each(divmod, [(1, 1), (1, 0)])


def test_a_scheduler_that_does_not_answer_is_told_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1)
    address = f"tcp://{LOOPBACK}:{closed_port()}"
    with (
        pytest.raises(WorkersError, match=rf"--dask {address}: no Dask scheduler answers"),
        workers(None, address),
    ):
        pass


@pytest.mark.parametrize("address", ["nonsense", "what://ever", "tcp://:", "10.0.0.5", ""])
def test_what_is_no_address_is_told_so(address: str) -> None:
    with pytest.raises(WorkersError, match="is not the address of a scheduler"), workers(None, address):
        pass


def test_a_cluster_without_workers_is_told_so() -> None:
    with (
        running_cluster(workers=0) as address,
        pytest.raises(WorkersError, match="has no workers"),
        workers(None, address),
    ):
        pass


def test_workers_of_another_version_are_told_with_both_versions(
    cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = module._versions
    monkeypatch.setattr(module, "_versions", _RunElsewhere(here))
    with (
        pytest.raises(WorkersError, match=r"the worker .* has numpy .* instead of 0\.0"),
        workers(None, cluster),
    ):
        pass


class _RunElsewhere:
    """What the workers say is the truth; what this process says of itself is another version."""

    def __init__(self, truth: object) -> None:
        self._truth = truth

    def __call__(self) -> dict[str, str]:
        return {**self._truth(), "numpy": "0.0"}  # type: ignore[operator]

    def __reduce__(self) -> tuple[object, ...]:
        return (_itself, (self._truth,))


def _itself(function: object) -> object:
    return function


def test_a_cluster_and_a_number_of_processes_are_not_both_given() -> None:
    with pytest.raises(WorkersError, match="give one of them"), workers(2, "tcp://a.example:8786"):
        pass


def test_without_dask_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkersError, match="extra `dask`"), workers(None, "tcp://a.example:8786"):
        pass
