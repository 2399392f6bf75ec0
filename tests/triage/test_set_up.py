"""Lines that only describe what the customer works with: what they are, and that they are no matter."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage import ngrams
from router.triage.set_up import describes_the_set_up
from tests.triage.mails import judged

MATTER = "A-meldingen for mai er avvist."
SET_UP = ("windows", "11", "visma", "vi", "bruker", "siste", "versjon", "sql", "2019", "på")
WISHES = ("ny", "slett", "lisens", "trenger", "nede", "feil", "bytt", "to", "->", "hvordan")


@pytest.mark.parametrize(
    "line",
    [
        "Vi bruker siste versjon av programmet på Windows 11.",
        "SQL Server 2019, Windows Server 2022",
        "My setup: Windows 11, Office 365.",
        "PC: Dell Latitude, Windows 11 Pro",
        "Visma Business versjon 17",
        "Installert versjon: 16.10.3",
        "Vi køyrer mot SQL Server 2019.",
        "Brukernavn tone, passord får du på telefon.",
        "We're on Visma Business 17 and SQL Server 2019.",
        "I am using Windows 11 and Visma Business 18.",
        "Vi er nå på versjon 18.10 og Windows 11.",
        "Me nyttar Visma Business 18 på Windows 11.",
        "Visma 18 lokalt.",
        "Brukernavn: tone",
        "Passord: abc12",
        "User name: tone",
        "PIN: 1234",
    ],
)
def test_a_line_about_the_set_up_is_no_matter_of_its_own(line: str) -> None:
    assert describes_the_set_up(ngrams.lowered(line))
    for text in (f"{line}\n{MATTER}\n\nMvh\nTone Lie", f"{MATTER}\n{line}\n\nMvh\nTone Lie"):
        [issue] = judged(text).issues
        shown = [span.of(text) for span in (*issue.spans, *issue.background)]
        assert any(line in own for own in shown), text
        assert (issue.kind, issue.area) == ("support", "lonn"), text


@pytest.mark.parametrize(
    "line",
    [
        "Ny versjon av Windows",
        "Windows 11 på alle maskiner",
        "Visma på Windows 11?",
        "Server nede",
        "Siste versjon",
        "SQL Server 2019 stopper",
        "Lisens til SQL Server 2019",
        "Vi trenger Windows 11",
        "Brukernavn Ola feil",
        "Office 365 på en egen laptop.",
        "Siste versjon av Windows 11 på pcen.",
        "Visma Business 17 to 18 on server.",
        "Office 2016 -> Office 365",
        "Brukernavn ola.n og passord gir rød skrift og ingenting skjer.",
        "Brukernavn ola.n og passord får dere gi til den nye sjefen hans, Bo",
        "Brukernavn er feil",
        "Brukernavn: låst",
        "Passord: Kari",
        "Passord Kari",
        "Brukernavn Ola, slett ham",
        "Vi oppgraderte til versjon 17",
        "",
    ],
)
def test_a_line_that_may_be_what_is_wanted_is_not_taken_for_one(line: str) -> None:
    assert not describes_the_set_up(ngrams.lowered(line))


def test_the_set_up_alone_is_still_a_case() -> None:
    [issue] = judged("SQL Server 2019, Windows Server 2022\n\nMvh\nTone").issues
    assert "SQL Server 2019" in issue.text


def test_what_stands_in_a_list_is_a_case_though_it_reads_like_the_set_up() -> None:
    issues = judged("- Office 365 på 5 laptop\n- Hvordan krediterer jeg faktura 2020?\n\nMvh Tone").issues
    assert any("Office 365" in issue.text for issue in issues)


@given(st.lists(st.sampled_from((*SET_UP, *WISHES)), min_size=2, max_size=8))
def test_a_line_with_any_word_of_a_wish_is_not_taken_for_one(words: list[str]) -> None:
    assert not (describes_the_set_up(" ".join(words)) and set(words) & set(WISHES))


@given(st.text(max_size=200))
def test_any_line_is_answered_for_and_no_question_describes(line: str) -> None:
    assert not describes_the_set_up(ngrams.lowered(f"windows 11 {line}?"))


@pytest.mark.parametrize(
    "word", ["windows ", "brukernavn: ", "passord 1 ", "versjon 1.1.", "a, passord får "]
)
def test_a_hostile_line_takes_no_time(word: str) -> None:
    began = time.perf_counter()
    describes_the_set_up(word * 20_000)
    assert time.perf_counter() - began < 0.5
