"""The whole judgement of mails: what each is for, which issues it holds, and what each of them is.

Pure: messages and a model in, frozen answers out. It never raises, whatever a message holds.

Many mails are judged together, a bounded number at a time: most of the work on arrays is in calling them, and
one call does for a hundred mails. What is said of a mail does not depend on the mails beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from router.message.parts import Message
from router.taxonomy import Kind
from router.triage.asked import Known, asked_of
from router.triage.background import backgrounds
from router.triage.classify import classify_each
from router.triage.form import sender_fields
from router.triage.issue import Issue, MessageClass, Span, Triage
from router.triage.message_class import judge
from router.triage.model import Model
from router.triage.read_first import why_a_human_reads
from router.triage.split import Part, divide_each
from router.triage.views import Written

MOST_TOGETHER = 128
"""Mails that are judged together; more are no quicker."""
MOST_CHARACTERS = 200_000
"""Characters of mails that are judged together: a hundred usual mails, and memory stays bounded."""


NO_TEXT = Part(())
"""The one issue of a mail without text."""


class Addressed(NamedTuple):
    """A mail, and the kind of the mailbox that it was sent to."""

    message: Message
    mailbox: Kind


def triage(message: Message, mailbox: Kind, model: Model) -> Triage:
    """Judge one mail that was sent to the mailbox of this kind.

    ``issues`` is filled for a request *and* for a follow-up: for the follow-up it is what the mail would be
    if it were a request, so that the caller can make a ticket (in review) where no conversation is found. A
    request and a follow-up always have one issue or more, also where the text is empty: then the one issue
    is judged by the subject, has no spans, and goes to review. For every other class ``issues`` is empty.
    """
    (judged,) = _together([Addressed(message, mailbox)], model)
    return judged


def triage_each(mails: Iterable[Addressed], model: Model) -> Iterator[Triage]:
    """Judge many mails, some at a time; of each what :func:`triage` says of it alone, in their order."""
    for some in _bounded(mails):
        yield from _together(some, model)


def as_request(message: Message, mailbox: Kind, model: Model) -> Triage:
    """What the mail is as a request, whatever it reads like: a human has said that it is one."""
    (issues,) = _issues([Addressed(message, mailbox)], [""], model)
    return Triage(MessageClass.REQUEST, "a human says that it is a request", issues, model.version)


def _bounded(mails: Iterable[Addressed]) -> Iterator[list[Addressed]]:
    some: list[Addressed] = []
    characters = 0
    for mail in mails:
        some.append(mail)
        characters += len(mail.message.text.new_text)
        if len(some) == MOST_TOGETHER or characters >= MOST_CHARACTERS:
            yield some
            some, characters = [], 0
    if some:
        yield some


def _together(mails: Sequence[Addressed], model: Model) -> list[Triage]:
    judgements = [judge(mail.message, model) for mail in mails]
    has_issues = [own.message_class in (MessageClass.REQUEST, MessageClass.FOLLOWUP) for own in judgements]
    asking = [(mail, own.rather) for mail, own, has in zip(mails, judgements, has_issues, strict=True) if has]
    doubts = [f"it may be {rather}" if rather else "" for _, rather in asking]
    issues = iter(_issues([mail for mail, _ in asking], doubts, model))
    return [
        Triage(
            own.message_class,
            own.reason,
            next(issues) if has else (),
            model.version,
            own.by_words,
            own.rather is not None and own.rather is not MessageClass.THANKS,
        )
        for own, has in zip(judgements, has_issues, strict=True)
    ]


def _issues(mails: Sequence[Addressed], doubts: Sequence[str], model: Model) -> list[tuple[Issue, ...]]:
    """The issues of each mail. ``doubts``: why its class makes a human read it first, or nothing."""
    written = [_written(mail.message) for mail in mails]
    divided = [own or (NO_TEXT,) for own in divide_each(written, model)]
    asked = [
        one
        for mail, own, cut in zip(mails, written, divided, strict=True)
        for one in asked_of(Known(own.text, own.subject, mail.mailbox, mail.message.language), cut)
    ]
    issues = iter(classify_each(asked, model))
    found = []
    for mail, doubt, one, own in zip(mails, doubts, written, divided, strict=True):
        told = backgrounds(one.text, [part.piece for part in own])
        pointer = (Span(0, len(one.text[: one.above].rstrip())),) if one.above else ()
        above = (*pointer, *sender_fields(one.read))
        cut = tuple(
            _with(next(issues), (*above, *needed), part.beside)
            for needed, part in zip(told, own, strict=True)
        )
        why = doubt or why_a_human_reads(mail.message, model)
        found.append(tuple(_doubted(issue, why) for issue in cut) if why else cut)
    return found


def _written(message: Message) -> Written:
    text = message.text.new_text
    below = text[len(message.handed_on_with) :].lstrip()
    return Written(text, message.subject, len(text) - len(below) if message.handed_on_with else 0)


def _with(issue: Issue, background: tuple[Span, ...], in_passing: tuple[Span, ...]) -> Issue:
    """The issue, and what is shown beside it."""
    beside = tuple(sorted({*background, *in_passing}))
    return replace(issue, background=beside) if beside else issue


def _doubted(issue: Issue, doubt: str) -> Issue:
    """The issue of a mail that a human reads first."""
    return replace(issue, auto_routed=False, doubt=issue.doubt or doubt)
