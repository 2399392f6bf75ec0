"""What a person said of mails, before it is put together with the mails: from a sheet (CSV) or from JSON
lines.

A mail's issues stand in rows one after the other with the same id, Message-ID or position. Everything that is
wrong is told, row by row, with file, line, fault and remedy; a mail with one faulty row is left out whole.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from router.learning.corpus.files import CorpusError
from router.learning.corpus.label_words import LabelError, LabelWords
from router.learning.corpus.sheet import Column, SheetRow, read_sheet
from router.taxonomy import AreaCode, Kind, Language
from router.triage.issue import MessageClass, Span

_SPANS = re.compile(r"\d{1,9}-\d{1,9}(?:\s+\d{1,9}-\d{1,9})*")
_KEYS = (Column.ID, Column.MESSAGE_ID, Column.POSITION)
_ONE_FOR_THE_MAIL = (
    Column.CLASS,
    Column.MAILBOX,
    Column.LANGUAGE,
    Column.SUBJECT,
    Column.SENDER,
    Column.MAIL,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be imported."""

    where: str
    """File and line, or the mail's place."""
    what: str
    """What is wrong, and what to do."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class GivenIssue:
    """One issue as it was described. At most one of ``words``, ``begins`` and ``spans`` is needed to find
    it."""

    where: str
    kind: Kind
    area: AreaCode
    words: str
    """All of its text; empty where that was not given."""
    begins: str
    """The first words of it; empty where these were not given."""
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GivenMail:
    """One mail as it was described. What was not given is empty or ``None``."""

    where: str
    mail_id: str
    message_id: str
    position: str
    message_class: MessageClass
    mailbox: Kind | None
    language: Language | None
    sender_name: str
    sender: str
    subject: str
    text: str
    issues: tuple[GivenIssue, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """All that was read, in the order of the file."""

    mails: tuple[GivenMail, ...]
    faults: tuple[Fault, ...]


def read_given(path: Path, words: LabelWords, named: Mapping[Column, str] | None = None) -> Given:
    """The mails that the file describes: ``*.jsonl`` holds JSON lines, everything else is a sheet.

    Raises:
        CorpusError: the file cannot be read at all.
    """
    faults: list[Fault] = []
    rows = _json_rows(path, faults) if path.suffix == ".jsonl" else read_sheet(path, named)
    mails: list[GivenMail] = []
    for group in _by_mail(rows):
        found: list[Fault] = []
        mail = _mail(path, group, words, found)
        if mail is not None and not found:
            mails.append(mail)
        faults += found
    return Given(tuple(mails), tuple(faults))


def _json_rows(path: Path, faults: list[Fault]) -> tuple[SheetRow, ...]:
    """JSON lines as rows: ``{"message_id": …, "class": …, "issues": [{"kind": …, "area": …, "text":
    …}]}``."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise CorpusError(
            f"{path}: cannot be read ({error.strerror}); check the path and its rights"
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    rows: list[SheetRow] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            own = _cells(record)
            issues = [_cells(issue) for issue in record.get("issues") or [{}]]
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            faults.append(Fault(f"{path}:{number}", f"is no mail in JSON ({error}); mend that line"))
            continue
        own.setdefault(Column.ID, own.get(Column.MESSAGE_ID) or own.get(Column.POSITION) or f"line {number}")
        rows += [SheetRow(number, number, {**own, **issue}) for issue in issues]
    return tuple(rows)


def _cells(record: Mapping[str, object]) -> dict[Column, str]:
    """The values of a JSON object under the names of the columns; numbers as texts."""
    cells = {}
    for column in Column:
        value = record.get(column.value)
        if value is not None:
            if isinstance(value, bool) or not isinstance(value, str | int):
                raise TypeError(f"{column} is {value!r}, not a text")
            cells[column] = str(value)
    return cells


def _by_mail(rows: Sequence[SheetRow]) -> Iterable[list[SheetRow]]:
    """Rows that name the same mail, in the order in which each mail is first named."""
    groups: dict[tuple[str, ...], list[SheetRow]] = {}
    for row in rows:
        names = tuple(row.cell(column).strip() for column in _KEYS)
        groups.setdefault(names if any(names) else ("", str(row.line)), []).append(row)
    return groups.values()


def _mail(path: Path, rows: Sequence[SheetRow], words: LabelWords, faults: list[Fault]) -> GivenMail | None:
    where = f"{path}:{rows[0].place}"
    faults += [Fault(f"{path}:{row.place}", row.fault) for row in rows if row.fault]
    if faults:
        return None
    own = {column: _common(path, rows, column, faults) for column in _ONE_FOR_THE_MAIL}
    first = rows[0]
    issues: list[GivenIssue] = []
    message_class = _class_of(rows, own[Column.CLASS], where, words, faults)
    if message_class is MessageClass.REQUEST:
        issues = [issue for row in rows if (issue := _issue(path, row, words, faults)) is not None]
    elif len(rows) > 1:
        faults.append(
            Fault(where, f"{len(rows)} rows for a mail of class {message_class}; only a request has issues")
        )
    text = own[Column.MAIL]
    if not text.strip():
        text = "\n\n".join(row.cell(Column.TEXT) for row in rows if row.cell(Column.TEXT).strip())
    try:
        mailbox = words.mailbox(own[Column.MAILBOX]) if own[Column.MAILBOX].strip() else None
        language = words.language(own[Column.LANGUAGE]) if own[Column.LANGUAGE].strip() else None
    except LabelError as error:
        faults.append(Fault(where, str(error)))
        return None
    return GivenMail(
        where=where,
        mail_id=first.cell(Column.ID).strip(),
        message_id=first.cell(Column.MESSAGE_ID).strip().strip("<>"),
        position=first.cell(Column.POSITION).strip(),
        message_class=message_class or MessageClass.REQUEST,
        mailbox=mailbox,
        language=language,
        sender_name=first.cell(Column.SENDER_NAME),
        sender=own[Column.SENDER],
        subject=own[Column.SUBJECT],
        text=text,
        issues=tuple(issues),
    )


def _common(path: Path, rows: Sequence[SheetRow], column: Column, faults: list[Fault]) -> str:
    """What the rows of one mail say there; they may leave it empty, but not contradict each other."""
    said = ""
    for row in rows:
        cell = row.cell(column)
        if cell.strip() and said.strip() and cell.strip() != said.strip():
            faults.append(
                Fault(
                    f"{path}:{row.place}",
                    f"the {column} is not that of line {rows[0].line}, which has the same id; make them "
                    "equal, or give another mail another id",
                )
            )
        said = said if said.strip() else cell
    return said


def _class_of(
    rows: Sequence[SheetRow], said: str, where: str, words: LabelWords, faults: list[Fault]
) -> MessageClass | None:
    """A mail that has a kind or an area is a request, where nothing else is said."""
    if not said.strip() and any(
        row.cell(Column.KIND).strip() or row.cell(Column.AREA).strip() for row in rows
    ):
        return MessageClass.REQUEST
    try:
        return words.message_class(said)
    except LabelError as error:
        faults.append(Fault(where, f"{error} (or, for a request, its kind and area)"))
        return None


def _issue(path: Path, row: SheetRow, words: LabelWords, faults: list[Fault]) -> GivenIssue | None:
    where = f"{path}:{row.place}"
    kind, area = None, None
    try:
        kind = words.kind(row.cell(Column.KIND))
    except LabelError as error:
        faults.append(Fault(where, str(error)))
    try:
        area = words.area(row.cell(Column.AREA))
    except LabelError as error:
        faults.append(Fault(where, str(error)))
    spans = row.cell(Column.SPANS).strip()
    if spans and not _SPANS.fullmatch(spans):
        faults.append(
            Fault(where, f"the spans {spans[:40]!r} are not like 0-120 or 0-120 140-200; leave them empty")
        )
        return None
    if kind is None or area is None:
        return None
    pairs = [pair.split("-") for pair in spans.split()]
    return GivenIssue(
        where=where,
        kind=kind,
        area=area,
        words=row.cell(Column.TEXT),
        begins=row.cell(Column.BEGINS),
        spans=tuple(Span(int(start), int(end)) for start, end in pairs),
    )
