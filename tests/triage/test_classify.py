"""What sends a piece to a human, however sure the classifier is."""

import pytest

from router.taxonomy import Kind, Language
from router.triage.asked import Known, asked_of
from router.triage.classify import classify_each
from router.triage.issue import Issue, Span
from router.triage.split import Part
from router.triage.views import Sentence, view
from tests.triage.mails import judged, shipped_model

FAULT = "Banken avviser betalingsfilen fra AutoPay med ugyldig kontonummer på en leverandør."


def issue_of(text: str) -> Issue:
    """The text as one piece that the router has cut, or not cut, itself."""
    known = Known(text, "Avvist betalingsfil", Kind.SUPPORT, Language.NB)
    sentences = tuple(Sentence.of(this, 1.0) for this in view(text, shipped_model().pieces))
    part = Part((Span(0, len(text)),), sentences=sentences)
    (issue,) = classify_each(asked_of(known, [part]), shipped_model())
    return issue


@pytest.mark.parametrize("language", [Language.DA, Language.SV, Language.OTHER])
def test_what_is_in_another_language_goes_to_a_human(language: Language) -> None:
    known = Known(FAULT, "Avvist betalingsfil", Kind.SUPPORT, language)
    (issue,) = classify_each(asked_of(known, [Part((Span(0, len(FAULT)),))]), shipped_model())
    assert not issue.auto_routed
    assert "language" in issue.doubt


def test_what_stands_beside_a_piece_and_is_not_said_to_be_over_sends_it_to_a_human() -> None:
    known = Known(FAULT, "Avvist betalingsfil", Kind.SUPPORT, Language.NB)
    part = Part((Span(0, len(FAULT)),))
    (sure,) = classify_each(asked_of(known, [part]), shipped_model())
    (doubted,) = classify_each(asked_of(known, [part._replace(may_hold_more=True)]), shipped_model())
    assert (sure.auto_routed, doubted.auto_routed) == (True, False)
    assert "beside it" in doubted.doubt


@pytest.mark.parametrize("name", ["Ola Nordmann", "Nguyen Thi Hoa", "Krzysztof Nowak", "Juozas Petrauskas"])
def test_a_name_from_anywhere_bars_nobody_the_way(name: str) -> None:
    (issue,) = judged(f"Kan dere sperre brukeren til {name}?").issues
    assert (issue.doubt, issue.auto_routed) == ("", True)


def test_a_plain_matter_is_of_the_trade_though_it_holds_few_of_its_words() -> None:
    (issue,) = judged("Hvordan retter jeg feriepengene til Ola?").issues
    assert (issue.doubt, issue.auto_routed) == ("", True)


def test_a_piece_that_is_not_read_to_its_end_goes_to_a_human() -> None:
    (issue,) = judged("Hvordan fører jeg kjøp av bil i regnskapet? " * 1000).issues[:1]
    assert not issue.auto_routed


def test_one_matter_that_is_plain_is_routed() -> None:
    assert issue_of(f"{FAULT} Filen ble sendt til banken i dag.").auto_routed


@pytest.mark.parametrize(
    "turn",
    [
        "En ting til:",
        "Forresten,",
        "PS:",
        "Så lurte jeg på dette:",
        "Mens jeg har dere på tråden:",
        "On another note:",
    ],
)
def test_a_piece_that_says_another_matter_begins_inside_it_goes_to_a_human(turn: str) -> None:
    assert not issue_of(f"{FAULT} {turn} filen ble sendt til banken i dag.").auto_routed


def test_a_piece_that_begins_so_itself_is_routed() -> None:
    assert issue_of(f"Forresten: {FAULT} Filen ble sendt til banken i dag.").auto_routed


@pytest.mark.parametrize(
    "turn", ["Dessuten er", "Vi får dessuten", "I tillegg er", "In addition", "Ellers er", "Vi får også"]
)
def test_a_short_piece_to_which_something_is_added_goes_to_a_human(turn: str) -> None:
    assert not issue_of(f"Banken avviser betalingsfilen. {turn} kontonummer feil.").auto_routed


@pytest.mark.parametrize(
    "text",
    [
        "EHF til Bergen avvises. Lønnslippene sendes ikke.",
        "Fakturaen fra dere er feil. Skattekortene kommer ikke inn.",
        "Hvordan endrer jeg purregebyret? Per er låst ute.",
    ],
)
def test_two_short_sentences_of_different_areas_are_divided_or_go_to_a_human(text: str) -> None:
    issues = judged(text).issues
    assert len(issues) == 2 or not issues[0].auto_routed


@pytest.mark.parametrize(
    "text",
    [
        "To spørsmål: Når er neste kurs? Hvorfor stopper backup?",
        "Tre saker: EHF avvises, Lise mangler tilgang, lønn er feil.",
        "Jeg har to spørsmål. Hva koster en bruker? Hvorfor er ikke EHF kommet fram?",
    ],
)
def test_fewer_pieces_than_the_mail_announces_go_to_a_human(text: str) -> None:
    issue = issue_of(text)
    assert not issue.auto_routed
    assert "announces" in issue.doubt
