"""What an issue needs from the rest of its mail is shown beside it, and never becomes a part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.background import backgrounds
from router.triage.issue import Span
from router.triage.split import Piece


def _mail(*parts: str) -> tuple[str, list[Piece]]:
    """A text and its pieces, one for each part."""
    pieces: list[Piece] = []
    text = ""
    for part in parts:
        text += "\n\n" if text else ""
        pieces.append((Span(len(text), len(text) + len(part)),))
        text += part
    return text, pieces


def _told(*parts: str) -> list[list[str]]:
    text, pieces = _mail(*parts)
    return [[span.of(text) for span in own] for own in backgrounds(text, pieces)]


def test_how_a_mail_begins_is_told_to_the_issue_that_points_back_to_it() -> None:
    assert _told(
        "Vi byttet server i helgen. Nå kan ikke EHF sendes lenger.",
        "Etter det starter heller ikke lønn på maskina til Anne.",
    ) == [[], ["Vi byttet server i helgen.", "Nå kan ikke EHF sendes lenger."]]


def test_a_pronoun_is_told_whom_it_means() -> None:
    assert _told(
        "Ny selger, Ola Vik, begynner mandag. Kan dere lage bruker til ham?",
        "Han skal også ha Visma på sin egen Mac.",
    )[1] == ["Ny selger, Ola Vik, begynner mandag.", "Kan dere lage bruker til ham?"]


@pytest.mark.parametrize(
    "second",
    [
        "Forresten, hvordan fører jeg mva på leasing?",
        "Det kom også en faktura fra dere som jeg ikke forstår.",
        "I samme slengen: pakkseddelen må få returadresse nederst.",
        "Uavhengig av dette trenger vi SAF-T for 2022.",
    ],
)
def test_an_issue_that_stands_by_itself_needs_nothing(second: str) -> None:
    assert _told("Vi har fått ny bank. Kan dere sette opp remittering?", second) == [[], []]


def test_the_sentence_that_opens_a_list_is_told_to_each_item() -> None:
    assert _told(
        "Hei!\n\nKan vi få pris på:\n- fem lisenser", "- en dag opplæring i lønn", "- oppsett av EHF"
    ) == [
        [],
        ["Kan vi få pris på:"],
        ["Kan vi få pris på:"],
    ]


def test_one_issue_alone_has_no_background() -> None:
    assert _told("Vi byttet server i helgen. Etter det starter ikke lønn.") == [[]]


WORDS = st.sampled_from(
    ["Han", "etter", "det", "samme", "vi", "byttet", "server", ".", "?", "\n", "- ", "kan", "dere"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=4))
def test_background_lies_in_the_text_in_order_and_outside_its_own_issue(parts: list[str]) -> None:
    text, pieces = _mail(*parts)
    told = backgrounds(text, pieces)
    assert len(told) == len(pieces)
    for own, piece in zip(told, pieces, strict=True):
        assert list(own) == sorted(own)
        for span in own:
            assert 0 <= span.start < span.end <= len(text)
            assert all(span.end <= part.start or part.end <= span.start for part in piece)
