"""Whether a mail says no more than a short answer to what it answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.issue import MessageClass
from router.triage.short_answer import is_short_answer
from tests.triage.mails import judged

ANSWERS = [
    "Nei.",
    "Ja takk",
    "Ok, gjør det",
    "Hei Ola,\n\nJa, gjerne!",
    "Nei takk, det trengs ikke",
    "Ja til begge deler",
    "Alternativ 2",
    "Den første",
    "Det stemmer",
    "Nei, ikkje enno",
    "Yes please, go ahead",
]
MORE = [
    "Ja, men det virker ikke",
    "Nei, det er feil",
    "Nei. Nå er alt nede.",
    "Ja, bestill to lisenser",
    "Ok, slett alle",
    "Ja takk, og lønn også",
    "Ja?",
    "Slett den",
    "Takk",
    "",
]


@pytest.mark.parametrize("text", ANSWERS)
@pytest.mark.parametrize("subject", ["SV: Lønnskjøring", "Re: Tilbud", "Sak 77410"])
def test_a_bare_answer_belongs_to_what_it_answers(text: str, subject: str) -> None:
    answer = judged(text, subject)
    assert is_short_answer(text)
    assert answer.message_class is MessageClass.FOLLOWUP
    assert answer.issues, "where there is no case, it becomes one"


@pytest.mark.parametrize("text", ANSWERS)
def test_where_nothing_shows_that_it_goes_on_with_something_no_rule_makes_it_an_answer(text: str) -> None:
    assert "short answer" not in judged(text, "Lønnskjøring").class_reason


@pytest.mark.parametrize("text", MORE)
def test_one_word_more_and_it_is_read_like_any_other_mail(text: str) -> None:
    assert not is_short_answer(text)
    assert "short answer" not in judged(text, "SV: Lønnskjøring").class_reason


@given(st.lists(st.sampled_from(["ja", "nei", "ok", "det", "feil", "lønn", "3", "?", "."]), max_size=8))
def test_whoever_names_a_matter_gives_no_bare_answer(words: list[str]) -> None:
    text = " ".join(words)
    assert not (is_short_answer(text) and {"feil", "lønn", "?"} & set(words))
