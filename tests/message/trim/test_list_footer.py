"""A list's footer is known by its link, its address or its reader; a customer's wish is none."""

import pytest

from router.message.trim.list_footer import begins_list_footer


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("Unsubscribe", ""),
        ("Unsubscribe here: https://brev.example/av", ""),
        ("Unsubscribe | Preferences | View in browser", ""),
        ("To unsubscribe, send a mail to brukere-leave@lister.example", ""),
        ("Du mottar denne e-posten fordi du er kunde hos oss.", ""),
        ("Du får denne mailen fordi din adresse er offentlig tilgjengelig.", ""),
        ("You are receiving this e-mail because you signed up for it.", ""),
        ("Meld deg av nyhetsbrevet her", ""),
        ("For å melde deg av, klikk her", ""),
        ("brukere mailing list", "brukere@lister.example"),
    ],
)
def test_a_footer_begins(line: str, below: str) -> None:
    assert begins_list_footer(line, below)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("Unsubscribe lenken i nyhetsbrevet funker dårlig", ""),
        ("Unsubscribe meg fra nyhetsbrevet deres", ""),
        ("Du mottar denne e-posten fordi fakturaen vår er feil", ""),
        ("You received this message because our invoice module is down", ""),
        ("Meld av Kari fra nyhetsbrevet", ""),
        ("For å avslutte abonnement trengs et skjema", ""),
        ("Slett e-postliste", "Den er gammel."),
    ],
)
def test_a_customers_words_begin_none(line: str, below: str) -> None:
    assert not begins_list_footer(line, below)
