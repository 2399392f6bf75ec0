"""How the service fares: the page of `status`, and that of `drift`."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from router.cases.drift_weeks import DriftOfWeek
from router.cases.tables import Outcome
from router.cases.tables.learning import TrainingResult
from router.cases.trainings import Training
from router.clock import FIRM_ZONE
from router.learning.drift.comparison import Drift
from router.learning.drift.report import told
from router.post.tables import OutgoingState
from router.status import MailboxStatus, ModelStatus, Status
from router.terminal.accuracy import accuracy_page
from router.terminal.shown import ago, backlog, loud, shown
from router.terminal.tickets import unseen_line


def status_page(status: Status, model: str, now: datetime, model_fault: str = "") -> RenderableType:
    """How the service fares. ``model`` is named on disk; ``model_fault`` says why it cannot be used."""
    totals = Table.grid(padding=(0, 2))
    totals.add_row("messages", sum_of_outcomes(status.outcomes))
    if sum(status.shadow_outcomes.values()):
        totals.add_row("in shadow", sum_of_outcomes(status.shadow_outcomes))
    totals.add_row("waiting", backlog(status.outcomes[Outcome.WAITING], status.oldest_waiting_at, now))
    totals.add_row("tickets", ", ".join(f"{count} {state}" for state, count in status.tickets.items()))
    if status.unseen.mails:
        totals.add_row("closed unseen", unseen_line(status.unseen, now))
    totals.add_row(
        "outgoing mail",
        backlog(status.outgoing[OutgoingState.QUEUED], status.oldest_outgoing_at, now)
        + f", {status.outgoing[OutgoingState.SENT]} sent, {status.outgoing[OutgoingState.REFUSED]} refused",
    )
    totals.add_row("model", loud(f"{model} CANNOT BE USED: {model_fault}") if model_fault else shown(model))
    if status.model is not None:
        totals.add_row("in force", _model_in_force(status.model, now))
        if status.model.version is not None and status.model.fault:
            since = ago(status.model.fault_since, now)
            totals.add_row(
                "refused", loud(f"{since}, so the earlier one stays in force: {status.model.fault}")
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


def sum_of_outcomes(outcomes: dict[Outcome, int]) -> str:
    """Promise 2 in one line: received = the sum of the four outcomes, and those that still wait."""
    return (
        f"{sum(outcomes.values())} received = {outcomes[Outcome.ROUTED]} routed"
        f" + {outcomes[Outcome.FOLLOWUP]} followup + {outcomes[Outcome.NO_ACTION]} no_action"
        f" + {outcomes[Outcome.QUARANTINED]} quarantined + {outcomes[Outcome.WAITING]} waiting"
    )


def drift_page(drift: Drift, when: str) -> RenderableType:
    """What came in, compared with what the model was trained on, in plain words; warnings are red."""
    first, *lines = told(drift, when)
    every = [loud(f"  ! {line.text}") if line.is_warning else shown(f"  {line.text}") for line in lines]
    return Group(shown(f"against training, {first.text}"), *every)


def _week(week: DriftOfWeek) -> str:
    return f"in the week from {week.since.astimezone(FIRM_ZONE):%d.%m.%Y}"


def _model_in_force(model: ModelStatus, now: datetime) -> Text:
    if model.version is None:
        return loud(f"NONE since {ago(model.since, now)}: every mail goes to review. {model.fault}")
    return shown(f"{model.version}, taken {ago(model.since, now)}")


def _training(training: Training, now: datetime) -> Text:
    when = ago(training.ended_at, now)
    match training.result:
        case TrainingResult.ACTIVATED:
            return shown(f"{when}: {training.version} was taken into use: {training.reason}")
        case TrainingResult.KEPT:
            return shown(f"{when}: {training.version} stays a candidate: {training.reason}")
        case TrainingResult.FAILED:
            return loud(f"{when}: FAILED, the model in use stays: {training.reason}")


def _fares(mailbox: MailboxStatus, now: datetime) -> Sequence[Text]:
    succeeded, failed = ago(mailbox.last_success_at, now), ago(mailbox.last_failure_at, now)
    if mailbox.last_failure_at is not None:
        # What earlier versions wrote down had the statement below its first line.
        reason, _, _ = mailbox.last_failure.partition("\n")
        failed += f" ({reason})"
    elif mailbox.last_success_at is None:
        succeeded = "not read yet"
    return Text(mailbox.name), Text(str(mailbox.arrivals)), Text(succeeded), shown(failed)
