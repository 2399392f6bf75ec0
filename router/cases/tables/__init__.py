"""The tables of this room, by what they hold. Queries live in the modules beside this folder."""

from router.cases.tables.messages import (
    ContactRow,
    ConversationRow,
    MessageRow,
    Outcome,
    ParticipantRow,
    RawMessageRow,
)
from router.cases.tables.said import CorrectionRow, EventRow, MessageCorrectionRow
from router.cases.tables.tickets import (
    AssignmentRow,
    ConsultantRow,
    FollowupRow,
    IssueRow,
    TicketCounterRow,
    TicketRow,
    TicketStatus,
)

__all__ = [
    "AssignmentRow",
    "ConsultantRow",
    "ContactRow",
    "ConversationRow",
    "CorrectionRow",
    "EventRow",
    "FollowupRow",
    "IssueRow",
    "MessageCorrectionRow",
    "MessageRow",
    "Outcome",
    "ParticipantRow",
    "RawMessageRow",
    "TicketCounterRow",
    "TicketRow",
    "TicketStatus",
]
