"""Of two renderings, the plain text is read unless it is clearly the worse."""

import pytest

from router.message import understand
from router.message.body.rendering import is_suspect, is_worse
from tests.mails import make_mail

RICH = (
    "Hei,\n\nVi får ikke sendt betalingsfilen til banken i dag.\n\nDet står feil 3021 når vi prøver på nytt, "
    "og lønnen skal ut i morgen.\n\nKan dere hjelpe oss før kl. 12?\n\nMvh\nKari"
)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in RICH.split("\n\n"))
WRAPPED = RICH.replace("til banken", "til\nbanken").replace("på nytt, ", "på nytt,\n")


@pytest.mark.parametrize(
    "plain",
    [
        "This message requires an HTML viewer.",
        "Hei,",
        "Hei,\n\nVi får ikke sendt betalingsfilen til banken i dag.",
        "https://a.example/vis/123\n<https://a.example/logo.png>",
        "[cid:image001.png@01DB]",
        "* * *",
        RICH.replace("\n", " "),
        RICH.replace("å", "?").replace("ø", "?"),
        RICH.replace("å", "\ufffd").replace("ø", "\ufffd"),
    ],
    ids=[
        "stub",
        "first word",
        "first lines",
        "links",
        "picture",
        "signs",
        "one line",
        "lost letters",
        "U+FFFD",
    ],
)
def test_a_worse_plain_text_is_passed_over(plain: str) -> None:
    assert is_suspect(plain, HTML)
    assert is_worse(plain, RICH)
    message = understand(make_mail(text=plain, html=HTML))
    assert message.text.new_text.startswith("Hei,\n\nVi får ikke sendt betalingsfilen til banken i dag.")
    assert "Kan dere hjelpe oss" in message.text.new_text


@pytest.mark.parametrize(
    "plain",
    [
        WRAPPED,
        RICH,
        RICH + "\n\nSee https://a.example",
        RICH.replace("feil 3021", "feil 3021 [image: image.png]"),
        "Kortere, men en annen tekst enn den som HTML-delen har, og lang nok til å være en tekst. " * 2,
        "Hvorfor står det «L?nn» på slippen? " + RICH,
    ],
    ids=["wrapped hard", "equal", "more", "a picture's place", "another", "about lost letters"],
)
def test_a_good_plain_text_is_what_was_read(plain: str) -> None:
    assert not is_worse(plain, RICH)


def test_where_the_html_has_only_more_history_the_plain_text_is_read() -> None:
    html = (
        "<p>Takk, det virket!</p><blockquote type=cite>Prøv å starte på nytt.<br>Da skal det gå.</blockquote>"
    )
    message = understand(make_mail(text="Takk, det virket!", html=html))
    assert message.text.whole == "Takk, det virket!"


def test_an_empty_html_never_wins() -> None:
    assert not is_worse("html", "")
    assert not is_worse("", "")
    assert understand(make_mail(text="HTML-fil mangler", html="<p></p>")).text.new_text == "HTML-fil mangler"


def test_a_long_text_cut_off_is_suspect_only_where_the_html_says_far_more() -> None:
    long = "Vi får feil når vi sender fila.\n" * 15
    assert is_suspect(long, f"<p>{long}</p><p>{'Og her er resten av det hele. ' * 40}</p>")
    assert not is_suspect(long, f"<style>{'p {margin: 0}' * 300}</style><p>{long}</p>")


@pytest.mark.parametrize(
    "stub",
    [
        "To view the message, please use an HTML compatible email viewer!",
        "E-postklienten din støtter ikke HTML-e-post. Klikk her for å se den i nettleseren.",
        "Denne e-posten må leses i en e-postleser som støtter HTML.",
    ],
)
def test_a_stub_is_worse_also_than_a_shorter_text(stub: str) -> None:
    assert is_worse(stub, "Hei\n\nLønn er feil")
