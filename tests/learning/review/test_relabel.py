"""Other labels for a mail: whatever is asked for, a corpus may hold what comes out."""

import pytest

from router.learning.review.relabel import (
    DivisionError,
    as_model_says,
    pieces_from,
    with_class,
    with_issue,
    with_pieces,
)
from router.learning.training.train import TrainedModel
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass, Span
from router.triage.segments import segments
from tests.learning.labelled import labelled

TEXT = "Hei!\n\nBanken avviser betalingsfilen.\n\nVi trenger en ny fakturamal.\n\nMvh\nKari"
BANK, FORM = "Banken avviser betalingsfilen.", "Vi trenger en ny fakturamal."
MAIL = labelled("1", TEXT, ("support", "bank_remittering", BANK), ("oppdrag", "rapport_skjema", FORM))


def test_one_issue_gets_another_name_and_the_other_stays() -> None:
    after = with_issue(MAIL, 1, Kind.SUPPORT, AreaCode("teknisk"))
    assert after.issues[0] == MAIL.issues[0]
    assert (after.issues[1].kind, after.issues[1].area, after.issues[1].text) == ("support", "teknisk", FORM)


def test_thanks_have_no_issue_and_a_request_gets_one_again(trained: TrainedModel) -> None:
    thanks = with_class(MAIL, MessageClass.THANKS, trained.model)
    assert thanks.issues == ()
    (issue,) = with_class(thanks, MessageClass.REQUEST, trained.model).issues
    assert issue.text == f"{BANK}\n\n{FORM}", "greeting and farewell are left out"


def test_pieces_keep_the_labels_of_the_issue_they_were(trained: TrainedModel) -> None:
    swapped = with_pieces(MAIL, [MAIL.issues[1].spans, MAIL.issues[0].spans], trained.model)
    assert swapped.issues == (MAIL.issues[1], MAIL.issues[0])
    both = (Span(MAIL.issues[0].spans[0].start, MAIL.issues[1].spans[0].end),)
    (one,) = with_pieces(MAIL, [both], trained.model).issues
    assert (one.kind, one.area) == (MAIL.issues[0].kind, MAIL.issues[0].area)


def test_the_models_own_labels_fit_the_text(trained: TrainedModel) -> None:
    said = as_model_says(MAIL, trained.model)
    assert said.message_class is MessageClass.REQUEST
    assert all(issue.text == "".join(span.of(TEXT) for span in issue.spans) for issue in said.issues)


def test_numbers_of_parts_make_pieces() -> None:
    found = segments(TEXT)
    assert [span.of(TEXT) for (span,) in pieces_from("2 / 3", TEXT, found)] == [BANK, FORM]
    assert [span.of(TEXT) for span in pieces_from("3, 1", TEXT, found)[0]] == ["Hei!", FORM]
    assert pieces_from("2-3", TEXT, found) == pieces_from(" 2 , 3 ", TEXT, found)


@pytest.mark.parametrize("typed", ["", "x", "0", "9", "3-2", "2 / 2", "2, 2", "2 /", "1-99999", "²"])
def test_what_divides_no_mail_is_told(typed: str) -> None:
    with pytest.raises(DivisionError):
        pieces_from(typed, TEXT, segments(TEXT))
