"""Labelled mails made by hand, and the taxonomy that ships."""

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.message.parts import Address
from router.taxonomy import AreaCode, Kind, Language, load_taxonomy
from router.triage.issue import MessageClass, Span
from tests.running import PROJECT

TAXONOMY_FILE = PROJECT / "config" / "taxonomy.toml"
TAXONOMY = load_taxonomy(TAXONOMY_FILE)


def labelled(
    mail_id: str,
    text: str,
    *issues: tuple[str, str, str],
    message_class: MessageClass = MessageClass.REQUEST,
    subject: str = "Spørsmål",
) -> LabelledMail:
    """A mail; each issue is its kind, its area and its text, which stands once in the mail's text."""
    spans = [Span(text.index(own), text.index(own) + len(own)) for _, _, own in issues]
    return LabelledMail(
        mail_id=mail_id,
        mailbox=Kind.SUPPORT,
        language=Language.NB,
        message_class=message_class,
        sender=Address("Kari Moen", "kari@eksempel-bygg.example"),
        subject=subject,
        text=text,
        issues=tuple(
            LabelledIssue(Kind(kind), AreaCode(area), (span,), own)
            for (kind, area, own), span in zip(issues, spans, strict=True)
        ),
    )
