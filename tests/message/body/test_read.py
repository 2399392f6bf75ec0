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


def test_text_on_both_sides_of_a_picture_is_read_in_its_order() -> None:
    picture = header_lines([("Content-Type", "image/png"), ("Content-Disposition", "inline")]) + b"\r\nx"
    mail = multipart("mixed", [text_part("Først dette:"), picture, text_part("Og så dette.")])
    assert _new_text(mail) == "Først dette:\n\nOg så dette."


def test_apples_html_between_pictures_is_read() -> None:
    picture = header_lines([("Content-Type", "image/png; name=a.png")]) + b"\r\nx"
    rich = multipart(
        "mixed", [text_part("<p>Før</p>", subtype="html"), picture, text_part("<p>Etter</p>", subtype="html")]
    )
    assert _new_text(multipart("alternative", [text_part(""), rich])) == "Før\n\nEtter"


def test_both_renderings_sent_as_two_texts_are_one() -> None:
    mail = multipart(
        "mixed", [text_part("Vi har en feil."), text_part("<p>Vi har en feil.</p>", subtype="html")]
    )
    assert _new_text(mail) == "Vi har en feil."


def test_the_picture_first_and_the_text_last_of_a_related_is_read() -> None:
    picture = header_lines([("Content-Type", "image/png"), ("Content-ID", "<a>")]) + b"\r\nx"
    assert _new_text(multipart("related", [picture, text_part("<p>Hei</p>", subtype="html")])) == "Hei"


def test_an_alternative_of_unknown_kinds_shows_what_can_be_read() -> None:
    amp = header_lines([("Content-Type", "text/x-amp-html")]) + b"\r\n<html amp>"
    mail = multipart("alternative", [text_part("Vi har en feil"), amp])
    assert _new_text(mail) == "Vi har en feil"


def test_a_text_with_a_files_name_is_read_where_there_is_no_other() -> None:
    named = header_lines([("Content-Type", "text/plain; name=melding.txt")]) + b"\r\nVi har en feil"
    assert _new_text(multipart("mixed", [named])) == "Vi har en feil"
    assert _new_text(multipart("mixed", [text_part("Se fila"), named])) == "Se fila"


def test_of_translations_the_nearest_to_norwegian_is_read() -> None:
    def translation(language: str, text: str) -> bytes:
        head = header_lines([("Content-Type", "message/rfc822"), ("Content-Language", language)])
        return head + b"\r\n" + text_part(text)

    first = text_part("This mail comes in several languages.")
    mail = multipart(
        "multilingual",
        [first, translation("en-GB", "English"), translation("sv", "Svenska"), translation("nb-NO", "Norsk")],
    )
    assert _new_text(mail) == "Norsk"
    german = header_lines([("Content-Translation-Type", "original")]) + translation("de", "Deutsch")
    assert _new_text(multipart("multilingual", [translation("fr", "Français"), german])) == "Deutsch"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Hei\n>From mars til mai\nMvh", "Hei\nFrom mars til mai\nMvh"),
        ("Hei\n>From: a\n", "Hei\n>From: a"),
    ],
)
def test_what_an_mbox_escaped_is_unescaped(text: str, read: str) -> None:
    assert understand(make_mail(text=text)).text.whole.strip() == read


def test_from_in_a_quotation_is_a_quotation() -> None:
    assert ">From x\n>to y" in understand(make_mail(text="Hei\n\n>From x\n>to y")).text.whole


def test_enriched_text_loses_its_tags() -> None:
    text = b"<bold>Hei</bold>, <color><param>red</param>feil</color>"
    raw = b"From: k@a.example\nContent-Type: text/enriched\n\n" + text
    assert _new_text(raw) == "Hei, feil"


def test_the_human_part_of_a_delivery_report_is_its_text() -> None:
    status = header_lines([("Content-Type", "message/delivery-status")]) + b"\r\nAction: failed"
    mail = multipart("report", [text_part("Mailen kom ikke fram."), status])
    assert understand(mail).text.whole == "Mailen kom ikke fram."


def test_base64_that_is_plain_text_is_read_and_told() -> None:
    raw = b"From: k@a.example\nContent-Transfer-Encoding: base64\n\nVi har en feil i dag."
    message = understand(raw)
    assert message.text.new_text == "Vi har en feil i dag."
    assert any("claims base64" in warning for warning in message.warnings)


def test_a_mail_cut_off_in_its_last_part_says_so() -> None:
    raw = make_mail(text="Vi har en feil", html="<p>Vi har en feil</p>")
    message = understand(raw[: raw.rindex(b"--=_")])
    assert message.text.new_text == "Vi har en feil"
    assert any("cut off" in warning for warning in message.warnings)


def test_what_is_called_html_but_has_no_tag_keeps_its_lines() -> None:
    raw = b"From: k@a.example\nContent-Type: text/html\n\nHei\nVi har en feil\n1 < 2"
    assert _new_text(raw) == "Hei\nVi har en feil\n1 < 2"


def test_the_character_set_that_html_names_itself_is_used_where_the_mail_names_none() -> None:
    html = '<html><head><meta charset="koi8-r"></head><body>счёт</body></html>'.encode("koi8-r")
    assert _new_text(b"From: k@a.example\nContent-Type: text/html\n\n" + html) == "счёт"


def test_the_only_text_is_read_even_if_it_is_called_an_attachment() -> None:
    raw = b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nVi har en feil"
    assert _new_text(multipart("mixed", [raw])) == "Vi har en feil"


def test_parts_whose_announcement_was_lost_are_found() -> None:
    mail = (
        b"From: k@a.example\n\n--x1\nContent-Type: text/plain\n\nVi har en feil\n"
        b"--x1\nContent-Type: image/png; name=a.png\n\nx\n--x1--"
    )
    message = understand(mail)
    assert message.text.new_text == "Vi har en feil"
    assert [file.name for file in message.attachments] == ["a.png"]
    assert any("says nothing of its parts" in warning for warning in message.warnings)
    assert (
        _new_text(b"From: k@a.example\n\n--x1\nHei, en strek over teksten")
        == "--x1\nHei, en strek over teksten"
    )


def test_a_footer_that_a_list_puts_beside_the_html_is_not_lost_and_a_frame_is_no_text() -> None:
    html, footer = text_part("<p>Hei</p>", subtype="html"), text_part("Gjelder avdeling 2.")
    frame = header_lines([("Content-ID", "<frame>")]) + text_part("<p>ramme</p>", subtype="html")
    assert _new_text(multipart("related", [html, frame])) == "Hei"
    assert _new_text(multipart("related", [html, footer])).split() == ["Hei", "Gjelder", "avdeling", "2."]


def test_what_stands_below_a_picture_of_megabytes_in_the_markup_is_read() -> None:
    picture = "data:image/png;base64," + "A" * 5_000_000
    message = understand(make_mail(html=f'<p>Hei</p><img src="{picture}"><p>Lønn er feil.</p>'))
    assert message.text.new_text == "Hei\n\nLønn er feil."


def test_five_megabytes_of_markup_are_read_to_the_end() -> None:
    style = "<style>" + "p{color:red}" * 400_000 + "</style>"
    message = understand(make_mail(html=f"{style}<p>Hei</p><p>Lønn er feil.</p>"))
    assert message.text.new_text == "Hei\n\nLønn er feil."
