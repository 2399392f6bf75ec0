"""What a connection to a mail server needs besides its address: the password, and how it is protected.

Passwords are never in the configuration: each server names a *credential*, which is looked for as a file in
systemd's ``$CREDENTIALS_DIRECTORY`` and then in the environment. A secret is held as
:class:`~pydantic.SecretStr`, so that no log and no error can show it.
"""

import os
import ssl
from pathlib import Path

from pydantic import SecretStr

from router.settings.reading import SettingsError
from router.settings.schema import SECRET_PREFIX, Settings
from router.settings.servers import ServerSettings, Tls


def secret(credential: str) -> SecretStr:
    """The secret that a credential's name stands for.

    Raises:
        SettingsError: there is neither a credential file nor a variable of that name.
    """
    directory = os.environ.get("CREDENTIALS_DIRECTORY")
    variable = SECRET_PREFIX + credential.upper().replace("-", "_").replace(".", "_")
    file = Path(directory) / credential if directory else None
    if file is not None and file.is_file():
        return _checked(credential, _read(file), f"the file {file}")
    value = os.environ.get(variable)
    if value is None:
        raise SettingsError(
            f"credential {credential!r}: no secret found; add LoadCredential={credential}:FILE to the unit, "
            f"or set {variable}"
        )
    return _checked(credential, os.fsencode(value), variable)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read; give the service's user the right to") from error


def _checked(credential: str, value: bytes, place: str) -> SecretStr:
    if not value:
        raise SettingsError(f"credential {credential!r}: {place} is empty; write the password there")
    try:
        return SecretStr(value.decode("utf-8"))
    except UnicodeDecodeError:
        # Not chained: the error holds the bytes.
        raise SettingsError(
            f"credential {credential!r}: {place} is not UTF-8 text; write the password there anew, in UTF-8"
        ) from None


def check_secrets(path: Path, settings: Settings) -> None:
    """Make sure that every secret which the configuration names is there.

    Raises:
        SettingsError: with one line for each that is not: file, key, what to do.
    """
    named = {f"mailboxes.{name}": mailbox.credential for name, mailbox in settings.mailboxes.items()}
    if settings.smtp.credential is not None:
        named["smtp"] = settings.smtp.credential
    faults = []
    for section, credential in named.items():
        try:
            secret(credential)
        except SettingsError as error:
            faults.append(f"{path}: {section}.credential: {error}")
    if faults:
        raise SettingsError("\n".join(faults))


def tls_context(server: ServerSettings) -> ssl.SSLContext | None:
    """How to protect a connection to the server: with the system's certificates and its own authority's."""
    if server.tls is Tls.NONE:
        return None
    context = ssl.create_default_context()
    if server.ca_file is not None:
        context.load_verify_locations(server.ca_file)
    return context
