"""What exactly wrote a mail, in the languages that reach a support centre; and people who only sound so."""

import json
from pathlib import Path

import pytest

from router.message import OwnIdentity, understand
from router.message.parts import Message, Origin, OriginDetail
from tests.mails import File, header_lines, make_mail, multipart, text_part

OWN = OwnIdentity(
    addresses=frozenset({"support@okonomibistand.example"}), message_id_domain="router.okonomibistand.example"
)
ASKING = "Hei,\n\nvi får ikke sendt betalingsfilen. Kan dere hjelpe oss?\n\nMvh\nKari"
Headers = tuple[tuple[str, str], ...]


def _mail(
    subject: str,
    text: str,
    headers: Headers = (),
    sender: str = "kari@a.example",
    files: tuple[File, ...] = (),
) -> Message:
    return understand(
        make_mail(subject=subject, text=text, headers=headers, sender=sender, attachments=files), OWN
    )


def _detail(message: Message) -> OriginDetail:
    return message.origin_detail


ANSWER: Headers = (("In-Reply-To", "<1@router.okonomibistand.example>"),)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatisk svar: Sak 60344", "Hei, jeg har ferie til og med 21. oktober og leser ikke e-post."),
        ("Automatisk svar: Sak", "I am out of the office."),
        ("Fraværsmelding: SV: Sak", "Eg er på ferie og er attende måndag."),
        ("Autosvar: Sak", "Jeg er på kurs. Kan du ikke vente, ring Lill."),
        ("Automatic reply: Case 49920", "I am on parental leave until 4 August."),
        ("Out of Office: Case", "I have limited access to e-mail."),
        ("Automatiskt svar: Ärende", "Jag är på semester till 4 augusti."),
        ("Automatisk besked: Sag", "Jeg holder ferie til mandag."),
        ("Automatische Antwort: Fall", "Ich bin bis zum 4. August nicht im Büro."),
        ("Réponse automatique : Dossier", "Je suis absente jusqu'au 4 août."),
        ("Automaattinen vastaus: Tapaus", "Olen lomalla 4.8. asti."),
        ("Automatisch antwoord: Zaak", "Ik ben afwezig tot 4 augustus."),
        ("Ikke på jobb Re: Sak 63301", "Takk for eposten din. Jeg har sluttet i firmaet."),
        ("Fraværende: Påminnelse om webinar", "Jeg er ute på anlegg til torsdag. Haster det, ring Margit."),
    ],
)
def test_an_absence_notice_is_known_by_its_subject(subject: str, text: str) -> None:
    message = _mail(subject, text)
    assert (message.origin, message.origin_detail) == (Origin.AUTOREPLY, OriginDetail.AWAY)


@pytest.mark.parametrize(
    "text",
    [
        "Takk for din e-post. Jeg er på ferie til 14.08. Ved hastesaker kontakt Lill på 900 00 512.",
        "Hei! Jeg er i permisjon til og med 1. august og leser ikke e-post. Ta kontakt med post@a.example.",
        "Thank you for your message. I am on annual leave until 22 July. Please contact orders@a.example.",
        "Takk for e-posten. Eg er på ferie til 4. august. Hastar det, ring Torleif.",
    ],
)
def test_an_absence_notice_without_a_header_is_known_where_it_answers_and_says_nothing_else(
    text: str,
) -> None:
    assert _detail(_mail("SV: Sak 2025-004217", text, ANSWER)) is OriginDetail.AWAY
    assert _mail("Sak", text).origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("subject", "text", "headers"),
    [
        ("Remittering", "Jeg er på ferie fra fredag, så kan dere ordne dette før det?", ()),
        (
            "SV: Sak",
            "Jeg er på ferie fra fredag til 14.08, så kan dere ordne dette før det? Kontakt Lill.",
            ANSWER,
        ),
        ("SV: Sak", "Takk for svar. Jeg er på kurs til torsdag. Skal jeg ringe da?", ANSWER),
        ("SV: Sak", "Takk for hjelpen, nå virker det. Jeg er tilbake mandag.", ANSWER),
        ("SV: Sak", "Jeg er på kontoret til fire.", ANSWER),
        ("Feriemelding", "Hvordan legger vi inn feriepenger? Vi får ikke kjørt lønna.", ()),
        ("Fravær", "Jeg får ikke registrert fravær på en ansatt.", ()),
        ("Automatisk svar: hvordan setter vi det opp?", "Vi får ikke satt opp automatisk svar i Visma.", ()),
        ("Automatisk svar fungerer ikke", "Kundene får ikke autosvar. Kan dere se på det?", ()),
        ("Lest: men forstår ikke", "Jeg har lest svaret, men får ikke til punkt 3.", ANSWER),
        ("Ny sak", "Vi har mottatt en faktura fra dere som vi ikke forstår. Kan dere forklare?", ()),
        ("Takk for din henvendelse", "Kunden får denne teksten på fakturaen. Kan dere fjerne den?", ()),
        ("Bekreftelse", "Bekrefter at vi har mottatt fila.", ()),
        ("Ikke levert: EHF", "Fakturaen er ikke levert til kunden. Hva gjør vi?", ()),
        ("Failure notice i Visma", "We get this message every day. Can you help?", ()),
        ("SV: Undelivered Mail Returned to Sender", "Denne fikk vi i retur, hva betyr den?", ANSWER),
        ("Godtatt: tilbudet", "Vi godtar tilbudet, men kan dere starte i mai?", ()),
        ("Nyhetsbrev", "Vi får ikke sendt nyhetsbrev. Lenken «meld deg av» virker ikke.", ()),
        ("Scan", "", ()),
        ("", "hei får ikke logget inn", ()),
    ],
)
def test_a_person_who_sounds_like_a_machine_is_a_person(subject: str, text: str, headers: Headers) -> None:
    message = _mail(subject, text, headers)
    assert message.origin is Origin.HUMAN, message.origin_reason
    assert message.origin_detail is OriginDetail.HUMAN


@pytest.mark.parametrize(
    ("sender", "headers", "text"),
    [
        ("kari@a.example", (("List-Unsubscribe", "<mailto:x@a.example>"),), ASKING),
        ("kari@a.example", (("Precedence", "bulk"), ("List-Id", "<regnskap.a.example>")), ASKING),
        (
            "kari@a.example",
            (("Precedence", "list"), ("List-Id", "<r.a.example>")),
            "Vi har nå sendt fila på nytt.",
        ),
        ("kari@a.example", (("X-Auto-Response-Suppress", "All"),), "Fila er sendt på nytt nå."),
        ("kari@a.example", (("Auto-Submitted", "no"),), "Fila er sendt på nytt nå."),
        ("kari@a.example", (("Auto-Submitted", "auto-forwarded"),), ASKING),
        ("kari@a.example", (("X-Autogenerated", "Forward"),), ASKING),
        ("kari@a.example", (("Return-Path", "<>"),), ASKING),
        ("noreply@a.example", (("Auto-Submitted", "auto-generated"), ("Reply-To", "kari@b.example")), ASKING),
        ("noreply@a.example", (), "Navn: Kari Moen\nE-post: kari@b.example\nMelding: Får ikke logget inn."),
        (
            "noreply@a.example",
            (("Auto-Submitted", "auto-generated"),),
            "Navn: Kari\nTelefon: 900 00 377\nMelding: Ønsker kurs.\n\nDette er en automatisk melding.",
        ),
        ("noreply@a.example", (), ASKING),
        ("agent@a.example", (("X-Mailer", "Zendesk Mailer"), ("Auto-Submitted", "auto-generated")), ASKING),
        ("agent@a.example", (("X-Freshdesk-Ticket", "1"),), "Vi har gjort endringen som avtalt."),
        ("mail@a.example", (), "Vi har byttet bank og ber om hjelp."),
        ("marketing@a.example", (("List-Unsubscribe", "<x>"), *ANSWER), ASKING),
    ],
)
def test_headers_of_machines_on_a_persons_mail_do_not_silence_it(
    sender: str, headers: Headers, text: str
) -> None:
    message = _mail("Remittering", text, headers, sender)
    assert message.origin is Origin.HUMAN, message.origin_reason


GROUP: Headers = (("List-Id", "<support.a.example>"), ("List-Post", "<x>"), ("Precedence", "list"))
GROUP_FOOTER = (
    "\n\n-- \nYou received this message because you are subscribed to the group. To unsubscribe, click."
)


@pytest.mark.parametrize("own", [OWN, OwnIdentity()])
def test_a_customer_who_asks_through_a_group_is_a_person(own: OwnIdentity) -> None:
    raw = make_mail(subject="[support] Lønn", text=ASKING + GROUP_FOOTER, headers=GROUP)
    assert understand(raw, own).origin is Origin.HUMAN


def test_a_customer_who_writes_about_newsletters_through_a_group_is_a_person() -> None:
    text = "Vi får ikke sendt nyhetsbrev: lenken «meld deg av» virker ikke. " + "Kan dere se på det? " * 20
    assert _mail("Nyhetsbrev", text, GROUP).origin is Origin.HUMAN


def test_what_a_person_lays_on_a_copying_machine_is_a_persons() -> None:
    scan = File("scan.pdf", b"%PDF-1.4", "application/pdf")
    message = _mail(
        "Scan from MFP",
        "Scanned document attached.",
        (("Auto-Submitted", "auto-generated"),),
        "scanner@a.example",
        files=(scan,),
    )
    assert message.origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("subject", "text", "headers", "sender", "detail"),
    [
        (
            "Automatisk svar",
            "Din e-post er mottatt. Dette er en automatisk generert melding som ikke kan besvares.",
            (),
            "postmottak@a.example",
            OriginDetail.ACKNOWLEDGEMENT,
        ),
        (
            "Vi har mottatt din henvendelse",
            "Takk for din henvendelse. Vi svarer så snart vi kan.",
            (("Auto-Submitted", "auto-replied"),),
            "post@a.example",
            OriginDetail.ACKNOWLEDGEMENT,
        ),
        (
            "[#48213] Vi har mottatt din henvendelse",
            "Saken er opprettet med nummer 48213. Ikke svar på denne e-posten.",
            (("X-Zammad-Ticket-Id", "1"), ("Auto-Submitted", "auto-generated")),
            "hjelp@a.example",
            OriginDetail.TICKET_SYSTEM,
        ),
        (
            "Request received: Payment",
            "Your request (48213) has been received and is being reviewed by our support staff.",
            (("X-Mailer", "Zendesk Mailer"), ("Auto-Submitted", "auto-generated")),
            "support@a.example",
            OriginDetail.TICKET_SYSTEM,
        ),
        (
            "Sak 48213 er lukket",
            "Saken er lukket. Dette er en automatisk melding.",
            (),
            "noreply@a.example",
            OriginDetail.TICKET_SYSTEM,
        ),
        (
            "Ny melding i innboksen",
            "Du har fått en ny melding. Dette er en automatisk utsendt e-post og kan ikke besvares.",
            (),
            "noreply@a.example",
            OriginDetail.OTHER_AUTOMATIC,
        ),
        (
            "Cron",
            "backup ok",
            (("X-Cron-Env", "<SHELL=/bin/sh>"),),
            "root@a.example",
            OriginDetail.OTHER_AUTOMATIC,
        ),
        (
            "Varsel",
            "Disk 91 %",
            (("Auto-Submitted", "auto-generated"),),
            "v@a.example",
            OriginDetail.OTHER_AUTOMATIC,
        ),
    ],
)
def test_a_programs_mail_is_told_by_its_kind(
    subject: str, text: str, headers: Headers, sender: str, detail: OriginDetail
) -> None:
    message = _mail(subject, text, headers, sender)
    assert (message.origin, message.origin_detail) == (Origin.AUTOREPLY, detail), message.origin_reason


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Lest: Sak 2025-004217", ""),
        ("Lest: Sak 2025-004217", "Meldingen din ble lest mandag 3. mars 2025 09:12."),
        ("Read: Case", "Your message was read on Monday, March 3, 2025."),
        ("Ulest: Sak", "Meldingen ble slettet uten å bli lest."),
        ("Læst: Sag", "Din meddelelse blev læst mandag."),
        ("Läst: Ärende", "Meddelandet lästes måndag."),
        ("Gelesen: Fall", "Ihre Nachricht wurde am Montag gelesen."),
        ("Return Receipt (displayed) - Sak", "This is a Return Receipt for the mail that you sent."),
    ],
)
def test_a_mail_clients_own_read_receipt_is_known(subject: str, text: str) -> None:
    assert _detail(_mail(subject, text)) is OriginDetail.READ_RECEIPT


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Godtatt: Gjennomgang", ""),
        ("Declined: Review", ""),
        ("Accepteret: Møde", ""),
        ("Accepterat: Möte", ""),
    ],
)
def test_an_answer_to_an_invitation_needs_no_calendar_to_be_known(subject: str, text: str) -> None:
    assert _detail(_mail(subject, text)) is OriginDetail.CALENDAR_ANSWER


def test_a_calendar_that_says_reply_inside_is_an_answer() -> None:
    calendar = header_lines([("Content-Type", "text/calendar")]) + b"\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
    head = header_lines([("From", "kari@a.example"), ("Subject", "Gjennomgang")])
    raw = head + multipart("alternative", [text_part("Kari har godtatt invitasjonen til møtet."), calendar])
    assert understand(raw).origin_detail is OriginDetail.CALENDAR_ANSWER


def test_an_invitation_from_a_person_is_a_persons() -> None:
    calendar = header_lines([("Content-Type", "text/calendar; method=REQUEST")]) + b"\r\nBEGIN:VCALENDAR\r\n"
    head = header_lines([("From", "kari@a.example"), ("Subject", "Gjennomgang")])
    raw = head + multipart("alternative", [text_part("Passer det at vi går gjennom lønn?"), calendar])
    assert understand(raw).origin is Origin.HUMAN


@pytest.mark.parametrize(
    ("headers", "sender", "text", "detail"),
    [
        ((), "nyhetsbrev@x.example", "Tilbud!\n\nMeld deg av her.", OriginDetail.NEWSLETTER),
        ((), "offers@x.example", "Cut your cost.\n\nUnsubscribe here.", OriginDetail.NEWSLETTER),
        (
            (("List-Unsubscribe", "<https://x.example>"), ("X-Campaign", "7")),
            "post@x.example",
            "Sommerens nyheter.",
            OriginDetail.NEWSLETTER,
        ),
        (
            (
                ("List-Id", "<brukere.x.example>"),
                ("List-Post", "<mailto:b@x.example>"),
                ("Precedence", "list"),
            ),
            "ola@b.example",
            "Noen som har prøvd dette?\n\n" + "_" * 40 + "\nBrukere mailing list\nb@x.example",
            OriginDetail.MAILING_LIST,
        ),
    ],
)
def test_what_is_sent_to_many_is_bulk(headers: Headers, sender: str, text: str, detail: OriginDetail) -> None:
    raw = make_mail(subject="Uke 22", text=text, headers=headers, sender=sender, to="liste@x.example")
    message = understand(raw, OWN)
    assert (message.origin, message.origin_detail) == (Origin.BULK, detail), message.origin_reason


def test_an_automatic_mail_from_our_own_address_is_a_loop() -> None:
    message = _mail(
        "Sak 2025-004217", "Mottatt.", (("Auto-Submitted", "auto-replied"),), "support@okonomibistand.example"
    )
    assert message.origin_detail is OriginDetail.LOOP
    assert _mail("Sak", ASKING, (), "support@okonomibistand.example").origin is Origin.HUMAN


CORPUS = Path(__file__).parents[3] / "models" / "corpus"
ON_PEOPLES_MAIL_TOO: tuple[Headers, ...] = (
    (),
    (("X-Auto-Response-Suppress", "All"),),
    (("List-Id", "<x.a.example>"), ("Precedence", "list"), ("List-Unsubscribe", "<mailto:x@a.example>")),
    (("Precedence", "bulk"),),
    (("Return-Path", "<>"),),
    ANSWER,
)


@pytest.mark.parametrize("headers", ON_PEOPLES_MAIL_TOO)
def test_no_customer_of_the_corpus_is_taken_for_a_machine(headers: Headers) -> None:
    people = [
        mail
        for path in sorted(CORPUS.glob("train-*.jsonl"))
        for mail in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if mail["class"] in {"request", "followup", "thanks"}
    ]
    assert len(people) > 1_000
    for mail in people[:: 1 if not headers else 3]:
        text = "".join(part["t"] for part in mail["parts"])
        message = _mail(mail["subject"], text, headers, f"<{mail['from_addr']}>")
        assert message.origin is Origin.HUMAN, (mail["id"], message.origin_reason)
