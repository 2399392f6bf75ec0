"""Log in to an IMAP server, whatever characters the name and the password are made of.

The LOGIN command's quoted strings take ASCII alone (RFC 3501, section 4.3). Anything else goes by
AUTHENTICATE PLAIN (RFC 4616: UTF-8) where the server offers it, and by LOGIN with literals where it does not.
What the server refuses, or offers no way for, is a :class:`~imapclient.exceptions.LoginError` that names the
remedy and shows neither name nor password.
"""

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError
from pydantic import SecretStr

# imaplib sends the name as it is, so it must be an atom (RFC 3501, section 9, atom-specials).
_NOT_IN_AN_ATOM = frozenset(' (){%*"\\]')


def log_in(client: IMAPClient, user: str, password: SecretStr) -> None:
    """Log in.

    Raises:
        LoginError: the server does not have us, or has no way to say this name and password.
        IMAPClientError, OSError: the server failed.
    """
    word = password.get_secret_value()
    if "\0" in user + word:
        # Neither way can carry it (RFC 4616, section 2; RFC 3501, section 9, CHAR8).
        raise LoginError("the user or the secret holds a NUL character; write it again without")
    if _is_plain(user + word) and not _NOT_IN_AN_ATOM & set(user):
        client.login(user, word)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(user, word)
    elif client.has_capability("LOGINDISABLED"):
        raise LoginError(
            "the server offers no way to log in over this connection (neither AUTH=PLAIN nor LOGIN); "
            'set tls to "implicit" or "starttls", or let it offer AUTH=PLAIN'
        )
    else:
        _login_with_literals(client, user.encode(), word.encode())


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


class _Literals:
    """Two literals for one command: the name, which imaplib's first wait is for, then the password."""

    def __init__(self, user: bytes, password: bytes) -> None:
        # What ends the line of the first literal announces the second.
        self._left = [user + f" {{{len(password)}}}".encode(), password]

    def following(self, _continuation: bytes) -> bytes:
        return self._left.pop(0)


def _login_with_literals(client: IMAPClient, user: bytes, password: bytes) -> None:
    connection = client._imap
    # imaplib's own way to send one literal after another; IMAPClient's writes literals to its log.
    connection.literal = _Literals(user, password).following
    try:
        status, answer = connection._simple_command("LOGIN", f"{{{len(user)}}}")
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise LoginError(_with_remedy(str(error))) from None
    if status != "OK":
        raise LoginError(_with_remedy(bytes(answer[-1] or b"").decode("utf-8", "replace")))
    connection.state = "AUTH"


def _with_remedy(answer: str) -> str:
    return (
        f"{answer} (the server does not offer AUTH=PLAIN, and may take no characters but ASCII by LOGIN: "
        "if user and password are right, choose a password of ASCII characters)"
    )
