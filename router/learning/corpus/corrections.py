"""Corrected mails beside a corpus: each mail once, as people corrected it; and what a model has not heeded.

A corrected mail has been masked, and its signature has been cut away. So a mail of the corpus is the same one
where its id is, or where its own masked text begins in the same way and its subject is the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from router.learning.corpus.labelled import LabelledMail, message_of
from router.learning.corpus.masking import mask
from router.triage import triage
from router.triage.issue import MessageClass
from router.triage.model import Model
from router.triage.silence import NO_ACTION

_SHORTEST_BEGINNING = 30
"""Characters: shorter texts must be the same to the end, or "Hei" would be every mail."""


@dataclass(frozen=True, slots=True)
class Unheeded:
    """A corrected mail that a model does not judge as people did."""

    mail: LabelledMail
    said: str
    """What people said, and what the model says."""
    judged: str


def with_corrections(
    corpus: Sequence[LabelledMail], corrected: Sequence[LabelledMail]
) -> tuple[LabelledMail, ...]:
    """The corpus without those mails that people have corrected since, and the corrected ones behind it."""
    if not corrected:
        return tuple(corpus)
    ids = {mail.mail_id for mail in corrected}
    beginnings: dict[tuple[str, str], list[str]] = {}
    for mail in corrected:
        text, subject = _plain(mail.text), _plain(mail.subject)
        beginnings.setdefault((subject, text[:_SHORTEST_BEGINNING]), []).append(text)
    kept = [mail for mail in corpus if mail.mail_id not in ids and not _is_among(mail, beginnings)]
    return (*kept, *corrected)


def unheeded(model: Model, corrected: Sequence[LabelledMail]) -> tuple[Unheeded, ...]:
    """The corrected mails that the model does not judge as people did, by class, split, kind and area."""
    found = []
    for mail in corrected:
        judged = triage(message_of(mail), mail.mailbox, model)
        issues = [(issue.kind, issue.area) for issue in judged.issues]
        wanted = [(issue.kind, issue.area) for issue in mail.issues]
        if _is_alike(mail.message_class, judged.message_class) and (not wanted or issues == wanted):
            continue
        found.append(Unheeded(mail, _told(mail.message_class, wanted), _told(judged.message_class, issues)))
    return tuple(found)


def _is_among(mail: LabelledMail, beginnings: dict[tuple[str, str], list[str]]) -> bool:
    masked = mask(mail)
    text = _plain(masked.text)
    texts = beginnings.get((_plain(masked.subject), text[:_SHORTEST_BEGINNING]), ())
    return any(
        text == one or (len(one) >= _SHORTEST_BEGINNING and text.startswith(f"{one} ")) for one in texts
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_alike(wanted: MessageClass, judged: MessageClass) -> bool:
    """Whether it comes to the same: nobody acts on a machine's mail or thanks, whichever of them it is."""
    return wanted is judged or (wanted in NO_ACTION and judged in NO_ACTION)


def _told(message_class: MessageClass, issues: Sequence[tuple[str, str]]) -> str:
    if message_class is not MessageClass.REQUEST:
        return message_class.value
    return ", ".join(f"{kind} {area}" for kind, area in issues)
