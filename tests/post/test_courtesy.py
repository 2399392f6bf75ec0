"""Whom the router may answer (promise 5)."""

import pytest

from router.message.understand import understand
from router.post.courtesy import reason_not_to_answer
from tests.mails import make_mail

OWN = frozenset({"support@okonomibistand.example", "oppdrag@okonomibistand.example"})


def _reason(sender: str, *headers: tuple[str, str]) -> str | None:
    return reason_not_to_answer(understand(make_mail(sender=sender, text="Hei", headers=headers)), OWN)


@pytest.mark.parametrize(
    "sender",
    [
        "Kari <kari@firma.example>",
        "post@firma.example",
        "faktura@firma.example",
        "Nora Reply <nora.reply@firma.example>",
        "noreply.hansen@firma.example",
        "support@annet-firma.example",
    ],
)
def test_a_human_may_be_answered(sender: str) -> None:
    assert _reason(sender) is None


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Ticket-Router", "receipt"),
        ("X-Autoreply", "yes"),
    ],
)
def test_a_machine_is_never_answered(header: str, value: str) -> None:
    reason = _reason("Kari <kari@firma.example>", (header, value))
    assert reason is not None
    assert reason.startswith("written by a machine: ")


@pytest.mark.parametrize("spelling", ["{}@firma.example", "Vakt <{}@firma.example>", "{}+tag@firma.example"])
@pytest.mark.parametrize("local", ["noreply", "No-Reply", "donotreply", "postmaster", "ikke-svar"])
def test_an_address_that_nobody_reads_is_not_answered(local: str, spelling: str) -> None:
    assert _reason(spelling.format(local)) == f"nobody reads {local.lower()}@"


@pytest.mark.parametrize("spelling", ["{}@firma.example", "Vakt <{}@firma.example>", "{}+tag@firma.example"])
def test_a_mail_server_is_not_answered(spelling: str) -> None:
    assert _reason(spelling.format("mailer-daemon")) is not None


@pytest.mark.parametrize("sender", ["support@okonomibistand.example", "Vi <OPPDRAG@OkonomiBistand.example>"])
def test_our_own_mailboxes_are_not_answered(sender: str) -> None:
    assert _reason(sender) == "the mail comes from one of our own mailboxes"


def test_a_mail_that_would_have_the_answer_sent_to_ourselves_is_not_answered() -> None:
    reason = _reason("Kari <kari@firma.example>", ("Reply-To", "support@okonomibistand.example"))
    assert reason == "the mail comes from one of our own mailboxes"


def test_our_own_mailbox_stays_unanswered_though_it_names_another_to_reply_to() -> None:
    reason = _reason("support@okonomibistand.example", ("Reply-To", "kari@firma.example"))
    assert reason == "the mail comes from one of our own mailboxes"


@pytest.mark.parametrize("sender", ["", "Kari", "<>", "undisclosed-recipients:;"])
def test_without_an_address_there_is_nobody_to_answer(sender: str) -> None:
    assert _reason(sender) == "the mail has no address to answer"


@pytest.mark.parametrize("sender", ["kåre@firma.example", "kari@firmå.example", f"{'x' * 300}@firma.example"])
def test_an_address_that_cannot_be_written_to_is_not_answered(sender: str) -> None:
    assert _reason(sender) == "the address cannot be written to"
