"""What befell a mail as a whole is undone before it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import understand
from router.message.fingerprint import fingerprint_of
from router.message.parse.wire import straightened
from tests.mails import make_mail

MAIL = make_mail(subject="Lønn", text="Får ikke kjørt lønn\nHaster")


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + MAIL,
        MAIL.decode().encode("utf-16"),
        MAIL.replace(b"\r\n", b"\r"),
        MAIL.replace(b"\r\n", b"\r\r\n"),
        MAIL.replace(b"\r\n", b"\r", 3),
        b"\r\n\n" + MAIL,
        b" \n" + MAIL,
    ],
    ids=["UTF-8 mark", "UTF-16", "CR", "CR CR LF", "some CR", "empty lines", "a blank line"],
)
def test_the_mail_is_read_as_it_was_sent_and_the_repair_is_told(raw: bytes) -> None:
    message = understand(raw)
    assert (message.subject, message.text.new_text) == ("Lønn", "Får ikke kjørt lønn\nHaster")
    assert len(message.warnings) == 1
    assert message.fingerprint == understand(MAIL).fingerprint
    assert fingerprint_of(raw) == message.fingerprint


def test_a_mail_that_came_whole_is_not_touched() -> None:
    assert straightened(MAIL) == (MAIL, ())


def test_the_words_of_a_mail_without_a_header_are_no_header() -> None:
    assert understand(b"\nNB: vi har feil").text.new_text == "NB: vi har feil"
    assert understand(b"\nFra: a\nhei").text.new_text == "Fra: a\nhei"


@given(st.binary(max_size=200))
def test_any_bytes_are_straightened_once_and_for_all(raw: bytes) -> None:
    once = straightened(raw)
    assert straightened(b"From: a@b.example\r\n\r\n" + raw.replace(b"\r", b"")).repairs == ()
    assert len(once.raw) <= 2 * len(raw)
