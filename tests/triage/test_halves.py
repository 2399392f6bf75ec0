"""Where a sentence may change its subject half-way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.learning.corpus.labelled import read_corpus
from router.triage.doubt import VERY_SHORT_PIECE
from router.triage.halves import FEWEST_WORDS, halves
from tests.shipped import MODELS
from tests.triage.mails import judged

DOUBT = "it changes its subject in half a sentence, and it is short"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Banken avviser filen, og timelista på 14 er tom.",
            [("Banken avviser filen,", "og timelista på 14 er tom")],
        ),
        ("Autopay er nede; Siri trenger opplæring", [("Autopay er nede;", "Siri trenger opplæring")]),
        ("Passord utløpt for Line / 2400 går ikke", [("Passord utløpt for Line", "2400 går ikke")]),
        (
            "Hei. Filen blir avvist and Peter cannot log in",
            [(" Filen blir avvist", "and Peter cannot log in")],
        ),
        # What is joined are two things, and not two sentences; or a half says too little.
        ("Kan dere slette ordren og fakturaen til Berg?", []),
        ("Filen stopper, og det er feil.", []),
        ("Filen stopper her hos oss.\nog timelista er tom", []),
    ],
)
def test_a_sentence_is_parted_before_another_subject(text: str, found: list[tuple[str, str]]) -> None:
    assert list(halves(text)) == found


@given(st.text(st.sampled_from("ao er og;/,.\nÅİ"), max_size=200))
def test_both_halves_stand_in_the_text_and_say_something(text: str) -> None:
    for before, after in halves(text):
        assert before in text
        assert after in text
        assert min(len(before.split()), len(after.split())) >= FEWEST_WORDS


@pytest.mark.parametrize(
    "text",
    [
        "Vi får ikke sendt EHF, og Kari har glemt passordet sitt",
        "Fakturaen til Berg ble sendt to ganger, og lønnsslippen til Ola mangler feriepenger.",
        "Kunden fikk feil pris på faktura 4412, og serveren er treg i dag.",
    ],
)
def test_two_matters_in_one_short_sentence_are_never_routed_as_one(text: str) -> None:
    issues = judged(text).issues
    assert len(issues) > 1 or issues[0].doubt == DOUBT


@pytest.mark.parametrize(
    "text",
    [
        "Fakturaen til Berg ble sendt to ganger, og kunden har betalt begge.",
        "A-meldingen ble avvist og fristen er i morgen.",
        "Visma henger når jeg åpner lønn, og det går bra på de andre maskinene.",
    ],
)
def test_one_matter_and_what_comes_of_it_is_no_reason_for_doubt(text: str) -> None:
    [issue] = judged(text).issues
    assert issue.doubt == ""


def test_few_of_the_short_issues_that_people_labelled_look_like_two() -> None:
    short = [
        text
        for mail in read_corpus(MODELS / "corpus")
        if len(mail.issues) == 1
        for text in ["".join(span.of(mail.text) for span in mail.issues[0].spans)]
        if len(text) < VERY_SHORT_PIECE
    ]
    doubted = [text for text in short if any(issue.doubt == DOUBT for issue in judged(text).issues)]
    assert len(short) > 50
    assert len(doubted) <= 0.03 * len(short)
