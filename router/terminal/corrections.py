"""What came of a human's word: a line for a command, and a page for a training."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from router.cases.classes import Reclassed
from router.cases.corrections import Corrected
from router.cases.disagreements import Disagreement
from router.cases.divisions import Divided
from router.cases.judged_mails import CorrectedMails
from router.learning.corpus.corrections import Unheeded
from router.taxonomy import NO_AREA
from router.terminal.shown import moment_of, shown
from router.triage.issue import MessageClass


def correction_line(corrected: Corrected) -> str:
    """What a human's word came to."""
    row = corrected.row
    said = f"{row.number}: {row.kind}, {row.area}"
    if row.shadow and row.issue.area == NO_AREA:
        return f"{said}; recorded of a shadow run that had no model. Nothing is assigned or sent"
    if row.shadow:
        words = {True: "right", False: "wrong"}
        return (
            f"{said}; recorded of a shadow run: the model's kind was {words[corrected.kind_was_right]}, its "
            f"area {words[corrected.area_was_right]}. Nothing is assigned or sent"
        )
    if corrected.owner is None:
        return f"{said}, assigned to nobody: no consultant takes it"
    if not corrected.is_given_anew:
        return f"{said}; confirmed, it stays with {corrected.owner.name}"
    return f"{said}, assigned to {corrected.owner.name}"


def divided_lines(divided: Divided) -> str:
    """What became of the tickets of a mail that a human has divided otherwise."""
    lines = []
    for owned in divided.tickets:
        row = owned.row
        goes = f"assigned to {owned.owner.name}" if owned.owner is not None else "assigned to nobody"
        if row.shadow:
            goes = "recorded of a shadow run, and nothing is assigned or sent"
        lines.append(f"{row.number}: {row.kind}, {row.area}, {goes}")
    kept = divided.tickets[0].row.number
    lines += [f"{ticket.number}: closed, its matter is in {kept} now" for ticket in divided.closed]
    return "\n".join(lines)


def reclassed_lines(reclassed: Reclassed) -> str:
    """What a human's word on a mail's class came to."""
    lines = [f"mail {reclassed.message_id}: {reclassed.message_class}; its outcome is {reclassed.outcome}"]
    if reclassed.added_to:
        lines.append(f"added to {reclassed.added_to}")
    lines += [f"{number}: closed" for number in reclassed.closed_tickets]
    lines += [f"{number}: open" for number in reclassed.open_tickets]
    if reclassed.open_tickets and reclassed.message_class is MessageClass.FOLLOWUP:
        lines.append("Left open, since nobody has said which ticket the mail adds to (--adds-to NUMBER).")
    return "\n".join(lines)


def disagreements_table(found: Sequence[Disagreement]) -> RenderableType:
    """Where people say different things."""
    if not found:
        return Text("Nobody disagrees.")
    table = Table("about", "subject", "who", "when", "says")
    for one in found:
        for said in one.words:
            table.add_row(one.about, shown(one.subject), shown(said.by), moment_of(said.at), shown(said.what))
    return Group(
        table,
        Text(
            "A mail about which people disagree teaches nothing until they agree: whoever comes round to the "
            "other's word says so with the same command again (of a mail's class or split: correct-class)."
        ),
    )


def corrections_page(corrected: CorrectedMails, unheeded: Sequence[Unheeded]) -> RenderableType:
    """What people's corrections came to in a training."""
    right = len(corrected.mails) - len(unheeded)
    lines = [
        f"Corrections: {len(corrected.mails)} mails that people have judged were learnt from. The new model "
        f"judges {right} of them as people did."
    ]
    if corrected.half_judged:
        lines.append(f"{corrected.half_judged} more will be, once all their tickets are judged (`review`).")
    if corrected.unusable:
        lines.append(
            f"{corrected.unusable} cannot be: they have no text of their own, or an area that is no more."
        )
    parts: list[RenderableType] = [shown(" ".join(lines))]
    if unheeded:
        table = Table("mail", "subject", "people say", "the new model says", title="Not heeded yet")
        for one in unheeded:
            table.add_row(one.mail.mail_id, shown(one.mail.subject), shown(one.said), shown(one.judged))
        parts.append(table)
    if corrected.disagreements:
        parts.append(disagreements_table(corrected.disagreements))
    return Group(*parts)
