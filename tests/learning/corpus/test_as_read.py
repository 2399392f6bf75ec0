import pytest

from router.learning.corpus.as_read import as_read
from router.learning.corpus.labelled import LabelledIssue, LabelledMail, read_corpus
from router.message.parts import Address
from router.taxonomy import AreaCode, Kind, Language
from router.triage.issue import MessageClass, Span
from tests.learning.conftest import CORPUS

ASKS = "Vi får avvist betalingsfilen i dag. Hva gjør vi?"
SIGNATURE = "\n\nMvh\nKari Moen\nEksempel Bygg AS\nTlf 900 00 000\n"


def mail(text: str, *issue: int) -> LabelledMail:
    spans = (Span(*issue),) if issue else ()
    return LabelledMail(
        "x-1",
        Kind.SUPPORT,
        Language.NB,
        MessageClass.REQUEST,
        Address("Kari Moen", "kari@eksempel-bygg.example"),
        "Remittering",
        text,
        (LabelledIssue(Kind.SUPPORT, AreaCode("bank_remittering"), spans, text[slice(*issue)]),)
        if issue
        else (),
    )


def test_signature_and_farewell_are_gone() -> None:
    read = as_read(mail(ASKS + SIGNATURE, 0, len(ASKS)))
    assert read.text == ASKS
    assert read.issues[0].text == ASKS


def test_white_space_that_is_cut_away_is_no_longer_the_issues() -> None:
    read = as_read(mail(ASKS + SIGNATURE, 0, len(ASKS) + 2))
    assert read.issues[0].spans == (Span(0, len(ASKS)),)


@pytest.mark.parametrize("text", ["", "  \n", "Mvh\nKari Moen"])
def test_a_mail_of_which_nothing_would_be_left_stays_whole(text: str) -> None:
    assert as_read(mail(text)).text == text


def test_a_mail_of_whose_issues_one_would_vanish_stays_whole() -> None:
    text = ASKS + SIGNATURE
    only_the_signature = mail(text, text.index("Tlf"), len(text) - 1)
    assert as_read(only_the_signature) == only_the_signature


def test_of_the_corpus_nothing_is_cut_that_an_issue_needs() -> None:
    for own in read_corpus(CORPUS):
        read = as_read(own)
        assert own.text.startswith(read.text)
        assert [issue.text.strip() for issue in read.issues] == [issue.text.strip() for issue in own.issues]
