"""Where a segment may change its matter half-way, and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.triage import ngrams
from router.triage.issue import Triage
from router.triage.seams import LONGEST_SEWN, MOST_SEAMS, NO_VERB, seams
from tests.triage.mails import judged


def halves(text: str) -> list[tuple[str, str]]:
    return [(text[: seam.end], text[seam.start :]) for seam in seams(ngrams.lowered(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Banken avviser filen, og timelista på 14 er tom.",
            [("Banken avviser filen,", "og timelista på 14 er tom.")],
        ),
        ("Autopay er nede; Siri trenger opplæring", [("Autopay er nede;", "Siri trenger opplæring")]),
        ("Passord utløpt for Line / 2400 går ikke", [("Passord utløpt for Line", "/ 2400 går ikke")]),
        ("Filen blir avvist and Peter cannot log in", [("Filen blir avvist", "and Peter cannot log in")]),
        ("Banken avviser fila å fakturaene er tomme", [("Banken avviser fila", "å fakturaene er tomme")]),
        ("Da ønsker vi å sette opp en kobling som virker", []),
        ("Feriepengene er feil hvor finner jeg satsen", [("Feriepengene er feil", "hvor finner jeg satsen")]),
        ("Skriveren står (den til lager henger også)", [("Skriveren står", "(den til lager henger også)")]),
        # What is joined are two things, and not two sentences; or a half says too little.
        ("Kan dere slette ordren og fakturaen til Berg?", []),
        ("Filen stopper, feil.", []),
        ("", []),
    ],
)
def test_a_seam_stands_before_what_may_be_another_matter(text: str, found: list[tuple[str, str]]) -> None:
    assert halves(text) == found


def test_the_first_verb_is_looked_for_behind_the_words_that_join() -> None:
    (seam,) = seams("filen er avvist, og så timelista til kari er tom")
    assert (seam.verb, seam.asks) == (3, False)
    (seam,) = seams("filen er avvist og hvordan fikser vi det")
    assert seam.asks
    assert seam.verb == NO_VERB


@given(st.text(st.sampled_from("ao er og;/,.(\n -ÅİhvorE"), max_size=300))
def test_both_halves_stand_in_the_text_and_say_something(text: str) -> None:
    lowered = ngrams.lowered(text)
    for seam in seams(lowered):
        assert not text[seam.end : seam.start].strip()
        assert min(len(text[: seam.end].split()), len(text[seam.start :].split())) >= 2


def test_a_log_has_no_seams_and_no_segment_has_too_many() -> None:
    assert seams("a b er, " * LONGEST_SEWN) == ()
    assert len(seams("a b, e c " * (LONGEST_SEWN // 10))) == MOST_SEAMS


def pieces_of(text: str) -> list[str]:
    return [text[issue.spans[0].start : issue.spans[-1].end] for issue in found_in(text).issues]


def found_in(text: str) -> Triage:
    return judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vi får ikke sendt EHF, og Kari har glemt passordet sitt",
        "Fakturaen til Berg ble sendt to ganger, og lønnsslippen til Ola mangler feriepenger.",
        "Kunden fikk feil pris på faktura 4412, og serveren er treg i dag.",
        "Banken avviser filen, og timelista på prosjekt 14 er tom.",
    ],
)
def test_two_matters_in_one_short_sentence_are_never_routed_as_one(text: str) -> None:
    issues = judged(text).issues
    assert len(issues) > 1 or not issues[0].auto_routed


@pytest.mark.parametrize(
    "text",
    [
        "Fakturaen til Berg ble sendt to ganger, og kunden har betalt begge.",
        "A-meldingen ble avvist og fristen er i morgen.",
        "Visma henger når jeg åpner lønn, og det går bra på de andre maskinene.",
        "Vi har prøvd å starte serveren på nytt, og nå er den enda tregere.",
    ],
)
def test_one_matter_and_what_comes_of_it_stays_one(text: str) -> None:
    assert len(judged(text).issues) == 1


def test_nothing_of_a_sentence_that_is_cut_at_its_seam_is_lost() -> None:
    text = "Banken avviser remitteringsfilen, og lønnsslippen til Ola mangler feriepenger."
    one, other = pieces_of(text)
    assert one == "Banken avviser remitteringsfilen,"
    assert other == "og lønnsslippen til Ola mangler feriepenger."


@pytest.mark.parametrize(
    "text",
    [
        "Vi får ikke sendt remitteringen i dag, og jeg må vite hvordan jeg registrerer foreldrepermisjon",
        "Banken avviser filen, og jeg må vite hva en lisens til koster.",
        "Banken avviser filen, og jeg lurer på hvor mye en lisens til koster.",
    ],
)
def test_a_question_stays_with_what_it_hangs_on(text: str) -> None:
    for piece in pieces_of(text):
        assert not piece.endswith(("vite", "på"))
        assert len(piece.split()) >= 3


TWO_MATTERS = (
    "Banken avviser fila, og me ønskjer ny logo på fakturaen.",
    "The printer is dead; how do I credit an invoice.",
    "Fakturaen må få nytt kontonummer nederst - og Sindre må ut av systemet.",
    "Har glemt passordet mitt igjen, sorry, men ordrebekreftelsen vår trenger en engelsk utgave.",
    "Purringene går ut uten gebyr, og kan noen komme og lære opp to nye i lønn?",
    "Hvordan fører jeg leie av truck, og når er neste kurs i rapportgeneratoren?",
    "Vi skal ha Visma på tre nye pc-er, og a-meldinga for mars fikk avvik.",
    "Eva har sluttet og må fjernes som bruker; innbetalingene i dag ble ikke lest inn.",
    "Kassaoppgjøret overføres ikke lenger, dessuten vil vi ha en liste over varer under minimum.",
    "Skattekortet til Ali blir ikke hentet - hva koster en lisens til?",
    "Backupen har feilet tre netter, og på kreditnotaen mangler vår referanse.",
    "Vi må ha satt opp EHF inn, og Knut har låst seg ute igjen.",
    "Me får ikkje periodisert forsikringa, og skrivaren på kontoret er borte etter byte av nett.",
    "Korleis set eg sperre på ein kunde, og kan de lage eit prisoppslag til butikken?",
    "Nettsida sender doble ordrar, og feriepengane til Jon ser for låge ut.",
    "We cannot open period 4, and Maria needs a new password.",
    "The VAT report is off by 300, also please send us a price for the project module.",
    "Could you move our database to the new server, and why is the label printed twice?",
    "Our web shop no longer sends stock levels, and the payroll file was refused by the bank.",
    "Bankavstemminga går ikke opp, og vi vil ha timeregistrering på mobil satt opp.",
)
"""In one breath, of two areas."""
ONE_MATTER = (
    "Lønnsfila ble avvist i banken, og de ansatte har ikke fått lønn.",
    "Nettbutikken henter ikke priser, og kundene får feil pris på fakturaen.",
    "Får beskjed «Lisens utløpt» i ordremodulen, og Visma-kontakten vår svarer ikke.",
    "Aas og Berg AS får ikke sendt faktura, og kunden Lønn og Regnskap AS purrer.",
    "Remitteringsfila stoppet i banken, og folk har ikke fått pengene sine.",
    "AutoPay sendte ikke lønnsfila, og de ansatte purrer på lønna.",
    "Banken avviste filen i går, så ingen har fått lønn.",
    "Nettbutikken overfører ikke ordrer, og lageret får ikke plukket.",
    "Serveren er nede, og vi får ikke kjørt lønn.",
    "Lisensen er utløpt, og vi får ikke sendt fakturaer.",
    "Skriveren er ødelagt, og vi får ikke skrevet ut pakksedler.",
    "EHF-fakturaene stopper, og kunden har ikke fått fakturaen sin.",
    "Timene fra appen kommer ikke over, og lønnskjøringa blir feil.",
    "Visma er treg i dag, og fakturakjøringen tar en time.",
    "Oppdateringen feilet i natt, og ingen kommer inn i regnskapet.",
    "KID mangler på fakturaene, og innbetalingene blir ikke matchet.",
    "Prisene i nettbutikken er feil, og kundene klager.",
    "Momskoden er feil på vare 12, og mva-meldingen stemmer ikke.",
    "Vi mistet nettet i går, og bankfila ble ikke sendt.",
    "Brukeren til Kari er låst, og hun får ikke attestert fakturaer.",
)
"""A fault and what comes of it, which has the words of another area."""


def test_of_twenty_pairs_in_one_breath_hardly_any_is_routed_as_one_and_many_are_divided() -> None:
    found = {text: judged(text).issues for text in TWO_MATTERS}
    as_one = [text for text, issues in found.items() if len(issues) == 1 and issues[0].auto_routed]
    assert len(as_one) <= 3, as_one
    divided = [text for text, issues in found.items() if len(issues) == 2]
    assert len(divided) >= 8, set(found) - set(divided)


def test_of_twenty_faults_and_what_comes_of_them_at_most_one_is_divided() -> None:
    divided = [text for text in ONE_MATTER if len(judged(text).issues) > 1]
    assert len(divided) <= 1, divided


@pytest.mark.parametrize(
    "text",
    [
        "Banken avviser betalingsfilen, og leverandørene begynner å purre på oss.",
        "Eva får ikke logget inn, og hun må ha kjørt lønn før tolv.",
        "Eva Moen har glemt passordet sitt. Nytt passord, takk.",
        "Bilag 311 er ført dobbelt. Slett det ene.",
    ],
)
def test_that_its_halves_have_words_of_two_areas_is_no_doubt_of_plain_mail(text: str) -> None:
    [issue] = judged(text).issues
    assert not issue.doubt
