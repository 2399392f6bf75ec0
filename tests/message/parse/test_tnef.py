"""winmail.dat: its words and its files come out, and hostile ones cost nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import understand
from router.message.parse.tnef import read_tnef
from tests.mails import File, make_mail, multipart, text_part
from tests.winmail import MAIL, mail_properties, packed_rtf, tnef_file, tnef_object, winmail

RTF_BODY = rb"{\rtf1{\fonttbl{\f0 Arial;}}\f0 L\'f8nnskj\u248?ringen stopper p\'e5 steg 3.\par}"
BODY, BODY_HTML, RTF, LONG_NAME, CONTENT_ID, DATA_OBJECT = 0x1000, 0x1013, 0x1009, 0x3707, 0x3712, 0x3701


def _mail(
    content: bytes, text: str = "", name: str = "winmail.dat", kind: str = "application/ms-tnef"
) -> bytes:
    return make_mail(text=text, attachments=[File(name, content, kind)])


def test_files_come_out_with_their_long_names() -> None:
    content = winmail(
        tnef_file(b"LNNMARS.XLS", b"tall", [(LONG_NAME, "Lønn og årsoppgjør.xlsx")]),
        tnef_file(b"a.txt", b"b"),
    )
    message = understand(_mail(content, "Se vedlegg"))
    assert [(file.name, file.size) for file in message.attachments] == [
        ("Lønn og årsoppgjør.xlsx", 4),
        ("a.txt", 1),
    ]
    assert message.text.new_text == "Se vedlegg"
    assert message.warnings == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("winmail.dat", "application/octet-stream"), ("x", "application/vnd.ms-tnef"), ("WINMAIL.DAT", "a/b")],
)
def test_it_is_known_by_its_type_or_its_name(name: str, kind: str) -> None:
    message = understand(_mail(winmail(tnef_file(b"a.txt", b"b")), "x", name, kind))
    assert [file.name for file in message.attachments] == ["a.txt"]


@pytest.mark.parametrize(
    "objects",
    [
        [mail_properties([(BODY, "Lønnskjøringen stopper på steg 3.")])],
        [mail_properties([(BODY_HTML, "<p>Lønnskjøringen stopper på steg 3.</p>".encode())])],
        [tnef_object(MAIL, 0x800C, "Lønnskjøringen stopper på steg 3.\0".encode("cp1252"))],
        [mail_properties([(RTF, packed_rtf(RTF_BODY))])],
    ],
    ids=["plain", "HTML", "short plain", "RTF"],
)
def test_its_text_is_read_where_the_mail_has_no_other(objects: list[bytes]) -> None:
    content = winmail(*objects, tnef_file(b"a.txt", b"b"))
    message = understand(_mail(content))
    assert message.text.new_text == "Lønnskjøringen stopper på steg 3."
    assert [file.name for file in message.attachments] == ["a.txt"]
    assert understand(_mail(content, "Hei, se under.")).text.new_text == "Hei, se under."


def test_a_mail_that_is_nothing_but_a_winmail_is_read() -> None:
    content = winmail(mail_properties([(BODY, "Vi har en feil")]))
    raw = b"From: k@a.example\nContent-Type: application/ms-tnef\n\n" + content
    assert understand(raw).text.new_text == "Vi har en feil"


def test_an_attached_mail_is_one_file() -> None:
    inner = winmail(mail_properties([(BODY, "x")]))
    signed = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46" + inner
    (file,) = read_tnef(winmail(tnef_file(b"Purring", b"picture", [(DATA_OBJECT, signed)]))).files
    assert (file.name, file.content, file.content_type) == ("Purring", inner, "application/ms-tnef")


def test_a_picture_in_it_is_told_by_its_content_id() -> None:
    content = winmail(tnef_file(b"image001.png", b"x", [(CONTENT_ID, "image001.png@01D")]))
    (file,) = understand(_mail(content, "x")).attachments
    assert file.inline


def test_a_broken_one_stays_an_attachment_with_a_warning() -> None:
    message = understand(_mail(b"not TNEF", "Se vedlegg"))
    assert [file.name for file in message.attachments] == ["winmail.dat"]
    assert any("winmail.dat is broken" in warning for warning in message.warnings)


def test_what_stands_before_the_break_is_read() -> None:
    content = winmail(tnef_file(b"a.txt", b"b"), tnef_file(b"b.txt", b"c" * 1_000))[:-900]
    read = read_tnef(content)
    assert [file.name for file in read.files] == ["a.txt", "b.txt"]
    assert read.warnings


def test_an_empty_one_is_only_decoration() -> None:
    (file,) = understand(_mail(winmail(), "x")).attachments
    assert file.is_decoration


def test_line_ends_behind_the_last_object_are_no_fault() -> None:
    assert read_tnef(winmail(tnef_file(b"a.txt", b"b")) + b"\r\n\r\n" * 5).warnings == ()


def test_many_winmails_in_a_mail_are_not_all_opened() -> None:
    part = b"Content-Type: application/ms-tnef\r\n\r\n" + winmail(tnef_file(b"a.txt", b"b"))
    message = understand(multipart("mixed", [text_part("x"), *[part] * 20]))
    assert sum(file.name == "a.txt" for file in message.attachments) == 8


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_any_change_of_a_good_one_is_survived(more: bytes, place: int, byte: int) -> None:
    good = winmail(mail_properties([(BODY, "x"), (RTF, packed_rtf(b"{\\rtf1 x}"))]), tnef_file(b"a", b"b"))
    changed = good[:place] + bytes([byte]) + good[place + 1 :]
    for content in (changed, good[:place] + more, changed + more):
        read = read_tnef(content)
        read.text.encode("utf-8")
        assert all(file.name == file.name.strip("\0") for file in read.files)
