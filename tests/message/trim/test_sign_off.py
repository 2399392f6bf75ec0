"""A sign-off is known by its words at the beginning of a line, and by what may follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.sign_off import is_courtesy, sign_off_at_end, sign_off_rest


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Mvh", ""),
        ("Mvh Kari", " Kari"),
        ("mvh/Kari", "/Kari"),
        ("Med vennlig hilsen", ""),
        ("Med venleg helsing / Best regards", ""),
        ("Hilsen oss på lønn", " oss på lønn"),
        ("Påskehilsen fra kontoret", " fra kontoret"),
        ("Takk og hilsen Kari", " Kari"),
        ("Med vänlig hälsning,", ","),
        ("De bedste hilsner", ""),
        ("MfG", ""),
        ("Cordialement,", ","),
        ("Thanks,", ""),
    ],
)
def test_what_follows_a_sign_off_on_its_line_is_told(line: str, rest: str) -> None:
    assert sign_off_rest(line) == rest


@pytest.mark.parametrize(
    "adjective",
    [
        *(
            "Vennlig",
            "Vennleg",
            "Venleg",
            "Vennlege",
            "Venlegaste",
            "Venlig",
            "Venligste",
            "Vänlig",
            "Vänliga",
        ),
        *("Hjerteleg", "Hjertelig", "Hjartleg", "Hjarteleg", "Hjärtlig", "Hjertelige", "Inderlig", "Kærlig"),
        *("Beste", "Bedste", "Bästa", "Allerbeste", "Varm", "Varme", "Varmt", "God", "Gode", "Goda"),
        *("Hyggelig", "Hyggeleg", "Triveleg", "Koselig", "Koseleg", "Sommerlig", "Sommarleg", "Sumarleg"),
        *("Kjær", "Kjære", "Kære", "Kära", "Blide", "Vennl.", "Venl.", "Vänl.", "Vennskapelig", "Audmjuk"),
    ],
)
def test_any_courteous_adjective_makes_a_sign_off_of_any_greeting(adjective: str) -> None:
    said = "Det stopper her. "
    for greeting in ("hilsen", "hilsner", "hilsninger", "helsing", "helsingar", "hälsning", "hälsningar"):
        assert sign_off_rest(f"{adjective} {greeting}") == ""
        assert sign_off_rest(f"Med {adjective.lower()} {greeting} Kari") == " Kari"
        assert sign_off_at_end(f"{said}{adjective} {greeting} Kari", lambda name: not name) == len(said)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Venlegast",
            "Vennlegast",
            "Venligst",
            "Vänligast",
            "Vänligen",
            "Vyrdsamt",
            "Ærbødigst",
            "Med høyaktning",
        ),
        *(
            "Høgaktingsfullt",
            "Hjerteligst",
            "Hej då",
            "Hei så lenge",
            "Hej så länge",
            "Allt gott",
        ),
    ],
)
def test_one_word_of_courtesy_is_a_sign_off_with_nothing_or_a_name_behind_it(line: str) -> None:
    assert sign_off_rest(line) == ""
    assert sign_off_rest(f"{line}, Kari") == ", Kari"


@pytest.mark.parametrize(
    "line",
    [
        "Vennlegast sjå på dette i dag",
        "Vänligen återkom i dag",
        "Venligst send fakturaen igen",
        "Hei så lenge, jeg ringer i morgen",
        "Vennlig kunde ringte i dag",
        "Hjertelig takk for hjelpen med fakturaen",
        "Hilsen på fakturaen er feil",
        "Hilsenen må bort",
        "Med vennlig hilsen skal stå nederst",
        "Helsingør har fått ny adresse",
        "Best mulig pris, takk",
        "Regards the invoice, it was not sent",
        "Mvh Kari, kan dere ringe?",
        "mvh.no er nede",
        "Takk og pris",
        "Thanks for your help with the invoice",
        "Mvh " + "a" * 500,
    ],
)
def test_a_sentence_is_no_sign_off(line: str) -> None:
    assert sign_off_rest(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Takk!",
        "På forhånd takk",
        "Ha en fin dag :)",
        "God helg!",
        "Vi ses neste år!",
        "For styret",
        "Thanks a lot",
    ],
)
def test_a_short_polite_line_is_a_courtesy(line: str) -> None:
    assert is_courtesy(line)


@pytest.mark.parametrize(
    "line",
    [
        "Takk for hjelpen, dere er gull.",
        "Takk for at dere er så tålmodige med meg.",
        "Takk, men det virker ikke",
        "Ha en fin dag?",
        "God dekning på lager 3",
        "Faktura 12",
    ],
)
def test_a_line_that_says_more_is_no_courtesy(line: str) -> None:
    assert not is_courtesy(line)


@given(st.text(max_size=120))
def test_a_sign_off_at_the_end_of_a_line_lies_behind_some_text(line: str) -> None:
    found = sign_off_at_end(line, lambda name: name.strip() == "Kari")
    assert found is None or line[:found].strip()
