"""Every byte string gives a message, and what holds of every message holds of it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from router.message import understand
from tests.mails import make_mail
from tests.message.mail_strategies import FILES, LINES, built_mails, spoilt_mails
from tests.message.properties import check, is_covered

LENIENT = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@LENIENT
@given(st.binary(max_size=3_000))
def test_any_bytes_give_a_message(raw: bytes) -> None:
    check(raw)


@LENIENT
@given(built_mails())
def test_a_mail_from_any_pieces_gives_a_message(raw: bytes) -> None:
    check(raw)


@LENIENT
@given(spoilt_mails())
def test_a_spoilt_mail_gives_a_message(raw: bytes) -> None:
    check(raw)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_holds_of_every_message_holds_of_every_mail_in_the_corpus(path: Path) -> None:
    check(path.read_bytes())


@LENIENT
@given(st.lists(LINES, min_size=1).map("\n".join))
def test_the_spans_cover_a_plain_text_and_lose_nothing(text: str) -> None:
    message = understand(make_mail(text=f"Hei\n{text}"))
    is_covered(message.text)
    assert "Hei" in message.text.whole


@LENIENT
@given(st.lists(LINES, min_size=1).map("\n".join))
def test_the_spans_cover_markup_and_lose_nothing(markup: str) -> None:
    message = understand(make_mail(html=f"<p>Hei</p>{markup}"))
    is_covered(message.text)
    assert "Hei" in message.text.whole


def test_the_spans_cover_every_mail_of_the_corpus() -> None:
    for path in FILES:
        is_covered(understand(path.read_bytes()).text)


@LENIENT
@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=100)
)
def test_whatever_a_customer_writes_is_in_the_new_text(written: str) -> None:
    message = understand(make_mail(text=f"Vi lurer på {written} i dag."))
    assert written in message.text.new_text


def test_a_nul_in_a_field_goes_nowhere() -> None:
    raw = (
        b"From: a@a.example\nAuto-Submitted: auto-generat\x00ed\n"
        b"Content-Type: application/pdf\x00; name=a.pdf\n\nHei"
    )
    message = understand(raw)
    assert message.attachments[0].content_type == "application/pdf"
    assert "\x00" not in message.origin_reason
