"""A line that asks for something or tells of trouble is known; what notices and signatures say is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.message.trim.asking import asks, tells


@pytest.mark.parametrize(
    "line",
    [
        "Unsubscribe lenken i nyhetsbrevet deres virker ikke. Kan dere se på den?",
        "For å avslutte abonnementet på lønn, hva må vi gjøre?",
        "Disclaimer: kan dere fjerne den?",
        "Denne e-posten er konfidensiell. Vi får ikke åpnet den.",
        "Fri for virus, men Visma er fortsatt treg",
        "No virus found, but I cannot log in",
        "This mail is confidential, how do we lock it?",
        "Følg oss-knappen mangler i nettbutikken",
    ],
)
def test_a_question_a_wish_and_word_of_a_fault_are_known(line: str) -> None:
    assert asks(line)
    assert tells(line)


@pytest.mark.parametrize(
    "line",
    [
        "Er du ikke rett mottaker? Slett e-posten og si fra til avsenderen.",
        "Må du skrive ut denne e-posten?",
        "Do you really need to print this e-mail?",
        "Dersom du har mottatt denne e-posten ved en feil, ber vi deg slette den.",
        "Avsender er ikke ansvarlig for feil og mangler ved overføringen.",
        "Vi kan ikke garantere at e-posten er fri for virus.",
        "If you are not the intended recipient, please notify the sender and delete the message.",
        "You received this message because you are subscribed to the group.",
    ],
)
def test_what_a_notice_asks_of_its_reader_is_nobodys_request(line: str) -> None:
    assert not asks(line)


@pytest.mark.parametrize(
    "line",
    [
        "Haster!",
        "Alt er nede",
        "Kassen står",
        "Ring meg",
        "Glemt passord",
        "Låst ute",
        "Hva koster en bruker til i visma.net",
        "SERVEREN SVARER IKKE",
        "Ola må ha tilgang",
        "Får ikke logget inn",
        "Slett e-postliste",
        "Gjelder faktura 10032",
        "Svar innen fredag",
        "Bytte bank",
        "Pris på CRM",
        "Flere lisenser",
        "Import av ansatte",
        "Meld Ola på kurset 3. mars",
    ],
)
def test_the_shortest_words_below_a_signature_tell(line: str) -> None:
    assert tells(line)


@pytest.mark.parametrize(
    "line",
    [
        "Daglig leder",
        "Lønns- og personalansvarlig",
        "Ring oss på 22 33 44 55",
        "Bestill time her",
        "Meld deg på vårt nyhetsbrev her",
        "Send oss gjerne en melding",
        "Please consider the environment",
        "(maler, ikke regnskapsfører)",
        "Avslutt abonnement",
        "Endre Lie",
        "Import og eksport",
        "Opplæring og support",
        "Rett Regnskap AS",
        "Ikke på kontoret fredager",
    ],
)
def test_a_title_and_a_firms_call_tell_nothing(line: str) -> None:
    assert not tells(line)


@given(st.text(max_size=200))
def test_any_line_is_answered_for(line: str) -> None:
    assert tells(line) or not asks(line)


@pytest.mark.parametrize("word", ["hva ", "?", "kan du ", "meld a ", "a står ", "vi ", "går ikk"])
def test_a_hostile_line_takes_no_time(word: str) -> None:
    began = time.perf_counter()
    tells(word * 20_000)
    assert time.perf_counter() - began < 0.5
