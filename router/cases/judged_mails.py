"""What people have said of mails, as labelled mails: what the next training learns from them.

A mail joins where every open ticket of it has been judged, or its class or split was corrected and no ticket
of it waits for a human's word. The last word counts. Where people disagree the mail is left out, and shown.
Personal data is masked before anything leaves this module.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from router.cases.disagreements import Disagreement, disagreements
from router.cases.messages import raw_bytes
from router.cases.tables import (
    CorrectionRow,
    IssueRow,
    MessageCorrectionRow,
    MessageRow,
    TicketRow,
    TicketStatus,
)
from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.corpus.masking import mask
from router.message.parts import Address, OwnIdentity
from router.message.understand import understand
from router.taxonomy import AreaCode, Language
from router.triage.issue import MessageClass, Span
from router.triage.split import text_of


@dataclass(frozen=True, slots=True)
class CorrectedMails:
    """What people have taught up to now."""

    mails: tuple[LabelledMail, ...]
    """Masked, in the order in which they came, each with the last word."""
    disagreements: tuple[Disagreement, ...]
    """Why further mails are left out: people must agree first."""
    half_judged: int
    """Mails of which some ticket has not been judged yet."""
    unusable: int
    """Mails without a text of their own, or of an area that the taxonomy no longer has."""


@dataclass(slots=True)
class _Judged:
    """One message, and what people said of it."""

    row: MessageRow
    tickets: list[TicketRow] = field(default_factory=list)
    """The open ones."""
    is_corrected: bool = False
    """Its class or its split."""
    message_class: MessageClass = MessageClass.REQUEST


def corrected_mails(session: Session, areas: Collection[AreaCode], identity: OwnIdentity) -> CorrectedMails:
    """The mails that people have judged, masked and labelled. ``areas`` are those of the taxonomy."""
    disputes = disagreements(session)
    disputed = {one.message_id for one in disputes}
    judged_tickets = set(session.scalars(select(CorrectionRow.ticket_id)))
    mails: list[LabelledMail] = []
    half_judged = unusable = 0
    for judged in _judged_messages(session):
        if judged.row.id in disputed:
            continue
        if not _is_settled(judged, judged_tickets):
            half_judged += 1
            continue
        mail = _labelled(judged, areas)
        if mail is None:
            unusable += 1
            continue
        raw = raw_bytes(session, judged.row.id)
        signature = understand(raw, identity).text.signature if raw else ""
        mails.append(mask(mail, signature))
    return CorrectedMails(tuple(mails), disputes, half_judged, unusable)


def _judged_messages(session: Session) -> list[_Judged]:
    """Every message of which anybody has judged anything, oldest first."""
    of_tickets = (
        select(IssueRow.message_id)
        .join(TicketRow, TicketRow.issue_id == IssueRow.id)
        .join(CorrectionRow, CorrectionRow.ticket_id == TicketRow.id)
    )
    ids = of_tickets.union(select(MessageCorrectionRow.message_id)).subquery()
    rows = session.scalars(
        select(MessageRow).where(MessageRow.id.in_(select(ids.c.message_id))).order_by(MessageRow.id)
    )
    found = {row.id: _Judged(row) for row in rows}
    tickets = session.execute(
        select(TicketRow, IssueRow.message_id)
        .join(IssueRow, IssueRow.id == TicketRow.issue_id)
        .where(IssueRow.message_id.in_(select(ids.c.message_id)), TicketRow.status != TicketStatus.CLOSED)
        .order_by(TicketRow.id)
    )
    for ticket, message_id in tickets:
        found[message_id].tickets.append(ticket)
    for correction in session.scalars(select(MessageCorrectionRow).order_by(MessageCorrectionRow.id)):
        own = found[correction.message_id]
        own.is_corrected, own.message_class = True, correction.message_class
    return list(found.values())


def _is_settled(judged: _Judged, judged_tickets: Collection[int]) -> bool:
    if judged.message_class is not MessageClass.REQUEST:
        return True
    unjudged = [ticket for ticket in judged.tickets if ticket.id not in judged_tickets]
    if not unjudged:
        return bool(judged.tickets)
    return judged.is_corrected and all(ticket.status is not TicketStatus.REVIEW for ticket in unjudged)


def _labelled(judged: _Judged, areas: Collection[AreaCode]) -> LabelledMail | None:
    """The mail with its labels; ``None`` where they cannot stand on its text."""
    row, text = judged.row, judged.row.new_text
    issues = []
    if judged.message_class is MessageClass.REQUEST:
        for ticket in judged.tickets:
            issue = _labelled_issue(ticket, text, areas)
            if issue is None:
                return None
            issues.append(issue)
        issues.sort(key=lambda issue: issue.spans)
    if not text.strip():
        return None
    return LabelledMail(
        mail_id=f"mail-{row.fingerprint[:16]}",
        mailbox=row.kind_hint,
        language=row.language or Language.NB,
        message_class=judged.message_class,
        sender=Address(row.from_name, row.from_address),
        subject=row.subject,
        text=text,
        issues=tuple(issues),
        is_corrected=True,
    )


def _labelled_issue(ticket: TicketRow, text: str, areas: Collection[AreaCode]) -> LabelledIssue | None:
    spans = _spans(ticket.issue.spans)
    is_here = bool(spans) and text_of(text, spans) == ticket.issue.text
    if not is_here or ticket.area not in areas:
        return None
    return LabelledIssue(ticket.kind, AreaCode(ticket.area), spans, "".join(span.of(text) for span in spans))


def _spans(stored: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in stored)
