"""What can be configured: every key, its type and its default, and the rules that values must keep.

``config/router.toml`` explains the same keys to people. A rule that is broken raises ``ValueError`` with the
remedy; :mod:`router.settings.reading` makes one line of it.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from router.message.parts import OwnIdentity
from router.promise import wrong_share
from router.settings.fields import DOMAIN, Port, Seconds, Section, TimeOfDay, filled
from router.settings.servers import MailboxSettings, SmtpSettings

ENVIRONMENT_PREFIX = "TICKET_ROUTER_"
SECRET_PREFIX = f"{ENVIRONMENT_PREFIX}SECRET_"


class FirmSettings(Section):
    """Who answers."""

    name: Annotated[str, filled("ØkonomiBistand")]
    phone: Annotated[str, filled("900 00 000")]
    web_centre: str = ""
    """Address of the customer centre on the web; left out of mails while it is empty."""
    message_id_domain: Annotated[str, Field(max_length=200)]
    authentication_servers: tuple[str, ...] = ()
    """The names under which our own servers write Authentication-Results; nobody else's count."""

    @field_validator("message_id_domain")
    @classmethod
    def _domain_is_one(cls, value: str) -> str:
        if not DOMAIN.fullmatch(value):
            raise ValueError("is not a domain; write one such as router.firma.example")
        return value

    @field_validator("authentication_servers")
    @classmethod
    def _server_names_are_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not name or len(name) > 255 or set(name) & set(' \t\n;()"') for name in value):
            raise ValueError(
                "holds what is no server's name; copy the first word of the Authentication-Results field, "
                "such as mx.firma.example"
            )
        return tuple(name.lower() for name in value)

    def identity(self, own_addresses: frozenset[str]) -> OwnIdentity:
        """How the firm's own mail is known, and whose word on a sender's authenticity it takes."""
        return OwnIdentity(own_addresses, self.message_id_domain, frozenset(self.authentication_servers))


class PostSettings(Section):
    """The brakes on automatic answers (promise 5). A ticket is made whatever they say."""

    receipts_per_address_per_hour: Annotated[int, Field(ge=1)] = 10
    receipts_per_hour: Annotated[int, Field(ge=1)] = 1000


class ServiceSettings(Section):
    """The work itself."""

    readers: Annotated[int, Field(ge=1, le=64)] = 2
    """Processes that understand mails."""
    reading_limit_seconds: Seconds = 20
    """A mail that takes longer is put in quarantine."""
    largest_mail_bytes: Annotated[int, Field(ge=100_000)] = 50_000_000
    metrics_port: Port | None = None
    """Where Prometheus reads the figures; ``None``: nowhere."""
    metrics_host: Annotated[str, filled("127.0.0.1")] = "127.0.0.1"

    @property
    def reading_limit(self) -> timedelta:
        return timedelta(seconds=self.reading_limit_seconds)


class LearningSettings(Section):
    """How the model looks after itself while the service runs, and what a training may take for it."""

    retrain_at: TimeOfDay | None = None
    """In the firm's own zone; ``None``: only people train."""
    corpus: Path | None = None
    """The labelled mails; ``None``: the folder ``corpus`` beside the models."""
    memory_megabytes: Annotated[int, Field(ge=1000)] = 4000
    processors: Annotated[int, Field(ge=1, le=64)] = 1
    longest_minutes: Annotated[int, Field(ge=1, le=1440)] = 60


class Settings(BaseSettings):
    """The whole configuration."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        # What was typed into a wrong place may be a password.
        hide_input_in_errors=True,
    )

    firm: FirmSettings
    database_url: Annotated[str, Field(repr=False)] = "sqlite:///../var/ticket-router.db"
    """It may hold a password, so it is left out where the settings are shown."""
    taxonomy: Path = Path("taxonomy.toml")
    consultants: Path = Path("consultants.toml")
    models: Path = Path("../models")
    review_promise: str | None = None
    """How many of the cases that are routed without review may be wrong, in words; ``None``: as the model was
    trained for."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "console"] = "json"
    mailboxes: dict[str, MailboxSettings] = Field(min_length=1)
    smtp: SmtpSettings
    post: PostSettings = PostSettings()
    service: ServiceSettings = ServiceSettings()
    learning: LearningSettings = LearningSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes over the file; there are no other sources."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @model_validator(mode="before")
    @classmethod
    def _mailboxes_know_their_names(cls, values: dict[str, Any]) -> dict[str, Any]:
        mailboxes = values.get("mailboxes")
        if not isinstance(mailboxes, dict):
            return values
        named = {
            name: {**mailbox, "name": name} if isinstance(mailbox, dict) else mailbox
            for name, mailbox in mailboxes.items()
        }
        return {**values, "mailboxes": named}

    @field_validator("database_url")
    @classmethod
    def _database_url_is_one(cls, value: str) -> str:
        try:
            make_url(value)
        except (ArgumentError, ValueError):
            raise ValueError(
                "is not a database address; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
            ) from None
        return value

    @field_validator("review_promise")
    @classmethod
    def _promise_can_be_made(cls, value: str | None) -> str | None:
        if value is not None:
            wrong_share(value)
        return value

    @property
    def wrong_share(self) -> float | None:
        """The promise as a share of the cases routed without review; ``None``: the model's own."""
        return wrong_share(self.review_promise) if self.review_promise is not None else None

    @property
    def corpus(self) -> Path:
        """The labelled mails that models are trained from."""
        return self.learning.corpus or self.models / "corpus"

    @property
    def identity(self) -> OwnIdentity:
        """How our own mail is known, and whose word on a sender's authenticity counts."""
        return self.firm.identity(self.own_addresses)

    @property
    def own_addresses(self) -> frozenset[str]:
        """The firm's mailboxes, in lower case."""
        return frozenset(mailbox.address.lower() for mailbox in self.mailboxes.values())
