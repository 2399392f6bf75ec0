"""The JSON document of `ticket-router explain --json`: a public interface, described in docs/explain.md.

Keys may be added; none is renamed, removed or given another meaning without a new major version.
"""

import json
from collections.abc import Sequence
from typing import TypedDict

from router.message.parts import Message
from router.triage.issue import Issue, Triage

_DECIMALS = 4


class Sender(TypedDict):
    """The author, as the From field has it."""

    name: str
    address: str


class AttachmentEntry(TypedDict):
    """A part of the mail that is not its text; ``size`` in bytes."""

    name: str
    type: str
    size: int
    inline: bool


class EvidenceEntry(TypedDict):
    """A phrase that spoke for (weight above 0) or against a decision (``kind`` or ``area``)."""

    decision: str
    phrase: str
    weight: float


class IssueEntry(TypedDict):
    """One issue. ``spans`` are offsets in characters into ``new_text``."""

    text: str
    kind: str
    kind_confidence: float
    area: str
    area_confidence: float
    confidence: float
    auto_routed: bool
    why: list[EvidenceEntry]
    spans: list[list[int]]


Explanation = TypedDict(
    "Explanation",
    {
        "source": str,
        "message_id": str | None,
        "from": Sender,
        "subject": str,
        "date": str | None,
        "origin": str,
        "origin_reason": str,
        "message_class": str | None,
        "class_reason": str,
        "language": str,
        "new_text": str,
        "quoted_text": str,
        "signature": str,
        "teamviewer_id": str | None,
        "case_numbers": list[str],
        "attachments": list[AttachmentEntry],
        "issues": list[IssueEntry],
        "warnings": list[str],
        "model_version": str | None,
    },
)
"""One mail, explained. ``message_class`` is null only where nothing could be read or judged."""


def explanation(
    source: str, message: Message, triage: Triage | None, warnings: Sequence[str] = ()
) -> Explanation:
    """The document for one mail. ``warnings`` come before those of the message."""
    return {
        "source": source,
        "message_id": message.message_id,
        "from": {"name": message.sender.name, "address": message.sender.address},
        "subject": message.subject,
        "date": message.date.isoformat() if message.date else None,
        "origin": message.origin.value,
        "origin_reason": message.origin_reason,
        "message_class": triage.message_class.value if triage else None,
        "class_reason": triage.class_reason if triage else "",
        "language": message.language.value,
        "new_text": message.text.new_text,
        "quoted_text": message.text.quoted_text,
        "signature": message.text.signature,
        "teamviewer_id": message.marks.teamviewer_id,
        "case_numbers": list(message.marks.case_numbers),
        "attachments": [
            {"name": file.name, "type": file.content_type, "size": file.size, "inline": file.inline}
            for file in message.attachments
        ],
        "issues": [_issue(issue) for issue in triage.issues] if triage else [],
        "warnings": [*warnings, *message.warnings],
        "model_version": triage.model_version if triage else None,
    }


def _issue(issue: Issue) -> IssueEntry:
    return {
        "text": issue.text,
        "kind": issue.kind.value,
        "kind_confidence": round(issue.kind_confidence, _DECIMALS),
        "area": issue.area,
        "area_confidence": round(issue.area_confidence, _DECIMALS),
        "confidence": round(issue.confidence, _DECIMALS),
        "auto_routed": issue.auto_routed,
        "why": [
            {
                "decision": evidence.decision.value,
                "phrase": evidence.phrase,
                "weight": round(evidence.weight, _DECIMALS),
            }
            for evidence in issue.why
        ],
        "spans": [[span.start, span.end] for span in issue.spans],
    }


def to_json(document: Explanation, *, only_ascii: bool = False) -> str:
    """The document on one line. ``only_ascii`` is for terminals and files that are not UTF-8."""
    return json.dumps(document, ensure_ascii=only_ascii, allow_nan=False)
