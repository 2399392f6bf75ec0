"""Read the configuration file: one TOML file, and the environment over it.

Precedence: ``TICKET_ROUTER_SECTION__KEY`` in the environment, then the file. Every fault is reported at once,
one line each, with file, key and remedy.
"""

import difflib
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_settings import SettingsError as SourceError
from sqlalchemy import make_url

from router.settings.schema import LearningSettings, Settings
from router.settings.servers import MailboxSettings, ServerSettings

_ServerT = TypeVar("_ServerT", bound=ServerSettings)


_SHOWN = "(config/router.toml shows how)"
_EXPECTED = {
    "bool_parsing": "is neither true nor false; write true or false, without quotes",
    "bool_type": "is neither true nor false; write true or false, without quotes",
    "int_parsing": "is not a whole number; write one, without quotes",
    "int_type": "is not a whole number; write one, without quotes",
    "int_from_float": "is not a whole number; write one, without quotes",
    "float_parsing": "is not a number; write one, without quotes",
    "float_type": "is not a number; write one, without quotes",
    "string_type": "is not text; write it in quotes",
    "path_type": "is not a path; write it in quotes",
}
"""What pydantic found, in the words of the file."""


class SettingsError(ValueError):
    """The configuration cannot be used. The message has one line for each fault."""


def load_settings(path: Path) -> Settings:
    """Read the configuration. Relative paths in it count from the file's own folder.

    Raises:
        SettingsError: with one line for each fault: file, key, what is wrong, what to do.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}); copy config/router.toml and name it with --config"
        ) from error
    except ValueError as error:
        raise SettingsError(f"{path}: is not TOML ({error}); mend that line") from error
    try:
        settings = Settings(**document)
    except SourceError as error:
        # A whole section in one variable; what it held may be a password.
        raise SettingsError(f"{path}: the environment: {error}; set each key by its own variable") from None
    except ValidationError as error:
        faults = [_fault(path, dict(fault)) for fault in error.errors()]
        raise SettingsError("\n".join(faults)) from error
    folder = path.resolve().parent
    return settings.model_copy(
        update={
            "database_url": _anchored_url(settings.database_url, folder),
            "taxonomy": folder / settings.taxonomy,
            "consultants": folder / settings.consultants,
            "models": folder / settings.models,
            "learning": _anchored_learning(settings.learning, folder),
            "mailboxes": {name: _anchored(mailbox, folder) for name, mailbox in settings.mailboxes.items()},
            "smtp": _anchored(settings.smtp, folder),
        }
    )


def _fault(path: Path, fault: dict[str, Any]) -> str:
    """One fault that pydantic found, as one line for a person."""
    location = tuple(fault["loc"])
    key = ".".join(str(step) for step in location) or "the whole"
    match fault["type"]:
        case "extra_forbidden":
            known = _known_keys(location[:-1])
            near = difflib.get_close_matches(str(location[-1]), known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"take it out; known here: {', '.join(known)}"
            return f"{path}: {key}: unknown key; {hint}"
        case "missing":
            return f"{path}: {key}: missing; add it {_SHOWN}"
        case "model_type" | "model_attributes_type" | "dict_type":
            table = "mailboxes.support" if location == ("mailboxes",) else key
            return f"{path}: {key}: is not a table; write [{table}] and its keys below {_SHOWN}"
        case "too_short" if location == ("mailboxes",):
            return f"{path}: {key}: there is none; write [mailboxes.support] and its keys below {_SHOWN}"
        case kind if kind in _EXPECTED:
            return f"{path}: {key}: {_EXPECTED[kind]} {_SHOWN}"
        case _:
            message = str(fault["msg"]).removeprefix("Value error, ")
            return f"{path}: {key}: {message[0].lower()}{message[1:]}"


def _known_keys(section: tuple[Any, ...]) -> list[str]:
    match section:
        case ():
            fields = Settings.model_fields
        case ("mailboxes", _):
            # Its name is the table's own, not a key in it.
            return sorted(set(MailboxSettings.model_fields) - {"name"})
        case (str(name),) if name in Settings.model_fields:
            annotation: Any = Settings.model_fields[name].annotation
            fields = getattr(annotation, "model_fields", {})
        case _:
            fields = {}
    return sorted(fields)


def _anchored(server: _ServerT, folder: Path) -> _ServerT:
    if server.ca_file is None:
        return server
    return server.model_copy(update={"ca_file": folder / server.ca_file})


def _anchored_learning(learning: LearningSettings, folder: Path) -> LearningSettings:
    if learning.corpus is None:
        return learning
    return learning.model_copy(update={"corpus": folder / learning.corpus})


def _anchored_url(url: str, folder: Path) -> str:
    """A SQLite file's relative path counts from the configuration's folder, like every other path."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return url
    return parsed.set(database=str((folder / parsed.database).resolve())).render_as_string(
        hide_password=False
    )
