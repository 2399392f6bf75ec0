"""The whole judgement of one mail: what it is for, which issues it holds, and what each of them is.

Pure: a message and a model in, a frozen answer out. It never raises, whatever the message holds.
"""

from dataclasses import replace

from router.message.parts import Message
from router.taxonomy import Kind
from router.triage.background import backgrounds
from router.triage.certainty import WHOLE
from router.triage.classify import Asked, classify_each
from router.triage.issue import Issue, MessageClass, Triage
from router.triage.message_class import judge
from router.triage.model import Model
from router.triage.split import divide


def triage(message: Message, mailbox: Kind, model: Model) -> Triage:
    """Judge one mail that was sent to the mailbox of this kind.

    ``issues`` is filled for a request *and* for a follow-up: for the follow-up it is what the mail would be
    if it were a request, so that the caller can make a ticket (in review) where no conversation is found. A
    request and a follow-up always have one issue or more, also where the text is empty: then the one issue
    is judged by the subject, has no spans, and goes to review. For every other class ``issues`` is empty.
    """
    judgement = judge(message, model)
    issues: tuple[Issue, ...] = ()
    if judgement.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP):
        issues = _issues(message, mailbox, model)
    return Triage(judgement.message_class, judgement.reason, issues, model.version)


def as_request(message: Message, mailbox: Kind, model: Model) -> Triage:
    """What the mail is as a request, whatever it reads like: a human has said that it is one."""
    issues = _issues(message, mailbox, model)
    return Triage(MessageClass.REQUEST, "a human says that it is a request", issues, model.version)


def _issues(message: Message, mailbox: Kind, model: Model) -> tuple[Issue, ...]:
    text, subject = message.text.new_text, message.subject
    divided = divide(text, subject, model) or (((), WHOLE),)
    issues = classify_each(
        [Asked(text, piece, subject, mailbox, message.language, cut) for piece, cut in divided], model
    )
    told = backgrounds(text, [piece for piece, _ in divided])
    return tuple(replace(issue, background=own) for issue, own in zip(issues, told, strict=True))
