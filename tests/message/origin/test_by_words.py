"""What the words show without a header that only programs write is told apart: a human has the last word."""

import pytest

from router.message.parts import Message, Origin, OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage import triage
from router.triage.issue import MessageClass
from tests.mails import make_mail
from tests.triage.mails import shipped_model

AWAY = "Jeg er på ferie til 12. desember. Ved spørsmål kontakt Ola Vik på 900 00 000."
MACHINES = (MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK)


def read(
    subject: str, text: str, *headers: tuple[str, str], sender: str = "Kari <kari@a.example>"
) -> Message:
    raw = make_mail(sender=sender, subject=subject, text=text, headers=list(headers))
    return understand(raw, OwnIdentity())


@pytest.mark.parametrize(
    ("subject", "text", "sender"),
    [
        ("Fraværsmelding", AWAY, "Kari <kari@a.example>"),
        ("Automatisk svar: SV: EHF", AWAY, "Kari <kari@a.example>"),
        ("Sak 4410 er lukket", "Saken er lukket.", "Kari <kari@a.example>"),
        ("Godtatt: tilbudet på oppgradering", "", "Kari <kari@a.example>"),
        ("Slettet: hele prislisten", "", "Kari <kari@a.example>"),
        ("Ikke levert EHF", "Faktura 1022 til kommunen, sum 500 000.", "Bygg <mail@a.example>"),
        ("Kurs", "Vi må avmelde to fra kurset 4. desember.", "Bygg <marked@a.example>"),
    ],
)
def test_words_alone_are_told_apart(subject: str, text: str, sender: str) -> None:
    message = read(subject, text, sender=sender)
    assert message.origin is not Origin.HUMAN
    assert message.origin_by_words


@pytest.mark.parametrize(
    "header",
    [("Auto-Submitted", "auto-replied"), ("Return-Path", "<>"), ("X-Autoreply", "yes")],
    ids=lambda header: header[0],
)
def test_a_header_that_only_programs_write_is_enough(header: tuple[str, str]) -> None:
    message = read("Fraværsmelding", AWAY, header)
    assert message.origin is Origin.AUTOREPLY
    assert not message.origin_by_words


def test_a_header_that_exchange_puts_on_peoples_mail_is_not() -> None:
    message = read("Ferie", AWAY, ("X-Auto-Response-Suppress", "OOF"))
    assert message.origin is Origin.AUTOREPLY
    assert message.origin_by_words


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Fraværsmelding - Lise Vik",
            "Lise er sykmeldt fra i dag.\nRegistrer sykepenger på henne til 1. desember.",
        ),
        ("Ikke på kontoret - lønn", "Jeg er borte til mandag. Kjør lønn for alle ansatte på torsdag."),
        ("Feriemelding: Ola Vik", "Ola er på ferie til 12. desember. Legg inn 10 feriedager på ham."),
        ("Ny sak: EHF stopper", "Sak 77 er lukket uten løsning. EHF til kommunen stopper på nytt hver dag."),
        ("Sak 4410 er lukket", "Saken er lukket for tidlig. Visma krasjer hver morgen kl 8."),
    ],
)
def test_who_orders_something_or_tells_of_a_fault_is_no_machine(subject: str, text: str) -> None:
    found = triage(read(subject, text), Kind.SUPPORT, shipped_model())
    assert found.message_class not in MACHINES
    assert found.issues


def test_what_the_words_alone_call_a_machines_waits_for_a_human() -> None:
    found = triage(read("Fraværsmelding: EHF", AWAY), Kind.SUPPORT, shipped_model())
    assert found.message_class is MessageClass.AUTOREPLY
    assert found.by_words


@pytest.mark.parametrize("subject", ["Fraværsmelding", "SV: EHF", "Ferie"])
def test_an_absence_that_no_program_heads_is_read_by_a_human(subject: str) -> None:
    found = triage(read(subject, AWAY), Kind.SUPPORT, shipped_model())
    assert found.message_class is MessageClass.REQUEST
    assert [issue.doubt for issue in found.issues] == ["it may be autoreply"]
    assert not found.issues[0].auto_routed


@pytest.mark.parametrize(
    ("subject", "text", "sender", "expected"),
    [
        (
            "Undelivered mail",
            "Delivery failed: error 550, user unknown.\nola@b.example",
            "Postmaster <postmaster@b.example>",
            MessageClass.BOUNCE,
        ),
        (
            "Høstens nyheter",
            "Trenger du ny skriver? Kjøp to og få en gratis.\n\nMeld deg av: www.b.example/av",
            "Butikken <nyhetsbrev@b.example>",
            MessageClass.BULK,
        ),
    ],
)
def test_what_machines_say_of_faults_and_wishes_makes_no_customer_of_them(
    subject: str, text: str, sender: str, expected: MessageClass
) -> None:
    found = triage(read(subject, text, sender=sender), Kind.SUPPORT, shipped_model())
    assert (found.message_class, found.by_words) == (expected, True)
