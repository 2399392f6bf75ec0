"""Wrong labels are found by models that have not seen the mail."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from router.learning.corpus.labelled import LabelledMail
from router.learning.review.doubts import doubtful_mails
from router.learning.review.questions import MOST_ISSUES, Asked, Question, count_shares, questions
from router.learning.review.relabel import with_issue
from router.learning.review.shown import sentence, shown_doubts
from router.learning.training.train import Measured, measure

MANY = 20


@pytest.fixture(scope="module")
def planted(some_mails: tuple[LabelledMail, ...]) -> tuple[LabelledMail, ...]:
    """Every twentieth of the mails with one issue gets another area."""
    areas = sorted({issue.area for mail in some_mails for issue in mail.issues})
    chance = random.Random(1)
    single = [at for at, mail in enumerate(some_mails) if len(mail.issues) == 1]
    mails = list(some_mails)
    for at in chance.sample(single, MANY):
        own = mails[at].issues[0]
        mails[at] = with_issue(
            mails[at], 0, own.kind, chance.choice([area for area in areas if area != own.area])
        )
    return tuple(mails)


@pytest.fixture(scope="module")
def measured(some_mails: tuple[LabelledMail, ...]) -> Measured:
    return measure(some_mails, version="test-1", folds=3)


@pytest.fixture(scope="module")
def asked(planted: tuple[LabelledMail, ...], measured: Measured) -> tuple[Question, ...]:
    return questions(planted, measured.held_out)


def _ids(mails: Sequence[LabelledMail], others: Sequence[LabelledMail]) -> set[str]:
    return {mail.mail_id for mail, other in zip(mails, others, strict=True) if mail != other}


def test_most_of_the_first_shown_are_wrong_indeed(
    some_mails: tuple[LabelledMail, ...], planted: tuple[LabelledMail, ...], asked: tuple[Question, ...]
) -> None:
    wrong = _ids(some_mails, planted)
    found = [own.mail.mail_id for own in doubtful_mails(planted, asked)]
    assert len(wrong & set(found[:MANY])) >= 0.35 * MANY  # by chance: one
    assert len(wrong & set(found)) >= 0.8 * MANY


def test_the_worst_come_first(planted: tuple[LabelledMail, ...], asked: tuple[Question, ...]) -> None:
    found = doubtful_mails(planted, asked)
    worst = [own.doubts[0].label_share for own in found]
    assert worst == sorted(worst)
    assert all(doubt.labelled != doubt.says for own in found for doubt in own.doubts)


def test_who_confirmed_a_mail_is_not_asked_again(
    planted: tuple[LabelledMail, ...], asked: tuple[Question, ...]
) -> None:
    first, *rest = doubtful_mails(planted, asked)
    assert doubtful_mails(planted, asked, frozenset({first.mail.mail_id})) == tuple(rest)


def test_probabilities_are_probabilities(asked: tuple[Question, ...]) -> None:
    assert [question.asked for question in asked] == list(Asked)
    for question in asked:
        assert question.shares.min() >= 0.0
        assert np.allclose(question.shares.sum(axis=1), 1.0)


def test_a_number_of_issues_has_a_probability(measured: Measured) -> None:
    assert count_shares("Hva med lønn?", "", measured.held_out[0]).tolist() == [
        1.0,
        *[0.0] * (MOST_ISSUES - 1),
    ]
    many = "\n\n".join(f"{number}. Ny sak nummer {number}: kan dere hjelpe oss?" for number in range(1, 30))
    assert count_shares(many, "", measured.held_out[0]).sum() == pytest.approx(1.0)


def test_each_doubt_is_said_in_a_sentence_and_has_a_proposal(
    planted: tuple[LabelledMail, ...], asked: tuple[Question, ...], measured: Measured
) -> None:
    found = doubtful_mails(planted, asked)
    area = next(own for own in found if own.doubts[0].asked is Asked.AREA and len(own.doubts) == 1)
    (doubt,) = area.doubts
    assert f"is {doubt.labelled}; a model that has not seen this mail would say {doubt.says}" in sentence(
        doubt, 1
    )
    for shown, own in zip(shown_doubts(found, measured.held_out), found, strict=True):
        assert len(shown.why) == len(own.doubts)
        assert shown.mail == planted[own.at]
        if own == area:
            assert shown.proposal.issues[doubt.issue or 0].area == doubt.says
