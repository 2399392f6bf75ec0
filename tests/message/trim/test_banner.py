"""A warning of outsiders on top of a mail is told from a customer's first sentence by what it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.banner import end_of_banner


@pytest.mark.parametrize(
    "line",
    [
        "OBS! E-posten er sendt fra en avsender utenfor Nes Bygg. Vær forsiktig med lenker.",
        "Dette er en ekstern e-post. Vær oppmerksom på lenker og vedlegg.",
        "VARNING: Detta mail kommer från en extern avsändare.",
        "*** EKSTERN E-POST *** Ikke åpne vedlegg eller klikk på lenker med mindre du kjenner avsenderen.",
        "Sikkerhetsvarsel: Avsenderen er utenfor Nes-konsernet",
        "Avsendaren er ekstern. Ver varsam med lenkjer.",
        "Denne meldinga kjem frå ein avsendar utanfor kommunen. Ver merksam på vedlegg.",
        "ADVARSEL - e-posten kommer fra noen utenfor Nes Bygg",
        "Denne mail kommer udefra. Åbn ikke vedhæftede filer fra en afsender, som du ikke kender.",
        "Mejlet är skickat av någon utanför företaget. Klicka inte på länkar.",
        "[External sender] Exercise caution before you open links.",
        "EXTERNAL: Do not click links unless you know the sender.",
    ],
)
def test_a_warning_of_outsiders_is_a_banner_whatever_its_words(line: str) -> None:
    assert end_of_banner([line, "", "Hei"], 0) == 1


@pytest.mark.parametrize(
    "line",
    [
        "OBS! Lenker i fakturaen virker ikke",
        "OBS! Avsender på fakturaer utenfor EU er feil",
        "Advarsel: kunde utenfor kredittgrense",
        "Ekstern revisor skal ha tilgang",
        "E-post fra eksterne kommer ikke inn",
        "E-posten som kom fra ekstern revisor i går, er borte",
        "Du får ikke ofte e-post fra oss, men nå haster det",
        "Denne e-posten gjelder kunder utenfor Norge",
        "NB: Ekstern avsender i e-post er satt til support, skal være regnskap",
        "Viktig: e-post fra ekstern revisor ligger i arkivet, men kan ikke åpnes",
        "Eksterne avsendere blir avvist, og lenker i e-post åpner ikke",
        "Vi har en ekstern avsender som må kunne sende e-post. Vær oppmerksom på at det haster.",
        "OBS! E-post fra avsendere utenfor Norge kommer ikke inn",
        "Hvordan fjerner vi banneret om ekstern avsender i e-post?",
        "Banneret EKSTERN AVSENDER vises på fakturaene vi får på e-post",
    ],
)
def test_a_first_sentence_is_no_banner(line: str) -> None:
    assert end_of_banner([line, "Hei"], 0) == 0


def test_a_banner_goes_on_over_lines_that_belong_to_it() -> None:
    banner = ["[EKSTERN]", "", "Ikke klikk på lenker fra ukjente avsendere."]
    assert end_of_banner([*banner, "", "Hei"], 0) == 3
    assert end_of_banner(banner, 0) == 3
    assert end_of_banner([], 0) == 0


@given(st.lists(st.text(max_size=80).map(str.strip), max_size=12))
def test_a_banner_ends_within_the_text(lines: list[str]) -> None:
    assert 0 <= end_of_banner(lines, 0) <= len(lines)
