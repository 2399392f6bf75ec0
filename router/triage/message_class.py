"""What a mail is for: a request, a follow-up, thanks, or a machine's mail that asks for nothing.

The mail's headers speak first (its origin). Where a human wrote, or seems to have, the content decides, and it
decides with care: silence is the costly fault. A mail is taken for one that needs no action only where the
classifier is surer of that than it ever was, wrongly, of a request it had not been trained on, and only where
the text itself allows it. Everything else is a request.
"""

import re
from typing import NamedTuple

import numpy as np

from router.message.parts import Message, Origin
from router.triage import ngrams
from router.triage.issue import MessageClass
from router.triage.model import Model

MACHINE_CLASSES = {
    Origin.AUTOREPLY: MessageClass.AUTOREPLY,
    Origin.BOUNCE: MessageClass.BOUNCE,
    Origin.BULK: MessageClass.BULK,
    Origin.LOOP: MessageClass.AUTOREPLY,
}
NO_ACTION = (MessageClass.THANKS, MessageClass.AUTOREPLY, MessageClass.BOUNCE, MessageClass.BULK)

WORDS_READ = 150
LONGEST_THANKS = 120
"""Words. Who only says thanks is brief; in a longer mail there may be a wish somewhere."""

_REPLY = re.compile(r"\s*(?:sv|re|vs|fw|fwd|aw)\s*:", re.IGNORECASE)
_CASE = re.compile(
    r"\b(?:sak|saka|saken|saks?nr|saksnummer|case|ticket|oppdrag|tilbud|tilbod)\s*(?:nr\.?|#|no\.?)?\s*#?\d{4,7}\b"
    r"|\[#?\d{4,7}\]|\b20\d\d-\d{6}\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:takk|thanks|thank\s+you|løste\s+seg|ordnet\s+seg|ordna\s+seg|løyste\s+seg|fant\s+ut\s+av|fann\s+ut\s+av|"
    r"i\s+orden|alt\s+(?:virker|fungerer|er\s+bra)|(?:virker|fungerer|verkar|funker|works)\s+(?:nå|no|now|igjen|again)|"
    r"lukke\s+saka?en?|perfekt|supert|topp)\b",
    re.IGNORECASE,
)
_NEW_CASE = re.compile(
    r"\b(?:ny|nytt|anna|annen|annet|new|another|different)\s+(?:sak|spørsmål|ting|case|question|issue)\b"
    r"|\b(?:noe|noko|helt|heilt)\s+(?:nytt|annet|anna)\b|\bgammel\s+(?:mail|e-?post)\b",
    re.IGNORECASE,
)


class Judgement(NamedTuple):
    """The class, and in plain words what showed it."""

    message_class: MessageClass
    reason: str


def judge(message: Message, model: Model) -> Judgement:
    """The class of the mail. When unsure it is a request."""
    machine = MACHINE_CLASSES.get(message.origin)
    if machine is not None:
        return Judgement(machine, message.origin_reason or f"written by a machine ({message.origin})")
    text, subject = message.text.new_text, message.subject
    answers = bool(message.in_reply_to or message.references)
    facts = class_facts(text, subject, answers=answers, names_case=bool(message.marks.case_numbers))
    shares = model.message_class.probabilities(facts)
    at = int(np.argmax(shares))
    message_class, share = MessageClass(model.message_class.classes[at]), float(shares[at])
    if message_class in NO_ACTION and share >= model.thresholds.no_action and may_be_silent(message_class, text):
        return Judgement(message_class, f"its words say {message_class} (probability {share:.3f})")
    named = bool(message.marks.case_numbers) or _CASE.search(f"{subject}\n{text[:2000]}") is not None
    replies = answers or _REPLY.match(subject) is not None
    if message_class is MessageClass.FOLLOWUP and (named or replies):
        sign = "it names a case" if named else "it answers a mail"
        return Judgement(message_class, f"{sign}, and its words say follow-up (probability {share:.3f})")
    if message_class is MessageClass.REQUEST:
        return Judgement(message_class, f"a human asks (probability {share:.3f})")
    return Judgement(MessageClass.REQUEST, f"not sure enough that it is {message_class} ({share:.3f}), so a request")


def may_be_silent(message_class: MessageClass, text: str) -> bool:
    """Does the text itself allow that nobody answers? A question or a long mail of thanks does not."""
    if message_class is not MessageClass.THANKS:
        return True
    brief = len(ngrams.forms(text[:5000])) <= LONGEST_THANKS
    return brief and "?" not in text and _THANKS.search(text) is not None


def class_facts(text: str, subject: str, *, answers: bool, names_case: bool) -> dict[str, float]:
    """What is noticed of the whole mail. ``answers``: its headers name an earlier mail; ``names_case``: our mark."""
    read = text[:5000]
    forms = ngrams.forms(read)
    head = read[:2000]
    facts = {
        "reply": float(_REPLY.match(subject) is not None or answers),
        "case_in_subject": float(_CASE.search(subject[:300]) is not None or names_case),
        "case_in_text": float(_CASE.search(head) is not None),
        "thanks": float(_THANKS.search(head) is not None),
        "new_case": float(_NEW_CASE.search(head) is not None),
        "question": float("?" in read),
        "exclamation": float("!" in subject),
        "length": float(np.log1p(len(forms))) / 5.0,
        "link": float(any(sign in read for sign in ("www.", "http", ".example/", ">>"))),
    }
    for form in forms[:WORDS_READ]:
        facts[f"word={form}"] = 1.0
    for pair in ngrams.phrases(forms[:12])[len(forms[:12]) :]:
        facts[f"start={pair}"] = 1.0
    for form in ngrams.forms(subject[:300]):
        facts[f"subject={form}"] = 1.0
    return facts
