"""What each kind of outgoing mail says: the facts that its template is filled with.

The facts are plain; the words are in ``templates/``, one file for each kind of mail and language. A letter
knows nothing of addresses, headers or the database.
"""

from dataclasses import dataclass
from typing import Protocol


class Firm(Protocol):
    """Who answers, as the templates name it."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def web_centre(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket, as the reader of a mail sees it. Names are in the reader's language."""

    number: str
    text: str
    background: str
    """Sentences of the customer's that stand with another case of the mail, and that this one needs."""
    kind_name: str
    area_name: str
    is_assignment: bool
    """It is a consultant assignment, which the agreement does not cover."""
    in_review: bool
    owner_name: str

    @property
    def excerpt(self) -> str:
        """The beginning of the text, on one line, so that the customer knows which case is meant."""
        line = " ".join(self.text.split())
        return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


@dataclass(frozen=True, slots=True)
class Receipt:
    """To the customer: what was registered, and under which numbers."""

    subject: str
    cases: tuple[Case, ...]
    asks_for_teamviewer: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """To the consultant: the case, and all that is needed to begin."""

    subject: str
    case: Case
    others: tuple[Case, ...]
    consultant_name: str
    customer: str
    received_at: str
    teamviewer_id: str | None
    attachments: tuple[str, ...]
    reason: str
    area_names: tuple[str, ...] = ()
    """What may be said in an answer to correct the area."""


@dataclass(frozen=True, slots=True)
class FollowupNotice:
    """To the consultant: the customer has written again about a case of yours."""

    subject: str
    number: str
    consultant_name: str
    customer: str
    text: str
    attachments: tuple[str, ...]
    may_be_new: bool
    new_numbers: tuple[str, ...] = ()
    """The cases that were made of what is new in the answer."""


@dataclass(frozen=True, slots=True)
class ClosingNotice:
    """To the consultant: a case of yours is closed, and why."""

    subject: str
    number: str
    consultant_name: str
    continued_in: str
    """The case that holds its matter now; empty where the mail was no request."""


Letter = Receipt | Assignment | FollowupNotice | ClosingNotice
