"""The time. Everything that needs to know it is handed a :data:`Clock`, so that tests can hold it still.

Times are always aware and in UTC; only what people read (a ticket number's year, a date in a mail) is
in the firm's own zone.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

FIRM_ZONE = ZoneInfo("Europe/Oslo")


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)
