"""What is said of a mail while there is no model that could judge it: as little as can be, and never silence.

A machine's mail is known by its headers, as ever. Whatever else comes is a request with one issue, the whole
of what was written: of the kind of its mailbox, of no area, and for a human to decide. A model that cannot
be read after an upgrade must keep no customer waiting.
"""

from router.message.parts import Message
from router.taxonomy import NO_AREA, Kind
from router.triage.issue import Issue, MessageClass, Span, Triage
from router.triage.message_class import MACHINE_CLASSES

NO_MODEL = ""
"""The version that stands where no model has judged."""


def unjudged(message: Message, mailbox: Kind) -> Triage:
    """The triage of a mail that was sent to the mailbox of this kind, without a model."""
    machine = MACHINE_CLASSES.get(message.origin)
    if machine is not None:
        reason = message.origin_reason or f"written by a machine ({message.origin})"
        return Triage(machine, reason, (), NO_MODEL)
    text = message.text.new_text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    issue = Issue(
        spans=(Span(start, end),) if start < end else (),
        text=text[start:end] if start < end else "",
        kind=mailbox,
        kind_confidence=0.0,
        area=NO_AREA,
        area_confidence=0.0,
        confidence=0.0,
        certainty=0.0,
        possible_areas=(),
        auto_routed=False,
        why=(),
    )
    return Triage(MessageClass.REQUEST, "no model could judge what it is for", (issue,), NO_MODEL)
