"""How a text, a moment and a number are written on the terminal."""

from datetime import datetime

from rich.text import Text

from router.clock import FIRM_ZONE


def shown(text: str) -> Text:
    """What a mail or a server may have had a hand in: shown as it is, never obeyed by the terminal."""
    return Text("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def loud(text: str) -> Text:
    """The same, where somebody should look at once."""
    warning = shown(text)
    warning.stylize("bold red")
    return warning


def moment_of(moment: datetime) -> str:
    """Day and minute, on the firm's clock."""
    return moment.astimezone(FIRM_ZONE).strftime("%d.%m.%Y %H:%M")


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago it was, in the largest unit that fits."""
    if moment is None:
        return "never"
    seconds = max(0, int((now - moment).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def backlog(count: int, oldest: datetime | None, now: datetime) -> str:
    """How many wait, and since when."""
    return f"{count}, the oldest {ago(oldest, now)}" if count else "none waiting"


def share(count: int, of: int) -> str:
    """So many, and what part of all that is."""
    return f"{count} ({count / of:.0%})" if of else "0"
