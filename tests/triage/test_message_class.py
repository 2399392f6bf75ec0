import time

import pytest

from router.learning.corpus.labelled import read_corpus
from router.message.parts import Origin
from router.taxonomy import Kind
from router.triage import triage
from router.triage.issue import MessageClass
from router.triage.message_class import may_be_silent, new_case_at
from tests.running import PROJECT
from tests.triage.mails import a_message, judged, shipped_model


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
    ],
)
def test_a_wish_never_falls_silent(text: str, subject: str) -> None:
    answer = judged(text, subject)
    assert answer.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP)
    assert answer.issues


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


def test_the_reason_is_told() -> None:
    assert judged("Hvordan fører jeg mva på leasingbil?").class_reason


@pytest.mark.parametrize(
    "text",
    [
        "Takk, nå gikk fila gjennom.\n\nNoe helt annet: vi trenger en ny server i uke 50.",
        "Hei,\n\nny sak fra meg, ikke det samme som sist.",
        "Hei Knut, ny sak egentlig, bare svarer på en gammel mail",
        "Hei! Dette er ei ny sak, eg svarar berre på den gamle e-posten.",
        "Det virker. Men så var det en helt annen ting. Vi flyttet fisken på lørdag.",
        "Takk! Så til noe helt annet – kan dere lage en rapport?",
        "Og så en annen sak: noen har endret kontonummeret.",
        "Det gikk som smurt. Så har det dukket opp noe nytt: utlegg til ansatte.",
        "Forresten, et annet spørsmål: går det an å låse perioden?",
        "Eit anna spørsmål: kan de hjelpe oss med budsjettet?",
        "Thanks, that worked.\n\nOn another note, we have hired two employees.",
        "It works. Another question: can you set up a new user?",
        "beklager at jeg svarer på en gammel mail, fant ikke adressen",
    ],
)
def test_a_customer_can_say_that_another_case_begins(text: str) -> None:
    assert new_case_at(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Hei, noe nytt i saken?",
        "Noe nytt?",
        "Er det noe annet dere trenger fra oss?",
        "Er det noe annet, så si fra.",
        "Vi har ikke lagt inn noe nytt. Samme melding som i går.",
        "Det er noe annet, ikke det du foreslo. Se bildet.",
        "Pris er én ting. Det er en annen sak, men den venter vi med.",
        "Er dette en ny sak, eller hører det til den gamle?",
        "Det er ikke en ny sak, bare mer om den samme.",
        "Her er skjermbildet du ba om. Vi fikk en ny feil på linje 12 også.",
        "Vi fikk ny server på fredag, og da var et annet spørsmål borte av seg selv.",
        "to ting til deg på den saken. For det første: kode 11. For det andre: en faktura til.",
        "",
    ],
)
def test_what_only_looks_like_a_new_case_is_none(text: str) -> None:
    assert new_case_at(text) is None


def test_no_follow_up_of_the_corpus_says_that_it_is_a_new_case() -> None:
    mails = read_corpus(PROJECT / "models" / "corpus")
    followups = [mail for mail in mails if mail.message_class is MessageClass.FOLLOWUP]
    assert len(followups) > 40
    assert [mail.text for mail in followups if new_case_at(mail.text) is not None] == []


@pytest.mark.parametrize("unit", [".", ". ", "og ", "noe ", ". noe", "hei ", "(", "\n", "– ", "en helt "])
def test_a_hostile_text_is_looked_through_at_once(unit: str) -> None:
    began = time.process_time()
    new_case_at(unit * 100_000)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Tusen takk for hjelpen, nå virker alt! Noe helt annet: fakturamal i nye farger til uke 50.",
        "Takk, nå virker det! Ny sak: avdeling 2 deles i to fra nyttår.",
    ],
)
def test_thanks_that_open_a_new_case_are_a_request(text: str) -> None:
    assert judged(text, "SV: Lønn").message_class is MessageClass.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "Perfekt! Nå er alle slippene på plass. Da kan du lukke saken. Ha en god helg",
        "Flott jobba, nå går det!",
    ],
)
def test_thanks_may_be_left_without_an_answer(text: str) -> None:
    assert may_be_silent(MessageClass.THANKS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Forfallsdato i fet skrift. Kundenummer bort. Takk.\n\nJeanette",
        "Faktura 118204 fra dere: 16 lisenser. Vi har 11. Kreditnota, takk.",
        "Two more users, thanks!",
        "Takk, men nå henger den igjen.",
        "Takk! Kan du lukke perioden også?",
    ],
)
def test_a_wish_that_says_takk_may_not(text: str) -> None:
    assert not may_be_silent(MessageClass.THANKS, text)


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


@pytest.mark.parametrize(
    "text",
    [
        "Takk for hjelpen i går. Nå er serveren helt nede hos alle sammen.",
        "Takk for hjelpen! Nå er alle bilagene for oktober slettet.",
        "Tusen takk. Det virker som om alle fakturaene er sendt to ganger.",
        "Takk for hjelpen. Nå er lønna utbetalt dobbelt.",
        "Takk for hjelpen med lønna som nå er utbetalt dobbelt",
        "Takk, nå virker det for alle unntatt Ola.",
        "Topp! Nå gikk fakturaene til gale kunder.",
        "Takk for hjelpa. No er alle tilsette borte frå lønskøyringa.",
        "Supert! Nå er det bare lisensen til Anne som står igjen.",
        "Takk for hjelpen så langt. Serveren er nede.",
        "Takk for hjelpen. Filen er tom.",
        "Takk. Nei.",
        "Thanks! No.",
        "Ja takk!",
        "Takk for svar. Vi aksepterer tilbudet.",
        "Takk for svar, da bestiller vi.",
        "Takk, slett basen.",
        "Takk, kjør lønna.",
        "Takk for beskjed. Stans lisensen.",
        "Takk. Send avtalen.",
    ],
)
def test_thanks_that_bring_news_or_a_wish_never_fall_silent(text: str) -> None:
    assert not may_be_silent(MessageClass.THANKS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Tusen takk for rask hjelp!",
        "Takk skal du ha, nå virker det. Du kan lukke saken.",
        "Hei Kari, nå gikk den igjennom. Ha en fin helg!",
        "No går alt fint igjen. Takk for hjelpa, Ola!",
        "Thanks a lot, it works now.",
    ],
)
def test_plain_thanks_may_be_closed(text: str) -> None:
    assert may_be_silent(MessageClass.THANKS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er på ferie neste uke. Ola overtar lønn og trenger tilgang.",
        "Kontoret er stengt 24.-31. desember. Flytt forfall på faktura til 2. januar.",
        "Takk for hjelpen i går. I dag er feilen tilbake.",
    ],
)
def test_who_is_away_and_wants_something_never_falls_silent(text: str) -> None:
    assert not may_be_silent(MessageClass.AUTOREPLY, text)
