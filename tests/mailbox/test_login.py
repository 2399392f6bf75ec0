"""Logging in with names and passwords that are not ASCII, on real servers."""

import pytest
from imapclient.exceptions import LoginError
from pydantic import SecretStr

from router.demo.servers import ImapServer
from router.mailbox.folder import open_folder
from tests.imap_proxies import WithoutPlainProxy
from tests.mailbox.test_folder import settings_of
from tests.servers import NORWEGIAN_PASSWORD, PASSWORD, Dovecot


def _log_in(port: int, user: str, password: str) -> None:
    with open_folder(settings_of(port, user), SecretStr(password), readonly=True) as folder:
        assert folder.uids(1) == []


@pytest.mark.dovecot
@pytest.mark.parametrize("name", ["{user}", "støtte-{user}"])
@pytest.mark.parametrize("password", [PASSWORD, NORWEGIAN_PASSWORD])
def test_a_name_and_a_password_of_any_characters_are_taken(
    dovecot: Dovecot, user: str, name: str, password: str
) -> None:
    _log_in(dovecot.port, name.format(user=user), password)


@pytest.mark.dovecot
@pytest.mark.parametrize("name", ["{user}", "støtte-{user}"])
def test_a_server_without_authenticate_plain_is_given_literals(
    dovecot: Dovecot, user: str, name: str
) -> None:
    with WithoutPlainProxy(dovecot.port) as proxy:
        _log_in(proxy.port, name.format(user=user), NORWEGIAN_PASSWORD)
    assert b"AUTHENTICATE" not in proxy.asked
    assert b"LOGIN {" in proxy.asked


@pytest.mark.dovecot
def test_a_wrong_password_by_literals_is_told_with_the_remedy_and_not_shown(
    dovecot: Dovecot, user: str
) -> None:
    with WithoutPlainProxy(dovecot.port) as proxy, pytest.raises(LoginError) as told:
        _log_in(proxy.port, user, "feil-ø")
    assert "choose a password of ASCII characters" in str(told.value)
    assert "feil-ø" not in str(told.value)


@pytest.mark.dovecot
def test_where_there_is_no_way_the_remedy_is_told_and_nothing_is_sent(dovecot: Dovecot, user: str) -> None:
    with (
        WithoutPlainProxy(dovecot.port, "LOGINDISABLED") as proxy,
        pytest.raises(LoginError, match="set tls to"),
    ):
        _log_in(proxy.port, user, NORWEGIAN_PASSWORD)
    assert b"Sommer" not in proxy.asked


@pytest.mark.dovecot
def test_a_wrong_password_of_any_characters_is_a_failure_of_the_login(dovecot: Dovecot, user: str) -> None:
    with pytest.raises(LoginError):
        _log_in(dovecot.port, user, "feil-ø")


@pytest.mark.parametrize("password", ["a\0b", "ø\0"])
def test_a_secret_that_no_server_can_be_told_is_refused(imap: ImapServer, password: str) -> None:
    with pytest.raises(LoginError, match="NUL"):
        _log_in(imap.port, "support", password)


def test_a_password_of_several_lines_is_one_password(imap: ImapServer) -> None:
    """It cannot end the command and begin another."""
    with pytest.raises(LoginError):
        _log_in(imap.port, "support", f'x"\r\na001 LOGIN support "{PASSWORD}')
