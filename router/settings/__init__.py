"""The configuration: what there is to configure, reading it, and the secrets that it names."""

from router.settings.connecting import check_secrets, secret, tls_context
from router.settings.reading import SettingsError, load_settings
from router.settings.schema import (
    SECRET_PREFIX,
    FirmSettings,
    LearningSettings,
    PostSettings,
    ServiceSettings,
    Settings,
)
from router.settings.servers import Acknowledgement, MailboxSettings, ServerSettings, SmtpSettings, Tls

__all__ = [
    "SECRET_PREFIX",
    "Acknowledgement",
    "FirmSettings",
    "LearningSettings",
    "MailboxSettings",
    "PostSettings",
    "ServerSettings",
    "ServiceSettings",
    "Settings",
    "SettingsError",
    "SmtpSettings",
    "Tls",
    "check_secrets",
    "load_settings",
    "secret",
    "tls_context",
]
