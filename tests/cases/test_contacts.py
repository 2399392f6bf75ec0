"""Where a mail belongs: with the conversation that it answers, if its writer takes part in it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from router.cases import contacts
from router.cases.contacts import NOWHERE, Belonging
from router.cases.tables import ContactRow
from router.message.parts import Address, Message
from router.message.understand import understand
from tests.cases.intakes import KARI, NOW, OLA, Counter, a_request
from tests.mails import make_mail


def _belonging(counter: Counter, raw: bytes, **changes: object) -> Belonging:
    return _belonging_of(counter, replace(understand(raw), **changes))  # type: ignore[arg-type]


def _belonging_of(counter: Counter, message: Message) -> Belonging:
    with counter.database.write() as session:
        contact_id = contacts.contact_of(session, message.answer_address, NOW)
        return contacts.belonging_of(session, message, contact_id)


def _answer(to: str, *, sender: str = KARI, header: str = "In-Reply-To", text: str = "Her er mer.") -> bytes:
    return make_mail(sender=sender, text=text, message_id="<answer@x.example>", headers=[(header, f"<{to}>")])


def _receipt_id(counter: Counter) -> str:
    return next(mail.message_id for mail in counter.outgoing() if mail.purpose == "receipt")


@pytest.mark.parametrize("header", ["In-Reply-To", "References"])
def test_an_answer_to_our_mail_joins_its_conversation(counter: Counter, header: str) -> None:
    counter.ask(1)
    [ticket] = counter.tickets()
    joined = _belonging(counter, _answer(_receipt_id(counter), header=header))
    assert joined == Belonging(ticket.conversation_id, None, None)


def test_an_answer_to_the_customers_own_mail_joins_its_conversation(counter: Counter) -> None:
    counter.ask(1)
    [ticket] = counter.tickets()
    joined = _belonging(counter, _answer("request-1@eksempel-bygg.example"))
    assert joined == Belonging(ticket.conversation_id, None, None)


def test_a_mail_that_names_a_ticket_joins_its_conversation_and_says_which_ticket(counter: Counter) -> None:
    counter.ask(1)
    counter.ask(2)
    first, second = counter.tickets()
    named = make_mail(sender=KARI, subject="Mer om noe", text=f"Dette gjelder sak {first.number}.")
    assert _belonging(counter, named) == Belonging(first.conversation_id, first.id, None)
    assert first.conversation_id != second.conversation_id


def test_an_answer_that_also_names_a_ticket_of_the_conversation_goes_to_that_ticket(counter: Counter) -> None:
    counter.ask(1)
    [ticket] = counter.tickets()
    joined = _belonging(counter, _answer(_receipt_id(counter), text=f"Om {ticket.number}: det virker ikke."))
    assert joined == Belonging(ticket.conversation_id, ticket.id, None)


def test_what_is_answered_weighs_more_than_a_number_in_the_text(counter: Counter) -> None:
    counter.ask(1)
    counter.ask(2)
    first, second = counter.tickets()
    joined = _belonging(
        counter, _answer("request-2@eksempel-bygg.example", text=f"Som i sak {first.number}.")
    )
    assert joined == Belonging(second.conversation_id, None, None)


@pytest.mark.parametrize("how", ["receipt", "own mail", "number"])
def test_a_stranger_is_kept_out_however_he_found_the_way(counter: Counter, how: str) -> None:
    counter.ask(1)
    [ticket] = counter.tickets()
    raw = {
        "receipt": _answer(_receipt_id(counter), sender=OLA),
        "own mail": _answer("request-1@eksempel-bygg.example", sender=OLA),
        "number": make_mail(sender=OLA, text=f"Hva er status i sak {ticket.number}?"),
    }[how]
    assert _belonging(counter, raw) == Belonging(None, None, ticket.conversation_id)


def test_a_mail_without_an_address_joins_nothing(counter: Counter) -> None:
    counter.ask(1)
    [ticket] = counter.tickets()
    raw = make_mail(sender="", text=f"Mer om {ticket.number}")
    assert _belonging(counter, raw) == Belonging(None, None, ticket.conversation_id)


@pytest.mark.parametrize("text", ["Hvordan går det?", "Gjelder sak 2025-000777.", "Sak 2024-000001"])
def test_a_mail_that_names_nothing_we_know_belongs_nowhere(counter: Counter, text: str) -> None:
    counter.ask(1)
    assert _belonging(counter, make_mail(sender=KARI, text=text)) == NOWHERE


def test_an_address_is_the_same_in_any_case(counter: Counter) -> None:
    counter.ask(1, sender="Kari Moen <Kari@Eksempel-Bygg.example>")
    [ticket] = counter.tickets()
    shouted = _answer(_receipt_id(counter), sender="KARI@EKSEMPEL-BYGG.EXAMPLE")
    assert _belonging(counter, shouted).conversation_id == ticket.conversation_id
    with counter.database.read() as session:
        assert session.scalars(select(ContactRow.address)).all() == ["kari@eksempel-bygg.example"]


def test_the_first_name_that_a_contact_writes_under_is_kept(counter: Counter) -> None:
    with counter.database.write() as session:
        first = contacts.contact_of(session, Address("Kari Moen", "kari@a.example"), NOW)
        assert contacts.contact_of(session, Address("KM", " kari@a.example "), NOW) == first
        assert session.scalars(select(ContactRow.name)).all() == ["Kari Moen"]


def test_a_stranger_who_takes_the_customers_message_id_does_not_shut_the_customer_out(
    counter: Counter,
) -> None:
    counter.ask(1)
    counter.take(a_request(2, sender=OLA, message_id="<request-1@eksempel-bygg.example>"))
    first, of_the_stranger = counter.tickets()
    assert first.conversation_id != of_the_stranger.conversation_id
    joined = _belonging(counter, _answer("request-1@eksempel-bygg.example"))
    assert joined == Belonging(first.conversation_id, None, None)


def test_an_answer_to_two_mails_joins_the_newest_conversation_of_its_writer(counter: Counter) -> None:
    counter.ask(1)
    counter.ask(2)
    counter.ask(3, sender=OLA)
    ids = " ".join(f"<request-{number}@eksempel-bygg.example>" for number in (1, 2, 3))
    raw = make_mail(sender=KARI, text="Her er mer.", headers=[("References", ids)])
    assert _belonging(counter, raw).conversation_id == counter.tickets()[1].conversation_id


@pytest.mark.parametrize("address", ["", "   ", f"{'x' * 400}@a.example"])
def test_what_is_no_address_makes_no_contact(counter: Counter, address: str) -> None:
    with counter.database.write() as session:
        assert contacts.contact_of(session, Address("Kari", address), NOW) is None


def test_hostile_addresses_and_message_ids_are_looked_up_without_harm(counter: Counter) -> None:
    hostile = ("a\x00b@x.example", "\udcff\ud800@x.example", "x" * 5_000, "' OR 1=1 --", "%", "ø" * 2_000)
    found = _belonging(
        counter,
        a_request(1),
        in_reply_to=hostile,
        references=hostile * 50,
        sender=Address("K\x00\ud800ari", "ka\x00ri\udcff@a.example"),
    )
    assert found == NOWHERE
