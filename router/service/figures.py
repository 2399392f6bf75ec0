"""The service's figures as Prometheus reads them: names, help texts, and where each comes from.

All are read from the database at one moment, so a restart loses none. Names follow Prometheus' conventions:
base units, `_total` for what only grows. No label holds anything of a customer's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from sqlalchemy import text
from sqlalchemy.orm import Session

from router import __version__
from router.cases import counts, drift_weeks, messages, silences, trainings
from router.cases.accuracy import Accuracy, Judged, accuracy
from router.cases.drift_weeks import DriftOfWeek
from router.cases.tables import Outcome
from router.cases.tables.learning import TrainingResult
from router.database import Database
from router.learning.drift.comparison import Level
from router.mailbox import ledger
from router.post import outbox
from router.status import ModelStatus, model_status

PREFIX = "ticket_router_"
_LONGEST_MILLISECONDS = 8_000

Labels = tuple[str, ...]


def figures(database: Database, now: datetime, *, shadow: bool) -> list[Metric]:
    """All figures but ``up``.

    Raises:
        sqlalchemy.exc.SQLAlchemyError, OSError: the database cannot be asked, or takes too long.
    """
    with database.read() as session:
        if not database.is_sqlite:
            session.execute(text(f"SET LOCAL statement_timeout = {_LONGEST_MILLISECONDS}"))
        return [
            _gauge("build_info", "The version of ticket-router; always 1.", {(__version__,): 1}, "version"),
            *_messages(session, now, shadow=shadow),
            *_silences(silences.unseen(session), now),
            *_mailboxes(session),
            *_tickets(session, shadow=shadow),
            *_outbox(session, now),
            *_model(model_status(session)),
            *_accuracy(accuracy(session, shadow=shadow)),
            *_training(trainings.latest(session)),
            *_drift(drift_weeks.latest(session)),
        ]


def up(is_up: bool) -> Metric:
    """Whether the rest could be read."""
    return _gauge("up", "1 if the database could be read for this scrape, else 0 and nothing else.", is_up)


def _messages(session: Session, now: datetime, *, shadow: bool) -> Iterator[Metric]:
    found = counts.messages_by_mailbox(session, shadow=shadow)
    received: Counter[Labels] = Counter()
    for count in found:
        received[(count.mailbox,)] += count.messages
    yield _counter(
        "messages_received", "Mails received, by the mailbox of the first copy.", received, "mailbox"
    )
    yield _gauge(
        "messages",
        "Mails by mailbox and outcome: waiting, routed, followup, no_action or quarantined.",
        {(count.mailbox, count.outcome.value): count.messages for count in found},
        "mailbox",
        "outcome",
    )
    waiting = sum(count.messages for count in found if count.outcome is Outcome.WAITING)
    yield _gauge("waiting_messages", "Mails that have not reached their outcome yet.", waiting)
    yield _gauge(
        "oldest_waiting_message_age_seconds",
        "How long ago the mail server received the oldest mail that waits; 0 if none does.",
        _age(messages.oldest_waiting(session), now),
    )


def _silences(unseen: silences.Unseen, now: datetime) -> Iterator[Metric]:
    yield _gauge(
        "unseen_messages",
        "Mails closed without an answer because of their words alone, at which nobody has looked yet.",
        unseen.mails,
    )
    yield _gauge(
        "oldest_unseen_message_age_seconds",
        "How long ago the mail server received the oldest of them; 0 if there is none.",
        _age(unseen.oldest_at, now),
    )


def _mailboxes(session: Session) -> Iterator[Metric]:
    succeeded: dict[Labels, float] = {}
    fails: dict[Labels, float] = {}
    for state in ledger.states(session):
        if state.last_success_at is not None:
            succeeded[(state.name,)] = state.last_success_at.timestamp()
        failed_at = state.last_failure_at
        fails[(state.name,)] = failed_at is not None and (
            state.last_success_at is None or failed_at > state.last_success_at
        )
    yield _gauge(
        "mailbox_last_success_timestamp_seconds",
        "When the mailbox was last read without a failure (Unix time).",
        succeeded,
        "mailbox",
    )
    yield _gauge("mailbox_failing", "1 if the last try to read the mailbox failed.", fails, "mailbox")


def _tickets(session: Session, *, shadow: bool) -> Iterator[Metric]:
    tickets: Counter[Labels] = Counter()
    judged: Counter[Labels] = Counter({("routed",): 0, ("review",): 0})
    for count in counts.tickets_by_sort(session, shadow=shadow):
        tickets[(count.kind.value, count.area, count.status.value)] += count.tickets
        judged[("routed" if count.was_routed else "review",)] += count.tickets
    yield _gauge(
        "tickets",
        "Tickets by kind, area and status; area is empty where no model has judged.",
        tickets,
        "kind",
        "area",
        "status",
    )
    yield _counter(
        "decisions", "Issues that were routed without review, or sent to review.", judged, "decision"
    )
    everything = judged.total()
    share = judged[("review",)] / everything if everything else 0.0
    yield _gauge("review_ratio", "The share of all issues that were sent to review, 0 to 1.", share)


def _outbox(session: Session, now: datetime) -> Iterator[Metric]:
    backlog = outbox.backlog(session)
    yield _gauge(
        "outgoing_mails",
        "Mails in the outbox: queued, sent, refused (by the SMTP server for good) or shadow (never sent).",
        {(state.value,): count for state, count in backlog.counts.items()},
        "state",
    )
    yield _gauge(
        "oldest_queued_mail_age_seconds",
        "How long the oldest outgoing mail has waited; 0 if none does.",
        _age(backlog.oldest_queued_at, now),
    )


def _model(model: ModelStatus | None) -> Iterator[Metric]:
    version = model.version if model is not None else None
    yield _gauge(
        "model_info",
        "The model that mails are judged with; always 1, and missing while there is none.",
        {(version,): 1} if version is not None else {},
        "version",
    )
    yield _gauge("model_usable", "0 if no model can be used: every mail goes to review.", version is not None)
    yield _gauge(
        "model_refused",
        "1 if a model was named since that cannot be used; the one before stays in force.",
        model is not None and model.version is not None and bool(model.fault),
    )


def _accuracy(told: Accuracy) -> Iterator[Metric]:
    unsure = Judged(
        told.all.tickets - told.sure.tickets,
        told.all.judged - told.sure.judged,
        told.all.kind_right - told.sure.kind_right,
        told.all.area_right - told.sure.area_right,
        told.all.both_right - told.sure.both_right,
    )
    parts = {"routed": told.sure, "review": unsure}
    yield _gauge(
        "judged_tickets",
        "Tickets on which people have said what the model should have said.",
        {(decision,): part.judged for decision, part in parts.items()},
        "decision",
    )
    yield _gauge(
        "judged_right_tickets",
        "Of these, the ones of which the model had the kind, the area, or both right.",
        {
            (decision, what): right
            for decision, part in parts.items()
            for what, right in (
                ("kind", part.kind_right), ("area", part.area_right), ("both", part.both_right)
            )
        },
        "decision",
        "what",
    )  # fmt: skip


def _training(training: trainings.Training | None) -> Iterator[Metric]:
    ended = lasted = None
    results: dict[Labels, float] = {}
    if training is not None:
        ended = training.ended_at.timestamp()
        lasted = (training.ended_at - training.started_at).total_seconds()
        results = {(result.value,): result is training.result for result in TrainingResult}
    yield _gauge(
        "last_training_timestamp_seconds", "When the service last trained by itself (Unix time).", ended
    )
    yield _gauge("last_training_duration_seconds", "How long that training took.", lasted)
    yield _gauge(
        "last_training_result",
        "1 for what came of it: activated, kept (as a candidate, since it is worse) or failed.",
        results,
        "result",
    )


def _drift(week: DriftOfWeek | None) -> Iterator[Metric]:
    found = week.drift if week is not None else None
    since = week.since.timestamp() if week is not None else None
    yield _gauge("drift_week_timestamp_seconds", "The beginning of the week that was last compared.", since)
    yield _gauge("drift_issues", "The issues of that week.", found.issues if found else None)
    yield _gauge(
        "drift_warnings",
        "How many of that week's figures differ from training by more than chance and enough to matter.",
        found.warnings if found else None,
    )
    yield _gauge(
        "drift_review_ratio",
        "The share of issues sent to review, in that week and at training.",
        _level(found.review if found else None),
        "at",
    )
    yield _gauge(
        "drift_known_words_ratio",
        "The mean share of an issue's words that the labelled mails hold, in that week and at training.",
        _level(found.known_words if found else None),
        "at",
    )
    yield _gauge(
        "drift_word_distance",
        "Jensen-Shannon distance of the frequent words' shares, in that week; and at training, by chance.",
        _level(found.word_divergence if found else None),
        "at",
    )
    balances = {"kinds": found.kinds, "areas": found.areas, "classes": found.classes} if found else {}
    yield _gauge(
        "drift_stability_index",
        "Population stability index of the shares of kinds, areas and classes of mails.",
        {(of,): balance.stability_index for of, balance in balances.items()},
        "of",
    )
    yield _gauge(
        "drift_corrected_issues",
        "Of that week's issues, those whose area people had put right, by the area that the model gave.",
        {(area.area,): area.corrected for area in found.corrections} if found else {},
        "area",
    )


def _level(level: Level | None) -> Mapping[Labels, float]:
    if level is None:
        return {}
    return {("incoming",): level.incoming, ("training",): level.trained}


def _gauge(name: str, told: str, value: Mapping[Labels, float] | float | None, *labels: str) -> Metric:
    """``value``: one for each combination of labels, one alone, or none at all."""
    family = GaugeMetricFamily(PREFIX + name, told, labels=labels)
    values = value if isinstance(value, Mapping) else {} if value is None else {(): value}
    for of, one in values.items():
        family.add_metric(of, float(one))
    return family


def _counter(name: str, told: str, values: Mapping[Labels, float], *labels: str) -> Metric:
    family = CounterMetricFamily(PREFIX + name, told, labels=labels)
    for of, one in values.items():
        family.add_metric(of, float(one))
    return family


def _age(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment is not None else 0.0
