"""Mails that are only passed on: what stands below is the request, the sender's words are shown beside."""

import pytest

from router.message.parts import OwnIdentity
from router.message.understand import understand
from router.taxonomy import Kind
from router.triage import triage
from router.triage.issue import Issue, MessageClass, Triage
from tests.mails import File, make_mail
from tests.triage.mails import judged, shipped_model

OWN = OwnIdentity(frozenset({"support@okonomibistand.example"}), "router.okonomibistand.example")
FIRST = "EHF til kommunen avvises hver gang vi sender, feilkode 412."
SECOND = "Vi trenger også en ny rapport som viser utestående per avdeling."
OUTLOOK = "Fra: {}\nSendt: 3. mars 2025 09:12\nTil: Kari Moen\nEmne: EHF\n\n{}"
ARNE = "Arne Kolstad <arne@eksempel-bygg.example>"
COLLEAGUE = OUTLOOK.format(ARNE, f"Hei,\n\n{FIRST}\n\n{SECOND}\n\nHilsen Arne")
ADVERT = (
    "Velkommen til vårt webinar om ny mva-melding! Meld deg på i dag og få 20 % rabatt. "
    "Meld deg av nyhetsbrevet her."
)


def received(own: str, below: str, subject: str = "VS: EHF") -> tuple[str, Triage]:
    """The new text of the mail, and what becomes of it."""
    message = understand(make_mail(subject=subject, text=f"{own}\n\n{below}"), OWN)
    return message.text.new_text, triage(message, Kind.SUPPORT, shipped_model())


def attached(own: str, below: str, subject: str = "VS: EHF") -> tuple[str, Triage]:
    """The same of a mail that is forwarded as an attachment."""
    inner = File("EHF.eml", make_mail(sender=ARNE, subject="EHF", text=below), "message/rfc822")
    message = understand(make_mail(subject=subject, text=own, attachments=[inner]), OWN)
    return message.text.new_text, triage(message, Kind.SUPPORT, shipped_model())


def background(text: str, issue: Issue) -> list[str]:
    return [span.of(text) for span in issue.background]


@pytest.mark.parametrize(
    ("own", "subject"),
    [
        ("Se under", "VS: EHF"),
        ("Kan dere hjelpe?", "VS: EHF"),
        ("Se nedenfor. Kan dere hjelpe?", "VS: EHF"),
        ("Se nedenfor. Kan dere hjelpe?", "SV: EHF"),
        ("Se under fra Arne. Kan dere ta denne?", "VS: EHF"),
        ("Jeg fikk denne fra Arne. Kan dere ringe ham?", "VS: EHF"),
        ("Kan dere ringe Arne om dette?", "VS: EHF"),
        ("Please see below.", "Fwd: EHF"),
    ],
)
def test_what_stands_below_is_the_request_and_the_senders_words_are_beside_it(own: str, subject: str) -> None:
    text, answer = received(own, COLLEAGUE, subject)
    assert [issue.text for issue in answer.issues] == [FIRST, SECOND]
    assert all(background(text, issue)[0] == own for issue in answer.issues)


@pytest.mark.parametrize("own", ["Se vedlagt e-post.", "Kan dere hjelpe?", "Kan dere ringe Arne?", "FYI"])
def test_a_mail_that_is_attached_is_read_like_one_that_stands_below(own: str) -> None:
    text, answer = attached(own, f"Hei,\n\n{FIRST}\n\n{SECOND}\n\nHilsen Arne")
    assert [issue.text for issue in answer.issues] == [FIRST, SECOND]
    assert all(background(text, issue)[0] == own for issue in answer.issues)


@pytest.mark.parametrize("own", ["", "FYI"])
def test_who_passes_an_absence_notice_on_is_asked_what_he_wants(own: str) -> None:
    _, answer = attached(own, "Jeg er på ferie til 15. august og leser ikke e-post.", "VS: Fravær")
    assert answer.message_class is MessageClass.REQUEST
    assert not any(issue.auto_routed for issue in answer.issues)


@pytest.mark.parametrize(
    "own",
    [
        "Kan dere hjelpe?",
        "Se under. Vi trenger også to nye lisenser.",
        "Hva er dette? Skal vi svare på denne?",
    ],
)
def test_none_of_the_senders_words_is_lost(own: str) -> None:
    text, answer = received(own, COLLEAGUE)
    assert answer.issues
    shown = " ".join(part for issue in answer.issues for part in (issue.text, *background(text, issue)))
    assert all(word in shown for word in own.split())


@pytest.mark.parametrize(
    "own", ["Kan dere hjelpe?", "Kan dere se på denne? Hva gjør vi?", "Hva er dette? Kan dere sjekke?", "FYI"]
)
@pytest.mark.parametrize("below", [ADVERT, "Jeg er på ferie til 15. august og leser ikke e-post.", "Takk!"])
def test_what_somebody_asks_about_is_never_silent(own: str, below: str) -> None:
    _, answer = received(own, OUTLOOK.format("Per Li <per@annet.example>", below), "VS: Viktig melding")
    assert answer.message_class is MessageClass.REQUEST
    assert answer.issues


@pytest.mark.parametrize("own", ["Kan dere hjelpe?", "Kan dere ringe meg?"])
@pytest.mark.parametrize(
    "below",
    [
        "Her er skjermbildet du ba om.",
        "Hei, det virker fortsatt ikke.",
        "Nå har jeg prøvd det du sa, samme feil.",
    ],
)
def test_who_passes_on_an_answer_asks_all_the_same(own: str, below: str) -> None:
    for _, answer in (received(own, OUTLOOK.format(ARNE, below)), attached(own, below)):
        assert answer.message_class is MessageClass.REQUEST


@pytest.mark.parametrize(
    "below",
    [
        "Din konto blir stengt! Klikk her for å bekrefte passordet ditt innen 24 timer.",
        "Takk for hjelpen, nå virker det!",
        "Jeg er på ferie til 15. august og leser ikke e-post.",
    ],
)
@pytest.mark.parametrize("own", ["Kan dere hjelpe?", "Se under"])
def test_what_is_wanted_with_a_mail_that_asks_for_nothing_a_human_finds_out(own: str, below: str) -> None:
    _, answer = received(own, OUTLOOK.format("Per Li <per@annet.example>", below), "VS: Sak")
    assert answer.issues
    assert not any(issue.auto_routed for issue in answer.issues)
    assert all(issue.doubt for issue in answer.issues)


@pytest.mark.parametrize(
    "below", ["Jeg er på ferie. Noen har hacket e-posten min.", "550 5.1.1 user unknown"]
)
def test_a_bare_greeting_is_enough_to_be_read(below: str) -> None:
    _, answer = received("Hei,", OUTLOOK.format(ARNE, below))
    assert answer.message_class is MessageClass.REQUEST


def test_a_program_may_be_named_above_what_is_passed_on() -> None:
    text, answer = received("Kan dere hjelpe oss med Faktura?", COLLEAGUE)
    assert [issue.text for issue in answer.issues] == [FIRST, SECOND]
    assert all(background(text, issue) == ["Kan dere hjelpe oss med Faktura?"] for issue in answer.issues)


def test_a_web_form_may_be_passed_on() -> None:
    fields = "Navn: Arne Kolstad\nE-post: arne@eksempel-bygg.example"
    text, answer = received(
        "Se under. Kan dere hjelpe?", OUTLOOK.format(ARNE, f"{fields}\n\nMelding:\n{FIRST}")
    )
    [issue] = answer.issues
    assert issue.text == FIRST
    assert background(text, issue) == ["Se under. Kan dere hjelpe?", fields]


@pytest.mark.parametrize(
    "lead",
    [
        "Kan dere hjelpe?",
        "Kan dere ringe meg om dette i morgen?",
        "Kan dere hjelpe? Kan dere ringe meg i kveld?",
        "Kan dere ringe Arne om dette?",
        "Vi trenger informasjon om dette fra dere.",
    ],
)
def test_in_a_mail_of_ones_own_such_words_are_in_an_issue(lead: str) -> None:
    issues = judged(f"Hei\n\n{lead}\n\nVi får ikke levert a-meldingen for april.\n\nMvh Kari").issues
    assert all(any(sentence in issue.text for issue in issues) for sentence in lead.split("? "))
