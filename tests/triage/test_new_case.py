import time

import pytest

from router.learning.corpus.labelled import read_corpus
from router.triage.issue import MessageClass
from router.triage.new_case import new_case_at
from tests.running import PROJECT


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
