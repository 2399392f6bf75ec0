"""Who gets a receipt, and how many: nobody who must not be answered, and nobody too often."""

from collections import Counter as Tally
from datetime import timedelta

import pytest

from router.cases.tables import (
    Outcome,
    TicketStatus,
)
from router.post.tables import Purpose
from tests.cases.intakes import (
    KARI,
    NOW,
    OLA,
    SUPPORT,
    Counter,
    a_desk,
    a_request,
    model_reading,
    purposes_of,
    unsure,
    withheld,
)
from tests.mails import make_mail


def test_what_the_model_is_unsure_of_goes_to_review_and_the_customer_still_has_a_number(
    counter: Counter,
) -> None:
    counter.ask(1, unsure())
    [ticket] = counter.tickets()
    assert ticket.status is TicketStatus.REVIEW
    [receipt] = counter.outgoing()
    assert ticket.number in receipt.subject
    assert b"TeamViewer" not in receipt.raw


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        (f"ØkonomiBistand <{SUPPORT.upper()}>", "the mail comes from one of our own mailboxes"),
        ("noreply@firma.example", "nobody reads noreply@"),
        ("Ikke svar <Ikke-Svar@firma.example>", "nobody reads ikke-svar@"),
        ("donotreply+1234@firma.example", "nobody reads donotreply@"),
        ("", "the mail has no address to answer"),
        ("Kari Moen", "the mail has no address to answer"),
        ("kåre@firma.example", "the address cannot be written to"),
        (f"{'x' * 300}@firma.example", "the address cannot be written to"),
    ],
)
def test_who_must_not_be_answered_gets_a_ticket_and_no_receipt(
    counter: Counter, sender: str, reason: str
) -> None:
    assert counter.take(a_request(1, sender=sender)).outcome is Outcome.ROUTED
    assert len(counter.tickets()) == 1
    assert purposes_of(counter) == ["assignment"]
    assert withheld(counter) == [reason]


def test_a_request_that_reads_like_an_automatic_answer_gets_a_ticket_and_no_receipt(counter: Counter) -> None:
    away = "Jeg er på ferie til 12. desember. Ved spørsmål kontakt Ola Vik på 900 00 000."
    raw = make_mail(sender=KARI, subject="Ferie", text=away)
    counter.take(raw, model_reading(raw))
    [ticket] = counter.tickets()
    assert ticket.status is TicketStatus.REVIEW
    assert purposes_of(counter) == []
    assert withheld(counter) == ["its words are those of a machine's mail"]


def test_an_answer_goes_to_the_reply_address(counter: Counter) -> None:
    raw = make_mail(sender=KARI, text="Hjelp.", headers=[("Reply-To", "Regnskap <Regnskap@Firma.example>")])
    counter.take(raw)
    assert counter.outgoing()[0].to_address == "regnskap@firma.example"


def test_one_address_gets_only_so_many_receipts_within_the_hour(counter: Counter) -> None:
    counter.desk = a_desk(receipts_per_address_per_hour=2)
    for number, sender in enumerate((KARI, KARI.upper(), KARI, OLA)):
        counter.ask(number, sender=sender)
    receipts = [mail.to_address for mail in counter.outgoing() if mail.purpose is Purpose.RECEIPT]
    assert Tally(receipts) == {"kari@eksempel-bygg.example": 2, "ola@annet-firma.example": 1}
    assert withheld(counter) == ["the address has had 2 receipts within the hour"]
    assert len(counter.tickets()) == 4


def test_after_an_hour_the_address_is_answered_again(counter: Counter) -> None:
    counter.desk = a_desk(receipts_per_address_per_hour=1)
    for number, minutes in enumerate((0, 59, 61)):
        counter.now = NOW + timedelta(minutes=minutes)
        counter.ask(number)
    assert purposes_of(counter).count("receipt") == 2
    assert len(withheld(counter)) == 1


def test_all_addresses_together_get_only_so_many_receipts_within_the_hour(counter: Counter) -> None:
    counter.desk = a_desk(receipts_per_hour=2)
    for number in range(4):
        counter.ask(number, sender=f"kunde{number}@firma.example")
    assert purposes_of(counter).count("receipt") == 2
    assert purposes_of(counter).count("assignment") == 4
    assert withheld(counter) == ["2 receipts have been sent within the hour"] * 2
