"""The tree of parts and the attachments in it."""

import hashlib

import pytest

from router.message.mime import MAX_DEPTH, attachments, read_tree, safe_name
from tests.mails import File, file_part, header_lines, make_mail, multipart, text_part


def test_an_attachment_has_name_type_size_and_hash() -> None:
    (found,) = attachments(
        read_tree(make_mail(text="x", attachments=[File("Lønn mars.pdf", b"%PDF", "application/pdf")]))
    )
    assert (found.name, found.content_type, found.size, found.inline) == (
        "Lønn mars.pdf",
        "application/pdf",
        4,
        False,
    )
    assert found.sha256 == hashlib.sha256(b"%PDF").hexdigest()


def test_a_picture_in_the_text_is_inline() -> None:
    mail = make_mail(html="<img src=cid:x>", attachments=[File("logo.png", b"x", "image/png", inline=True)])
    assert [file.inline for file in attachments(read_tree(mail))] == [True]


def test_the_texts_of_a_mail_are_no_attachments() -> None:
    assert attachments(read_tree(make_mail(text="x", html="<p>x"))) == ()


def test_an_attached_text_file_is_an_attachment() -> None:
    mail = make_mail(text="x", attachments=[File("logg.txt", b"feil", "text/plain")])
    assert [file.name for file in attachments(read_tree(mail))] == ["logg.txt"]


def test_a_mail_as_attachment_counts_once_and_is_named_by_its_subject() -> None:
    inner = make_mail(subject="Purring på faktura", text="x", attachments=[File("a.pdf", b"1")])
    mail = header_lines([("From", "a@b.example")]) + multipart(
        "mixed", [text_part("se under"), header_lines([("Content-Type", "message/rfc822")]) + b"\r\n" + inner]
    )
    (found,) = attachments(read_tree(mail))
    assert found.content_type == "message/rfc822"
    assert found.name == "Purring på faktura.eml"


def test_a_part_without_a_name_gets_one() -> None:
    mail = multipart("mixed", [text_part("x"), header_lines([("Content-Type", "image/png")]) + b"\r\nx"])
    assert [file.name for file in attachments(read_tree(mail))] == ["part-1.png"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\rapport.xls", "rapport.xls"),
        ("a\0b\n.pdf", "a_b_.pdf"),
        ("CON?*.pdf", "CON_.pdf"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".htaccess", "htaccess"),
        ("Lønn og årsoppgjør.pdf", "Lønn og årsoppgjør.pdf"),
    ],
)
def test_a_name_is_safe_as_a_file_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_extension() -> None:
    name = safe_name("ø" * 500 + ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 200


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_transfer_encoding_is_undone(encoding: str) -> None:
    root = read_tree(make_mail(text="Lønn = år", encoding=encoding))
    assert root.content().decode().strip() == "Lønn = år"


def test_broken_base64_gives_what_can_be_had() -> None:
    root = read_tree(b"Content-Transfer-Encoding: base64\n\nSGVpIHDD*\npSBkZ")
    assert root.content().startswith("Hei på d".encode())


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: multipart/mixed\n\n--x\n\nhei\n--x--\n",
        b"Content-Type: multipart/mixed; boundary=wrong\n\n--x\n\nhei\n--x--\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nhei",
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x  \r\n\r\nhei\r\n--x--',
    ],
    ids=["no boundary", "wrong boundary", "no end", "blanks after the boundary"],
)
def test_a_broken_multipart_still_gives_its_text(mail: bytes) -> None:
    root = read_tree(mail)
    assert [part.content().strip() for part in root.children] == [b"hei"]


def test_a_boundary_that_begins_like_another_is_not_taken_for_it() -> None:
    inner = multipart("alternative", [text_part("a"), text_part("b")])
    root = read_tree(multipart("mixed", [inner, file_part(File("c.txt", b"c"))]))
    assert [child.type for child in root.children] == ["multipart/alternative", "application/octet-stream"]
    assert len(root.children[0].children) == 2


def test_depth_has_a_limit_and_the_innermost_stays_text() -> None:
    mail = (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(160))
        + b"\nhei"
    )
    parts = list(read_tree(mail).walk())
    assert len(parts) == MAX_DEPTH + 1
    assert parts[-1].type == "text/plain"
    assert parts[-1].warnings
