"""Two copies of one mail have one fingerprint; two mails have two."""

import pytest

from router.message import understand
from tests.mails import make_mail

MAIL = make_mail(text="Hei,\n\nvi har en feil.\n")


def _fingerprint(raw: bytes) -> str:
    return understand(raw).fingerprint


@pytest.mark.parametrize(
    "copy",
    [
        b"Return-Path: <kari@a.example>\r\nDelivered-To: oppdrag@o.example\r\n"
        b"Received: from x by y; today\r\n" + MAIL,
        MAIL.replace(b"\r\n", b"\n"),
        MAIL + b"\r\n\r\n",
        MAIL.replace(b"feil.\r\n", b"feil.  \r\n"),
        MAIL.replace(b"To: support@", b"To: oppdrag@"),
        b"From kari@a.example Mon Mar  3 09:12:00 2025\n" + MAIL,
    ],
    ids=["transport", "line ends", "end of the mail", "trailing blanks", "other mailbox", "mbox"],
)
def test_a_copy_that_came_another_way_has_the_same(copy: bytes) -> None:
    assert _fingerprint(copy) == _fingerprint(MAIL)


@pytest.mark.parametrize(
    "other",
    [
        make_mail(text="Hei,\n\nvi har en annen feil.\n"),
        make_mail(text="Hei,\n\nvi har en feil.\n", subject="Noe annet"),
        make_mail(text="Hei,\n\nvi har en feil.\n", message_id="<2@a.example>"),
        make_mail(text="Hei,\n\nvi har en feil.\n", sender="ola@a.example"),
        make_mail(text="Hei,\n\nvi har en feil.\n", date="Mon, 03 Mar 2025 09:13:00 +0100"),
    ],
    ids=["body", "subject", "message id", "sender", "date"],
)
def test_another_mail_has_another(other: bytes) -> None:
    assert _fingerprint(other) != _fingerprint(MAIL)
