"""What an administrator corrected is judged right after retraining, and counts once."""

from dataclasses import replace

from router.learning.corpus.corrections import unheeded, with_corrections
from router.learning.corpus.labelled import LabelledMail, message_of
from router.learning.corpus.masking import mask
from router.learning.training.train import TrainedModel, train
from router.triage import triage
from router.triage.issue import MessageClass
from router.triage.model import Model
from tests.learning.labelled import labelled

WORD = "Hei,\n\nBrønnbåten vår får ikke registrert slaktevekt i merdoversikten etter sortering."


def corrected(text: str, *issues: tuple[str, str, str], message_class: str = "request") -> LabelledMail:
    mail = replace(labelled("fixed-1", text, *issues), is_corrected=True)
    return replace(mail, message_class=MessageClass(message_class))


def answer(model: Model, mail: LabelledMail) -> list[tuple[str, str]]:
    return [(issue.kind, issue.area) for issue in triage(message_of(mail), mail.mailbox, model).issues]


def retrained(some_mails: tuple[LabelledMail, ...], *mails: LabelledMail) -> Model:
    return train(with_corrections(some_mails, mails), version="test-2", folds=3).model


def misjudged(model: Model, text: str) -> tuple[str, str]:
    """A kind and an area that the model does not give the text."""
    mail = labelled("x", text, ("support", "lonn", text))
    [(kind, area)] = answer(model, mail)
    other = next(one for one in model.areas if one != area)
    return ("oppdrag" if kind == "support" else "support"), other


def test_a_corrected_kind_and_area_are_right_after_retraining(
    some_mails: tuple[LabelledMail, ...], trained: TrainedModel
) -> None:
    kind, area = misjudged(trained.model, WORD)
    mail = corrected(WORD, (kind, area, WORD))
    assert unheeded(trained.model, [mail])
    model = retrained(some_mails, mail)
    assert answer(model, mail) == [(kind, area)]
    assert unheeded(model, [mail]) == ()


def test_what_is_not_heeded_is_told(trained: TrainedModel) -> None:
    kind, area = misjudged(trained.model, WORD)
    [one] = unheeded(trained.model, [corrected(WORD, (kind, area, WORD))])
    assert one.said == f"{kind} {area}"
    assert one.judged != one.said
    thanks = replace(corrected(WORD), message_class=MessageClass.THANKS, issues=())
    assert [told.said for told in unheeded(trained.model, [thanks])] == ["thanks"]


def test_a_mail_that_lies_in_the_corpus_too_counts_once_as_it_was_corrected() -> None:
    whole = "Hei,\n\nKan dere lage en ny fakturamal til oss?\n\nMvh\nKari Moen\nEksempel Bygg AS"
    there = labelled("old-1", whole, ("support", "lonn", "Kan dere lage en ny fakturamal til oss?"))
    other = labelled("old-2", "Hei,\n\nHva er satsen?", ("support", "lonn", "Hva er satsen?"))
    cut = whole.partition("\n\nMvh")[0]
    fixed = mask(corrected(cut, ("oppdrag", "rapport_skjema", "Kan dere lage en ny fakturamal til oss?")))
    assert with_corrections([there, other], [fixed]) == (other, fixed)


def test_a_mail_with_the_same_id_counts_once() -> None:
    first = corrected(WORD, ("support", "lonn", WORD))
    second = corrected(WORD + " Haster!", ("support", "bransje", WORD))
    assert with_corrections([first], [second]) == (second,)


def test_another_mail_that_begins_alike_stays() -> None:
    hei = labelled("old-1", "Hei", ("support", "lonn", "Hei"))
    longer = labelled("old-2", "Hei, hva er satsen?", ("support", "lonn", "Hei, hva er satsen?"))
    fixed = replace(hei, mail_id="fixed-1", is_corrected=True)
    assert with_corrections([longer], [fixed]) == (longer, fixed)


def test_without_corrections_the_corpus_is_what_it_was(some_mails: tuple[LabelledMail, ...]) -> None:
    assert with_corrections(some_mails, []) == some_mails
