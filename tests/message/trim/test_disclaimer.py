"""What others than the writer added ends where it ends; a sentence of the writer is never taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.disclaimer import Additions


@pytest.mark.parametrize(
    "line",
    [
        "Sendt fra min iPhone",
        "Sendt fra mobilen min",
        "Sendt fra min Samsung Galaxy S21 5G-enhet",
        "Sent from my Galaxy S9, please excuse any typos",
        "Von meinem iPhone gesendet",
        "Sendt fra min jobbmobil, beklager skrivefeil",
        "Sendt fra min HTC",
        "Sendt fra min Fairphone 5, det kan være skrivefeil",
        "Sendt fra min tlf",
        "Sendt frå jobbtelefonen min",
        "Sent using Zoho Mail",
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Denne mail er scannet for virus af Eset.",
        "Last ned Outlook for iOS",
        "Please consider the environment before printing",
        "Denne meldingen er kun ment for adressaten.",
        "The information contained in this message is confidential.",
        "Hvis du har mottatt denne e-posten ved en feil, slett den.",
        "Er du ikke rett mottaker, slett den.",
        "This e-mail has been scanned for viruses by Mimecast",
    ],
)
def test_wording_that_nobody_writes_himself_counts_anywhere(line: str) -> None:
    assert Additions([line]).end_of_addition(0) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Sendt med e-post i går",
        "Sendt på mail i dag",
        "Sendt fra Outlook i går",
        "Sendt fra min konto til banken",
        "Sendt fra min Visma-konto",
        "Sendt fra min kollega i går",
        "Sendt fra Visma til kunden",
        "Sendt fra e-post til regnskap",
        "Hent faktura 12 for oss",
        "Denne rapporten er konfidensiell, kan vi sperre den?",
        "Dette gjelder taushetsplikt i lønnsmodulen",
        "Denne mailen er ment for lønnsavdelingen hos dere",
        "Denne e-posten inneholder et vedlegg som ikke kan åpnes",
        "Hvis du har mottatt denne fakturaen, må den krediteres",
        "If you have received this invoice, please credit it",
        "Disclaimer nederst på fakturaen skal bort",
        "Banken tar ikke ansvar for feil i overføringen, sier de",
        "Dokumentet er signert, men vises ikke i arkivet",
        "Spar papir: kan vi sende alle fakturaer på e-post?",
        "Tenk om vi kunne få dette på én side",
        "Må du skrive ut fakturaen før den sendes?",
        "Kontrollert av revisor i går, men saldoen er feil",
        "Sjekket med banken, filen er ikke kommet",
        "Følg oss på lager er et felt vi ikke får bort",
        "Unsubscribed kunder skal ikke få faktura",
        "Unsubscribe lenken i nyhetsbrevet deres virker ikke. Kan dere se på den?",
        "Unsubscribe lenken i nyhetsbrevet funker dårlig",
        "Unsubscribe meg fra nyhetsbrevet deres",
        "Meld av Kari fra nyhetsbrevet",
        "Få Outlook til å virke igjen",
        "Get Outlook to work with Visma on my PC",
        "Last ned Outlook på den nye pc-en til Kari",
        "Denne e-posten er sendt fra Visma uten vedlegg",
        "Disclaimer: kan dere fjerne den?",
        "Disclaimer: teksten under fakturaen skal bort",
        "Ikke skriv ut denne fakturaen før mandag",
        "Må du skrive ut dette på papir, eller kan vi få det digitalt?",
        "Tenk på miljøet og send alt på e-post",
        "Ingen virus funnet, men Visma er fortsatt treg. Hva gjør vi?",
        "Kontrollert av virusprogrammet, og det sperrer Visma",
        "Oppdater e-postliste",
        "Du får denne mailen fordi vi ikke får tak i dere på telefon. Ring oss",
        "Du mottar denne e-posten fordi fakturaen vår er feil",
        "For å avslutte abonnement trengs et skjema",
        "To unsubscribe customers from invoices, what do I do?",
        "You received this message because our invoice module is down",
        "Denne e-posten er konfidensiell. Kan dere sperre Kari?",
        "Dokumentet er elektronisk godkjent og mangler signatur",
        "E-posten er kontrollert av antivirus som sperrer Visma",
    ],
)
def test_a_customers_sentence_is_no_addition(line: str) -> None:
    assert Additions([line, "", *["Mer tekst."] * 20]).end_of_addition(0) == 0


def test_legal_text_and_a_lists_footer_end_where_somebody_asks() -> None:
    legal = "Denne e-posten kan inneholde fortrolig informasjon. Er du ikke rett mottaker, slett den."
    footer = "You received this message because you are subscribed to the group."
    asked = "Kan dere stenge tilgangen til Kari?"
    assert Additions([legal, asked]).end_of_addition(0, below_signature=True) == 1
    assert Additions([footer, "To unsubscribe, send an e-mail.", asked, "Ola"]).end_of_addition(0) == 2


def test_a_paragraph_of_lawyers_words_counts_below_a_signature_only() -> None:
    lines = ["Meldingen kan inneholde opplysninger om kunder.", "Slett den hvis den er feilsendt.", "", "Hei"]
    assert Additions(lines).end_of_addition(0) == 0
    assert Additions(lines).end_of_addition(0, below_addition=True) == 2
    assert Additions([*lines[:2], "Videresend den ikke."]).end_of_addition(0, below_signature=True) == 3


def test_the_firm_and_its_telephone_right_above_a_legal_text_are_no_part_of_it() -> None:
    legal = "Denne e-posten kan inneholde fortrolig informasjon. Er du ikke rett mottaker, slett den."
    additions = Additions(["Ås Fisk AS", "mob. 911 00 222", legal])
    assert [additions.end_of_addition(line, below_signature=True) for line in range(3)] == [0, 1, 3]


def test_a_line_drawn_above_an_addition_belongs_to_it() -> None:
    assert Additions(["---", "Sendt fra min iPhone", "Hei"]).end_of_addition(0) == 2
    assert Additions(["---", "Hei"]).end_of_addition(0) == 0
    assert Additions(["---"]).end_of_addition(0) == 0


@given(st.lists(st.text(max_size=80).map(str.strip), min_size=1, max_size=12), st.booleans(), st.booleans())
def test_an_addition_ends_within_the_text(
    lines: list[str], below_signature: bool, below_addition: bool
) -> None:
    additions = Additions(lines)
    for start in range(len(lines)):
        end = additions.end_of_addition(start, below_signature=below_signature, below_addition=below_addition)
        assert start <= end <= len(lines)
