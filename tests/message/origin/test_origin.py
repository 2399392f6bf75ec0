"""Who or what wrote a mail. A human taken for a machine is the worst error, so most traps are humans."""

import pytest

from router.message import OwnIdentity, understand
from router.message.parts import Origin, OriginDetail
from tests.mails import header_lines, make_mail, multipart, text_part

ASKING = "Hei,\n\nvi får ikke sendt betalingsfilen. Kan dere hjelpe oss?\n\nMvh\nKari"


def _origin(mail: bytes, own: OwnIdentity = OwnIdentity()) -> Origin:  # noqa: B008
    return understand(mail, own).origin


def _with(
    *headers: tuple[str, str],
    subject: str = "Remittering",
    text: str = ASKING,
    sender: str = "kari@a.example",
) -> Origin:
    return _origin(make_mail(subject=subject, text=text, headers=headers, sender=sender))


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("X-Auto-Response-Suppress", "All"),),
        (("X-Auto-Response-Suppress", "DR, OOF, AutoReply"), ("Auto-Submitted", "no")),
        (("Return-Path", "<>"),),
        (("Return-Path", "<kari@a.example>"),),
        (("List-Id", "<regnskap.a.example>"), ("Precedence", "list")),
        (("List-Unsubscribe", "<mailto:x@a.example>"), ("In-Reply-To", "<1@okonomibistand.example>")),
        (("Precedence", "bulk"),),
        (("Auto-Submitted", "auto-generated"), ("Reply-To", "kari@a.example")),
        (("X-Autoreply", "no"),),
        (("X-Mailer", "Newsletter"),),
    ],
)
def test_a_human_who_asks_is_a_human_whatever_the_way(headers: tuple[tuple[str, str], ...]) -> None:
    assert _with(*headers) is Origin.HUMAN


@pytest.mark.parametrize(
    "subject",
    [
        "Automatisk svar fungerer ikke",
        "Autosvar i Visma: hvordan setter vi det opp?",
        "Out of office for kollega",
        "SV: Automatisk svar: Remittering",
        "Fraværsmelding i lønn",
        "Fravær",
        "Faktura ikke levert til kunde",
        "Ikke levert EHF",
        "Undelivered invoices",
        "VS: Undelivered Mail Returned to Sender",
        "VS: Nyhetsbrev fra Visma",
        "Ferie",
    ],
)
def test_a_human_may_write_about_machines(subject: str) -> None:
    assert _with(subject=subject) is Origin.HUMAN


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of Office", "Hi, how do I set up out of office for the invoice mailbox in Visma?"),
        ("Fraværsmelding", "Den ansatte er på ferie til 12. august. Hvordan registrerer jeg det?"),
        ("Fraværsmelding", "Ola Nes er på ferie til 12. august og skal ha feriepenger i juni."),
        ("Autosvar", "Hvordan setter jeg dette opp i Visma?"),
        ("Automatic reply: error", "What does this error mean?"),
        ("Ikke på kontoret", "Den ansatte mangler i lista."),
        (
            "Automatisk svar: Sak 2025-004217",
            "Hei, dette var et rart automatisk svar. Kan jeg få snakke med et menneske? Fakturaen er feil.",
        ),
    ],
)
def test_a_human_may_write_below_the_subject_of_a_machine(subject: str, text: str) -> None:
    assert _with(subject=subject, text=text) is Origin.HUMAN


def test_an_absence_notice_may_ask_whether_it_is_urgent() -> None:
    text = "Jeg er på ferie til mandag. Haster det? Ring sentralbordet."
    assert _with(subject="Automatisk svar: Sak", text=text) is Origin.AUTOREPLY


def test_an_absence_notice_of_few_words_is_known_below_its_subject() -> None:
    assert (
        _with(subject="Out of Office", text="Er på sjøen til 30.11. Ring kontoret.\nJPK") is Origin.AUTOREPLY
    )


def test_an_empty_list_of_failed_recipients_is_no_report() -> None:
    assert _with(("X-Failed-Recipients", "")) is Origin.HUMAN


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Leveringen er forsinket: Sak",
            "Leveringen til følgende mottakere er forsinket. Serveren vil fortsette å prøve.",
        ),
        ("Levering av e-post utsatt", "Tjeneren prøver på nytt. Leveringen til y@a.example er forsinket."),
        ("Leveringa er forseinka: Sak", "Leveringa til desse mottakarane er forseinka."),
    ],
)
def test_a_late_delivery_is_reported_by_a_mail_server_and_not_by_a_customer(subject: str, text: str) -> None:
    late = understand(
        make_mail(
            subject=subject, text=text, sender="postmaster@nes.example", headers=[("Return-Path", "<>")]
        )
    )
    assert (late.origin, late.origin_detail) == (Origin.BOUNCE, OriginDetail.DELIVERY_DELAYED)
    assert _with(subject=subject, text="Leveringen til kunden er forsinket, hva gjør vi?") is Origin.HUMAN


def test_a_colleagues_forwarded_newsletter_is_human() -> None:
    text = (
        "Er dette noe for oss?\n\nFra: Nyhetsbrev <n@x.example>\nSendt: i dag\nTil: "
        "Kari\nEmne: Tilbud\n\nMeld deg av her"
    )
    assert _with(subject="VS: Tilbud", text=text) is Origin.HUMAN


@pytest.mark.parametrize(
    ("headers", "subject"),
    [
        ((("Auto-Submitted", "auto-replied"),), "SV: Sak"),
        ((("Auto-Submitted", "auto-replied (vacation)"),), "SV: Sak"),
        ((("Auto-Submitted", "auto-generated"),), "Varsel"),
        ((("X-Autoreply", "yes"),), "SV: Sak"),
        ((("Precedence", "auto_reply"),), "SV: Sak"),
        ((), "Automatisk svar: Sak 2025-004217"),
        ((), "Autosvar: Sak"),
        ((), "Fraværsmelding"),
        ((), "Fraværsmelding: SV: Sak"),
        ((), "Automatic reply: Case"),
        ((), "Out of Office: Case"),
        ((), "Automatiskt svar: Ärende"),
        ((("Return-Path", "<>"),), "Ikke på jobb Re: Sak 63301"),
        ((("X-Auto-Response-Suppress", "All"),), "Fravær"),
    ],
)
def test_an_automatic_answer_is_known(headers: tuple[tuple[str, str], ...], subject: str) -> None:
    text = "Takk for din henvendelse. Jeg er på ferie og er tilbake mandag."
    assert _with(*headers, subject=subject, text=text) is Origin.AUTOREPLY


def _report(kind: str) -> bytes:
    status = (
        header_lines([("Content-Type", f"message/{kind}")]) + b"\r\nFinal-Recipient: rfc822; x@a.example\r\n"
    )
    head = header_lines([("From", "Mail <postmaster@a.example>"), ("Subject", "Status")])
    return head + multipart("report", [text_part("Se under."), status], parameters=f"; report-type={kind}")


def test_a_delivery_report_is_a_bounce() -> None:
    assert _origin(_report("delivery-status")) is Origin.BOUNCE


def test_a_read_receipt_is_an_automatic_answer() -> None:
    assert _origin(_report("disposition-notification")) is Origin.AUTOREPLY


@pytest.mark.parametrize(
    ("text", "origin"), [("", Origin.AUTOREPLY), ("Passer bra, men kan dere ta med ny lisens?", Origin.HUMAN)]
)
def test_an_answer_to_an_invitation_is_automatic_unless_something_is_said(text: str, origin: Origin) -> None:
    answer = header_lines([("Content-Type", "text/calendar; method=REPLY")]) + b"\r\nBEGIN:VCALENDAR\r\n"
    head = header_lines([("From", "kari@a.example"), ("Subject", "Godtatt: Gjennomgang")])
    assert _origin(head + multipart("alternative", [text_part(text), answer])) is origin


@pytest.mark.parametrize(
    ("sender", "subject", "headers"),
    [
        ("MAILER-DAEMON@mx.a.example", "Undelivered Mail Returned to Sender", ()),
        ("Mail Delivery Subsystem <mailer-daemon@a.example>", "Ikke levert: Sak 70554", ()),
        ("postmaster@a.example", "Kan ikke leveres: Påminnelse", ()),
        ("postmaster@a.example", "Levering mislyktes: Sak", ()),
        ("noreply@a.example", "Delivery Status Notification (Failure)", (("Return-Path", "<>"),)),
        ("x@a.example", "Sak", (("X-Failed-Recipients", "y@a.example"),)),
        ("MAILER-DAEMON@a.example", "Your mail", (("Auto-Submitted", "auto-replied"),)),
    ],
)
def test_a_mail_servers_report_is_a_bounce(
    sender: str, subject: str, headers: tuple[tuple[str, str], ...]
) -> None:
    assert (
        _with(*headers, subject=subject, sender=sender, text="Kunne ikke levere til <y@a.example>.")
        is Origin.BOUNCE
    )


def test_a_postmaster_who_asks_is_a_human() -> None:
    assert _with(sender="postmaster@a.example", subject="Ny server") is Origin.HUMAN


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ((("List-Unsubscribe", "<https://x.example/u>"),), "post@x.example"),
        ((("List-Id", "<nyheter.x.example>"),), "nyhetsbrev@x.example"),
        ((("Precedence", "bulk"),), "post@x.example"),
        (
            (("List-Unsubscribe", "<https://x.example/u>"), ("Auto-Submitted", "auto-generated")),
            "noreply@x.example",
        ),
    ],
)
def test_a_newsletter_is_bulk(headers: tuple[tuple[str, str], ...], sender: str) -> None:
    text = "Sommertilbud! Nå 20 % på alle kurs.\n\nMeld deg av nyhetsbrevet her."
    assert _with(*headers, sender=sender, subject="Sommertilbud", text=text) is Origin.BULK


def test_our_own_mail_that_comes_back_is_a_loop() -> None:
    own = OwnIdentity(message_id_domain="router.okonomibistand.example")
    assert _with(("X-Ticket-Router", "1"), ("Auto-Submitted", "auto-replied")) is Origin.LOOP
    mail = make_mail(text=ASKING, message_id="<receipt.17@Router.okonomibistand.example>")
    assert _origin(mail, own) is Origin.LOOP
    assert _origin(mail) is Origin.HUMAN


def test_an_answer_to_our_mail_is_no_loop() -> None:
    own = OwnIdentity(message_id_domain="router.okonomibistand.example")
    mail = make_mail(text=ASKING, headers=[("In-Reply-To", "<receipt.17@router.okonomibistand.example>")])
    assert _origin(mail, own) is Origin.HUMAN


def test_the_reason_is_told() -> None:
    assert "RFC 3834" in understand(make_mail(headers=[("Auto-Submitted", "auto-replied")])).origin_reason


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Out of Office", "Hi, how do I set up out of office for the invoice mailbox in Visma?"),
        ("Fraværsmelding", "Den ansatte er på ferie til 12. august. Hvordan registrerer jeg det?"),
        ("Autosvar", "Hvordan setter jeg dette opp i Visma?"),
        ("Automatisk svar: Sak 2025-004217", "Et rart svar å få. Kan jeg få snakke med et menneske?"),
    ],
)
def test_a_person_who_asks_under_an_automatic_answers_subject_is_heard(subject: str, text: str) -> None:
    assert _origin(make_mail(subject=subject, text=text)) is Origin.HUMAN


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på ferie til 12. august. Haster det? Ring 900 00 000.",
        "Takk for e-posten. Vi svarer når vi kan.",
    ],
)
def test_an_automatic_answer_to_a_mail_is_known_by_its_subject(text: str) -> None:
    assert _origin(make_mail(subject="Automatisk svar: Sak 2025-004217", text=text)) is Origin.AUTOREPLY
