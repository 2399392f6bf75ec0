"""One folder on a real server: what is listed, fetched, acknowledged, and heard of while waiting."""

import threading
import time
from contextlib import AbstractContextManager
from threading import Event

import pytest
from imapclient.exceptions import IMAPClientError
from pydantic import SecretStr

from router.demo.servers import ImapServer
from router.demo.show import deliver
from router.mailbox.folder import KEYWORD, Folder, open_folder
from router.settings import Acknowledgement, MailboxSettings, Tls
from router.taxonomy import Kind
from tests.imap_proxies import HidingProxy
from tests.mails import make_mail
from tests.servers import PASSWORD, Dovecot

MAIL = make_mail(text="Hei på dere, æøå")


def settings_of(port: int, user: str, **keys: object) -> MailboxSettings:
    values: dict[str, object] = {
        "name": "support", "kind": Kind.SUPPORT, "address": "support@firma.example", "host": "127.0.0.1",
        "port": port, "tls": Tls.NONE, "user": user, "credential": "tests", "timeout_seconds": 10,
    }  # fmt: skip
    return MailboxSettings.model_validate(values | keys)


def _open(settings: MailboxSettings, *, readonly: bool = False) -> AbstractContextManager[Folder]:
    return open_folder(settings, SecretStr(PASSWORD), readonly=readonly)


@pytest.mark.dovecot
def test_a_mail_is_fetched_byte_for_byte_and_stays_unseen(dovecot: Dovecot, user: str) -> None:
    dovecot.append(user, MAIL)
    with _open(settings_of(dovecot.port, user)) as folder:
        [fetched] = folder.fetch(folder.uids(1))
    assert fetched.raw == MAIL
    assert fetched.received_at.tzinfo is not None
    assert b"\\Seen" not in dovecot.flags(user)[0]


@pytest.mark.dovecot
def test_a_list_from_beyond_the_last_uid_is_empty(dovecot: Dovecot, user: str) -> None:
    dovecot.append(user, MAIL, MAIL)
    with _open(settings_of(dovecot.port, user)) as folder:
        assert folder.uids(1) == [1, 2]
        assert folder.uids(2) == [2]
        assert folder.uids(3) == []


@pytest.mark.dovecot
def test_an_acknowledged_mail_is_moved_and_never_expunged(dovecot: Dovecot, user: str) -> None:
    dovecot.append(user, MAIL, MAIL)
    with _open(settings_of(dovecot.port, user)) as folder:
        folder.acknowledge([1])
    assert dovecot.uids(user) == [2]
    assert len(dovecot.uids(user, "Behandlet")) == 1


@pytest.mark.dovecot
def test_a_folder_that_was_made_since_the_server_listed_its_folders_serves(
    dovecot: Dovecot, user: str
) -> None:
    dovecot.append(user, MAIL)
    with dovecot.client(user) as client:
        client.create_folder("Behandlet")
    with HidingProxy(dovecot.port, "Behandlet") as proxy, _open(settings_of(proxy.port, user)) as folder:
        folder.acknowledge([1])
    assert dovecot.uids(user) == []
    assert len(dovecot.uids(user, "Behandlet")) == 1


@pytest.mark.dovecot
def test_where_the_folder_cannot_be_made_the_keyword_serves(dovecot: Dovecot, user: str) -> None:
    dovecot.append(user, MAIL)
    # A name that Dovecot refuses: an empty level in the hierarchy.
    with _open(settings_of(dovecot.port, user, done_folder="a..b")) as folder:
        folder.acknowledge([1])
    assert KEYWORD.encode() in dovecot.flags(user)[0]


def test_where_neither_moving_nor_keywords_are_allowed_nothing_fails(imap: ImapServer) -> None:
    deliver(imap.port, "support", PASSWORD, [MAIL])
    settings = settings_of(imap.port, "support", acknowledge=Acknowledgement.KEYWORD)
    with _open(settings) as folder:
        uids = folder.uids(1)
        folder.acknowledge(uids)
        assert folder.uids(1) == uids


@pytest.mark.dovecot
def test_a_read_only_folder_changes_nothing(dovecot: Dovecot, user: str) -> None:
    dovecot.append(user, MAIL)
    with _open(settings_of(dovecot.port, user), readonly=True) as folder:
        folder.acknowledge(folder.uids(1))
    assert dovecot.uids(user) == [1]
    assert dovecot.uids(user, "Behandlet") == []


@pytest.mark.dovecot
@pytest.mark.parametrize("tls", [Tls.NONE, Tls.IMPLICIT])
def test_no_mail_is_missed_in_the_moment_when_idle_begins(dovecot: Dovecot, user: str, tls: Tls) -> None:
    port = dovecot.port if tls is Tls.NONE else dovecot.tls_port
    settings = settings_of(port, user, tls=tls, host="localhost", ca_file=dovecot.ca_file)
    with _open(settings) as folder, dovecot.client(user) as client:
        seen = 0
        for _ in range(20):
            # Appended at no particular moment: during the search, between the commands, while IDLE begins.
            sending = threading.Thread(target=client.append, args=("INBOX", MAIL))
            sending.start()
            while len(uids := folder.uids(1)) == seen:
                began = time.monotonic()
                folder.wait(30, Event())
                assert time.monotonic() - began < 25, "the mail was missed, and only the poll found it"
            seen = len(uids)
            sending.join()
    assert seen == 20


@pytest.mark.dovecot
def test_waiting_ends_at_once_when_the_service_stops(dovecot: Dovecot, user: str) -> None:
    stopping = Event()
    with _open(settings_of(dovecot.port, user)) as folder:
        stopping.set()
        folder.wait(60, stopping)
        assert folder.uids(1) == []


@pytest.mark.dovecot
def test_a_wrong_password_is_told_of(dovecot: Dovecot, user: str) -> None:
    with (
        pytest.raises(IMAPClientError, match=r"(?i)auth"),
        open_folder(settings_of(dovecot.port, user), SecretStr("wrong"), readonly=True),
    ):
        pass
