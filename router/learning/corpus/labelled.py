"""Read labelled mails: JSONL files as LABELLING.md describes them, into frozen objects.

A line that breaks the format stops the reading with one clear error, because a model that was trained on half
a corpus without anybody noticing is worse than none.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from router.learning.corpus.files import CorpusError, corpus_files
from router.message.parts import Address, BodyText, Marks, Message, Origin
from router.taxonomy import AreaCode, Kind, Language
from router.triage.issue import MessageClass, Span

_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class LabelledIssue:
    """What one issue of a mail should be called, and where it stands in the mail's text."""

    kind: Kind
    area: AreaCode
    spans: tuple[Span, ...]
    text: str
    """The spans' characters, joined with nothing between."""


@dataclass(frozen=True, slots=True)
class LabelledMail:
    """One mail with the labels that a human gave it."""

    mail_id: str
    mailbox: Kind
    language: Language
    message_class: MessageClass
    sender: Address
    subject: str
    text: str
    """The body as the customer wrote it: greeting and signature included, no quoted history."""
    issues: tuple[LabelledIssue, ...]
    is_corrected: bool = False
    """A mail of the firm's own, whose labels people have confirmed or put right: it counts for more."""

    def issue_at(self, span: Span) -> int | None:
        """The issue that most of the span's characters belong to; ``None`` where that is none of them."""
        best, most = None, (span.end - span.start) / 2.0
        for number, issue in enumerate(self.issues):
            covered = sum(max(0, min(span.end, own.end) - max(span.start, own.start)) for own in issue.spans)
            if covered >= most:
                best, most = number, float(covered)
        return best


def read_corpus(source: Path, areas: Sequence[AreaCode] | None = None) -> tuple[LabelledMail, ...]:
    """The mails of one file, or of all ``*.jsonl`` files of a folder in the order of their names.

    ``areas``, where given, are the areas that the taxonomy knows: another area is a fault.

    Raises:
        CorpusError: a file is missing, unreadable, or breaks the format, or there is no mail at all.
    """
    mails = read_mails(source, areas)
    if not mails:
        raise CorpusError(
            f"{source}: holds no labelled mail, only blank lines or nothing; write one mail on each line as "
            "LABELLING.md says, or name another file or folder"
        )
    return mails


def read_mails(source: Path, areas: Sequence[AreaCode] | None = None) -> tuple[LabelledMail, ...]:
    """The same where there may be none yet: of what lies beside a corpus, or of one not yet begun."""
    mails: list[LabelledMail] = []
    seen: set[str] = set()
    for path in corpus_files(source):
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except OSError as error:
            raise CorpusError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
        except UnicodeDecodeError as error:
            raise CorpusError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            mail = read_line(line, f"{path}:{number}", areas)
            if mail.mail_id in seen:
                raise CorpusError(
                    f"{path}:{number}: id {mail.mail_id!r} occurs twice; give each mail its own id"
                )
            seen.add(mail.mail_id)
            mails.append(mail)
    return tuple(mails)


def file_of_each(source: Path) -> Mapping[str, str]:
    """The name of the corpus file that each mail comes from, by the mail's id.

    Raises:
        CorpusError: as :func:`read_corpus`.
    """
    return {mail.mail_id: path.name for path in corpus_files(source) for mail in read_mails(path)}


def message_of(mail: LabelledMail) -> Message:
    """The mail as the message room would hand it on, from a human: only its content is to be judged."""
    return Message(
        message_id=None,
        in_reply_to=(),
        references=(),
        sender=mail.sender,
        reply_to=None,
        recipients=(),
        subject=mail.subject,
        date=None,
        origin=Origin.HUMAN,
        origin_reason="",
        language=mail.language,
        text=BodyText(mail.text, "", ""),
        marks=Marks(None, ()),
        attachments=(),
        warnings=(),
        fingerprint=mail.mail_id,
    )


def read_line(line: str, where: str, areas: Sequence[AreaCode] | None) -> LabelledMail:
    """The mail of one line. ``where`` (file and line) is named in the error.

    Raises:
        CorpusError: the line breaks the format.
    """
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise CorpusError(f"{where}: is not a JSON object; write one mail in braces on each line")
        text, spans = _parts(record["parts"])
        issues = tuple(
            _issue(issue, spans.get(number, ()), text, areas) for number, issue in enumerate(record["issues"])
        )
        mail = LabelledMail(
            mail_id=_string(record["id"]),
            mailbox=_member(Kind, record, "mailbox"),
            language=_member(Language, record, "lang"),
            message_class=_member(MessageClass, record, "class"),
            sender=Address(_string(record["from_name"]), _string(record["from_addr"])),
            subject=_string(record["subject"]),
            text=text,
            issues=issues,
            is_corrected=_truth(record.get("corrected", False)),
        )
    except CorpusError:
        raise
    except json.JSONDecodeError as error:
        raise CorpusError(
            f"{where}: is not JSON ({error.msg}, column {error.colno}); mend that line"
        ) from error
    except KeyError as error:
        raise CorpusError(f"{where}: the key {error} is missing; add it as LABELLING.md describes") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CorpusError(f"{where}: {error}; use the values of LABELLING.md") from error
    if set(spans) != set(range(len(issues))):
        raise CorpusError(
            f"{where}: the parts use issues {sorted(spans)}, but {len(issues)} are listed; number them from 0"
        )
    if (mail.message_class is MessageClass.REQUEST) != bool(issues):
        raise CorpusError(
            f"{where}: a request has one issue or more, any other class none; mend class or issues"
        )
    return mail


def _parts(parts: Any) -> tuple[str, dict[int, tuple[Span, ...]]]:
    text = ""
    spans: dict[int, tuple[Span, ...]] = {}
    for part in parts:
        piece, number = _string(part["t"]), part["i"]
        if number is not None:
            if not isinstance(number, int) or isinstance(number, bool):
                raise ValueError(f"a part's i is {number!r}, not a whole number or null")
            spans[number] = (*spans.get(number, ()), Span(len(text), len(text) + len(piece)))
        text += piece
    return text, spans


def _issue(issue: Any, spans: tuple[Span, ...], text: str, areas: Sequence[AreaCode] | None) -> LabelledIssue:
    area = AreaCode(_string(issue["area"]))
    if areas is not None and area not in areas:
        raise ValueError(f"the area {area!r} is not in the taxonomy ({', '.join(areas)})")
    return LabelledIssue(_member(Kind, issue, "kind"), area, spans, "".join(span.of(text) for span in spans))


def _member(of: type[_E], record: Mapping[str, Any], key: str) -> _E:
    """The state that the record names under this key."""
    try:
        return of(record[key])
    except ValueError:
        raise ValueError(f"{key} is {record[key]!r}, not one of {', '.join(of)}") from None


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"corrected is {value!r}, not true or false")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value
