"""The mails that a review shows, one way for all: what is labelled, what the model would say, and why it is
shown.

A mail comes either from the corpus, with labels that are likely wrong, or from unlabelled mail, with the
labels that the model proposes. What a person decides is stored at once, and the corpus with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from router.learning.corpus.importing import FoundMail, same_text
from router.learning.corpus.keeping import add_mail, replace_mail
from router.learning.corpus.labelled import LabelledMail
from router.learning.corpus.masking import mask
from router.learning.review.decisions import Verdict, decision_on, store_decision
from router.learning.review.doubts import Doubt, DoubtfulMail
from router.learning.review.questions import Asked
from router.learning.review.relabel import as_model_says, with_class, with_issue
from router.learning.review.worth import Unlabelled, Worth, percent
from router.message.parts import Origin
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass
from router.triage.model import Model
from router.triage.triage import triage

REVIEWED = "reviewed.jsonl"
"""The file of a corpus folder that takes the mails which were in none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One mail as it is put before a person."""

    where: str
    mail: LabelledMail
    """With the labels that it has; a new one with those that the model proposes."""
    why: tuple[str, ...]
    """Sentences."""
    proposal: LabelledMail
    """With the labels that the model would give."""
    model: Model
    """One that has not seen the mail."""
    is_new: bool
    """It is in no corpus yet."""


def shown_doubts(found: Iterable[DoubtfulMail], held_out: Sequence[Model]) -> list[Shown]:
    """The mails of the corpus with likely label errors. ``held_out``: one model for each mail of the
    corpus."""
    return [
        Shown(
            where=f"mail {own.mail.mail_id}",
            mail=own.mail,
            why=tuple(sentence(doubt, len(own.mail.issues)) for doubt in own.doubts),
            proposal=_proposal(own, held_out[own.at]),
            model=held_out[own.at],
            is_new=False,
        )
        for own in found
    ]


def shown_worth(found: Iterable[Worth], model: Model) -> list[Shown]:
    """The unlabelled mails that would teach most."""
    return [Shown(own.name, own.mail, (own.why,), own.mail, model, is_new=True) for own in found]


def sentence(doubt: Doubt, issues: int) -> str:
    """The doubt in plain words."""
    sure = f"a model that has not seen this mail would say {doubt.says} ({percent(doubt.share)} sure)"
    gives = f"and gives the label {percent(doubt.label_share)}."
    match doubt.asked:
        case Asked.COUNT:
            held = "1 issue" if doubt.labelled == "1" else f"{doubt.labelled} issues"
            return f"It is labelled as {held}; {sure} {gives}"
        case Asked.CLASS:
            return f"Its class is {doubt.labelled}; {sure} {gives}"
        case _:
            which = f"of issue {(doubt.issue or 0) + 1} " if issues > 1 else ""
            return f"The {doubt.asked} {which}is {doubt.labelled}; {sure} {gives}"


def _proposal(own: DoubtfulMail, model: Model) -> LabelledMail:
    """The labels with every doubted one as the model says."""
    said: Mapping[Asked, Doubt] = {doubt.asked: doubt for doubt in reversed(own.doubts)}
    if Asked.CLASS in said:
        return with_class(own.mail, MessageClass(said[Asked.CLASS].says), model)
    if Asked.COUNT in said:
        return as_model_says(own.mail, model)
    mail = own.mail
    for doubt in own.doubts:
        number = doubt.issue or 0
        issue = mail.issues[number]
        kind = Kind(doubt.says) if doubt.asked is Asked.KIND else issue.kind
        area = AreaCode(doubt.says) if doubt.asked is Asked.AREA else issue.area
        mail = with_issue(mail, number, kind, area)
    return mail


def unlabelled(found: Iterable[FoundMail], corpus: Sequence[LabelledMail], model: Model) -> list[Unlabelled]:
    """Raw mails as the model would label them, masked. What a machine wrote, or the corpus holds, is left
    out."""
    known, ids = {same_text(mail.text) for mail in corpus}, {mail.mail_id for mail in corpus}
    mails = []
    for one in found:
        text = one.message.text.new_text
        if one.problem is not None or one.message.origin is not Origin.HUMAN or not text.strip():
            continue
        said = triage(one.message, one.mailbox, model)
        is_request = said.message_class is MessageClass.REQUEST
        bare = LabelledMail(
            mail_id=f"mail-{one.message.fingerprint[:16]}",
            mailbox=one.mailbox,
            language=one.message.language,
            message_class=said.message_class,
            sender=one.message.sender,
            subject=one.message.subject,
            text=text,
            issues=(),
        )
        mail = mask(as_model_says(bare, model) if is_request else bare, one.message.text.signature)
        if mail.mail_id not in ids and known.isdisjoint((same_text(text), same_text(mail.text))):
            mails.append(Unlabelled(one.name, mail))
    return mails


def settle(shown: Shown, labelled: LabelledMail, source: Path, decided_by: str, now: datetime) -> Verdict:
    """Store the decision, then put the labels into the corpus at ``source`` (a file or a folder).

    A crash in between leaves a decision that the corpus does not show; the mail is then asked about again.

    Raises:
        CorpusError: the mail was changed meanwhile.
        OSError: a file cannot be written.
    """
    is_kept = labelled == shown.mail
    verdict = Verdict.ADDED if shown.is_new else Verdict.KEPT if is_kept else Verdict.CHANGED
    store_decision(source, decision_on(shown.mail, labelled, verdict, decided_by, now))
    if shown.is_new:
        add_mail(source / REVIEWED if source.is_dir() else source, labelled)
    elif verdict is Verdict.CHANGED:
        replace_mail(source, shown.mail, labelled)
    return verdict
