"""What the commands show people on a terminal: tables for the figures that the other modules gather."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from router.cases.accuracy import FEWEST_TO_TELL, Accuracy, Judged
from router.cases.classes import Reclassed
from router.cases.corrections import Corrected
from router.cases.disagreements import Disagreement
from router.cases.divisions import Divided
from router.cases.drift_weeks import DriftOfWeek
from router.cases.judged_mails import CorrectedMails
from router.cases.model_tables import TrainingResult
from router.cases.tables import Outcome, TicketStatus
from router.cases.trainings import Training
from router.check import Finding
from router.clock import FIRM_ZONE
from router.learning.corpus.corrections import Unheeded
from router.learning.drift.comparison import Drift
from router.learning.drift.report import told
from router.post.tables import OutgoingState
from router.shadow import ShadowRecord, ShadowTicket
from router.status import MailboxStatus, ModelStatus, OpenTicket, QuarantinedMessage, SilentMail, Status
from router.taxonomy import NO_AREA, Kind
from router.triage.issue import MessageClass


def finding_line(finding: Finding) -> Text:
    """One line for one finding."""
    mark = ("ok  ", "green") if finding.is_usable else ("FAIL", "bold red")
    return Text.assemble(mark, f"  {finding.subject}: {' '.join(_shown(finding.text).plain.splitlines())}")


def status_page(status: Status, model: str, now: datetime, model_fault: str = "") -> RenderableType:
    """How the service fares. ``model`` is named on disk; ``model_fault`` says why it cannot be used."""
    totals = Table.grid(padding=(0, 2))
    totals.add_row("messages", sum_of_outcomes(status.outcomes))
    if sum(status.shadow_outcomes.values()):
        totals.add_row("in shadow", sum_of_outcomes(status.shadow_outcomes))
    totals.add_row("waiting", _backlog(status.outcomes[Outcome.WAITING], status.oldest_waiting_at, now))
    totals.add_row("tickets", ", ".join(f"{count} {state}" for state, count in status.tickets.items()))
    totals.add_row(
        "outgoing mail",
        _backlog(status.outgoing[OutgoingState.QUEUED], status.oldest_outgoing_at, now)
        + f", {status.outgoing[OutgoingState.SENT]} sent, {status.outgoing[OutgoingState.REFUSED]} refused",
    )
    totals.add_row("model", _loud(f"{model} CANNOT BE USED: {model_fault}") if model_fault else _shown(model))
    if status.model is not None:
        totals.add_row("in force", _model_in_force(status.model, now))
        if status.model.version is not None and status.model.fault:
            since = _ago(status.model.fault_since, now)
            totals.add_row(
                "refused", _loud(f"{since}, so the earlier one stays in force: {status.model.fault}")
            )
    if status.training is not None:
        totals.add_row("last training", _training(status.training, now))
    mailboxes = Table(
        "mailbox", "arrivals", "last success", "last failure", title=None, box=None, padding=(0, 2)
    )
    for mailbox in status.mailboxes:
        mailboxes.add_row(*_fares(mailbox, now))
    return Group(
        totals,
        Text(),
        mailboxes if status.mailboxes else Text("No mailbox has been watched yet."),
        accuracy_page({"tickets": status.accuracy, "in shadow": status.shadow_accuracy}),
        *([Text(), drift_page(status.drift.drift, _week(status.drift))] if status.drift is not None else []),
    )


def drift_page(drift: Drift, when: str) -> RenderableType:
    """What came in, compared with what the model was trained on, in plain words; warnings are red."""
    first, *lines = told(drift, when)
    shown = [_loud(f"  ! {line.text}") if line.is_warning else _shown(f"  {line.text}") for line in lines]
    return Group(_shown(f"against training, {first.text}"), *shown)


def _week(week: DriftOfWeek) -> str:
    return f"in the week from {week.since.astimezone(FIRM_ZONE):%d.%m.%Y}"


def _model_in_force(model: ModelStatus, now: datetime) -> Text:
    if model.version is None:
        return _loud(f"NONE since {_ago(model.since, now)}: every mail goes to review. {model.fault}")
    return _shown(f"{model.version}, taken {_ago(model.since, now)}")


def _training(training: Training, now: datetime) -> Text:
    when = _ago(training.ended_at, now)
    match training.result:
        case TrainingResult.ACTIVATED:
            return _shown(f"{when}: {training.version} was taken into use: {training.reason}")
        case TrainingResult.KEPT:
            return _shown(f"{when}: {training.version} stays a candidate: {training.reason}")
        case TrainingResult.FAILED:
            return _loud(f"{when}: FAILED, the model in use stays: {training.reason}")


def _loud(text: str) -> Text:
    shown = _shown(text)
    shown.stylize("bold red")
    return shown


def _fares(mailbox: MailboxStatus, now: datetime) -> Sequence[Text]:
    succeeded, failed = _ago(mailbox.last_success_at, now), _ago(mailbox.last_failure_at, now)
    if mailbox.last_failure_at is not None:
        # What earlier versions wrote down had the statement below its first line.
        reason, _, _ = mailbox.last_failure.partition("\n")
        failed += f" ({reason})"
    elif mailbox.last_success_at is None:
        succeeded = "not read yet"
    return Text(mailbox.name), Text(str(mailbox.arrivals)), Text(succeeded), _shown(failed)


def accuracy_page(accuracies: Mapping[str, Accuracy]) -> RenderableType:
    """How often the model was right, by the name of the tickets; nothing where there are none."""
    told = {name: accuracy for name, accuracy in accuracies.items() if accuracy.all.tickets}
    if not told:
        return Group()
    table = Table(
        "judged by people", "tickets", "judged", "kind right", "area right", "both right",
        title=None, box=None, padding=(0, 2),
    )  # fmt: skip
    for name, accuracy in told.items():
        table.add_row(f"{name}, all", *_judged(accuracy.all))
        table.add_row(f"{name}, without review", *_judged(accuracy.sure, accuracy.all))
    parts: list[RenderableType] = [Text(), table]
    if not all(part.tells_something for accuracy in told.values() for part in (accuracy.all, accuracy.sure)):
        parts.append(
            Text(
                f"Fewer than {FEWEST_TO_TELL} judged are too few to say anything: judge more with `correct`."
            )
        )
    return Group(*parts)


def _judged(part: Judged, of: Judged | None = None) -> Sequence[str]:
    shares = (part.kind_right, part.area_right, part.both_right)
    tickets, judged = str(part.tickets), str(part.judged)
    if of is not None:
        tickets, judged = _share(part.tickets, of.tickets), _share(part.judged, of.judged)
    if not part.tells_something:
        judged += ": too few"
    return tickets, judged, *(_share(count, part.judged) for count in shares)


def _share(count: int, of: int) -> str:
    return f"{count} ({count / of:.0%})" if of else "0"


def sum_of_outcomes(outcomes: dict[Outcome, int]) -> str:
    """Promise 2 in one line: received = the sum of the four outcomes, and those that still wait."""
    return (
        f"{sum(outcomes.values())} received = {outcomes[Outcome.ROUTED]} routed"
        f" + {outcomes[Outcome.FOLLOWUP]} followup + {outcomes[Outcome.NO_ACTION]} no_action"
        f" + {outcomes[Outcome.QUARANTINED]} quarantined + {outcomes[Outcome.WAITING]} waiting"
    )


def decisions_table(tickets: Sequence[OpenTicket], now: datetime) -> Table:
    """The tickets that wait for a human's decision, with the model's guess and what else is possible."""
    table = Table(
        Column("ticket", no_wrap=True, min_width=11), "received", "why it waits", "the model's guess", "sure",
        "subject", "text",
    )  # fmt: skip
    waits = {TicketStatus.REVIEW: "review", TicketStatus.UNASSIGNED: "nobody takes it"}
    for ticket in tickets:
        table.add_row(
            ticket.number,
            _ago(ticket.received_at, now),
            waits.get(ticket.status, ticket.status.value),
            _guess(ticket.kind, ticket.area) + _or_else(ticket),
            f"{ticket.confidence:.0%}" if ticket.area else "",
            _shown(ticket.subject),
            _shown(" ".join(ticket.text.split())[:160]),
        )
    return table


def _or_else(ticket: OpenTicket) -> str:
    """The other areas that may be the right one, below the guess."""
    others = [area for area in ticket.possible_areas if area != ticket.area]
    return f"\nor {', '.join(others)}" if others else ""


def shadow_page(record: ShadowRecord) -> RenderableType:
    """All that a shadow run recorded, in the order in which the mails came, and how right it was."""
    if not record.tickets and not record.messages:
        return Text("No shadow run has recorded anything yet.")
    tickets = Table(
        Column("ticket", no_wrap=True, min_width=11), "received", "the model's word", "sure", "would be",
        "you say", "subject", "text",
    )  # fmt: skip
    for ticket in record.tickets:
        tickets.add_row(
            ticket.number,
            _moment(ticket.received_at),
            _guess(ticket.model.kind, ticket.model.area),
            f"{ticket.confidence:.0%}" if ticket.model.area else "",
            "routed" if ticket.would_be_routed else "in review",
            _said(ticket),
            _shown(ticket.subject),
            _shown(" ".join(ticket.text.split())[:160]),
        )
    messages = Table(
        "received", "outcome", "why", "from", "subject", title="Mails without a ticket of theirs"
    )
    for message in record.messages:
        messages.add_row(
            _moment(message.received_at), message.outcome.value, _shown(message.reason),
            _shown(message.from_address), _shown(message.subject),
        )  # fmt: skip
    return Group(
        *([tickets] if record.tickets else []),
        *([messages] if record.messages else []),
        accuracy_page({"in shadow": record.accuracy}),
        Text("Right: ticket-router correct NUMBER --by NAME. Wrong: say --kind or --area as well."),
    )


def _guess(kind: Kind, area: str) -> str:
    return f"{kind} {area}" if area != NO_AREA else "not judged: there was no model"


def _said(ticket: ShadowTicket) -> str:
    if ticket.human is None:
        return ""
    return "right" if ticket.human == ticket.model else f"{ticket.human.kind} {ticket.human.area}"


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


def sentences_table(number: str, sentences: Sequence[str]) -> Table:
    """A ticket's text, by sentence, to be divided."""
    table = Table("no.", f"text of {number}")
    for at, sentence in enumerate(sentences, 1):
        table.add_row(str(at), _shown(sentence))
    return table


def silent_table(mails: Sequence[SilentMail]) -> RenderableType:
    """The mails that have made no ticket."""
    if not mails:
        return Text("No mail was closed without a ticket.")
    table = Table("id", "received", "outcome", "why", "from", "subject", "text")
    for mail in mails:
        table.add_row(
            str(mail.id), _moment(mail.received_at), mail.outcome.value, _shown(mail.reason),
            _shown(mail.from_address), _shown(mail.subject), _shown(" ".join(mail.text.split())[:160]),
        )  # fmt: skip
    return table


def disagreements_table(found: Sequence[Disagreement]) -> RenderableType:
    """Where people say different things."""
    if not found:
        return Text("Nobody disagrees.")
    table = Table("about", "subject", "who", "when", "says")
    for one in found:
        for said in one.words:
            table.add_row(
                one.about, _shown(one.subject), _shown(said.by), _moment(said.at), _shown(said.what)
            )
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
    parts: list[RenderableType] = [_shown(" ".join(lines))]
    if unheeded:
        table = Table("mail", "subject", "people say", "the new model says", title="Not heeded yet")
        for one in unheeded:
            table.add_row(one.mail.mail_id, _shown(one.mail.subject), _shown(one.said), _shown(one.judged))
        parts.append(table)
    if corrected.disagreements:
        parts.append(disagreements_table(corrected.disagreements))
    return Group(*parts)


def quarantine_table(messages: Sequence[QuarantinedMessage]) -> Table:
    """The messages that wait for a human."""
    table = Table("id", "mailbox", "received", "reason")
    for message in messages:
        table.add_row(
            str(message.id), Text(message.mailbox), _moment(message.received_at), _shown(message.reason)
        )
    return table


def all_usable(findings: Iterable[Finding]) -> bool:
    """Whether nothing failed."""
    return all(finding.is_usable for finding in findings)


def _shown(text: str) -> Text:
    """What a mail or a server may have had a hand in: shown as it is, never obeyed by the terminal."""
    return Text("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def _backlog(count: int, oldest: datetime | None, now: datetime) -> str:
    return f"{count}, the oldest {_ago(oldest, now)}" if count else "none waiting"


def _moment(moment: datetime) -> str:
    return moment.astimezone(FIRM_ZONE).strftime("%d.%m.%Y %H:%M")


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    seconds = max(0, int((now - moment).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
