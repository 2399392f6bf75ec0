"""The explanation of a mail for people: the same document as the JSON, drawn with Rich.

What stands in a mail is put in as plain text, never as Rich markup, so a mail cannot colour or hide anything.
"""

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from router.explain.document import Explanation, IssueEntry

_SHOWN_LINES = 40
_SHOWN_REASONS = 6


def page(document: Explanation) -> RenderableType:
    """One mail as a panel: who, what, the new text, the issues with their reasons, the warnings."""
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    sender = document["from"]
    class_reason = document["class_reason"] + "; a human looks at it" * document["class_by_words"]
    for label, value in (
        ("from", f"{sender['name']} <{sender['address']}>".strip()),
        ("subject", document["subject"]),
        ("date", document["date"] or "unknown"),
        ("class", _with_reason(document["message_class"] or "not judged", class_reason)),
        ("origin", _with_reason(document["origin"], document["origin_reason"])),
        ("language", document["language"]),
        ("TeamViewer", document["teamviewer_id"] or ""),
        ("cases", ", ".join(document["case_numbers"])),
        ("files", ", ".join(f"{file['name']} ({file['size']} bytes)" for file in document["attachments"])),
    ):
        if value:
            facts.add_row(label, Text(value))
    parts: list[RenderableType] = [facts, Text(), _excerpt(document["new_text"])]
    for name in ("quoted_text", "signature"):
        left_out = document["quoted_text"] if name == "quoted_text" else document["signature"]
        if left_out:
            lines = left_out.count("\n") + 1
            parts.append(Text(f"({lines} lines of {name.replace('_', ' ')} left out)", style="dim"))
    for number, issue in enumerate(document["issues"], start=1):
        parts += [Text(), _issue(number, issue, document["new_text"])]
    parts += [Text(f"warning: {warning}", style="yellow") for warning in document["warnings"]]
    return Panel(Group(*parts), title=Text(document["source"]), title_align="left")


def _with_reason(value: str, reason: str) -> str:
    return f"{value} ({reason})" if reason else value


def _excerpt(text: str) -> Text:
    lines = text.split("\n")
    shown = "\n".join(lines[:_SHOWN_LINES])
    more = f"\n… and {len(lines) - _SHOWN_LINES} lines more" if len(lines) > _SHOWN_LINES else ""
    return Text(shown + more) if text else Text("(no text)", style="dim")


def _issue(number: int, issue: IssueEntry, new_text: str) -> RenderableType:
    fate = "routed" if issue["auto_routed"] else "to review: a human decides first"
    head = Text.assemble(
        (f"issue {number}: ", "bold"),
        (f"{issue['kind']} {issue['kind_confidence']:.0%}", "cyan"),
        ", ",
        (f"{issue['area']} {issue['area_confidence']:.0%}", "cyan"),
        f", both right {issue['confidence']:.0%}, piece too {issue['certainty']:.0%}: ",
        (fate, "green" if issue["auto_routed"] else "magenta"),
    )
    others = issue["possible_areas"][1:] if not issue["auto_routed"] else []
    doubts = [f"a human decides: {issue['doubt']}"] if issue["doubt"] else []
    doubts += [f"also possible: {', '.join(others)}"] if others else []
    reasons = Text(
        "because: "
        + ", ".join(
            f"{entry['phrase']!r} {entry['weight']:+.2f} ({entry['decision']})"
            for entry in issue["why"][:_SHOWN_REASONS]
        ),
        style="dim",
    )
    text = Text("\n".join("  │ " + line for line in issue["text"].split("\n")))
    parts: list[RenderableType] = [head, *(Text(doubt, style="magenta") for doubt in doubts), text]
    if issue["background"]:
        told = " … ".join(" ".join(new_text[start:end].split()) for start, end in issue["background"])
        parts.append(Text(f"background: {told}", style="dim"))
    if issue["why"]:
        parts.append(reasons)
    return Group(*parts)
