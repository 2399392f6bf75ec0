"""The mail servers: how each is reached, logged in to and protected."""

import ipaddress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from router.settings.fields import Port, Seconds, Section, filled, mail_address
from router.taxonomy import Kind


class Tls(StrEnum):
    """How a connection is protected."""

    IMPLICIT = "implicit"
    """TLS from the first byte (RFC 8314): the default."""
    STARTTLS = "starttls"
    NONE = "none"
    """Only to a server on this machine."""


class Acknowledgement(StrEnum):
    """How the mail server is told that a mail has been received."""

    MOVE = "move"
    KEYWORD = "keyword"


class ServerSettings(Section):
    """Where a mail server is, and how the way to it is protected."""

    host: Annotated[str, filled("mail.firma.example")]
    tls: Tls = Tls.IMPLICIT
    ca_file: Path | None = None
    """Certificates to trust besides the system's own."""
    timeout_seconds: Seconds = 30

    @field_validator("host")
    @classmethod
    def _host_can_be_looked_up(cls, value: str) -> str:
        try:
            value.encode("idna")
        except UnicodeError:
            raise ValueError("is not a host name; write one such as mail.firma.example") from None
        return value

    @model_validator(mode="after")
    def _passwords_do_not_travel_in_the_clear(self) -> "ServerSettings":
        if self.tls is Tls.NONE and not _is_this_machine(self.host):
            raise ValueError(
                'tls = "none" is for a server on this machine only; use "implicit" or "starttls"'
            )
        return self


class MailboxSettings(ServerSettings):
    """One IMAP mailbox to watch."""

    name: Annotated[str, Field(max_length=100)]
    """Its key in the file: ``[mailboxes.NAME]``."""
    kind: Kind
    address: str
    """The address that customers write to; answers come from it."""
    port: Port = 993
    user: Annotated[str, filled("support@firma.example")]
    credential: Annotated[str, filled("imap-support")]
    folder: Annotated[str, filled("INBOX")] = "INBOX"
    acknowledge: Acknowledgement = Acknowledgement.MOVE
    done_folder: Annotated[str, filled("Behandlet")] = "Behandlet"
    idle: bool = True
    poll_seconds: Seconds = 60

    @field_validator("address")
    @classmethod
    def _address_is_one(cls, value: str) -> str:
        return mail_address(value)


class SmtpSettings(ServerSettings):
    """The server that takes outgoing mail."""

    port: Port = 465
    user: Annotated[str, filled("router@firma.example")] | None = None
    credential: Annotated[str, filled("smtp")] | None = None
    connections: Annotated[int, Field(ge=1, le=20)] = 2

    @model_validator(mode="after")
    def _user_has_a_credential(self) -> "SmtpSettings":
        if (self.user is None) != (self.credential is None):
            raise ValueError("user and credential go together; set both or neither")
        return self


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
