"""What a bounce tells: failed or late, for whom, why, and which of our mails it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import OwnIdentity, understand
from router.message.parts import DeliveryReport, Origin, OriginDetail
from tests.mails import header_lines, make_mail, multipart, text_part

OURS = "receipt.17@router.okonomibistand.example"
OWN = OwnIdentity(
    addresses=frozenset({"support@okonomibistand.example"}), message_id_domain="router.okonomibistand.example"
)
RETURNED = (
    f"Received: from a\r\nMessage-ID: <{OURS}>\r\nFrom: support@okonomibistand.example\r\nSubject: Sak\r\n"
)


def _report(status: str, returned: str = RETURNED, kind: str = "message/rfc822") -> bytes:
    head = header_lines([("From", "MAILER-DAEMON@mx.a.example"), ("Subject", "Undelivered Mail")])
    parts = [
        text_part("I'm sorry to have to inform you."),
        header_lines([("Content-Type", "message/delivery-status")]) + b"\r\n" + status.encode(),
        header_lines([("Content-Type", kind)]) + b"\r\n" + returned.encode() + b"\r\nHei",
    ]
    return head + multipart("report", parts, parameters="; report-type=delivery-status")


FAILED = (
    "Reporting-MTA: dns; mx.a.example\r\n\r\nFinal-Recipient: rfc822; kari@a.example\r\nAction: failed\r\n"
    "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
)


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_of_rfc_3464_tells_all(kind: str) -> None:
    message = understand(_report(FAILED, kind=kind), OWN)
    assert (message.origin, message.origin_detail) == (Origin.BOUNCE, OriginDetail.DELIVERY_FAILED)
    assert message.delivery_report == DeliveryReport(True, ("kari@a.example",), "5.1.1", OURS)


def test_a_late_mail_has_not_failed() -> None:
    message = understand(_report(FAILED.replace("failed", "delayed").replace("5.1.1", "4.4.1")), OWN)
    assert message.origin_detail is OriginDetail.DELIVERY_DELAYED
    assert message.delivery_report == DeliveryReport(False, ("kari@a.example",), "4.4.1", OURS)


def test_a_report_that_the_mail_arrived_is_no_bounce() -> None:
    message = understand(_report(FAILED.replace("failed", "delivered").replace("5.1.1", "2.0.0")), OWN)
    assert (message.origin, message.origin_detail) == (Origin.AUTOREPLY, OriginDetail.OTHER_AUTOMATIC)
    assert message.delivery_report is None


def test_of_several_recipients_only_those_that_failed_are_named() -> None:
    status = FAILED + "\r\nOriginal-Recipient: rfc822;ola@a.example\r\nAction: failed\r\nStatus: 5.2.2\r\n"
    status += "\r\nFinal-Recipient: rfc822;per@a.example\r\nAction: relayed\r\nStatus: 2.0.0\r\n"
    report = understand(_report(status), OWN).delivery_report
    assert report is not None
    assert report.recipients == ("kari@a.example", "ola@a.example")


def test_the_address_that_we_wrote_to_is_told_rather_than_what_became_of_it() -> None:
    status = FAILED.replace("Final-", "Original-Recipient: rfc822; k@a.example\r\nFinal-")
    report = understand(_report(status), OWN).delivery_report
    assert report is not None
    assert report.recipients == ("k@a.example",)


def test_a_vague_status_gives_way_to_the_servers_own() -> None:
    report = understand(_report(FAILED.replace("Status: 5.1.1", "Status: 5.0.0")), OWN).delivery_report
    assert report is not None
    assert report.status == "5.1.1"


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        (
            "failure notice",
            "Hi. This is qmail at a.example.\nI'm afraid I wasn't able to deliver your message"
            " to the following addresses.\n\n<kari@a.example>:\nNo such mailbox. (#5.1.1)\n\n"
            f"--- Below this line is a copy of the message.\n\nReturn-Path: <s@o>\nMessage-ID: <{OURS}>\n",
            DeliveryReport(True, ("kari@a.example",), "5.1.1", OURS),
        ),
        (
            "Kunne ikke levere: Sak 2025-004217",
            "Meldingen din til kari@a.example kunne ikke leveres.\nPostboksen er full (552 5.2.2).\n\n"
            f"Opprinnelige meldingshoder:\n> Message-ID: <{OURS}>\n",
            DeliveryReport(True, ("kari@a.example",), "5.2.2", OURS),
        ),
        (
            "Warning: message 1abc delayed 24 hours",
            "A message that you sent has not yet been delivered to:\n\n  kari@a.example\n\n"
            "No action is required on your part.",
            DeliveryReport(False, ("kari@a.example",), "", None),
        ),
    ],
)
def test_an_older_servers_words_are_read(subject: str, text: str, expected: DeliveryReport) -> None:
    raw = make_mail(sender="MAILER-DAEMON@mx.a.example", subject=subject, text=text)
    assert understand(raw, OWN).delivery_report == expected


def test_exchange_answers_the_mail_that_it_reports() -> None:
    raw = make_mail(
        sender="postmaster@a.example",
        subject="Ikke levert: Sak",
        text="Meldingen kunne ikke leveres til kari@a.example.",
        headers=[("In-Reply-To", f"<{OURS}>"), ("Auto-Submitted", "auto-replied")],
    )
    report = understand(raw, OWN).delivery_report
    assert report is not None
    assert report.original_message_id == OURS


def test_of_several_returned_ids_ours_is_told() -> None:
    returned = "Message-ID: <list.1@a.example>\r\nSubject: x\r\n"
    raw = _report(FAILED + f"\r\nX-Original-Message-ID: <{OURS}>\r\n", returned)
    report = understand(raw, OWN).delivery_report
    assert report is not None
    assert report.original_message_id == OURS


@given(st.binary(max_size=400))
def test_any_status_part_is_read(status: bytes) -> None:
    message = understand(_report(status.decode("latin-1")), OWN)
    assert message.origin in {Origin.BOUNCE, Origin.AUTOREPLY}
