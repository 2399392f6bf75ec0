"""What people decided in a review of the corpus: who, when, what the labels were before and what after.

Each decision is stored as it is made, one JSON object a line, in a file beside the labelled mails; no word of
a mail is in it. Whoever confirmed a mail's labels is not asked again, until somebody changes its text or
labels. The file is only ever appended to.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from router.learning.corpus.files import CorpusError
from router.learning.corpus.labelled import LabelledMail
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass, Span

FILE = "review-decisions.ndjson"
"""Not ``*.jsonl``: that would be taken for labelled mails."""


class Verdict(StrEnum):
    """What was decided."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    """A mail that was in no corpus before."""


@dataclass(frozen=True, slots=True)
class Labels:
    """All that a label says of a mail."""

    message_class: MessageClass
    issues: tuple[tuple[Kind, AreaCode, tuple[Span, ...]], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one mail."""

    decided_at: datetime
    decided_by: str
    mail_id: str
    verdict: Verdict
    before: Labels | None
    """Of a mail that was added: what the model proposed."""
    after: Labels
    text_hash: str


def decision_on(
    before: LabelledMail, after: LabelledMail, verdict: Verdict, decided_by: str, now: datetime
) -> Decision:
    """The decision as it is stored."""
    return Decision(
        now, decided_by, after.mail_id, verdict, labels_of(before), labels_of(after), _hash_of(after)
    )


def labels_of(mail: LabelledMail) -> Labels:
    """The mail's labels alone."""
    return Labels(mail.message_class, tuple((issue.kind, issue.area, issue.spans) for issue in mail.issues))


def decisions_file(source: Path) -> Path:
    """Where the decisions on the corpus at ``source`` (a file or a folder) are."""
    return (source if source.is_dir() else source.parent) / FILE


def store_decision(source: Path, decision: Decision) -> None:
    """Append it, safe on the disk when this returns.

    Raises:
        OSError: it cannot be written.
    """
    path = decisions_file(source)
    line = json.dumps(_record(decision), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    with path.open("ab+") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # a line that a crash cut off: it stays alone
                line = b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def read_decisions(source: Path) -> tuple[Decision, ...]:
    """The decisions on this corpus, the oldest first. A line that a crash cut off was no decision yet.

    Raises:
        CorpusError: the file cannot be read, or a line was damaged otherwise.
    """
    path = decisions_file(source)
    if not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); put it right from a backup") from error
    decisions = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or not line.rstrip().endswith("}"):
            continue
        try:
            decisions.append(_decision(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise CorpusError(f"{path}:{number}: is no decision ({error}); take that line out") from error
    return tuple(decisions)


def confirmed(decisions: Iterable[Decision], mails: Sequence[LabelledMail]) -> frozenset[str]:
    """The ids of the mails whose labels and text are as somebody last left them in a review."""
    last = {decision.mail_id: decision for decision in decisions}
    return frozenset(
        mail.mail_id
        for mail in mails
        if (decision := last.get(mail.mail_id)) is not None
        and decision.after == labels_of(mail)
        and decision.text_hash == _hash_of(mail)
    )


def _hash_of(mail: LabelledMail) -> str:
    asked = json.dumps([mail.subject, mail.text], ensure_ascii=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def _record(decision: Decision) -> dict[str, Any]:
    return {
        "at": decision.decided_at.isoformat(),
        "by": decision.decided_by,
        "mail": decision.mail_id,
        "verdict": decision.verdict.value,
        "before": _labels_record(decision.before) if decision.before is not None else None,
        "after": _labels_record(decision.after),
        "text": decision.text_hash,
    }


def _labels_record(labels: Labels) -> dict[str, Any]:
    return {
        "class": labels.message_class.value,
        "issues": [
            {"kind": kind.value, "area": area, "spans": [[span.start, span.end] for span in spans]}
            for kind, area, spans in labels.issues
        ],
    }


def _decision(record: Any) -> Decision:
    return Decision(
        decided_at=datetime.fromisoformat(record["at"]),
        decided_by=str(record["by"]),
        mail_id=str(record["mail"]),
        verdict=Verdict(record["verdict"]),
        before=_labels(record["before"]) if record["before"] is not None else None,
        after=_labels(record["after"]),
        text_hash=str(record["text"]),
    )


def _labels(record: Any) -> Labels:
    return Labels(
        MessageClass(record["class"]),
        tuple(
            (
                Kind(issue["kind"]),
                AreaCode(str(issue["area"])),
                tuple(Span(int(start), int(end)) for start, end in issue["spans"]),
            )
            for issue in record["issues"]
        ),
    )
