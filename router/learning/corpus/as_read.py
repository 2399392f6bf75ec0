"""A labelled mail as the service reads it: what the message room cuts away below the text is gone.

A corpus holds mails as customers wrote them, with their signatures and legal texts. Teaching and measuring on
what the service never sees would teach and measure something else.
"""

from dataclasses import replace

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.message.lines import lines_of
from router.message.parts import Section
from router.message.trim.trim import trim
from router.triage.issue import Span


def as_read(mail: LabelledMail) -> LabelledMail:
    """The mail without signature and legal text at its end.

    A mail of which nothing would be left stays whole, and so does one of whose issues one would vanish.
    """
    trimmed = trim(lines_of(mail.text), sender_name=mail.sender.name, subject=mail.subject)
    new = [
        at
        for at, (line, section) in enumerate(zip(trimmed.lines, trimmed.sections, strict=True))
        if section is Section.NEW and not line.is_blank
    ]
    if not new:
        return mail
    end = len("\n".join(mail.text.split("\n")[: new[-1] + 1]))
    issues = [_before(end, issue, mail.text) for issue in mail.issues]
    if not all(issue.text.strip() for issue in issues):
        return mail
    return replace(mail, text=mail.text[:end], issues=tuple(issues))


def _before(end: int, issue: LabelledIssue, text: str) -> LabelledIssue:
    spans = tuple(Span(span.start, min(span.end, end)) for span in issue.spans if span.start < end)
    return replace(issue, spans=spans, text="".join(span.of(text) for span in spans))
