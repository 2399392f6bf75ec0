"""A small model, trained once for all tests of this folder."""

from pathlib import Path

import pytest

from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.training.train import TrainedModel, train

CORPUS = Path(__file__).parents[2] / "models" / "corpus"


@pytest.fixture(scope="session")
def some_mails() -> tuple[LabelledMail, ...]:
    """Every fourth mail of the starter corpus."""
    return read_corpus(CORPUS)[::4]


@pytest.fixture(scope="session")
def trained(some_mails: tuple[LabelledMail, ...]) -> TrainedModel:
    return train(some_mails, version="test-1", folds=3)
