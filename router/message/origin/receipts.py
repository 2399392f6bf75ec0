"""Read receipts and answers to invitations: what a mail client sends at the press of a button.

Where the person has also written something, the mail is a person's.
"""

import re

from router.message.origin.traits import Judged, Traits
from router.message.parse.tree import Part
from router.message.parts import Origin, OriginDetail

_READ_SUBJECT = re.compile(
    r"\W{0,2}(?:lest|ulest|ikke lest|ikkje lest|lese|ulese|read|not read|unread|læst|ikke læst|ulæst|läst"
    r"|oläst|ej läst|gelesen|ungelesen|nicht gelesen"
    r"|lu|non lu|gelezen|niet gelezen|luettu|lukematta|leído|no leído|letto|non letto|lida|przeczytano"
    r"|nieprzeczytane|přečteno"
    r"|lesekvittering|lesebekreftelse|read receipt|return receipt(?: \(displayed\))?|kvittering for lest "
    r"melding|retur ?kvittering|læsekvittering|läskvitto|lesebestätigung|empfangsbestätigung"
    r"|accusé de (?:lecture|réception)|leesbevestiging|disposition notification|slettet|deleted|levert"
    r"|delivered)\s?(?:[:\-–]|$|\()",
    re.IGNORECASE,
)
_READ_TEXT = re.compile(
    r"(?:was|were|has been) (?:read|displayed|deleted without being read)|(?:ble|vart|blei|er|har blitt) "
    r"(?:lest|lese|åpnet|vist|slettet uten)|blev læst|blev läst|lästes|har lästs"
    r"|wurde (?:am .{0,60})?gelesen|a été (?:lu|affiché|ouvert)|is gelezen|werd gelezen|on luettu|return "
    r"receipt|this is a (?:return|read) receipt|lesebekreftelse|lesekvittering|kvittering for at"
    r"|no guarantee that the message has been read|note: this return receipt",
    re.IGNORECASE,
)
_ANSWER_SUBJECT = re.compile(
    r"\W{0,2}(?:godtatt|akseptert|avslått|foreløpig(?: godtatt)?|tentativt? godtatt|nytt tidspunkt foreslått"
    r"|nytt forslag til tidspunkt|accepted|declined|tentative(?:ly accepted)?|new time proposed"
    r"|accepteret|afvist|afslået|foreløbig(?:t accepteret)?|accepterat|avböjt|avvisat|preliminärt?|zugesagt"
    r"|abgesagt|mit vorbehalt|vorläufig|accepté|refusé|provisoire|geaccepteerd|geweigerd|hyväksytty|hylätty"
    r"|aceptado|zaakceptowano)\s?:",
    re.IGNORECASE,
)
_ANSWER_TEXT = re.compile(
    r"\b(?:har (?:godtatt|akseptert|avslått|takket (?:ja|nei)|svart)|has (?:accepted|declined|tentatively "
    r"accepted|replied)|har accepteret|har afvist|har accepterat|har avböjt|hat .{0,40}(?:angenommen"
    r"|zugesagt|abgelehnt))\b.{0,80}"
    r"(?:invitasjon|invitation|møte|arrangement|hendelse|event|meeting|einladung|inbjudan)",
    re.IGNORECASE | re.DOTALL,
)
_METHOD = re.compile(rb"^METHOD[ \t]*:[ \t]*REPLY\b", re.IGNORECASE | re.MULTILINE)
_SHORT = 600


def receipt(traits: Traits) -> Judged | None:
    """A read receipt (RFC 8098, or a mail client's own form), or an answer to an invitation (RFC 5546)."""
    if traits.root.type == "multipart/report":
        kind = (traits.root.content_type.get("report-type") or "").lower()
        if kind == "disposition-notification" or any(
            part.type == "message/disposition-notification" for part in traits.root.children
        ):
            return _automatic(OriginDetail.READ_RECEIPT, "a read receipt (RFC 8098)")
    says_something = bool(traits.text.strip())
    if any(_is_answer(part) for part in traits.root.walk()) and (
        not says_something or (_says_only_that(traits, _ANSWER_TEXT))
    ):
        return _automatic(
            OriginDetail.CALENDAR_ANSWER, "an answer to an invitation (RFC 5546) without a word of its own"
        )
    if _ANSWER_SUBJECT.match(traits.subject) and (
        not says_something or _says_only_that(traits, _ANSWER_TEXT)
    ):
        return _automatic(
            OriginDetail.CALENDAR_ANSWER,
            "the subject is that of an answer to an invitation, without a word more",
            by_words=True,
        )
    read = _READ_SUBJECT.match(traits.subject)
    if read is not None and (
        _says_only_that(traits, _READ_TEXT) or (read[0].endswith(":") and not says_something)
    ):
        reason = "subject and text are those of a read receipt"
        return _automatic(OriginDetail.READ_RECEIPT, reason, by_words=True)
    return None


def _automatic(detail: OriginDetail, reason: str, *, by_words: bool = False) -> Judged:
    return Judged(Origin.AUTOREPLY, detail, reason, by_words=by_words)


def _is_answer(part: Part) -> bool:
    if part.type not in {"text/calendar", "application/ics"}:
        return False
    method = (part.content_type.get("method") or "").lower()
    return method == "reply" or (not method and _METHOD.search(part.content()[:4_000]) is not None)


def _says_only_that(traits: Traits, pattern: re.Pattern[str]) -> bool:
    text = traits.text.strip()
    return (
        len(text) <= _SHORT
        and "?" not in text
        and not traits.requests_something
        and pattern.search(text) is not None
    )
