"""What is put aside as politeness, name, signature or a matter that is done, and what never is: orders and
wishes in few words."""

import pytest

from router.message.parts import OwnIdentity
from router.message.understand import understand
from tests.mails import make_mail
from tests.triage.mails import judged

OWN = OwnIdentity(frozenset({"support@senter.example"}), "router.senter.example")
FIRST = "EHF til kommunen avvises hver gang vi sender, feilkode 412."
"""A matter, before or after which a wish stands in few words."""


@pytest.mark.parametrize(
    "wish",
    [
        "Slett bruker Ola Vik",
        "Deaktiver Ola Vik og Eva Dahl",
        "Innmeld Marte Kirkerud",
        "Ny bruker Ola Vik og Eva Dahl",
        "Takk, og bestill to lisenser",
        "God helg, og husk ny bruker til Eva",
        "Ha en fin dag, og steng Ola",
        "På forhånd takk for ny lisens til Eva",
        "Tusen takk hvis dere også krediterer 1022",
        "Mvh Kari (slett også brukeren til Ola)",
        "Hilsen Kari, som også trenger ny lisens",
    ],
)
def test_a_wish_in_few_words_is_in_an_issue_wherever_it_stands(wish: str) -> None:
    for text in (
        f"Hei\n\n{FIRST}\n\n{wish}\n\nMvh\nKari Moen",
        f"Hei\n\n{wish}\n\n{FIRST}\n\nMvh\nKari Moen",
        f"{FIRST}\n\n{wish}",
    ):
        assert any(wish in issue.text for issue in judged(text, "EHF").issues), text


@pytest.mark.parametrize(
    "polite", ["God helg, og ha det fint!", "På forhånd takk for hjelpen", "Takk, hilsen Kari"]
)
def test_mere_politeness_is_in_no_issue(polite: str) -> None:
    [issue] = judged(f"Hei\n\n{FIRST}\n\n{polite}\n\nMvh\nKari Moen", "EHF").issues
    assert polite not in issue.text


@pytest.mark.parametrize(
    "below", ["Se vedlegg.", "Se https://firma.sharepoint.example/feil.png", "Se bilde under."]
)
def test_what_points_at_an_attachment_is_no_issue(below: str) -> None:
    assert len(judged(f"Hei\n\n{FIRST}\n\n{below}\n\nMvh\nKari Moen", "EHF").issues) == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Se vedlegg. Ha en fin dag!", "Får ikke skrevet ut"),
        ("Kan dere se på dette? Takk!\nFortsatt god dag", "Hjelp"),
        ("Se bilde under. Kari", "Hjelp"),
        ("Kan noen sjekke dette? Jeg er på kontoret hele dagen.", "Får ikke skrevet ut"),
        ("Kan dere hjelpe med dette? Vi trenger også en ny bruker til Kari.", "Bankfil avvist"),
        ("Kan dere hjelpe med dette?\n\nVi trenger også en ny bruker til Kari.", "Bankfil avvist"),
        ("Se vedlegg.\n\nKan dere også slette bruker Per?", "Får ikke sendt faktura"),
        ("Kan dere ringe oss om dette i dag? Vi trenger også en ny bruker til Kari.", "Lønn krasjer"),
        ("Vennligst videresend mailen til meg. Vi trenger også ny bruker til Ola.", "Hjelp"),
        ("Kan dere se på dette?\n\nHa en fin dag!", "Får ikke skrevet ut"),
        ("Kan dere se på dette?\n\nJeg er på kontoret hele dagen.", "Får ikke skrevet ut"),
        ("Kan dere fikse denne lenken?\n\nVi trenger ny bruker til Ola.", "Link i faktura"),
    ],
)
def test_what_points_at_the_subject_is_in_an_issue(text: str, subject: str) -> None:
    first = text.partition("?")[0].partition(".")[0]
    assert any(first in issue.text for issue in judged(text, subject).issues)


@pytest.mark.parametrize(
    "trouble",
    [
        "Får ikke sendt e-post.",
        "Problem med mail.",
        "Vi kan ikke se vedlegg.",
        "Leverandøren får ikke e-posten.",
        "Eg får ikkje sendt vedlegg.",
        "Har ikke fått svar på denne saken.",
    ],
)
def test_trouble_with_what_is_pointed_at_elsewhere_is_in_an_issue(trouble: str) -> None:
    for text in (
        f"Hei\n\n{trouble}\n\n{FIRST}\n\nMvh\nKari",
        f"{FIRST}\n\n{trouble}",
        f"- {trouble}\n- Ny bruker",
    ):
        assert any(trouble in issue.text for issue in judged(text, "EHF").issues), text
    [issue] = judged(f"Hei,\n\n{trouble}\n\nMvh\nKari Moen").issues
    assert issue.text == trouble


def test_a_mail_that_only_points_has_an_issue_all_the_same() -> None:
    [issue] = judged("Hei\n\nSe vedlegg. Kan dere hjelpe?\n\nMvh\nKari Moen", "EHF").issues
    assert issue.text == "Se vedlegg. Kan dere hjelpe?"


@pytest.mark.parametrize(
    "line", ["Slett bruker Ola Vik", "Ny bruker Eva", "New licence for Ola", "Passord Ola Vik"]
)
def test_a_wish_below_a_signature_is_no_part_of_it(line: str) -> None:
    raw = make_mail(
        sender="Kari <kari@a.example>", subject="EHF", text=f"{FIRST}\n\nMvh\nKari Moen\n\n{line}"
    )
    assert line in understand(raw, OWN).text.new_text


@pytest.mark.parametrize(
    "way_in",
    [
        "Skal dere inn på PCen min er ID 877 340 265.",
        "TeamViewer: 877340265",
        "Dere kan ta over maskinen, AnyDesk 877 340 265",
    ],
)
def test_how_to_come_into_the_machine_is_no_matter_of_its_own(way_in: str) -> None:
    [issue] = judged(f"{FIRST}\n\n{way_in}", "EHF").issues
    assert issue.area == "ordre_faktura"


@pytest.mark.parametrize(
    ("passing", "matter"),
    [
        (
            "Serveren er flyttet og alt virker igjen, tusen takk for innsatsen i helgen.",
            "Hvor registrerer jeg satsen for kjøregodtgjørelse på en ansatt?",
        ),
        (
            "Bankfila gikk gjennom på tredje forsøk, så den kan dere glemme.",
            "Vi trenger en ny bruker til Eva som begynner på mandag.",
        ),
        (
            "Lisensen har Kari fornyet, og backupen tar driftsfirmaet seg av.",
            "Fakturaen til kommunen blir avvist hver gang vi sender den som EHF.",
        ),
        (
            "A-meldinga gjekk inn til slutt, så det er i orden.",
            "Korleis fører eg ein kreditnota frå ein leverandør i utlandet?",
        ),
    ],
)
def test_a_finished_matter_in_passing_makes_no_issue(passing: str, matter: str) -> None:
    for text in (f"Hei\n\n{passing}\n\n{matter}\n\nMvh\nKari", f"{matter}\n\n{passing}\n\nMvh\nKari"):
        [issue] = judged(text, "Hei").issues
        assert matter in issue.text


@pytest.mark.parametrize(
    "text",
    [
        "Takk for hjelpen med skriveren i går, men nå kommer det bare blanke ark.",
        "Lisensen er fornyet. Likevel står det at den er utløpt når vi starter programmet.",
        "Bankfila gikk i går, men bare etter tre forsøk. Hva gjør vi for at det ikke skjer igjen?",
    ],
)
def test_what_only_looks_finished_stays_in_the_issue(text: str) -> None:
    [issue] = judged(f"Hei\n\n{text}\n\nMvh\nKari", "").issues
    assert issue.text == text


def is_in_an_issue_or_seen(words: str, text: str, subject: str = "") -> bool:
    """Do these words of the mail stand in an issue, or beside one that a human decides?"""
    issues = judged(text, subject).issues
    beside = [issue for issue in issues if any(words in span.of(text) for span in issue.background)]
    return any(words in issue.text for issue in issues) or (
        bool(beside) and not any(issue.auto_routed for issue in beside)
    )


HOST = "Hvordan beregner jeg feriepenger for en som er over 60 år og sluttet i mars?"


@pytest.mark.parametrize(
    "open_matter",
    [
        "EHF virker ikke.",
        "Skriveren på lageret virker ikke.",
        "Skjermen er svart.",
        "Purringene ble aldri sendt.",
        "Serveren er nede.",
        "The server is down.",
        "Haster med lønn!",
        "Tre ansatte har fått dobbel lønn denne måneden.",
        "Sikkerhetskopien har gått i åtte timer og blir aldri ferdig.",
        "The backup has been running for eight hours now.",
        "Vi har fått ny bank.",
        "Tom sluttet i forrige uke.",
    ],
)
def test_an_open_matter_told_plainly_is_never_lost_nor_routed_unread(open_matter: str) -> None:
    for text in (
        f"Hei,\n\n{open_matter}\n\n{HOST}\n\nMvh\nKari",
        f"Hei,\n\n{HOST}\n\n{open_matter}\n\nMvh\nKari",
        f"Hei!\n\n{open_matter} {HOST}\n\nMvh\nKari",
        f"{HOST} {open_matter}",
    ):
        assert is_in_an_issue_or_seen(open_matter, text, "Feriepenger"), text


@pytest.mark.parametrize(
    "few_words",
    [
        "Skriveren virker ikke",
        "Backup feilet",
        "Alt er nede",
        "Husk å slette Per",
        "Husk ny fakturamal",
        "Sletting av bruker Per",
        "Import av kundeliste",
        "Fire nye lisenser",
        "Og ny lisens til Ola",
    ],
)
def test_an_order_or_a_fault_in_few_words_without_a_full_stop_is_never_lost(few_words: str) -> None:
    host = "Kan dere sette opp EHF for oss?"
    for text in (
        f"Hei\n\n{host}\n\nPå forhånd takk!\n{few_words}\n\nMvh\nKari",
        f"Hei\n\n{few_words}\n\n{host}\n\nMvh\nKari",
        f"{host}\n{few_words}\n\nMvh Kari",
        f"{host}\n\nMvh\nKari Moen\n\n{few_words}",
    ):
        assert is_in_an_issue_or_seen(few_words, text), text


@pytest.mark.parametrize(
    "hello",
    [
        "Hei, håper dere har hatt en fin helg!",
        "Hei alle sammen på support, håper dere har hatt en fin helg.",
        "Hei på dere, og god morgen fra et vinterlig Tromsø!",
        "Hei igjen. Det er Kari på Moen Maskin her.",
        "Dette er Ola Vik fra Vik Bygg.",
        "Hi! I hope you all had a lovely summer.",
    ],
)
def test_a_good_wish_and_who_writes_are_no_part_of_the_issue(hello: str) -> None:
    [issue] = judged(f"{hello}\n\n{HOST}\n\nMvh\nKari", "Feriepenger").issues
    assert issue.text == HOST
    assert issue.auto_routed


def test_what_looks_like_who_writes_stays_where_a_matter_stands_before_it() -> None:
    text = f"{HOST} Det er Eva på Lager Nord.\n\nMvh\nKari"
    assert is_in_an_issue_or_seen("Det er Eva på Lager Nord.", text)


@pytest.mark.parametrize(
    "matter",
    [
        "Det er Visma på Server3 som henger.",
        "Håper dere har fikset lisensen til helga, den er utløpt.",
        "Hei, håper dere kan opprette en bruker til Eva.",
    ],
)
def test_what_begins_like_a_good_wish_may_be_the_matter(matter: str) -> None:
    [issue] = judged(f"{matter}\n\nMvh\nKari", "").issues
    assert matter.removeprefix("Hei, ") in issue.text


@pytest.mark.parametrize(
    ("polite", "matter"),
    [
        ("Takk for god hjelp sist uke.", "Skriveren på lageret virker ikke."),
        (
            "Takk for hjelpen med årsavslutningen i går, alt gikk fint.",
            "Tre ansatte har fått dobbel lønn denne måneden.",
        ),
        ("Bankfila gikk i går, så den kan dere glemme.", "Tre ansatte har fått dobbel lønn denne måneden."),
    ],
)
def test_what_is_open_is_the_matter_and_not_the_thanks_beside_it(polite: str, matter: str) -> None:
    for text in (
        f"Hei,\n\n{polite}\n\n{matter}\n\nMvh\nKari Moen",
        f"Hei,\n\n{matter}\n\n{polite}\n\nMvh\nKari",
    ):
        [issue] = judged(text).issues
        assert matter in issue.text


FEW_WORDS = (
    "Ny bank",
    "Flere lisenser",
    "Bytte bank",
    "Ring meg om lønn",
    "Kurs i lønn",
    "Sperre Per",
)
HOST = "Lønnsslippene viser feil skattetrekk for to ansatte."


@pytest.mark.parametrize("few", FEW_WORDS)
@pytest.mark.parametrize(
    "letter",
    [
        "Hei\n\n{few}\n\n{host}\n\nMvh\nEva",
        "Hei\n\n{host}\n\n{few}\n\nMvh\nEva",
        "Hei\n{few}\n{host}\nMvh\nEva",
        "Hei\n\n{host}\n\nMvh\nEva\n\n{few}",
        "{host}\n\nPå forhånd takk!\n\n{few}\n\nHilsen Eva",
        "Hei, {few}\n\n{host}\n\nMvh\nEva",
        "Hei, {few}.\n{host}\nMvh\nEva",
    ],
)
def test_a_matter_in_few_words_is_never_lost_while_the_rest_is_routed(few: str, letter: str) -> None:
    text = letter.format(few=few, host=HOST)
    issues = judged(text).issues
    shown = [span for issue in issues for span in (*issue.spans, *issue.background)]
    at = text.index(few)
    is_shown = any(span.start <= at < span.end for span in shown)
    assert is_shown or not all(issue.auto_routed for issue in issues)


@pytest.mark.parametrize(
    "name", ["Elisabeth Kvernmo", "Sissel for Espen Grotle", "Moen Maskin", "Daglig leder"]
)
def test_a_name_or_a_title_below_a_farewell_is_no_matter(name: str) -> None:
    [issue] = judged(f"Hei\n\n{HOST}\n\nMvh\n{name}").issues
    assert issue.auto_routed
    assert not issue.background


@pytest.mark.parametrize(
    "first", ["Visma Business 15.10", "Haster!", "Til ØkonomiBistand", "Her er spørsmålet:"]
)
def test_a_headline_bars_no_plain_question(first: str) -> None:
    [issue] = judged(f"{first}\n\nHvordan krediterer jeg en faktura?\n\nMvh Kari Lie").issues
    assert issue.auto_routed


@pytest.mark.parametrize("order", ["Sperre Truls", "Close Tom", "Slett Truls"])
def test_an_order_in_two_words_is_never_swallowed_by_another_case(order: str) -> None:
    issues = judged(f"Hvordan krediterer jeg en faktura?\n{order}\n\nMvh Kari").issues
    assert len(issues) == 2 or not issues[0].auto_routed


@pytest.mark.parametrize(
    "hello", ["Hei, Mona her.", "Heisann, gravern her.", "Hei, Kari Moen", "Hi, this is Tom."]
)
def test_who_writes_behind_hello_is_no_matter(hello: str) -> None:
    [issue] = judged(f"{hello}\n\n{HOST}\n\nMvh\nKari").issues
    assert issue.auto_routed
    assert not issue.background


@pytest.mark.parametrize("hello", ["Hei, ny fakturamal.", "Hei, ny skriver", "Hi, new printer"])
def test_what_is_wanted_behind_hello_is_shown_or_seen_by_a_human(hello: str) -> None:
    for text in (f"{hello}\n\n{HOST}\n\nMvh\nKari", f"{hello}\n{HOST}\n\nMvh Kari"):
        assert is_in_an_issue_or_seen(hello, text), text


def test_a_wish_behind_hello_is_not_lost() -> None:
    [issue] = judged("Hei og nytt passord takk\n\nHvordan krediterer jeg en faktura?\n\nMvh Kari").issues
    assert issue.background or not issue.auto_routed


@pytest.mark.parametrize(
    "line",
    [
        "Dette er Eva på Lund Bil og Kassa er død",
        "Det er Tor på Lie AS med feil i a-meldingen",
        "Dette er Eva fra Lund som har mistet passordet",
        "This is Tom from Hill Ltd who needs new labels",
        "Her er Per fra Vik med ny ordre på lisenser",
        "Det er Ola hos Vik Transport uten EHF siden fredag",
        "Til support, kurs i lønn",
        "Hei, feriepenger!",
    ],
)
def test_who_says_who_he_is_and_what_he_wants_is_heard(line: str) -> None:
    text = f"{line}\nHvordan fører jeg tap på krav på en kunde som er konkurs?\n\nMvh\nTor"
    shown = [span for issue in judged(text).issues for span in (*issue.spans, *issue.background)]
    assert any(span.start <= text.index(line) < span.end for span in shown)


@pytest.mark.parametrize(
    "line",
    [
        "Det er Kari på Moen Maskin her.",
        "Hei! Tor på Lie Bygg her.",
        "Dette er Eva fra Lund Regnskap AS.",
        "Hei, Eva!",
    ],
)
def test_who_only_says_who_he_is_bars_no_plain_question(line: str) -> None:
    text = f"{line}\nHvordan fører jeg tap på krav på en kunde som er konkurs?\n\nMvh\nTor"
    [issue] = judged(text).issues
    assert issue.auto_routed
    assert not issue.background
