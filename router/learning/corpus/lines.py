"""Write labelled mails: the other way of ``router.learning.corpus.labelled``, one JSON object a line.

What is written is read again as the same mail; LABELLING.md describes the form.
"""

import json

from router.learning.corpus.labelled import LabelledMail
from router.message.marks import marks
from router.triage.issue import Span


def corpus_line(mail: LabelledMail) -> str:
    """The mail as one line of a corpus file, without the line end."""
    record: dict[str, object] = {
        "id": mail.mail_id,
        "mailbox": mail.mailbox.value,
        "lang": mail.language.value,
        "class": mail.message_class.value,
        "from_name": mail.sender.name,
        "from_addr": mail.sender.address,
        "subject": mail.subject,
        "parts": [{"t": text, "i": number} for text, number in _parts(mail)],
        "issues": [{"kind": issue.kind.value, "area": issue.area} for issue in mail.issues],
        "teamviewer": marks("", mail.text).teamviewer_id,
    }
    if mail.is_corrected:
        record["corrected"] = True
    return json.dumps(record, ensure_ascii=False)


def _parts(mail: LabelledMail) -> list[tuple[str, int | None]]:
    """The text in order, cut where another issue, or none, begins."""
    owned: list[tuple[Span, int]] = sorted(
        (span, number) for number, issue in enumerate(mail.issues) for span in issue.spans
    )
    parts: list[tuple[str, int | None]] = []
    end = 0
    for span, number in owned:
        if span.start > end:
            parts.append((mail.text[end : span.start], None))
        parts.append((span.of(mail.text), number))
        end = span.end
    if end < len(mail.text):
        parts.append((mail.text[end:], None))
    return parts
