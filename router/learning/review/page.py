"""A mail of a review as people see it at a terminal: its text with the issues marked, and its labels.

Colours help, but every mark is a sign too, so that it can be read without them. What a mail holds is shown,
and never obeyed by the terminal.
"""

import json
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Column, Table
from rich.text import Text

from router.learning.corpus.labelled import LabelledMail
from router.learning.review.shown import Shown
from router.taxonomy import Language, Taxonomy
from router.triage.segments import Segment

_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")


def mail_page(shown: Shown, draft: LabelledMail, taxonomy: Taxonomy, title: str) -> RenderableType:
    """The mail with the labels of the draft marked in its text, and beside them what the model would say."""
    labels = Table("", "labels", "what the model would say", box=None, padding=(0, 2))
    says = shown.proposal
    rows = max(len(draft.issues), len(says.issues), 1)
    for number in range(rows):
        own, other = _label(draft, number, taxonomy), _label(says, number, taxonomy)
        mark = Text(f"[{number + 1}]" if number < len(draft.issues) else "", style=_colour(number))
        labels.add_row(mark, own, Text("the same", style="dim") if own == other else other)
    return Group(
        Panel(_marked(draft), title=_plain(title), subtitle=_plain(draft.subject)),
        *(_plain(reason) for reason in shown.why),
        labels,
    )


def choices(taxonomy: Taxonomy) -> Table:
    """The areas with their numbers."""
    table = Table(box=None, padding=(0, 2), show_header=False)
    for number, area in enumerate(taxonomy.areas, 1):
        table.add_row(str(number), area.code, area.name(Language.EN), area.covers)
    return table


def numbered(mail: LabelledMail, segments: Sequence[Segment]) -> Table:
    """The text's smallest parts with their numbers."""
    table = Table(box=None, padding=(0, 2), show_header=False)
    for number, segment in enumerate(segments, 1):
        table.add_row(str(number), _plain(segment.span.of(mail.text)))
    return table


def list_page(shown: Sequence[Shown]) -> Table:
    """All mails of the review, a line each."""
    table = Table(Column("mail", overflow="fold"), "subject", Column("why it is shown", ratio=1))
    for one in shown:
        table.add_row(_plain(one.where), _plain(one.mail.subject), _plain("\n".join(one.why)))
    return table


def json_line(shown: Shown) -> str:
    """One mail of the review as JSON, for programs."""
    return json.dumps(
        {
            "where": shown.where,
            "mail": shown.mail.mail_id,
            "subject": shown.mail.subject,
            "why": list(shown.why),
            "labels": _labels_record(shown.mail),
            "model_says": _labels_record(shown.proposal),
        },
        ensure_ascii=True,
    )


def _labels_record(mail: LabelledMail) -> dict[str, object]:
    return {
        "class": mail.message_class.value,
        "issues": [
            {"kind": issue.kind.value, "area": issue.area, "text": issue.text} for issue in mail.issues
        ],
    }


def _label(mail: LabelledMail, number: int, taxonomy: Taxonomy) -> Text:
    if not mail.issues:
        return Text(mail.message_class.value if number == 0 else "")
    if number >= len(mail.issues):
        return Text("")
    issue = mail.issues[number]
    known = {area.code: area.name(Language.EN) for area in taxonomy.areas}
    return _plain(f"{issue.kind}, {issue.area} ({known.get(issue.area, 'not in the taxonomy')})")


def _marked(mail: LabelledMail) -> Text:
    """The text; what belongs to an issue is in its colour behind its number, the rest is faint."""
    owned = sorted((span, number) for number, issue in enumerate(mail.issues) for span in issue.spans)
    text = Text()
    end = 0
    for span, number in owned:
        text.append(_plain(mail.text[end : span.start]).plain, style="dim")
        text.append(f"[{number + 1}] ", style=f"bold {_colour(number)}")
        text.append(_plain(span.of(mail.text)).plain, style=_colour(number))
        end = span.end
    text.append(_plain(mail.text[end:]).plain, style="dim" if owned else "")
    return text


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _plain(text: str) -> Text:
    return Text("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text))
