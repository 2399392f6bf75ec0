from dataclasses import replace

import numpy as np
import pytest

from router.message.parts import Origin, OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage import triage
from router.triage.issue import MessageClass
from router.triage.linear import FactClassifier
from router.triage.message_class import judge
from tests.mails import make_mail
from tests.triage.mails import a_message, judged, shipped_model

OWN = OwnIdentity(frozenset({"support@okonomibistand.example"}), "router.okonomibistand.example")


@pytest.mark.parametrize(
    ("origin", "message_class"),
    [
        (Origin.AUTOREPLY, MessageClass.AUTOREPLY),
        (Origin.BOUNCE, MessageClass.BOUNCE),
        (Origin.BULK, MessageClass.BULK),
        (Origin.LOOP, MessageClass.AUTOREPLY),
    ],
)
def test_the_headers_speak_first(origin: Origin, message_class: MessageClass) -> None:
    message = a_message("Kan dere hjelpe oss med lønn?", origin=origin, reason="Auto-Submitted: auto-replied")
    answer = triage(message, Kind.SUPPORT, shipped_model())
    assert (answer.message_class, answer.class_reason) == (message_class, "Auto-Submitted: auto-replied")
    assert answer.issues == ()


def test_thanks_alone_asks_for_nothing() -> None:
    answer = judged(
        "Hei Kari, tusen takk for hjelpen, nå virker alt igjen! God helg.\n\nOla", "SV: Sak 12345"
    )
    assert answer.message_class is MessageClass.THANKS
    assert answer.issues == ()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Takk på forhånd! Hvordan fører jeg feriepenger i lønn?", ""),
        (
            "Tusen takk for hjelpen i går, nå virker det. Men nå får vi ikke sendt EHF til kommunen.",
            "SV: Takk",
        ),
        ("Takk for sist! Vi ønsker tilbud på to brukere til.", "Takk"),
        ("Automatisk betaling stoppet i natt, ingen lønn er utbetalt.", "Automatisk svar fra banken"),
        ("Leveringsfeil på EHF: fakturaen ble ikke levert til kunden. Hva gjør vi?", "Undelivered invoice"),
        ("Meld oss på kurset i årsavslutning, 2 stk. Er det rabatt?", "Kurs - siste sjanse"),
        ("hjelp", ""),
        ("", ""),
        ("Serveren svarer ikke.", ""),
        ("Takk for sist. Serveren på kontoret svarer ikke.", ""),
        ("Altinn svarer ikke.", "Altinn svarer ikke"),
        ("Vakttelefonen svarer ikke.", ""),
        ("Perioden er stengt.", ""),
        ("Kassen er stengt.", ""),
    ],
)
def test_a_wish_never_falls_silent(text: str, subject: str) -> None:
    answer = judged(text, subject)
    assert answer.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP)
    assert answer.issues


@pytest.mark.parametrize("subject", ["SV: Oppgradering", "Ferie", "", "Automatisk svar: Oppgradering"])
@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på ferie til mandag, og serveren er nede.",
        "Jeg er på ferie i uke 30, så oppgraderingen må flyttes til uke 32.",
        "Jeg er på ferie til mandag og steng brukeren min.",
        "Jeg er ikke på kontoret i dag, så send passordet til Eva.",
        "Jeg er på ferie i uke 30, så kurset må flyttes.",
        "Jeg er på ferie til mandag, og lønn må kjøres av Eva.",
        "Eg er borte til tysdag, Eva skal ta over brukaren min.",
        "I am out of office until Monday, so the upgrade has to wait for me.",
        "Jeg er tilbake mandag, så fakturaene må vente.",
        "Jeg er på ferie til mandag og har glemt passordet mitt.",
        "Jeg er på ferie til mandag og kommer ikke inn i Visma.",
        "Jeg er på ferie til mandag og lurer på om dere kan slette brukeren til Ola.",
        "Jeg er på ferie til mandag (lønna for Per er ikke kommet inn).",
        "Siden jeg er på ferie vil jeg avbestille kurset.",
        "Jeg er på ferie den uka og melder meg av kurset.",
        "Vi er på messe og terminalen svikter.",
        "Eg er sjukmeld og løna mi er for låg.",
        "I am out of office until Monday and I am locked out.",
        "Jeg er på ferie. Noen har hacket e-posten min.",
        "Jeg er på ferie. Mobilen min ble stjålet på reise.",
        "Jeg er på ferie. Bytt e-post på Kari til kari@nes.example.",
        "Jeg er på ferie til mandag, passordet er utløpt.",
        "Jeg er på ferie til mandag og det haster.",
        "Dette haster, jeg er på ferie fra i morgen.",
        "Takk for at dere sletter brukeren til Ola mens jeg er på ferie.",
        "Jeg er på ferie, men venter på svar på tilbudet.",
        "Innboksen er borte.",
        "Jeg er på ferie og har ikke tilgang til Visma.",
        "Jeg er på reise denne uka og har ikke tilgang til serveren.",
        "Jeg er på ferie med begrenset tilgang til lønn.",
        "Jeg er på ferie til 1. august. Ved fakturering får alle kunder dobbel mva.",
        "Jeg er på kurs i dag. For Kari er alt tomt.",
        "Jeg er på reise. Alt er helt sort hos Eva.",
        "Ola har sluttet. Send faktura til Eva, eva@nes.example.",
        "Ola er sykmeldt fra 3. mars til 10. mars.",
        "Hei, Kari og Per har ferie uke 30.",
        "Jeg er på ferie og har ikke tilgang til nettbanken.",
        "Jeg er på ferie og trenger de nye lisensene.",
        "Kollegaen min er på ferie, og jeg har ikke tilgang på e-posten hennes.",
    ],
)
def test_who_is_away_may_want_something_in_the_same_sentence(text: str, subject: str) -> None:
    answer = judged(text, subject)
    assert answer.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP)
    assert answer.issues


@pytest.mark.parametrize("subject", ["SV: Sak 48213", "SV: Oppgradering", ""])
@pytest.mark.parametrize(
    "text",
    [
        "Takk for hjelp til å få åpnet mars.",
        "Takk for hjelp til sletting av bilag 1021 og 1022.",
        "Takk for info om kurs vi deltar",
        "Vi ønsker en uforpliktende demo av prosjektmodulen, gjerne gratis, og et tilbud for ti brukere.",
    ],
)
def test_thanks_for_what_is_to_come_and_who_wants_an_offer_are_read(text: str, subject: str) -> None:
    assert judged(text, subject).issues


@pytest.mark.parametrize("subject", ["Fraværende", "Autosvar", "Automatisk svar: Oppgradering"])
@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på ferie til 1. august, men dere må få satt opp den nye serveren mens jeg er borte.",
        "Eg er borte til tysdag; dere må få satt opp den nye serveren mens jeg er borte.",
        "Jeg er på ferie til mandag. Dere må flytte serveren.",
        "Jeg er på ferie til mandag, men serveren må flyttes før det.",
        "Jeg er på ferie til mandag, og steng brukeren min.",
        "I am out of office. You need to move the server before that.",
        "Jeg er på ferie til mandag, så fint om dere tar backup av serveren.",
        "I am out of office until Monday, go ahead with the upgrade.",
        "Jeg er bortreist. Serveren nede.",
        "Takk for tilbudet, vi går for det.",
    ],
)
def test_a_subject_of_absence_hides_no_wish(text: str, subject: str) -> None:
    message = understand(make_mail(subject=subject, text=text), OWN)
    answer = triage(message, Kind.SUPPORT, shipped_model())
    assert answer.message_class is MessageClass.REQUEST
    assert answer.issues


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på kurs i lønn og a-melding til og med onsdag, og leser e-post sporadisk. "
        "Gjelder det faktura, send til post@nes.example.",
        "Eg er på elgjakt til og med 4. oktober og sjekkar ikkje e-post. Ved spørsmål om faktura, kontakt "
        "sentralbordet på 33 00 00 10.",
        "Jeg er på byggeplass hele uka og leser ikke e-post. Haster det at noe skal installeres eller at "
        "dere må inn på serveren, ring Jonas på 911 44 020.",
        "Lønnskontoret er stengt i dag. Henvendelser må sendes til lonn@nes.example.",
        "Jeg er sykmeldt med begrenset tilgang til e-post. Alt om lønn: Liv Moe, liv@nes.example.",
        "Kontoret er stengt i romjulen. Haster det, ring vakta på 900 11 222.",
        "I am travelling with limited access to e-mail until Monday. Please contact Anne Berg.",
        "Jeg er bortreist til og med mandag og har ikke tilgang til e-post. "
        "Haster\ndet, kontakt Lise på 900 11 222.",
    ],
)
def test_an_absence_notice_that_says_whom_to_ask_is_one(text: str) -> None:
    message = understand(make_mail(subject="Automatisk svar: Sak 48213", text=text), OWN)
    assert triage(message, Kind.SUPPORT, shipped_model()).message_class is MessageClass.AUTOREPLY


@pytest.mark.parametrize(
    "subject", ["Server nede, jeg er på ferie", "Ferie - slett bruker Ola", "Autosvar virker ikke"]
)
def test_a_subject_that_says_more_than_absence_is_read(subject: str) -> None:
    assert judged("Jeg er på ferie til mandag.", subject).issues


@pytest.mark.parametrize(
    "below", ["Slett Ola", "Ny bruker: Ola Vik, ola@nes.example", "Lisens Ola Vik 31.12"]
)
def test_an_order_in_the_signature_below_thanks_or_an_absence_is_read(below: str) -> None:
    for text in ("Tusen takk for hjelpen!", "Jeg er på ferie til mandag."):
        signed = f"{text}\n\nMvh\nKari Moen\nNes AS\nTlf 911 22 333\n{below}"
        message = understand(make_mail(subject="SV: Sak", text=signed), OWN)
        assert triage(message, Kind.SUPPORT, shipped_model()).issues


@pytest.mark.parametrize("below", ["Ny bruker: Ola Vik, ola@nes.example", "Oppgradering uke 12"])
def test_an_order_in_the_signature_is_read_by_a_human(below: str) -> None:
    signed = f"Banken avviser filen med feil 3021.\n\nMvh\nKari Moen\nNes AS\nTlf 911 22 333\n{below}"
    message = understand(make_mail(subject="Bank", text=signed), OWN)
    [issue] = triage(message, Kind.SUPPORT, shipped_model()).issues
    assert issue.text == "Banken avviser filen med feil 3021."
    assert not issue.auto_routed
    assert issue.doubt == "a line of its signature may be an order"


def test_an_answer_to_a_case_is_a_followup_and_still_has_issues() -> None:
    answer = judged(
        "Hei igjen, her er skjermbildet du ba om. Versjonen er 16.10.2.\n\nElin",
        "SV: Sak 77410 - garantikrav",
    )
    assert answer.message_class is MessageClass.FOLLOWUP
    assert len(answer.issues) >= 1


def test_a_new_matter_in_an_old_thread_is_a_request() -> None:
    answer = judged(
        "Hei, ny sak egentlig, jeg bare svarer på en gammel mail.\n\nKan dere lage en rapport over varesalg?",
        "SV: SV: oppdrag",
    )
    assert answer.message_class is MessageClass.REQUEST


@pytest.mark.parametrize(
    ("text", "subject", "doubt"),
    [
        ("Jeg er på ferie til mandag. Haster det, ring Kari på 911 22 333.", "Ferie", "it may be autoreply"),
        (
            "Ville bare si takk for et kjempefint kurs i går, alle koste seg!",
            "Takk for kurset!",
            "it may be thanks",
        ),
    ],
)
def test_what_reads_like_no_request_and_may_be_one_is_read_by_a_human(
    text: str, subject: str, doubt: str
) -> None:
    answer = judged(text, subject)
    assert answer.message_class is MessageClass.REQUEST
    assert [(issue.auto_routed, issue.doubt) for issue in answer.issues] == [(False, doubt)]
    assert answer.may_be_a_machines == (doubt == "it may be autoreply")


def test_the_reason_is_told() -> None:
    assert judged("Hvordan fører jeg mva på leasingbil?").class_reason


@pytest.mark.parametrize(
    "text",
    [
        "Tusen takk for hjelpen, nå virker alt! Noe helt annet: fakturamal i nye farger til uke 50.",
        "Takk, nå virker det! Ny sak: avdeling 2 deles i to fra nyttår.",
    ],
)
def test_thanks_that_open_a_new_case_are_a_request(text: str) -> None:
    answer = judged(text, "SV: Lønn")
    assert answer.message_class is MessageClass.REQUEST
    assert "it may be thanks" not in [issue.doubt for issue in answer.issues]


@pytest.mark.parametrize(
    "text",
    [
        "Takk for hjelpen i går. I dag er feilen tilbake.",
        "Takk for rask respons. Det ble det samme.",
        "Takk for hjelpa i går. I dag er det same igjen.",
        "Flott! Da gjenstår det bare lønn.",
        "Tusen takk! Fint om det samme gjøres hos Anne.",
        "Takk, nå virker det hos meg. Hos Per er det likt som før.",
        "Takk for hjelpen, i dag kom meldingen igjen.",
    ],
)
@pytest.mark.parametrize("subject", ["", "SV: Sak 12345", "Takk"])
def test_thanks_that_tell_of_anything_else_want_an_answer(text: str, subject: str) -> None:
    answer = judged(text, subject)
    assert answer.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP)
    assert answer.issues


def test_a_mail_without_a_word_of_thanks_or_of_a_machine_is_a_request_whatever_the_classifier_says() -> None:
    model = shipped_model()
    own = model.message_class
    always_thanks = 100.0 * np.array([name == MessageClass.THANKS for name in own.classes])
    sure = replace(model, message_class=FactClassifier(own.classes, (), own.weights[:0], always_thanks))
    said = judge(a_message("Hvordan fører jeg mva på leasingbil?"), sure)
    assert said.message_class is MessageClass.REQUEST
    assert said.reason == "a human asks: it says more than thanks or a machine would"
    assert judge(a_message("Tusen takk for hjelpen!"), sure).message_class is MessageClass.THANKS
