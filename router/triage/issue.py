"""What triage says of one mail: its class, and the issues in it, each with a kind, an area and the reasons.

Frozen objects only. A probability is between 0 and 1 and calibrated: of a hundred decisions with 0.9, about
ninety are right. Spans are offsets in characters into the message's ``new_text``.
"""

from dataclasses import dataclass
from enum import StrEnum

from router.taxonomy import AreaCode, Kind


class MessageClass(StrEnum):
    """What the mail is for (LABELLING.md, "Message class"). Only a request has issues."""

    REQUEST = "request"
    FOLLOWUP = "followup"
    THANKS = "thanks"
    AUTOREPLY = "autoreply"
    BOUNCE = "bounce"
    BULK = "bulk"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the new text, from ``start`` up to but not including ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]


class Decision(StrEnum):
    """What a piece of evidence was evidence for."""

    KIND = "kind"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word or phrase of the customer's that spoke for the decision (weight above 0) or against it."""

    decision: Decision
    phrase: str
    weight: float


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that one person could solve and close on its own."""

    spans: tuple[Span, ...]
    text: str
    """The spans' characters, joined by a blank line where they are not next to each other."""
    kind: Kind
    kind_confidence: float
    area: AreaCode
    area_confidence: float
    confidence: float
    """The probability that kind and area are both right, given the piece."""
    certainty: float
    """The probability that piece, kind and area are all right: what decides ``auto_routed``."""
    possible_areas: tuple[AreaCode, ...]
    """The areas that may be the right one, the most probable first, ``area`` always among them: for 95 of a
    hundred issues the right one is here. Empty where no model has judged."""
    auto_routed: bool
    """False: a human decides first (promise 7)."""
    why: tuple[Evidence, ...]
    background: tuple[Span, ...] = ()
    """What is shown beside the issue, in order, never its own: sentences that stand with another issue and
    that this one needs as well, and what is said in passing among its own."""
    doubt: str = ""
    """Why a human decides first, however certain the rest is, in plain words: it is unlike all that the model
    learnt from, it says itself that it holds another matter, or the mail reads like one that
    needs no action ("it may be thanks"). Empty where there is no such reason."""


@dataclass(frozen=True, slots=True)
class Triage:
    """The whole answer for one mail, with what is needed to say why months later (promise 8)."""

    message_class: MessageClass
    class_reason: str
    issues: tuple[Issue, ...]
    model_version: str
    by_words: bool = False
    """Nobody is to answer, and no header says so, only the words: a human has the last word."""
    may_be_a_machines: bool = False
    """A request that reads so much like a machine's mail that no program should answer it (promise 5)."""
