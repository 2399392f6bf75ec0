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
from router.settings.schema import ENVIRONMENT_PREFIX, ServerSettings, Settings, Tls


def secret(credential: str) -> SecretStr:
    """The secret that a credential's name stands for.

    Raises:
        SettingsError: there is neither a credential file nor a variable of that name.
    """
    directory = os.environ.get("CREDENTIALS_DIRECTORY")
    variable = ENVIRONMENT_PREFIX + "SECRET_" + credential.upper().replace("-", "_").replace(".", "_")
    if directory:
        file = Path(directory) / credential
        if file.is_file():
            try:
                return SecretStr(file.read_text(encoding="utf-8").rstrip("\r\n"))
            except (OSError, ValueError) as error:
                raise SettingsError(
                    f"{file}: cannot be read; give the service's user the right to"
                ) from error
    value = os.environ.get(variable)
    if value is None:
        raise SettingsError(
            f"credential {credential!r}: no secret found; add LoadCredential={credential}:FILE to the unit, "
            f"or set {variable}"
        )
    return SecretStr(value)


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
