"""Handing mails to real SMTP servers: what each mail's fate is, and that none costs another its own."""

import asyncio
import socket
import time
from contextlib import closing
from pathlib import Path

import aiosmtplib
import pytest
from pydantic import SecretStr

from router.demo.servers import LOOPBACK, SmtpServer
from router.post.outbox import DueMail
from router.post.smtp import Delivery, Fate, check_login, deliver
from router.settings import SmtpSettings, Tls
from tests.post.letters import a_notice, a_receipt, composed
from tests.post.smtp_server import Reply, obliging, protected, scripted

SENDER = "support@okonomibistand.example"


def _mail(
    number: int, to: str | None = None, *, envelope_from: str = SENDER, raw: bytes | None = None
) -> DueMail:
    message = raw or composed(a_receipt(), message_id=f"{number}@r.example").raw
    return DueMail(number, envelope_from, to or f"kunde{number}@firma.example", message, 1, 1)


def _settings(port: int, **changes: object) -> SmtpSettings:
    keys = {"host": LOOPBACK, "port": port, "tls": Tls.NONE, "connections": 1, "timeout_seconds": 5}
    return SmtpSettings.model_validate({**keys, **changes})


def _delivered(
    mails: list[DueMail], settings: SmtpSettings, password: SecretStr | None = None
) -> dict[int, Delivery]:
    deliveries: list[Delivery] = []
    asyncio.run(deliver(mails, settings, password, deliveries.append))
    assert len(deliveries) == len(mails)
    return {delivery.mail.id: delivery for delivery in deliveries}


def _fates(deliveries: dict[int, Delivery]) -> list[Fate]:
    return [deliveries[number].fate for number in sorted(deliveries)]


def _closed_port() -> int:
    with closing(socket.create_server((LOOPBACK, 0))) as server:
        return int(server.getsockname()[1])


def test_a_mail_arrives_as_it_was_composed(smtp: SmtpServer) -> None:
    mail = _mail(1, raw=composed(a_notice(text="Linje\n.\n..\n.QUIT\næøå \U0001f600")).raw)
    assert _fates(_delivered([mail], _settings(smtp.port))) == [Fate.TAKEN]
    [caught] = smtp.caught
    assert caught.raw.rstrip() == mail.raw.rstrip()
    assert (caught.envelope_from, caught.envelope_to) == (SENDER, "kunde1@firma.example")


def test_the_null_sender_goes_out_as_such(smtp: SmtpServer) -> None:
    commands: list[bytes] = []

    def listening(connection: int, command: bytes) -> Reply:
        commands.append(command)
        return obliging(connection, command)

    with scripted(listening) as port:
        assert _fates(_delivered([_mail(1, envelope_from="")], _settings(port))) == [Fate.TAKEN]
    assert [command for command in commands if command.startswith(b"MAIL")] == [b"MAIL FROM:<>"]
    _delivered([_mail(1, envelope_from="")], _settings(smtp.port))
    assert [mail.envelope_from for mail in smtp.caught] == ["<>"]


@pytest.mark.parametrize(
    ("reply", "fate"),
    [
        ("550 no such user", Fate.REFUSED),
        ("553 that is no mailbox", Fate.REFUSED),
        ("450 mailbox busy", Fate.DELAYED),
        ("451 greylisted", Fate.DELAYED),
    ],
)
def test_a_recipient_that_is_not_taken_costs_the_others_nothing(
    smtp: SmtpServer, reply: str, fate: Fate
) -> None:
    smtp.refusals["kunde2@firma.example"] = reply
    deliveries = _delivered([_mail(number) for number in (1, 2, 3)], _settings(smtp.port))
    assert _fates(deliveries) == [Fate.TAKEN, fate, Fate.TAKEN]
    assert deliveries[2].answer == reply
    assert len(smtp.caught) == 2


@pytest.mark.parametrize(
    ("command", "reply", "fate"),
    [
        (b"MAIL", b"550 we do not know you", Fate.DELAYED),
        (b"MAIL", b"552 message too large", Fate.REFUSED),
        (b"RCPT", b"421 closing", Fate.DELAYED),
        (b"DATA", b"451 later", Fate.DELAYED),
        (b".", b"554 looks like spam", Fate.REFUSED),
        (b".", b"452 disk full", Fate.DELAYED),
        (b".", b"what?", Fate.DELAYED),
        (b".", b"", Fate.DELAYED),
    ],
)
def test_a_reply_is_final_only_where_it_refuses_this_mail(command: bytes, reply: bytes, fate: Fate) -> None:
    def script(connection: int, line: bytes) -> Reply:
        return reply if line.upper().startswith(command) else obliging(connection, line)

    with scripted(script) as port:
        assert _fates(_delivered([_mail(1)], _settings(port, timeout_seconds=1))) == [fate]


def test_a_server_may_answer_in_any_charset() -> None:
    def script(connection: int, line: bytes) -> Reply:
        if line.startswith(b"RCPT TO:<kunde2@"):
            return "550 Ukjent mottaker, prøv på nytt".encode("iso-8859-1")
        return obliging(connection, line)

    with scripted(script) as port:
        deliveries = _delivered([_mail(1), _mail(2), _mail(3)], _settings(port))
    assert _fates(deliveries) == [Fate.TAKEN, Fate.REFUSED, Fate.TAKEN]
    assert deliveries[2].answer.startswith("550 Ukjent mottaker")


def test_a_server_that_is_down_is_asked_once_and_not_once_for_each_mail() -> None:
    started = time.monotonic()
    deliveries = _delivered([_mail(number) for number in range(50)], _settings(_closed_port(), connections=2))
    assert _fates(deliveries) == [Fate.UNTRIED] * 50
    assert time.monotonic() - started < 5
    assert "Connect" in deliveries[0].answer


def test_a_server_that_never_greets_is_waited_for_once() -> None:
    with closing(socket.create_server((LOOPBACK, 0))) as deaf:
        started = time.monotonic()
        settings = _settings(deaf.getsockname()[1], timeout_seconds=0.5)
        assert _fates(_delivered([_mail(number) for number in range(20)], settings)) == [Fate.UNTRIED] * 20
        assert time.monotonic() - started < 5


def test_a_server_that_falls_silent_costs_only_the_mail_that_it_was_silent_about() -> None:
    """The late answer must not be taken for that to the next mail."""

    def script(connection: int, line: bytes) -> Reply:
        return None if (connection, line) == (0, b".") else obliging(connection, line)

    with scripted(script) as port:
        deliveries = _delivered([_mail(1), _mail(2), _mail(3)], _settings(port, timeout_seconds=0.5))
    assert _fates(deliveries) == [Fate.DELAYED, Fate.TAKEN, Fate.TAKEN]


def test_an_address_that_cannot_be_put_in_a_command_is_refused_without_harm_to_others(
    smtp: SmtpServer,
) -> None:
    mails = [_mail(1), _mail(2, "ola nordmann@firma.example"), _mail(3, "kåre@firma.example"), _mail(4)]
    deliveries = _delivered(mails, _settings(smtp.port))
    assert _fates(deliveries) == [Fate.TAKEN, Fate.REFUSED, Fate.REFUSED, Fate.TAKEN]


def test_many_mails_go_over_several_connections_each_once(smtp: SmtpServer) -> None:
    deliveries = _delivered([_mail(number) for number in range(40)], _settings(smtp.port, connections=3))
    assert set(_fates(deliveries)) == {Fate.TAKEN}
    assert sorted(mail.envelope_to for mail in smtp.caught) == sorted(
        f"kunde{number}@firma.example" for number in range(40)
    )


def test_nothing_to_send_asks_nothing_of_the_server() -> None:
    assert _delivered([], _settings(_closed_port())) == {}


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_over_tls_with_a_password_a_mail_is_taken(tmp_path: Path, tls: Tls) -> None:
    with protected(tmp_path, tls) as (port, taken):
        settings = _settings(
            port, host="localhost", tls=tls, ca_file=tmp_path / "ca.pem", user="router", credential="smtp"
        )
        assert _fates(_delivered([_mail(1)], settings, SecretStr("hemmelig"))) == [Fate.TAKEN]
        assert len(taken) == 1


def test_a_wrong_password_is_ours_to_mend_and_is_no_fate_of_the_mail(tmp_path: Path) -> None:
    with protected(tmp_path, Tls.STARTTLS) as (port, taken):
        settings = _settings(
            port,
            host="localhost",
            tls=Tls.STARTTLS,
            ca_file=tmp_path / "ca.pem",
            user="router",
            credential="smtp",
        )
        deliveries = _delivered([_mail(1), _mail(2)], settings, SecretStr("feil-passord"))
        assert _fates(deliveries) == [Fate.UNTRIED, Fate.UNTRIED]
        assert "535" in deliveries[1].answer
        assert "feil-passord" not in deliveries[1].answer
        assert taken == []
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            asyncio.run(check_login(settings, SecretStr("feil-passord")))
        asyncio.run(check_login(settings, SecretStr("hemmelig")))


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path: Path, tls: Tls) -> None:
    with protected(tmp_path, tls) as (port, taken):
        settings = _settings(port, host="localhost", tls=tls, user="router", credential="smtp")
        deliveries = _delivered([_mail(1)], settings, SecretStr("hemmelig"))
        assert _fates(deliveries) == [Fate.UNTRIED]
        assert taken == []


def test_a_server_without_starttls_gets_neither_mail_nor_password(smtp: SmtpServer) -> None:
    settings = _settings(smtp.port, tls=Tls.STARTTLS, user="router", credential="smtp")
    assert _fates(_delivered([_mail(1)], settings, SecretStr("hemmelig"))) == [Fate.UNTRIED]
    assert smtp.caught == ()
