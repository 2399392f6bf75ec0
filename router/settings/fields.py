"""What the sections of the configuration share: types with their rules, and the remedy for a broken one."""

import re
from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
# An address as it can stand in any header and envelope (RFC 5322, section 3.4.1, without quoted strings).
_MAIL_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{DOMAIN.pattern}")

_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def filled(example: str) -> AfterValidator:
    """A text that must say something."""

    def check(value: str) -> str:
        if not value.strip():
            raise ValueError(f'is empty; write one such as "{example}"')
        return value

    return AfterValidator(check)


def _time_of_day(value: object) -> object:
    """TOML's own local time, or a text such as 02:30."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    if isinstance(value, str) and _TIME_OF_DAY.fullmatch(value):
        return time.fromisoformat(value)
    raise ValueError('is not a time of day; write one such as "02:30"')


TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Port = Annotated[int, Field(ge=1, le=65535)]
Seconds = Annotated[float, Field(gt=0)]


class Section(BaseModel):
    """One part of the configuration: no key that is not known, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def mail_address(value: str) -> str:
    """The value, if it is a mail address."""
    if len(value) > 254 or not _MAIL_ADDRESS.fullmatch(value):
        raise ValueError("is not a mail address; write one such as support@firma.example")
    return value
