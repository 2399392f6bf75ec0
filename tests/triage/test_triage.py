import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.taxonomy import Kind, Language
from router.triage import triage
from router.triage.issue import Decision, MessageClass
from tests.triage.mails import a_message, judged, shipped_model


@pytest.mark.parametrize(
    ("text", "kind", "area"),
    [
        ("Banken avviser betalingsfilen vår, feil KID på alle linjer.", Kind.SUPPORT, "bank_remittering"),
        ("Kan en konsulent flytte Visma Business til ny server i uke 12?", Kind.OPPDRAG, "teknisk"),
        ("Vi ønsker en ny fakturamal med ny logo og annen bunntekst.", Kind.OPPDRAG, "rapport_skjema"),
        ("Hvordan trekker jeg skatt av feriepenger til en som slutter?", Kind.SUPPORT, "lonn"),
        ("En ny ansatt trenger bruker og passord til Visma.net.", Kind.SUPPORT, "lisens_tilgang"),
        ("Korleis fører eg inngåande mva på ein leasingbil?", Kind.SUPPORT, "regnskap"),
    ],
)
def test_plain_requests_get_their_kind_and_area(text: str, kind: Kind, area: str) -> None:
    (issue,) = judged(text).issues
    assert (issue.kind, issue.area) == (kind, area)


def test_a_plain_request_is_routed_without_review() -> None:
    (issue,) = judged(
        "Hei,\n\nbanken avviser betalingsfilen vår fra remittering, feil KID på alle linjer."
    ).issues
    assert issue.auto_routed
    assert issue.certainty >= shipped_model().thresholds.review


def test_the_confidence_is_never_above_that_of_kind_or_area() -> None:
    for issue in judged("Vi trenger hjelp med noe i rapporten for lønn, haster!").issues:
        assert issue.confidence <= min(issue.kind_confidence, issue.area_confidence) + 1e-9


def test_an_empty_text_is_one_issue_for_review_judged_by_its_subject() -> None:
    (issue,) = judged("", "Glemt passord til bruker").issues
    assert (issue.spans, issue.text, issue.auto_routed) == ((), "", False)
    assert issue.area == "lisens_tilgang"


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        (
            "Nie mogę się zalogować do systemu, proszę o pomoc z fakturą i płatnością.",
            Language.OTHER,
            "it is in a language that the model has not learnt",
        ),
        (
            "Guten Tag, wir können die Rechnung nicht drucken, bitte helfen Sie uns schnell.",
            Language.NB,
            "too few of its words are known (",
        ),
        ("Vi kan ikke sende remittering til banken.", Language.OTHER, "it is in a language that the model"),
        ("xqzt vvrp wlkj qqqq zzzt", Language.NB, "too few of its words are known (0 of 5)"),
        ("ok", Language.NB, "it holds hardly a word"),
        ("Se emne.", Language.NB, "it is too short (2 words)"),
        ("", Language.NB, "it has no text"),
        ("Bord til fire på lørdag kl 19, gjerne ved vinduet.", Language.NB, "its words are those of another"),
    ],
)
def test_what_is_unlike_anything_seen_goes_to_review_and_says_why(
    text: str, language: Language, reason: str
) -> None:
    answer = triage(a_message(text, language=language), Kind.SUPPORT, shipped_model())
    assert not any(issue.auto_routed for issue in answer.issues)
    assert all(issue.doubt.startswith(reason) for issue in answer.issues)


@pytest.mark.parametrize("standstill", ["Alt er nede", "Alt står stille", "Ingenting virker nå"])
@pytest.mark.parametrize("signature", ["", "\n\nMvh\nKari"])
def test_that_everything_stands_still_is_not_hidden_behind_a_question(
    standstill: str, signature: str
) -> None:
    issues = judged(f"Hvordan fører jeg valutatap?\n\n{standstill}{signature}").issues
    assert any(standstill in issue.text for issue in issues)
    assert not any(issue.auto_routed for issue in issues)


def test_that_everything_stands_still_is_no_doubt_below_a_fault() -> None:
    (issue,) = judged("Visma krasjer ved pålogging med feil 27. Alt står stille.").issues
    assert issue.doubt == ""


def test_what_is_like_the_training_mail_leaves_no_such_doubt() -> None:
    (issue,) = judged(
        "Hei,\n\nbanken avviser betalingsfilen vår fra remittering, feil KID på alle linjer."
    ).issues
    assert issue.doubt == ""


def test_the_evidence_stands_in_the_customers_text() -> None:
    text = "Hei,\n\nBanken AVVISER betalingsfilen\nvår, feil KID på alle linjer. Hva gjør vi?"
    (issue,) = judged(text).issues
    for decision in Decision:
        told = [evidence for evidence in issue.why if evidence.decision is decision]
        assert 1 <= len(told) <= 5
        assert [evidence.weight for evidence in told] == sorted((e.weight for e in told), reverse=True)
        assert all(evidence.phrase in " ".join(text.split()) for evidence in told)


def test_the_mailbox_is_a_hint() -> None:
    text = "Vi trenger litt hjelp med lønn."
    by_support = judged(text, mailbox=Kind.SUPPORT).issues[0]
    by_oppdrag = judged(text, mailbox=Kind.OPPDRAG).issues[0]

    def share_of_oppdrag(kind: Kind, confidence: float) -> float:
        return confidence if kind is Kind.OPPDRAG else 1.0 - confidence

    assert share_of_oppdrag(by_oppdrag.kind, by_oppdrag.kind_confidence) > share_of_oppdrag(
        by_support.kind, by_support.kind_confidence
    )


def test_the_answer_names_its_model() -> None:
    assert judged("Hei").model_version == shipped_model().version


@settings(max_examples=100)
@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(Kind), st.sampled_from(Language))
def test_any_text_gets_an_answer(text: str, subject: str, mailbox: Kind, language: Language) -> None:
    answer = triage(a_message(text, subject, language=language), mailbox, shipped_model())
    asks = answer.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP)
    assert bool(answer.issues) == asks
    for issue in answer.issues:
        assert 0.0 <= issue.confidence <= 1.0
        assert 0.0 <= issue.certainty <= 1.0
        assert issue.area in issue.possible_areas
        assert all(span.of(text) in issue.text for span in issue.spans)


def test_a_megabyte_is_judged_in_bounded_time() -> None:
    for text in ("faktura " * 125_000, "a" * 1_000_000, "x1. " * 250_000, "Hei.\n" * 200_000):
        before = time.process_time()
        triage(a_message(text), Kind.SUPPORT, shipped_model())
        assert time.process_time() - before < 5.0
