"""Make labelled mails of what a person gave: sheets, corpus files, or raw mails with a list of labels.

Nothing enters a corpus unmasked, twice, or half: personal data is masked here and nowhere else, a mail whose
text is there already is told and left out, and what is faulty is told with its place and remedy. The language
is worked out where it was not given. Pure: raw mails come in understood.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from router.learning.corpus.files import CorpusError
from router.learning.corpus.given import Fault, Given, GivenMail
from router.learning.corpus.labelled import LabelledIssue, LabelledMail, read_line
from router.learning.corpus.masking import mask
from router.learning.corpus.placing import PlacingError, content_of, placed
from router.message.language import language_of
from router.message.parts import Address, Message
from router.taxonomy import AreaCode, Kind
from router.triage.issue import MessageClass


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A raw mail, understood, and where it lay."""

    name: str
    """The path; in an mbox with ``#`` and the mail's number."""
    message: Message
    mailbox: Kind
    """The one it was sent to, as its addresses tell."""
    problem: str | None = None
    """Why it could not be read."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A mail that was left out because its text is there already."""

    where: str
    same_as: str
    """The id of the other mail."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. Nothing has been written yet."""

    mails: tuple[LabelledMail, ...]
    faults: tuple[Fault, ...]
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    where: str
    mail: LabelledMail
    signature: str = ""
    """Where it was cut away from the text: it tells whose name is to be masked."""


def import_sheet(given: Given, known: Sequence[LabelledMail]) -> Imported:
    """The mails of a sheet, which holds their texts too. ``known``: the mails of the corpus that they will
    join."""
    faults = list(given.faults)
    candidates = []
    for mail in given.mails:
        try:
            candidates.append(_Candidate(mail.where, _from_text(mail)))
        except PlacingError as error:
            faults.append(Fault(error.where or mail.where, str(error)))
    return _gathered(candidates, faults, known)


def import_lines(path: Path, areas: Sequence[AreaCode], known: Sequence[LabelledMail]) -> Imported:
    """The mails of a file in the corpus' own form.

    Raises:
        CorpusError: the file cannot be read at all.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise CorpusError(
            f"{path}: cannot be read ({error.strerror}); check the path and its rights"
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    candidates, faults = [], []
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                candidates.append(_Candidate(where, read_line(line, where, areas)))
            except CorpusError as error:
                faults.append(Fault(where, str(error).removeprefix(f"{where}: ")))
    return _gathered(candidates, faults, known)


def import_mails(found: Iterable[FoundMail], given: Given, known: Sequence[LabelledMail]) -> Imported:
    """Raw mails, each with the labels that name it by Message-ID, or by position: its number, or its file's
    name.

    A mail without labels is a fault, and so are labels without a mail.
    """
    by_message_id = {mail.message_id: mail for mail in given.mails if mail.message_id}
    by_position = {mail.position: mail for mail in given.mails if mail.position}
    faults = list(given.faults)
    candidates, used = [], set()
    for number, one in enumerate(found, 1):
        if one.problem is not None:
            faults.append(Fault(one.name, one.problem.removeprefix(f"{one.name}: ")))
            continue
        names = (str(number), one.name, Path(one.name).name)
        label = by_message_id.get(one.message.message_id or "") or next(
            (by_position[name] for name in names if name in by_position), None
        )
        if label is None:
            told = one.message.message_id or "none"
            faults.append(
                Fault(
                    one.name,
                    f"has no (faultless) labels; add a row with its Message-ID ({told}) or position {number}",
                )
            )
            continue
        if label.where in used:
            faults.append(
                Fault(one.name, f"has the labels of {label.where}, as another mail has; give each its own")
            )
            continue
        used.add(label.where)
        try:
            candidates.append(_Candidate(label.where, _from_message(label, one), one.message.text.signature))
        except PlacingError as error:
            faults.append(Fault(error.where or label.where, str(error)))
    faults += [
        Fault(mail.where, "no mail has this Message-ID or position; correct it, or take the row out")
        for mail in given.mails
        if mail.where not in used
    ]
    return _gathered(candidates, faults, known)


def _from_text(given: GivenMail) -> LabelledMail:
    if not given.text.strip():
        raise PlacingError("the text is missing; fill in the column text, or mail for all of the mail's text")
    issues = given.issues
    joined = "\n\n".join(issue.words for issue in issues if issue.words.strip())
    if given.text == joined:  # the rows are all there is, so greeting and signature are in them
        issues = tuple(
            replace(issue, words=kept.of(issue.words))
            if not issue.spans and (kept := content_of(issue.words)) is not None
            else issue
            for issue in issues
        )
    return _labelled(
        replace(given, issues=issues),
        given.text,
        given.subject,
        Address(given.sender_name, given.sender),
        Kind.SUPPORT,
    )


def _from_message(given: GivenMail, found: FoundMail) -> LabelledMail:
    message = found.message
    return _labelled(given, message.text.new_text, message.subject, message.sender, found.mailbox)


def _labelled(given: GivenMail, text: str, subject: str, sender: Address, mailbox: Kind) -> LabelledMail:
    spans = placed(text, given.issues)
    return LabelledMail(
        mail_id=given.mail_id or _id_of(text),
        mailbox=given.mailbox or mailbox,
        language=given.language or language_of(text or subject),
        message_class=given.message_class,
        sender=sender,
        subject=subject,
        text=text,
        issues=tuple(
            LabelledIssue(issue.kind, issue.area, own, "".join(span.of(text) for span in own))
            for issue, own in zip(given.issues, spans, strict=True)
        ),
    )


def _id_of(text: str) -> str:
    """The same for the same text, so that a second import is noticed."""
    return f"mail-{hashlib.sha256(same_text(text).encode('utf-8', 'replace')).hexdigest()[:12]}"


def same_text(text: str) -> str:
    """Equal for two mails that differ only in white space and capital letters."""
    return " ".join(text.casefold().split())


def _gathered(
    candidates: Sequence[_Candidate], faults: Sequence[Fault], known: Sequence[LabelledMail]
) -> Imported:
    """Mask, and leave out what is there already, in the corpus or further up."""
    texts: dict[str, str] = {same_text(mail.text): mail.mail_id for mail in known}
    ids = {mail.mail_id: "the corpus" for mail in known}
    mails, all_faults, duplicates = [], list(faults), []
    for candidate in candidates:
        mail = mask(candidate.mail, candidate.signature)
        masked, unmasked = same_text(mail.text), same_text(candidate.mail.text)
        same_as = texts.get(masked) or texts.get(unmasked)
        if same_as is not None:
            duplicates.append(Duplicate(candidate.where, same_as))
        elif mail.mail_id in ids:
            other = ids[mail.mail_id]
            all_faults.append(
                Fault(
                    candidate.where, f"the id {mail.mail_id!r} is that of a mail of {other}; give it another"
                )
            )
        elif mail.message_class is MessageClass.REQUEST and not mail.issues:
            all_faults.append(Fault(candidate.where, "a request has one issue or more; give kind and area"))
        else:
            texts[masked] = texts[unmasked] = mail.mail_id
            ids[mail.mail_id] = candidate.where
            mails.append(mail)
    return Imported(tuple(mails), tuple(all_faults), tuple(duplicates))
