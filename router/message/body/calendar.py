"""The words of an invitation (iCalendar, RFC 5545) where a mail has no other text: what, when, where, why."""

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"([A-Za-z-]{1,60})((?:;[^:\"\n]{0,500}(?:\"[^\"\n]{0,500}\")?){0,20}):([^\n]*)")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?\Z")
_COMPONENTS = frozenset({"VEVENT", "VTODO", "VJOURNAL"})
_WANTED = frozenset({"SUMMARY", "DTSTART", "DTEND", "DUE", "LOCATION", "DESCRIPTION"})


def is_answer(text: str) -> bool:
    """An answer to an invitation (RFC 5546, section 3.2.3) is a machine's, whatever words it repeats."""
    return re.search(r"^METHOD:(?:REPLY|REFRESH)[ \t\r]*$", text, re.IGNORECASE | re.MULTILINE) is not None


def calendar_text(text: str) -> str:
    """The first event or task as lines; empty where there is none."""
    fields = _first_component(_FOLD.sub("", text))
    times = [_time(fields[name]) for name in ("DTSTART", "DTEND", "DUE") if name in fields]
    lines = [
        fields.get("SUMMARY", ""),
        "Tid: " + " – ".join(times) if times else "",
        "Sted: " + fields["LOCATION"] if fields.get("LOCATION") else "",
    ]
    head = "\n".join(line for line in lines if line)
    return "\n\n".join(piece for piece in (head, fields.get("DESCRIPTION", "")) if piece)


def _first_component(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    is_inside = False
    inner = 0
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match[1].upper(), match[3].strip()
        if name == "BEGIN":
            inner += is_inside
            is_inside = is_inside or value.upper() in _COMPONENTS
        elif name == "END" and is_inside:
            if not inner:
                break
            inner -= 1
        elif is_inside and not inner and name in _WANTED:
            fields.setdefault(name, _unescaped(value).strip())
    return fields


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda pair: "\n" if pair[1] in "nN" else pair[1], value)


def _time(value: str) -> str:
    match = _TIME.match(value)
    if match is None:
        return value
    year, month, day, hour, minute, _, zone = match.groups()
    clock = f" {hour}:{minute}" if hour else ""
    return f"{year}-{month}-{day}{clock}" + (" UTC" if zone else "")
