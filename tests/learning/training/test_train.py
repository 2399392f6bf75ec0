from dataclasses import fields, replace

import numpy as np

from router.learning.corpus.labelled import LabelledMail, message_of
from router.learning.judging.crossvalidate import given_issues, judged_issues
from router.learning.reports.report import markdown, sections, terminal
from router.learning.training.promise import TARGETS, promise_for
from router.learning.training.train import TrainedModel, measure, train
from router.triage import triage


def test_a_quarter_of_the_corpus_teaches_most_of_it(trained: TrainedModel) -> None:
    overall = trained.evaluation.overall
    assert overall.kind >= 0.90
    assert overall.area >= 0.65
    assert overall.both <= min(overall.kind, overall.area)


def test_no_request_falls_silent(trained: TrainedModel) -> None:
    assert trained.evaluation.classes.requests_silenced == 0


def test_the_review_threshold_keeps_its_target(trained: TrainedModel) -> None:
    review = trained.evaluation.review
    assert review.threshold == trained.model.thresholds.review
    assert review.error <= trained.evaluation.target_error
    assert 0.0 <= review.cover < 1.0


def test_every_promise_is_worked_out_and_the_one_asked_for_is_in_force(trained: TrainedModel) -> None:
    own = promise_for(trained.promises, trained.evaluation.target_error)
    assert own.target == trained.evaluation.target_error
    assert own.threshold == trained.model.thresholds.review
    assert {promise.target for promise in trained.promises} >= set(TARGETS)


def test_few_single_issues_are_split(trained: TrainedModel) -> None:
    assert trained.evaluation.splitting.single_split <= 0.03


def test_the_figures_count_every_mail_and_issue(
    trained: TrainedModel, some_mails: tuple[LabelledMail, ...]
) -> None:
    evaluation = trained.evaluation
    assert evaluation.mails == evaluation.classes.mails == len(some_mails)
    assert evaluation.overall.issues == sum(len(mail.issues) for mail in some_mails)
    assert evaluation.single.issues + evaluation.several.issues == evaluation.overall.issues
    assert sum(area.issues for area in evaluation.areas) == evaluation.overall.issues


def test_the_same_corpus_gives_the_same_model(some_mails: tuple[LabelledMail, ...]) -> None:
    few = some_mails[:200]
    one, other = (train(few, version="test-1", folds=2) for _ in range(2))
    assert one.evaluation == other.evaluation
    assert (one.model.pieces.weights == other.model.pieces.weights).all()


def test_a_corrected_mail_is_classified_right_after_retraining(some_mails: tuple[LabelledMail, ...]) -> None:
    few = some_mails[:200]
    mail = next(mail for mail in few if len(mail.issues) == 1 and mail.issues[0].area == "regnskap")
    corrected = replace(mail, issues=(replace(mail.issues[0], area=few[0].issues[0].area),))
    mails = [corrected if own is mail else own for own in few]
    model = train(mails, version="test-2", folds=2).model
    issues = triage(message_of(mail), mail.mailbox, model).issues
    assert corrected.issues[0].area in {issue.area for issue in issues}


def test_progress_is_told_from_none_to_all(some_mails: tuple[LabelledMail, ...]) -> None:
    told: list[tuple[str, int, int]] = []
    train(some_mails[:200], version="test-1", folds=2, on_progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[0][1] == 0
    assert told[-1][1] == told[-1][2]


def test_the_figures_can_be_read_on_a_terminal_and_in_the_card(trained: TrainedModel) -> None:
    assert len(terminal(trained.evaluation).renderables) == len(sections(trained.evaluation))
    text = markdown(trained.evaluation)
    assert "| kind right | area right |" in text
    assert "at most 1 of 100 automatically routed cases may be wrong" in text


def test_what_is_measured_is_what_the_models_say_when_they_are_asked_anew(
    some_mails: tuple[LabelledMail, ...],
) -> None:
    mails = [replace(mail, is_corrected=at % 9 == 0) for at, mail in enumerate(some_mails[::2])]
    found = measure(mails, version="test-2", folds=2)
    assert found.given == given_issues(found.mails, found.held_out)
    again = judged_issues(found.mails, found.held_out)
    for part in fields(found.judged):
        assert np.array_equal(getattr(found.judged, part.name), getattr(again, part.name))
