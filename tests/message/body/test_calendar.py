"""An invitation that is all there is of a mail is read: what, when, where and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message import understand
from router.message.body.calendar import calendar_text, is_answer
from tests.mails import header_lines, make_mail, multipart, text_part

EVENT = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
DTSTART:16010101T000000
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=nb-NO:Opplæring i lønn\\, del 2
DTSTART;TZID="W. Europe":20250303T090000
DTEND;TZID="W. Europe":20250303T100000
LOCATION:Møterom 2
DESCRIPTION:Vi trenger hjelp til\\nårsoppg
 jøret.
BEGIN:VALARM
DESCRIPTION:REMINDER
END:VALARM
END:VEVENT
END:VCALENDAR
"""
TEXT = (
    "Opplæring i lønn, del 2\nTid: 2025-03-03 09:00 – 2025-03-03 10:00\nSted: Møterom 2\n\n"
    "Vi trenger hjelp til\nårsoppgjøret."
)


def _invitation(event: str, method: str = "REQUEST") -> bytes:
    head = [("Content-Type", f"text/calendar; charset=utf-8; method={method}")]
    return header_lines(head) + b"\r\n" + event.encode()


def test_an_event_is_told_in_lines() -> None:
    assert calendar_text(EVENT) == TEXT
    assert calendar_text(EVENT.replace("\n", "\r\n")) == TEXT


@pytest.mark.parametrize(
    ("time", "told"),
    [("20250303T090000Z", "2025-03-03 09:00 UTC"), ("20250303", "2025-03-03"), ("i morgen", "i morgen")],
)
def test_a_time_is_told_as_it_stands(time: str, told: str) -> None:
    assert calendar_text(f"BEGIN:VEVENT\nDTSTART:{time}\nEND:VEVENT") == f"Tid: {told}"


def test_it_is_the_text_of_a_mail_that_has_no_other() -> None:
    head = header_lines([("From", "Kari <k@a.example>"), ("Subject", "Opplæring")])
    message = understand(head + multipart("alternative", [text_part(""), _invitation(EVENT)]))
    assert message.text.whole.split() == TEXT.split()
    assert understand(head + _invitation(EVENT)).text.whole.split() == TEXT.split()
    assert any("invitation" in warning for warning in message.warnings)


def test_it_is_not_where_there_is_another() -> None:
    mail = multipart("alternative", [text_part("Kan dere komme?"), _invitation(EVENT)])
    assert understand(mail).text.whole == "Kan dere komme?"


@pytest.mark.parametrize("method", ["REPLY", "REQUEST"])
def test_an_answer_to_an_invitation_is_no_text(method: str) -> None:
    answer = EVENT.replace("METHOD:REQUEST", "METHOD:REPLY")
    assert is_answer(answer)
    assert understand(make_mail(text="") + b"").text.whole == ""
    assert understand(header_lines([("From", "k@a.example")]) + _invitation(answer, method)).text.whole == ""


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert isinstance(calendar_text("BEGIN:VEVENT\n" + text), str)
    assert isinstance(calendar_text(EVENT[: len(text)] + text), str)
