"""What is asked of the classifier: one piece of a mail, and what is known of the mail.

Labelled pieces, the router's own and those that people cut are all asked about in this form, so that
training, measuring and service can never ask differently.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from router.taxonomy import Kind, Language
from router.triage.cut import WHOLE, Cut
from router.triage.split import Part, Piece, text_of
from router.triage.views import Sentence

LONGEST_TEXT = 20_000
"""Characters of a piece that are read for its kind and area; what follows is a log or a table."""


class Mail(Protocol):
    """What is known of a mail, whoever holds it."""

    @property
    def text(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def mailbox(self) -> Kind: ...
    @property
    def language(self) -> Language: ...


class Known(NamedTuple):
    """The same of a mail that has only just come in."""

    text: str
    subject: str
    mailbox: Kind
    language: Language


class Asked(NamedTuple):
    """A piece of a mail's text, and what is known of the mail.

    A piece without spans is judged by the subject alone. ``cut`` says how near the mail was to being divided
    otherwise; left out, nobody doubts the piece. ``others`` are the mail's other pieces,
    ``sentences`` the segments of this one, where they have been read already.
    """

    text: str
    piece: Piece
    subject: str
    mailbox: Kind
    language: Language
    cut: Cut = WHOLE
    others: tuple[Piece, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    may_hold_more: bool = False
    """Is something told in passing beside it that is not said to be over?"""
    has_one_before: bool = False
    has_one_after: bool = False
    """Is the mail's piece before (after) this one asked about just before (after) it? Not where nobody doubts
    what is whose."""

    @property
    def own_text(self) -> str:
        """The words of the piece."""
        return text_of(self.text, self.piece)

    @property
    def read(self) -> str:
        """What is read of it; of a piece without text, the subject."""
        own_text = self.own_text
        return own_text[:LONGEST_TEXT] if own_text.strip() else self.subject


def asked_of(mail: Mail, parts: Sequence[Part]) -> tuple[Asked, ...]:
    """Each part of this mail, beside the others; they are to be asked about together, in this order."""
    return tuple(
        Asked(
            mail.text,
            part.piece,
            mail.subject,
            mail.mailbox,
            mail.language,
            part.cut,
            tuple(other.piece for other in (*parts[:at], *parts[at + 1 :])),
            part.sentences,
            part.may_hold_more,
            has_one_before=at > 0 and part.cut.is_one_of_several,
            has_one_after=at < len(parts) - 1 and part.cut.is_one_of_several,
        )
        for at, part in enumerate(parts)
    )


def undoubted(mail: Mail, pieces: Sequence[Piece]) -> tuple[Asked, ...]:
    """The same for pieces that nobody doubts."""
    return asked_of(mail, list(map(Part, pieces)))
