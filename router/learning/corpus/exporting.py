"""Write labelled mails in the forms that an import reads: a sheet (CSV), or an mbox with a sheet of labels.

A sheet comes back as the very same mails: it holds the whole text, and where each issue stands. The mbox
holds new mails made of subject, sender and text, for programs that read mail; as signatures are cut away when
mail is read, only the issues come back exactly. (The corpus' own form is that of
``router.learning.corpus.lines``.)
"""

import csv
import io
from collections.abc import Iterable, Sequence
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.policy import SMTP

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.corpus.placing import PASSAGE_MARK
from router.learning.corpus.sheet import Column, as_cell

_SHEET = (
    Column.ID, Column.CLASS, Column.MAILBOX, Column.LANGUAGE, Column.SENDER_NAME, Column.SENDER,
    Column.SUBJECT, Column.KIND, Column.AREA, Column.TEXT, Column.SPANS, Column.MAIL,
)  # fmt: skip
_LABELS = (
    Column.ID, Column.MESSAGE_ID, Column.CLASS, Column.MAILBOX, Column.LANGUAGE,
    Column.KIND, Column.AREA, Column.TEXT,
)  # fmt: skip
_MARK = "\ufeff"
"""By this Excel knows UTF-8."""


def sheet_of(mails: Iterable[LabelledMail]) -> str:
    """One row an issue (one for a mail without any), with semicolons, as Norwegian Excel opens it."""
    return _sheet(_SHEET, mails)


def labels_of(mails: Iterable[LabelledMail]) -> str:
    """The labels alone, by Message-ID: beside the mbox."""
    return _sheet(_LABELS, mails)


def mbox_of(mails: Iterable[LabelledMail]) -> bytes:
    """The mails as one mbox. A text that begins a line with "From " is safe: the texts are in base64."""
    return b"".join(b"From corpus Thu Jan  1 00:00:00 1970\n" + _raw(mail) + b"\n" for mail in mails)


def message_id_of(mail: LabelledMail) -> str:
    """A Message-ID for a mail of the corpus: its id in letters that such ids may hold."""
    safe = "".join(sign if sign.isascii() and sign.isalnum() else f"_{ord(sign):x}" for sign in mail.mail_id)
    return f"{safe}@corpus.example"


def _sheet(columns: Sequence[Column], mails: Iterable[LabelledMail]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    writer.writerow([column.value for column in columns])
    for mail in mails:
        for number, issue in enumerate(mail.issues or (None,)):
            cells = _cells(mail, issue, is_first=number == 0)
            writer.writerow([as_cell(cells[column]) for column in columns])
    return _MARK + file.getvalue()


def _cells(mail: LabelledMail, issue: LabelledIssue | None, *, is_first: bool) -> dict[Column, str]:
    """The whole text stands in the mail's first row only: the others have the same id."""
    return {
        Column.ID: mail.mail_id,
        Column.MESSAGE_ID: message_id_of(mail),
        Column.CLASS: mail.message_class.value,
        Column.MAILBOX: mail.mailbox.value,
        Column.LANGUAGE: mail.language.value,
        Column.SENDER_NAME: mail.sender.name,
        Column.SENDER: mail.sender.address,
        Column.SUBJECT: mail.subject,
        Column.KIND: issue.kind.value if issue else "",
        Column.AREA: issue.area if issue else "",
        Column.TEXT: f" {PASSAGE_MARK} ".join(span.of(mail.text) for span in issue.spans) if issue else "",
        Column.SPANS: " ".join(f"{span.start}-{span.end}" for span in issue.spans) if issue else "",
        Column.MAIL: mail.text if is_first else "",
    }


def _raw(mail: LabelledMail) -> bytes:
    message = EmailMessage(policy=SMTP.clone(linesep="\n"))
    message["Message-ID"] = f"<{message_id_of(mail)}>"
    message["Date"] = "Thu, 01 Jan 1970 00:00:00 +0000"
    message["From"] = _address(mail)
    message["To"] = f"{mail.mailbox.value}@corpus.example"
    message["Subject"] = _whole(" ".join(mail.subject.split()))
    message.set_content(_whole(mail.text), charset="utf-8", cte="base64")
    return message.as_bytes()


def _whole(text: str) -> str:
    """Without half characters (lone surrogates), which no mail can hold."""
    return text.encode("utf-8", "replace").decode()


def _address(mail: LabelledMail) -> MailAddress | str:
    """The sender; without the address where a person wrote one that is none."""
    name = _whole(" ".join(mail.sender.name.split()))
    try:
        return MailAddress(name, addr_spec=_whole(mail.sender.address))
    except (ValueError, IndexError, AssertionError):
        return MailAddress(name or _whole(mail.mail_id), "unknown", "corpus.example")
