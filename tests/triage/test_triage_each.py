"""Many mails judged together: each must be judged as it would be alone, whatever stands beside it."""

import tracemalloc
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from router.learning.corpus.labelled import message_of, read_corpus
from router.message.parts import Origin
from router.taxonomy import Kind
from router.triage import Addressed, triage, triage_each
from router.triage.triage import MOST_TOGETHER
from tests.triage.mails import MODELS, a_message, shipped_model

LINES = st.sampled_from(
    [
        "Hei,\n\n",
        "Banken avviser betalingsfilen vår. ",
        "Banken avviser filen, og lønnsslippen til Ola mangler feriepenger. ",
        "1. Ny bruker til Kari\n",
        "- flytte server\n",
        "Forresten, kan dere sende tilbud på ny rapport?\n\n",
        "Og så lurte vi på mva på leasingbil. ",
        "Takk for hjelpen!\n",
        "Mvh\nOla",
        "Hvorfor?\n",
        "Sak 2: lønn\n",
        "İ ß \u0000 ½² ",
    ]
)
TEXTS = st.lists(LINES, max_size=12).map("".join) | st.text(max_size=200)
MAILS = st.builds(
    lambda text, subject, origin, mailbox: Addressed(a_message(text, subject, origin=origin), mailbox),
    TEXTS,
    st.sampled_from(["", "SV: Lønn", "To ting", "Flytting av server og ny bruker"]) | st.text(max_size=40),
    st.sampled_from([Origin.HUMAN, Origin.HUMAN, Origin.HUMAN, Origin.BULK]),
    st.sampled_from(Kind),
)
LARGE_MAILS = [
    a_message(text)
    for text in (
        "faktura " * 125_000,
        "a" * 1_000_000,
        "x1. " * 250_000,
        "Hei.\n" * 200_000,
        "\u0000" * 1_000_000,
    )
]


@settings(max_examples=100)
@given(st.lists(MAILS, max_size=8))
def test_a_mail_is_judged_the_same_to_the_last_digit_beside_others(mails: list[Addressed]) -> None:
    assert list(triage_each(mails, shipped_model())) == [triage(*mail, shipped_model()) for mail in mails]


def test_no_mail_of_the_corpus_is_judged_otherwise_among_all_the_others() -> None:
    mails = [Addressed(message_of(mail), mail.mailbox) for mail in read_corpus(MODELS / "corpus")]
    together = list(triage_each(mails, shipped_model()))
    chosen = range(0, len(mails), 11)
    assert [together[at] for at in chosen] == [triage(*mails[at], shipped_model()) for at in chosen]


def test_no_mails_get_no_answers() -> None:
    assert list(triage_each([], shipped_model())) == []


def test_a_mail_of_a_megabyte_changes_nothing_for_those_beside_it() -> None:
    usual = Addressed(a_message("Banken avviser betalingsfilen. Og så trenger Kari en bruker."), Kind.SUPPORT)
    alone = triage(*usual, shipped_model())
    mails = [usual]
    for large in LARGE_MAILS:
        mails += [Addressed(large, Kind.SUPPORT), usual]
    judged = list(triage_each(mails, shipped_model()))
    assert len(judged) == len(mails)
    assert judged[::2] == [alone] * (len(LARGE_MAILS) + 1)


def test_many_large_mails_need_no_more_memory_than_a_few() -> None:
    text = "".join(f"Feil {at} i faktura {at} for kunde {at}, kan dere se på det? " for at in range(1_500))
    peaks = []
    for number in (4, 24):
        tracemalloc.start()
        for _ in triage_each([Addressed(a_message(text), Kind.SUPPORT)] * number, shipped_model()):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_only_as_many_mails_are_asked_for_as_are_judged_together() -> None:
    endless = count()
    answers = triage_each((Addressed(a_message("Lønn"), Kind.SUPPORT) for _ in endless), shipped_model())
    next(answers)
    assert next(endless) == MOST_TOGETHER
