"""What a web form writes around its message is read as blank."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage.form import sender_fields, without_form
from tests.triage.mails import judged

HEAD = "Navn: Solveig Aamodt\nFirma: Fjordlaks AS\nE-post: solveig@fjordlaks.example\nTelefon: 900 00 152\n"
MESSAGE = "Remitteringsfila fra i går ble avvist i banken med kode 27. Hva gjør vi?"
FOOTER = "\n\nDenne meldingen ble sendt fra kontaktskjemaet på nettstedet."


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}Melding: {MESSAGE}",
        f"{HEAD}Kundenummer: 10442\n\nMelding:\n{MESSAGE}",
        f"Navn\tSolveig Aamodt\nE-post\tsolveig@fjordlaks.example\nTelefon\t90 00 00 00\nMelding\n{MESSAGE}",
        f"Your name: Solveig\nYour email: s@a.example\nCompany: Fjordlaks\n\nMessage:\n{MESSAGE}",
        f"{HEAD}\nDin henvendelse:\n{MESSAGE}{FOOTER}",
        f"*Navn:* Solveig Aamodt\n*E-post:* solveig@fjordlaks.example\n*Melding:* {MESSAGE}",
    ],
)
def test_only_the_message_is_left_where_it_stood(text: str) -> None:
    left = without_form(text)
    assert len(left) == len(text)
    assert left.strip() == MESSAGE
    assert left.index(MESSAGE) == text.index(MESSAGE)
    [issue] = judged(text, "Kontaktskjema").issues
    assert issue.text == MESSAGE
    assert (issue.kind, issue.area) == ("support", "bank_remittering")


@pytest.mark.parametrize("message", ["Kan dere opprette denne brukeren?", f"{MESSAGE}\n\nTo nye lisenser."])
def test_who_sent_it_is_shown_beside_each_case(message: str) -> None:
    text = f"{HEAD}Melding: {message}"
    issues = judged(text).issues
    assert issues
    assert all(HEAD.strip() in [span.of(text) for span in issue.background] for issue in issues)


def test_a_choice_between_the_fields_stays_in_the_case() -> None:
    text = f"Navn: Kari Moen\nE-post: k@a.example\nEmne: Bank\nTelefon: 900 00 152\n\nMelding: {MESSAGE}"
    first, second = (span.of(text) for span in sender_fields(text))
    assert (first, second) == ("Navn: Kari Moen\nE-post: k@a.example", "Telefon: 900 00 152")


def test_two_matters_of_a_form_are_two() -> None:
    text = f"{HEAD}Melding: {MESSAGE}\n\nOg vi trenger en ny rapport som viser utestående per avdeling."
    assert [issue.area for issue in judged(text).issues] == ["bank_remittering", "rapport_skjema"]


@pytest.mark.parametrize(
    "text",
    [
        MESSAGE,
        f"Melding: {MESSAGE}",
        f"Navn: Solveig\n{MESSAGE}",
        f"{HEAD}{MESSAGE}",
        f"{HEAD}Kommentar:\n",
        f"{HEAD}Melding:\n",
        f"{HEAD}Melding:{FOOTER}",
        "Navn: Ola Kari Per Espen Nils Siri Moen\nE-post: per@a.example\nMelding: Hei",
        f"{HEAD}Gjelder: Trenger tre nye lisenser\nKommentar:{FOOTER}",
        f"Ny bruker:\n{HEAD}Melding til henne: velkommen",
        f"Feil: bilag 12\nMelding: {MESSAGE}",
        "Telefon: virker ikke\nMail: virker ikke\nSpørsmål: hva gjør vi?",
        "Navn: endres fra Moen AS til Moen Holding AS\nAdresse: endres til Storgata 1\nKommentar: haster",
        "Navn: Kari Moen\nE-post: endres fra kari@gml.example til kari@ny.example\nMelding: haster",
        "Navn: Per Olsen har sluttet, skal slettes\nE-post: per@a.example\nMelding: haster",
        "E-post: vi får ikke sendt fra post@a.example\nTelefon: appen virker ikke\nMelding: hva gjør vi?",
        "Navn: Per Olsen\nE-post: per@a.example\nKommentar: Skal ha lønn",
        "Navn: Per\nE-post: per@a.example\nNavn: Ola\nE-post: ola@a.example\nMelding: Begge trenger lisens",
        "Navn: Per\nGjelder: e-post endres til ny@a.example\nMelding: haster",
        "Navn: Slett bruker Per\nE-post: per@a.example\nMelding: Hei",
        "Kundenr: 1234 si opp avtalen\nE-post: per@a.example\nMelding: Hei",
        "E-post: per@a.example\nMelding: Hei",
        "Navn: Kari\nE-post: kari@a.example\nMelding\ner ikke kommet fram",
        "Program: starter ikke\nMail: kommer ikke ut\nKommentar: har prøvd omstart",
    ],
)
def test_what_is_no_form_stays(text: str) -> None:
    assert without_form(text) == text


@pytest.mark.parametrize(
    ("asked", "area"),
    [
        ("Gjelder: Trenger tre nye lisenser til Visma\nMelding: takk", "lisens_tilgang"),
        ("Emne: Får ikke kjørt lønn, a-meldingen er avvist\nMelding: Se emne. Haster.", "lonn"),
        ("Gjelder: Remitteringsfila ble avvist av banken\nMelding: kode 27", "bank_remittering"),
    ],
)
def test_what_the_customer_wrote_into_another_field_is_no_less_his(asked: str, area: str) -> None:
    assert asked.partition("\n")[0] in without_form(HEAD + asked)
    assert judged(HEAD + asked, "Kontaktskjema").issues[0].area == area


@pytest.mark.parametrize(
    "last",
    [
        "Faktura blir sendt med feil skjema",
        "Vi har sendt inn skjemaet for næringsoppgave, men det ble avvist i Altinn.",
        "A-meldingen er sendt, men skjemaet viser feil beløp",
        "Denne ordren ble sendt fra vår nettside, men kom ikke inn i Visma.",
        "Dette gjelder også ordre sendt fra nettsiden",
        "Denne feilen kommer når e-post blir sendt fra kontaktskjema på nettside",
        "Denne meldingen ble sendt fra oss i går og har ikke kommet fram til banken",
        "Denne henvendelsen er sendt via telefon til dere tre ganger uten svar",
        "Denne e-posten blir sendt fra programmet til feil kunde hver natt",
        "Denne e-posten ble sendt fra nettsiden vår i natt til feil kunde",
        "Denne meldingen ble sendt fra systemet, men kunden fikk den ikke.",
        "We have also sent the wrong web form to Altinn, how do we cancel it?",
    ],
)
def test_the_customers_last_line_stays(last: str) -> None:
    assert without_form(f"{HEAD}Melding: {MESSAGE}\n\n{last}").endswith(last)


PARTS = [
    "Navn: Kari",
    "E-post: kari@a.example",
    "Emne: lønn",
    "Melding:",
    "Melding: hei",
    MESSAGE,
    "",
    " ",
    FOOTER,
]


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_every_character_that_stays_stands_where_it_stood(parts: list[str]) -> None:
    text = "\n".join(parts)
    left = without_form(text)
    assert len(left) == len(text)
    assert all(own in (" ", was) for own, was in zip(left, text, strict=True))
    assert text.count(MESSAGE) == left.count(MESSAGE)
    assert left.strip() or not text.strip()


def test_any_length_takes_no_time() -> None:
    before = time.process_time()
    for text in (
        "Navn: a\nE-post: a@b.no\n" * 200_000,
        f"{HEAD}Melding:" + "\nsendt " * 200_000,
        "Navn: " + "a" * 1_000_000,
        f"{HEAD}Melding:" + "\n" * 1_000_000,
        f"{HEAD}Melding: x\nDenne sendt kontaktskjema" + " " * 1_000_000 + "\nx",
        f"{HEAD}Melding: x\n" + "Denne meldingen " * 200_000,
        " " * 1_000_000,
    ):
        without_form(text)
    assert time.process_time() - before < 8.0  # quadratic ones take minutes
