"""What hangs on a mail: named, weighed, typed by its bytes, and decoration told from screenshots."""

import hashlib
import struct

import pytest

from router.message import understand
from router.message.parse.attachments import attachments, detected_type
from router.message.parse.tree import read_tree
from router.message.parts import Attachment
from tests.mails import File, header_lines, make_mail, multipart, text_part


def test_an_attachment_has_name_type_size_and_hash() -> None:
    (found,) = attachments(
        read_tree(make_mail(text="x", attachments=[File("Lønn mars.pdf", b"%PDF", "application/pdf")]))
    ).files
    assert (found.name, found.content_type, found.size, found.inline) == (
        "Lønn mars.pdf",
        "application/pdf",
        4,
        False,
    )
    assert found.sha256 == hashlib.sha256(b"%PDF").hexdigest()


def test_a_picture_in_the_text_is_inline() -> None:
    mail = make_mail(html="<img src=cid:x>", attachments=[File("logo.png", b"x", "image/png", inline=True)])
    assert [file.inline for file in attachments(read_tree(mail)).files] == [True]


def test_the_texts_of_a_mail_are_no_attachments() -> None:
    assert attachments(read_tree(make_mail(text="x", html="<p>x"))).files == ()


def test_an_attached_text_file_is_an_attachment() -> None:
    mail = make_mail(text="x", attachments=[File("logg.txt", b"feil", "text/plain")])
    assert [file.name for file in attachments(read_tree(mail)).files] == ["logg.txt"]


def test_a_mail_as_attachment_counts_once_and_is_named_by_its_subject() -> None:
    inner = make_mail(subject="Purring på faktura", text="x", attachments=[File("a.pdf", b"1")])
    mail = header_lines([("From", "a@b.example")]) + multipart(
        "mixed", [text_part("se under"), header_lines([("Content-Type", "message/rfc822")]) + b"\r\n" + inner]
    )
    (found,) = attachments(read_tree(mail)).files
    assert found.content_type == "message/rfc822"
    assert found.name == "Purring på faktura.eml"


def test_a_part_without_a_name_gets_one() -> None:
    mail = multipart("mixed", [text_part("x"), header_lines([("Content-Type", "image/png")]) + b"\r\nx"])
    assert [file.name for file in attachments(read_tree(mail)).files] == ["part-1.png"]


def png(width: int, height: int, weight: int = 60) -> bytes:
    """The beginning of a PNG of this size."""
    return (b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)).ljust(weight, b"\0")


def _picture(html: str, content: bytes, name: str = "image001.png", *, is_reply: bool = False) -> Attachment:
    """The one picture of a mail whose HTML is this; ``cid:it`` is the picture."""
    part = (
        header_lines([("Content-Type", f"image/png; name={name}"), ("Content-ID", "<it>")])
        + b"\r\n"
        + content
    )
    head = [("From", "k@a.example"), *([("In-Reply-To", "<x@y.example>")] if is_reply else [])]
    mail = header_lines(head) + multipart("related", [text_part(html, subtype="html"), part])
    (found,) = understand(mail).attachments
    return found


SHOWN = '<img src="cid:it">'
SIGNED = "<p>Vi får feil.</p><p>Med vennlig hilsen<br>Kari</p>"


@pytest.mark.parametrize(
    ("html", "content"),
    [
        (f"<p>Vi får feil.</p>{SHOWN}", png(1, 1)),
        (f"<p>Vi får feil.</p>{SHOWN}", png(600, 1)),
        (f"{SIGNED}{SHOWN}", png(200, 60)),
        (f"{SIGNED}{SHOWN}", png(800, 120)),
        (f"<p>Feil.</p><div class=gmail_signature>{SHOWN}</div>", png(150, 150)),
        (f"<p>Feil.</p><div id=divRplyFwdMsg>Fra: X</div>{SHOWN}", png(120, 40)),
        (f"<p>Feil.</p><div style='border-top:solid #E1E1E1 1.0pt'>Fra: X</div>{SHOWN}", png(120, 40)),
        (f"<p>Feil.</p>{SHOWN}", png(24, 24)),
    ],
    ids=["pixel", "line", "logo", "banner", "Gmail's signature", "history", "Outlook's line", "icon"],
)
def test_a_pixel_an_icon_or_a_signatures_logo_is_decoration(html: str, content: bytes) -> None:
    assert _picture(html, content).is_decoration


@pytest.mark.parametrize(
    ("html", "content"),
    [
        (f"<p>Vi får feil:</p>{SHOWN}<p>Med vennlig hilsen<br>Kari</p>", png(1200, 700)),
        (f"<p>Vi får feil:</p>{SHOWN}<p>Med vennlig hilsen<br>Kari</p>", png(380, 140)),
        (f"{SIGNED}{SHOWN}", png(1200, 700)),
        (f"{SIGNED}<p>PS: slik ser det ut</p>{SHOWN}", png(640, 200)),
        (f"<p>Vi får feil:</p>{SHOWN}", b"no picture that we know"),
        ("<p>Vi får feil.</p>", png(300, 100)),
        (f"<table><td style='border-top:solid windowtext 1.0pt'>Feil</table>{SHOWN}", png(300, 100)),
    ],
    ids=[
        "screenshot",
        "snip",
        "below the signature",
        "in a postscript",
        "unknown",
        "not shown",
        "below a table",
    ],
)
def test_what_the_customer_wants_us_to_see_is_not(html: str, content: bytes) -> None:
    assert not _picture(html, content).is_decoration


def test_an_answers_numbered_picture_that_nothing_shows_is_a_logo_only_if_it_is_small() -> None:
    assert _picture("<p>Hei</p>", png(200, 60), is_reply=True).is_decoration
    assert not _picture("<p>Hei</p>", png(200, 60), "feilmelding.png", is_reply=True).is_decoration
    assert not _picture("<p>Hei</p>", png(400, 140), is_reply=True).is_decoration
    assert not _picture("<p>Hei</p>", png(1200, 700), is_reply=True).is_decoration
    assert not _picture("<p>Hei</p>", png(200, 60, weight=90_000), is_reply=True).is_decoration


def test_a_picture_shown_above_and_below_is_not_decoration() -> None:
    assert not _picture(f"<p>Feil:</p>{SHOWN}<p>Mvh</p>{SHOWN}", png(300, 100)).is_decoration


def test_a_picture_that_the_text_shows_is_inline_whatever_its_disposition() -> None:
    part = header_lines(
        [
            ("Content-Type", "image/png"),
            ("Content-ID", "<a@b>"),
            ("Content-Disposition", "attachment; filename=feil.png"),
        ]
    )
    html = text_part("<img src='cid:a@b'>", subtype="html")
    (file,) = understand(multipart("related", [html, part + b"\r\n" + png(800, 600)])).attachments
    assert file.inline


@pytest.mark.parametrize(
    ("content_type", "name", "is_decoration"),
    [
        ("application/pgp-signature", "signature.asc", True),
        ("application/pgp-keys", "OpenPGP_0x12.asc", True),
        ("application/octet-stream", "smime.p7s", True),
        ("application/octet-stream", "encrypted.asc", False),
        ("application/pdf", "signature.pdf", False),
    ],
)
def test_a_signature_of_pgp_or_smime_is_decoration(content_type: str, name: str, is_decoration: bool) -> None:
    (file,) = attachments(read_tree(make_mail(text="x", attachments=[File(name, b"x", content_type)]))).files
    assert file.is_decoration is is_decoration


@pytest.mark.parametrize(
    ("content", "detected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf"),
        (png(1, 1), "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
        (b"GIF89a\x01\0\x01\0", "image/gif"),
        (b"PK\x03\x04\x14\0\0\0", "application/zip"),
        (b"MZ\x90\0\x03\0", "application/x-msdownload"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "application/x-ole-storage"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\n<HTML><body>", "text/html"),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "image/svg+xml"),
        (b"<?xml version='1.0'?><Invoice>", "text/xml"),
        (rb"{\rtf1\ansi}", "application/rtf"),
        ("BMW er en bil på fire hjul".encode(), ""),
        ("Feil på lønn, år 2025".encode("latin-1"), ""),
        (b"", ""),
        (bytes(100), ""),
    ],
)
def test_the_bytes_show_the_type(content: bytes, detected: str) -> None:
    assert detected_type(content) == detected


def test_the_claim_and_the_content_are_both_told() -> None:
    mail = make_mail(text="x", attachments=[File("faktura.pdf", b"MZ\x90\0\x03\0", "application/pdf")])
    (file,) = attachments(read_tree(mail)).files
    assert (file.content_type, file.detected_type) == ("application/pdf", "application/x-msdownload")


def test_another_rendering_of_the_text_is_no_attachment() -> None:
    amp = header_lines([("Content-Type", "text/x-amp-html")]) + b"\r\n<html amp4email>"
    assert attachments(read_tree(multipart("alternative", [text_part("x"), amp]))).files == ()


def test_a_broken_attachment_is_told_by_its_name() -> None:
    part = header_lines(
        [("Content-Type", "application/pdf; name=a.pdf"), ("Content-Transfer-Encoding", "base64")]
    )
    message = understand(multipart("mixed", [text_part("x"), part + b"\r\nJVBERi0*xLjc"]))
    assert message.attachments[0].detected_type == "application/pdf"
    assert "the attachment a.pdf: broken base64 was repaired" in message.warnings


def test_a_large_picture_shown_as_small_as_a_logo_below_the_signature_is_one() -> None:
    html = '<p>Hei</p><p>Mvh<br>Ola</p><p><img src="cid:it" width="120" height="40"></p>'
    assert _picture(html, png(800, 260)).is_decoration
    assert not _picture(html.replace(' width="120" height="40"', ""), png(800, 260)).is_decoration
