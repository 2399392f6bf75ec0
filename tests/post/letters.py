"""Letters, and the mails made of them, for the tests of this room."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from router.message.parts import Address
from router.post.compose import ComposedMail, Enclosure, Thread, compose
from router.post.letters import Assignment, Case, FollowupNotice, Letter, Receipt
from router.settings import FirmSettings
from router.taxonomy import Language

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
FIRM = FirmSettings(
    name="ØkonomiBistand",
    phone="900 00 000",
    web_centre="https://kundesenter.okonomibistand.example",
    message_id_domain="router.okonomibistand.example",
)
SENDER = Address("ØkonomiBistand", "support@okonomibistand.example")
KARI = Address("Kari Moen", "kari@eksempel-bygg.example")
NO_THREAD = Thread(None, ())


def a_case(
    number: int = 1,
    *,
    text: str = "Lønnskjøringen stoppet.",
    background: str = "",
    is_assignment: bool = False,
    in_review: bool = False,
) -> Case:
    return Case(
        background=background,
        number=f"2025-{number:06d}",
        text=text,
        kind_name="support",
        area_name="Lønn",
        is_assignment=is_assignment,
        in_review=in_review,
        owner_name="" if in_review else "Bjørn Hauge",
    )


def a_receipt(*cases: Case, subject: str = "Feil i lønn", asks_for_teamviewer: bool = True) -> Receipt:
    return Receipt(subject, cases or (a_case(),), asks_for_teamviewer)


def an_assignment(
    case: Case | None = None, *others: Case, subject: str = "Feil i lønn", attachments: tuple[str, ...] = ()
) -> Assignment:
    return Assignment(
        subject=subject,
        case=case or a_case(),
        others=others,
        consultant_name="Bjørn Hauge",
        customer="Kari Moen <kari@eksempel-bygg.example>",
        received_at="03.03.2025 10:00",
        teamviewer_id="847221903",
        attachments=attachments,
        reason="Lønn (96 %): «lønn»",
    )


def a_notice(
    *, subject: str = "Feil i lønn", text: str = "Her er mer.", may_be_new: bool = True
) -> FollowupNotice:
    return FollowupNotice(
        subject=subject,
        number="2025-000001",
        consultant_name="Bjørn Hauge",
        customer="Kari Moen <kari@eksempel-bygg.example>",
        text=text,
        attachments=("skjermbilde.png",),
        may_be_new=may_be_new,
    )


def composed(
    letter: Letter,
    *,
    language: Language = Language.NB,
    firm: FirmSettings = FIRM,
    recipient: Address = KARI,
    thread: Thread = NO_THREAD,
    message_id: str = "0123456789abcdef@router.okonomibistand.example",
    enclosure: Enclosure | None = None,
) -> ComposedMail:
    return compose(
        letter,
        firm=firm,
        language=language,
        sender=SENDER,
        recipient=recipient,
        thread=thread,
        message_id=message_id,
        now=NOW,
        enclosure=enclosure,
    )


def parsed(mail: ComposedMail) -> EmailMessage:
    """The mail as its reader's program takes it apart."""
    message = message_from_bytes(mail.raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(mail: ComposedMail) -> str:
    body = parsed(mail).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
