"""The JSON document of `ticket-router explain --json`: a public interface, described in docs/explain.md.

Keys may be added; none is renamed, removed or given another meaning without a new major version.
"""

import json
from collections.abc import Sequence
from typing import TypedDict

from router.message.parts import Address, DeliveryReport, Message
from router.triage.issue import Issue, Triage

_DECIMALS = 4


class AddressEntry(TypedDict):
    """A mailbox of an address field; empty strings where the field has no name or no address."""

    name: str
    address: str


class AttachmentEntry(TypedDict):
    """A part of the mail that is not its text; ``size`` in bytes."""

    name: str
    type: str
    size: int
    inline: bool
    detected_type: str
    is_decoration: bool
    sha256: str


class AnswerEntry(TypedDict):
    """A quoted question and what was written below it."""

    question: str
    answer: str


class MarkEntry(TypedDict):
    """One mark. ``start`` and ``end`` are offsets in characters into ``new_text``, or into ``subject``."""

    kind: str
    value: str
    start: int
    end: int
    in_subject: bool


class SignatureFactsEntry(TypedDict):
    """What the signature says of its writer; empty where it does not."""

    name: str
    title: str
    company: str
    organisation_number: str
    phones: list[str]


class DeliveryReportEntry(TypedDict):
    """What a bounce tells of the mail that did not get through."""

    has_failed: bool
    recipients: list[str]
    status: str
    original_message_id: str | None


class AuthenticityEntry(TypedDict):
    """``pass``, ``fail`` or ``none``, by the word of the trusted server."""

    spf: str
    dkim: str
    dmarc: str


class EvidenceEntry(TypedDict):
    """A phrase that spoke for (weight above 0) or against a decision (``kind`` or ``area``)."""

    decision: str
    phrase: str
    weight: float


class IssueEntry(TypedDict):
    """One issue. ``spans`` and ``background`` are offsets in characters into ``new_text``."""

    text: str
    kind: str
    kind_confidence: float
    area: str
    area_confidence: float
    confidence: float
    certainty: float
    auto_routed: bool
    possible_areas: list[str]
    why: list[EvidenceEntry]
    spans: list[list[int]]
    background: list[list[int]]
    doubt: str


Explanation = TypedDict(
    "Explanation",
    {
        "source": str,
        "message_id": str | None,
        "from": AddressEntry,
        "submitter": AddressEntry | None,
        "reply_to": AddressEntry | None,
        "recipients": list[AddressEntry],
        "delivered_to": list[AddressEntry],
        "forwarded_from": AddressEntry | None,
        "subject": str,
        "date": str | None,
        "origin": str,
        "origin_detail": str,
        "origin_reason": str,
        "delivery_report": DeliveryReportEntry | None,
        "authenticity": AuthenticityEntry,
        "message_class": str | None,
        "class_reason": str,
        "class_by_words": bool,
        "language": str,
        "new_text": str,
        "quoted_text": str,
        "signature": str,
        "disclaimer": str,
        "answers": list[AnswerEntry],
        "signature_facts": SignatureFactsEntry,
        "teamviewer_id": str | None,
        "case_numbers": list[str],
        "marks": list[MarkEntry],
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
        "from": _address(message.sender),
        "submitter": _address(message.submitter) if message.submitter else None,
        "reply_to": _address(message.reply_to) if message.reply_to else None,
        "recipients": [_address(mailbox) for mailbox in message.recipients],
        "delivered_to": [_address(mailbox) for mailbox in message.delivered_to],
        "forwarded_from": _address(message.forwarded_from) if message.forwarded_from else None,
        "subject": message.subject,
        "date": message.date.isoformat() if message.date else None,
        "origin": message.origin.value,
        "origin_detail": message.origin_detail.value,
        "origin_reason": message.origin_reason,
        "delivery_report": _report(message.delivery_report) if message.delivery_report else None,
        "authenticity": {
            "spf": message.authenticity.spf.value,
            "dkim": message.authenticity.dkim.value,
            "dmarc": message.authenticity.dmarc.value,
        },
        "message_class": triage.message_class.value if triage else None,
        "class_reason": triage.class_reason if triage else "",
        "class_by_words": triage is not None and triage.by_words,
        "language": message.language.value,
        "new_text": message.text.new_text,
        "quoted_text": message.text.quoted_text,
        "signature": message.text.signature,
        "disclaimer": message.text.disclaimer,
        "answers": [{"question": one.question, "answer": one.answer} for one in message.text.answers],
        "signature_facts": {
            "name": message.signature_facts.name,
            "title": message.signature_facts.title,
            "company": message.signature_facts.company,
            "organisation_number": message.signature_facts.organisation_number,
            "phones": list(message.signature_facts.phones),
        },
        "teamviewer_id": message.marks.teamviewer_id,
        "case_numbers": list(message.marks.case_numbers),
        "marks": [
            {
                "kind": mark.kind.value,
                "value": mark.value,
                "start": mark.start,
                "end": mark.end,
                "in_subject": mark.in_subject,
            }
            for mark in message.marks.found
        ],
        "attachments": [
            {
                "name": file.name,
                "type": file.content_type,
                "size": file.size,
                "inline": file.inline,
                "detected_type": file.detected_type,
                "is_decoration": file.is_decoration,
                "sha256": file.sha256,
            }
            for file in message.attachments
        ],
        "issues": [_issue(issue) for issue in triage.issues] if triage else [],
        "warnings": [*warnings, *message.warnings],
        "model_version": triage.model_version if triage else None,
    }


def _address(mailbox: Address) -> AddressEntry:
    return {"name": mailbox.name, "address": mailbox.address}


def _report(report: DeliveryReport) -> DeliveryReportEntry:
    return {
        "has_failed": report.has_failed,
        "recipients": list(report.recipients),
        "status": report.status,
        "original_message_id": report.original_message_id,
    }


def _issue(issue: Issue) -> IssueEntry:
    return {
        "text": issue.text,
        "kind": issue.kind.value,
        "kind_confidence": round(issue.kind_confidence, _DECIMALS),
        "area": issue.area,
        "area_confidence": round(issue.area_confidence, _DECIMALS),
        "confidence": round(issue.confidence, _DECIMALS),
        "certainty": round(issue.certainty, _DECIMALS),
        "auto_routed": issue.auto_routed,
        "possible_areas": list(issue.possible_areas),
        "why": [
            {
                "decision": evidence.decision.value,
                "phrase": evidence.phrase,
                "weight": round(evidence.weight, _DECIMALS),
            }
            for evidence in issue.why
        ],
        "spans": [[span.start, span.end] for span in issue.spans],
        "background": [[span.start, span.end] for span in issue.background],
        "doubt": issue.doubt,
    }


def to_json(document: Explanation, *, only_ascii: bool = False) -> str:
    """The document on one line. ``only_ascii`` is for terminals and files that are not UTF-8."""
    return json.dumps(document, ensure_ascii=only_ascii, allow_nan=False)
