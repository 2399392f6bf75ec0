"""Messages as the message room hands them on, and the model that ships."""

from functools import cache
from pathlib import Path

from router.learning.store.folders import active_model_directory
from router.learning.store.model_file import load_model
from router.message.parts import Address, BodyText, Marks, Message, Origin
from router.taxonomy import Kind, Language
from router.triage import Model, triage
from router.triage.issue import Triage

MODELS = Path(__file__).parents[2] / "models"


@cache
def shipped_model() -> Model:
    return load_model(active_model_directory(MODELS))


def a_message(
    text: str,
    subject: str = "",
    *,
    origin: Origin = Origin.HUMAN,
    reason: str = "",
    language: Language = Language.NB,
    in_reply_to: tuple[str, ...] = (),
    case_numbers: tuple[str, ...] = (),
) -> Message:
    return Message(
        message_id="1@eksempel-bygg.example",
        in_reply_to=in_reply_to,
        references=in_reply_to,
        sender=Address("Kari Moen", "kari@eksempel-bygg.example"),
        reply_to=None,
        recipients=(),
        subject=subject,
        date=None,
        origin=origin,
        origin_reason=reason,
        language=language,
        text=BodyText(text, "", ""),
        marks=Marks(None, case_numbers),
        attachments=(),
        warnings=(),
        fingerprint="",
    )


def judged(text: str, subject: str = "", mailbox: Kind = Kind.SUPPORT) -> Triage:
    return triage(a_message(text, subject), mailbox, shipped_model())
