"""What holds of every message, whatever the bytes were: for the property tests and for the fuzzing target."""

import json
from collections import Counter

from router.explain.document import explanation
from router.message import OwnIdentity, understand
from router.message.parts import BodyText, Message

OWN = OwnIdentity(
    addresses=frozenset({"support@okonomibistand.example", "oppdrag@okonomibistand.example"}),
    message_id_domain="router.okonomibistand.example",
    trusted_authserv_ids=frozenset({"mx.okonomibistand.example"}),
)


def check(raw: bytes) -> Message:
    """Understand the bytes and assert all that holds of every message; returns the message."""
    message = understand(raw, OWN)
    assert understand(raw, OWN) == message, "the same bytes gave two different messages"
    is_understood(message)
    is_storable(message)
    has_safe_attachments(message)
    has_marks_in_place(message)
    is_covered(message.text)
    return message


def is_understood(message: Message) -> None:
    """Nothing in the room raised, so the last resort was not needed."""
    assert not any("could not be understood" in warning for warning in message.warnings), message.warnings


def is_storable(message: Message) -> None:
    """A database and a JSON reader take every text: no lone surrogates and no NULs anywhere."""
    document = explanation("mail.eml", message, None)
    written = json.dumps(document, ensure_ascii=False)
    written.encode("utf-8")
    assert "\0" not in written
    assert "\\u0000" not in written
    assert json.loads(written) == document
    assert len(message.fingerprint) == 64
    assert message.date is None or message.date.tzinfo is not None


def has_safe_attachments(message: Message) -> None:
    """Their names can be file names, and their sizes and hashes are real."""
    for file in message.attachments:
        assert file.name
        assert file.name not in {".", ".."}
        assert not set(file.name) & set('/\\<>:"|?*\n\r\t'), file.name
        assert len(file.name.encode()) <= 255
        assert file.size >= 0
        assert len(file.sha256) == 64


def has_marks_in_place(message: Message) -> None:
    """Every mark stands in the text that it names."""
    for mark in message.marks.found:
        text = message.subject if mark.in_subject else message.text.new_text
        assert 0 <= mark.start < mark.end <= len(text), mark
        assert mark.value


def is_covered(text: BodyText) -> None:
    """The spans cover the text in order, without gap or overlap; no visible character is lost."""
    end = 0
    for span in text.spans:
        assert span.start == end, f"{span} does not begin where the one before it ends, at {end}"
        assert span.end > span.start, f"{span} is empty"
        end = span.end
    assert end == len(text.whole)
    sections = text.new_text + text.quoted_text + text.signature + text.disclaimer
    assert Counter("".join(sections.split())) == Counter("".join(text.whole.split()))
    assert set(text.new_text.split()) <= set(text.whole.split())
    assert "\r" not in text.whole
