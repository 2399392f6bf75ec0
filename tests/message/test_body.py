"""Which part of a mail a human read."""

import pytest

from router.message import understand
from tests.mails import header_lines, make_mail, multipart, text_part


def _new_text(mail: bytes) -> str:
    return understand(mail).text.new_text


def test_the_plain_part_is_what_was_read() -> None:
    assert (
        _new_text(make_mail(text="Vi har en feil", html="<p>Vi har en <b>feil</b></p>")) == "Vi har en feil"
    )


@pytest.mark.parametrize(
    "stub",
    ["", "\n\n", "This mail needs an HTML viewer.", "Din e-postklient støtter ikke HTML. Vis i nettleser."],
)
def test_a_stub_beside_the_html_is_passed_over(stub: str) -> None:
    html = (
        "<p>Vi får ikke kjørt lønn i dag, og det haster veldig. Det står bare feil "
        "3021 når vi prøver på nytt.</p>"
    )
    assert _new_text(make_mail(text=stub, html=html)).startswith("Vi får ikke kjørt lønn")


def test_html_alone_is_read() -> None:
    assert _new_text(make_mail(html="<div>Hei<br>Vi har en feil</div>")) == "Hei\nVi har en feil"


def test_a_plain_part_that_holds_html_is_read_as_html() -> None:
    assert (
        _new_text(make_mail(text="<html><body><p>Hei</p><p>Vi har en feil</p></body></html>"))
        == "Hei\n\nVi har en feil"
    )


def test_several_text_parts_are_put_together() -> None:
    mail = header_lines([("From", "k@a.example")]) + multipart("mixed", [text_part("Først"), text_part("Så")])
    assert _new_text(mail) == "Først\n\nSå"


def test_html_beside_pictures_is_found() -> None:
    picture = header_lines([("Content-Type", "image/png"), ("Content-ID", "<a>")]) + b"\r\nx"
    related = multipart("related", [text_part("<p>Se bildet</p>", subtype="html"), picture])
    assert _new_text(multipart("alternative", [text_part(""), related])) == "Se bildet"


def test_the_html_tells_where_the_history_begins_in_the_plain_text() -> None:
    text = "Nytt spørsmål til dere.\n\nTidligere melding følger her\nGammelt svar fra dere."
    html = (
        "<div>Nytt spørsmål til dere.</div><div class=gmail_quote>Tidligere melding følger her<br>"
        "Gammelt svar fra dere.</div>"
    )
    read = understand(make_mail(text=text, html=html)).text
    assert read.new_text == "Nytt spørsmål til dere."
    assert read.quoted_text.startswith("Tidligere melding")


def test_flowed_text_is_joined() -> None:
    mail = (
        b"Content-Type: text/plain; format=flowed\n\nEn lang \nlinje.\nNy linje.\n> "
        b"sitat \n> her\n> mer\n-- \nKari"
    )
    read = understand(mail).text
    assert read.new_text == "En lang linje.\nNy linje."
    assert read.quoted_text == "> sitat her\n> mer"


def test_text_before_the_first_part_is_not_lost() -> None:
    mail = (
        b"From: k@a.example\nContent-Type: multipart/mixed; boundary=x\n\nVi har en "
        b"feil\n--x\nContent-Type: image/png\n\nx\n--x--"
    )
    read = understand(mail)
    assert read.text.new_text == "Vi har en feil"
    assert any("before the first part" in warning for warning in read.warnings)


@pytest.mark.parametrize(
    "kind", ["multipart/encrypted; boundary=x", "application/pkcs7-mime; smime-type=enveloped-data"]
)
def test_an_encrypted_mail_says_so(kind: str) -> None:
    mail = (
        f"From: k@a.example\nContent-Type: {kind}\n\n--x\nContent-Type: application/octet-stream\n\nx\n--x--"
    ).encode()
    assert any("encrypted" in warning for warning in understand(mail).warnings)


def test_a_mail_forwarded_as_an_attachment_is_the_request() -> None:
    inner = make_mail(subject="Lønn", text="Lønnskjøringen stopper.\n\nMvh\nPer")
    mail = header_lines([("From", "k@a.example"), ("Subject", "VS: Lønn")]) + multipart(
        "mixed",
        [
            text_part("Se vedlagt e-post"),
            header_lines([("Content-Type", "message/rfc822")]) + b"\r\n" + inner,
        ],
    )
    assert _new_text(mail) == "Se vedlagt e-post\n\nLønnskjøringen stopper."
