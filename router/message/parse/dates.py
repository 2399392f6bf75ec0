"""The date of a mail (RFC 5322, section 3.3), as real clients write it; always with a time zone.

Some clients write the names of days and months in their own language, ISO 8601, or zones by their obsolete
names (section 4.3). Takes any bytes and raises nothing.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from router.message.parse import charset

_MAX_BYTES = 200
_COMMENT = re.compile(r"\([^()]*\)")
_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|ma[ijy]|jun|jul|aug|sep|o[kc]t|nov|d[ei][sc]|juni|juli)[a-zåäö]{0,7}\.?(?=\s)",
    re.IGNORECASE,
)
_MONTHS = {"mai": "May", "maj": "May", "okt": "Oct", "des": "Dec", "dis": "Dec"}
_DAY = re.compile(r"^\s*[a-zåäöøæ]{2,9}\.?\s*,\s*", re.IGNORECASE)
_ZONE = re.compile(r"\b(CET|MET|MEZ|CEST|MEST|MESZ|WET|WEST|EET|EEST)\s*\Z")
_ZONES = {
    **dict.fromkeys(("CET", "MET", "MEZ", "WEST"), "+0100"),
    **dict.fromkeys(("CEST", "MEST", "MESZ", "EET"), "+0200"),
    "WET": "+0000",
    "EEST": "+0300",
}


def date(value: bytes | None) -> datetime | None:
    """The moment, with a time zone (UTC where none is named); ``None`` where it cannot be read."""
    if not value or len(value) > _MAX_BYTES:
        return None
    text = charset.decode(value, None).text.strip()
    for read in (parsedate_to_datetime, datetime.fromisoformat, _tolerantly):
        try:
            moment = read(text)
        except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
            continue
        if not 1971 <= moment.year <= 9000:
            return None
        if moment.tzinfo is None and _ZONE.search(_COMMENT.sub("", text)):
            continue  # the first reader knows only American zones
        # RFC 5322 writes -0000 where the zone is not known: then it is UTC.
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None


def _tolerantly(text: str) -> datetime:
    text = _DAY.sub("", _COMMENT.sub("", text)).strip()
    text = _MONTH.sub(lambda name: _MONTHS.get(name[1].lower(), name[1][:3]), text, count=1)
    text = _ZONE.sub(lambda zone: _ZONES[zone[1]], text)
    return parsedate_to_datetime(re.sub(r"(\d)\.(?=\s)", r"\1", text))
