from dataclasses import replace

import numpy as np
import pytest

from router.learning.corpus.labelled import LabelledMail, read_corpus
from router.learning.judging.routed import (
    AREAS_COVER,
    Routed,
    is_mixed,
    least_possible,
    rights,
    routed,
    sights_of_own,
)
from router.learning.training.train import TrainedModel
from router.triage.asked import undoubted
from router.triage.certainty import GROUNDS
from router.triage.classify import classify_each
from router.triage.issue import Span
from tests.learning.conftest import CORPUS


def made(count: int, *, seed: int = 1) -> Routed:
    """Issues with true probabilities of the areas."""
    random = np.random.default_rng(seed)
    areas = random.dirichlet([0.6, 0.4, 0.2], size=count)
    return Routed(
        mail=np.arange(count),
        grounds=random.normal(size=(count, GROUNDS)),
        right=random.uniform(size=count) < 0.9,
        mixed=np.zeros(count, dtype=bool),
        familiar=np.ones(count, dtype=bool),
        areas=areas,
        true_area=np.array([random.choice(3, p=own) for own in areas]),
    )


def test_the_possible_areas_hold_the_right_one_for_each_area_alike() -> None:
    least = least_possible(made(6000))
    new = made(6000, seed=3)
    for area in range(3):
        own = new.true_area == area
        assert (new.areas[own, area] >= least[area]).mean() == pytest.approx(AREAS_COVER, abs=0.02)


def test_an_area_with_too_few_issues_to_say_is_always_possible() -> None:
    issues = made(300)
    issues.true_area[:] = 0
    issues.true_area[:5] = 1
    assert least_possible(issues)[1] == least_possible(issues)[2] == 0.0


def test_the_threshold_of_the_possible_areas_is_that_of_mapie() -> None:
    """MAPIE has one threshold for all classes, so all issues are given to ours as if they were of one."""
    from mapie.classification import SplitConformalClassifier
    from sklearn.base import BaseEstimator, ClassifierMixin

    class Said(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
        """Says what it is given."""

        def fit(self, x: object, y: object) -> "Said":
            del x, y
            self.classes_ = np.arange(3)
            self.is_fitted_ = True
            return self

        def predict_proba(self, x: object) -> object:
            return x

        def predict(self, x: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> object:
            return x.argmax(axis=1)

    issues = made(400)
    of_the_true = issues.areas[np.arange(400), issues.true_area][:, None]
    least = least_possible(replace(issues, areas=of_the_true, true_area=np.zeros(400, dtype=np.int64)))
    mapie = SplitConformalClassifier(
        Said().fit(None, None), confidence_level=AREAS_COVER, conformity_score="lac", prefit=True
    )
    mapie.conformalize(issues.areas, issues.true_area)
    new = made(1000, seed=4).areas
    _, sets = mapie.predict_set(new)
    assert (sets[:, :, 0] == (new >= least[0])).all()


def test_each_label_makes_one_issue_right(
    some_mails: tuple[LabelledMail, ...], trained: TrainedModel
) -> None:
    mail = next(own for own in some_mails if len(own.issues) == 2)
    issues = classify_each(undoubted(mail, [label.spans for label in mail.issues]), trained.model)
    found = rights(mail, issues)
    assert rights(mail, [*issues, *issues]) == [*found, False, False]
    assert rights(mail, []) == []


def test_a_piece_that_swallows_another_issue_is_mixed(
    some_mails: tuple[LabelledMail, ...], trained: TrainedModel
) -> None:
    mail = next(own for own in some_mails if len(own.issues) == 2)
    pieces = [label.spans for label in mail.issues]
    whole = (Span(0, len(mail.text)),)
    for issue in classify_each(undoubted(mail, [*pieces, whole]), trained.model):
        assert is_mixed(mail, issue) is (issue.spans == whole)


def test_what_the_router_makes_is_counted_by_mail(
    some_mails: tuple[LabelledMail, ...], trained: TrainedModel
) -> None:
    mails = some_mails[:40]
    issues = routed(mails, [trained.model] * len(mails), sights_of_own(mails, trained.model))
    assert {int(at) for at in issues.mail} == {at for at, mail in enumerate(mails) if mail.issues}
    assert issues.grounds.shape == (len(issues.mail), GROUNDS)
    assert issues.areas.shape == (len(issues.mail), len(trained.model.areas))
    assert 0.5 < issues.right.mean() <= 1.0


def test_on_new_mail_the_right_area_is_among_the_possible_ones(trained: TrainedModel) -> None:
    evaluation = trained.evaluation.possible_areas
    assert evaluation.cover >= AREAS_COVER - 0.03
    assert 1.0 <= evaluation.mean_number < len(trained.model.areas)  # so little mail rules out little
    unseen = [mail for mail in read_corpus(CORPUS)[1::4] if mail.issues][:150]
    found = [
        label.area in issue.possible_areas
        for mail in unseen
        for label, issue in zip(
            mail.issues,
            classify_each(undoubted(mail, [label.spans for label in mail.issues]), trained.model),
            strict=True,
        )
    ]
    assert np.mean(found) >= AREAS_COVER - 0.04
