import numpy as np
import pytest

from router.learning.corpus.labelled import LabelledMail
from router.learning.training.dealing import FOLDS, FOLDS_OF_MANY, MANY_MAILS, TrainingError, deal, folds_of
from router.learning.training.train import train


def test_mails_are_dealt_evenly_and_always_the_same() -> None:
    dealt = deal(103, 5)
    assert sorted(np.bincount(dealt)) == [20, 20, 21, 21, 21]
    assert (dealt == deal(103, 5)).all()


def test_a_large_corpus_is_dealt_into_fewer_folds() -> None:
    assert folds_of(1_630) == folds_of(MANY_MAILS - 1) == FOLDS
    assert folds_of(MANY_MAILS) == FOLDS_OF_MANY < FOLDS


def test_a_corpus_that_is_too_small_is_refused(some_mails: tuple[LabelledMail, ...]) -> None:
    with pytest.raises(TrainingError, match="too few mails"):
        train(some_mails[:6], version="test-1")


def test_a_corpus_without_mails_of_several_issues_is_refused(some_mails: tuple[LabelledMail, ...]) -> None:
    with pytest.raises(TrainingError, match="0 hold several issues"):
        train([mail for mail in some_mails if len(mail.issues) < 2], version="test-1", folds=2)
