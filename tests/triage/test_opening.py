import pytest

from router.triage.opening import opening_facts
from router.triage.views import View, view
from tests.triage.mails import shipped_model


def views_of(text: str) -> tuple[View, ...]:
    return view(text, shipped_model().pieces)


def test_the_greeting_before_a_matter_is_not_looked_at() -> None:
    (first,) = views_of("Hei, vi får ikke sendt remittering")
    assert "w=hei" not in opening_facts(first).present
    assert "0=vi" in opening_facts(first).present


@pytest.mark.parametrize("text", ["x", "Faktura", "ord " * 500, "?!", "1234"])
def test_long_segments_weigh_no_more_than_short_ones(text: str) -> None:
    for this in views_of(text):
        facts = opening_facts(this)
        assert sum(value * value for value in facts.values) ** 0.5 == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("opens", "continues"),
    [
        ("Vi trenger en ny bruker til Kari som begynner mandag.", "Datoen er riktig."),
        ("Vi får ikke sendt EHF til kommunen.", "Det gjelder bare den ene, de andre går fint."),
        ("Leverandørspesifikasjonen til revisor: hvordan får jeg den?", "Hva gjør vi?"),
    ],
)
def test_what_opens_a_matter_is_told_from_what_goes_on(opens: str, continues: str) -> None:
    first, second = shipped_model().joint.openings(
        map(opening_facts, (*views_of(opens), *views_of(continues)))
    )
    assert first > second + 1.0
