"""The tree of parts of a mail, whole and broken."""

import pytest

from router.message.parse.tree import MAX_DEPTH, read_tree
from tests.mails import File, file_part, make_mail, multipart, text_part


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
