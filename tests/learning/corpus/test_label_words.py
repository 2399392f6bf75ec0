"""Labels are understood as people write them, and never guessed."""

import pytest

from router.learning.corpus.label_words import LabelError, LabelWords
from router.taxonomy import Kind, Language
from router.triage.issue import MessageClass
from tests.learning.labelled import TAXONOMY

WORDS = LabelWords(TAXONOMY)


@pytest.mark.parametrize(
    "word", ["bank_remittering", "Bank og remittering", " BANK  OG-REMITTERING ", "Banking and payments"]
)
def test_an_area_goes_by_its_code_and_by_its_name_in_any_language(word: str) -> None:
    assert WORDS.area(word) == "bank_remittering"


@pytest.mark.parametrize("word", ["oppdrag", "Konsulentoppdrag", "consultant assignment"])
def test_a_kind_goes_by_its_code_and_by_its_names(word: str) -> None:
    assert WORDS.kind(word) is Kind.OPPDRAG


def test_a_mailbox_goes_by_its_address_too() -> None:
    assert WORDS.mailbox("oppdrag@bistand.example") is Kind.OPPDRAG


def test_classes_and_languages_go_by_norwegian_words() -> None:
    assert WORDS.message_class("Takk") is MessageClass.THANKS
    assert WORDS.message_class("Follow-up") is MessageClass.FOLLOWUP
    assert WORDS.language("Nynorsk") is Language.NN


def test_a_slip_is_told_with_what_was_probably_meant() -> None:
    with pytest.raises(LabelError, match=r"'Lønnn' is no area; did you mean lonn\?"):
        WORDS.area("Lønnn")


def test_a_missing_word_is_told_with_what_is_allowed() -> None:
    with pytest.raises(LabelError, match="the kind is missing; write one of support, oppdrag"):
        WORDS.kind("  ")
