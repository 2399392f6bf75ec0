"""What a mail is for: a request, a follow-up, thanks, or a machine's mail that asks for nothing.

The mail's headers speak first (its origin). Where a human wrote, or seems to have, the content decides, and
it decides with care: silence is the costly fault. A mail is taken for one that needs no action only where
the classifier is surer of that than it ever was, wrongly, of a request it had not been trained on, and only
where the text itself allows it. Everything else is a request. Words may deceive all the same, so a judgement
says whether they alone called for silence: such a mail waits until a human has seen it.
"""

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from router.message.parts import Message, Origin, OriginDetail
from router.triage import discourse, ngrams
from router.triage.absence import is_automatic_answer
from router.triage.issue import MessageClass
from router.triage.linear import Facts, Named
from router.triage.model import Model
from router.triage.new_case import LONGEST_READ, new_case_at
from router.triage.short_answer import is_short_answer
from router.triage.signed_orders import holds_order
from router.triage.silence import NO_ACTION, TROUBLE, is_a_customers, may_be_silent, telltales
from router.triage.turns import any_of

MACHINE_CLASSES = {
    Origin.AUTOREPLY: MessageClass.AUTOREPLY,
    Origin.BOUNCE: MessageClass.BOUNCE,
    Origin.BULK: MessageClass.BULK,
    Origin.LOOP: MessageClass.AUTOREPLY,
}
WORDS_READ = 150

# As in `discourse`: what a mail is searched for is in lower case, and so must be the text.
_REPLY = re.compile(r"\s*(?:sv|re|vs|fw|fwd|aw)\s*:")
_CASE = re.compile(
    r"\b"
    + any_of("sak|saka|saken|saks?nr|saksnummer|case|ticket|oppdrag|tilbud|tilbod")
    + r"\s*(?:nr\.?|#|no\.?)?\s*#?\d{4,7}\b"
    r"|\[#?\d{4,7}\]|\b20\d\d-\d{6}\b",
)
_CASE_DIGITS = re.compile(r"\d\d\d\d")
"""What each of these holds: most texts do not, and that is quick to see."""
_NEW_CASE = re.compile(
    r"\b"
    + any_of(
        r"(?:ny|nytt|anna|annen|annet|new|another|different)\s+(?:sak|spørsmål|ting|case|question|issue)|"
        r"(?:noe|noko|helt|heilt)\s+(?:nytt|annet|anna)|gammel\s+(?:mail|e-?post)"
    )
    + r"\b"
)


_WORDS, _SUBJECT = Named("word"), Named("subject")


class Judgement(NamedTuple):
    """The class, and in plain words what showed it."""

    message_class: MessageClass
    reason: str
    by_words: bool = False
    """Nobody is to answer, and no header says so, only the words."""
    rather: MessageClass | None = None
    """What a request reads like so much that a human decides before it goes on."""


def judge(message: Message, model: Model) -> Judgement:
    """The class of the mail. When unsure it is a request."""
    machine = MACHINE_CLASSES.get(message.origin)
    if machine is not None and not (message.origin_by_words and _may_be_a_persons(machine, message)):
        reason = message.origin_reason or f"written by a machine ({message.origin})"
        return Judgement(machine, reason, message.origin_by_words)
    text, subject = message.text.new_text, message.subject
    sign = _continues(message)
    may_be = [own for own in NO_ACTION if may_be_silent(own, text, subject)]
    if not (sign or may_be or telltales(text)):
        # Nothing else could be believed, so the classifier need not be asked.
        return Judgement(MessageClass.REQUEST, "a human asks: it says more than thanks or a machine would")
    answers, names_case = bool(message.in_reply_to or message.references), bool(message.marks.case_numbers)
    facts = class_facts(text, subject, answers=answers, names_case=names_case)
    shares = dict(zip(model.message_class.classes, model.message_class.probabilities(facts), strict=True))
    silence = silence_of(shares)
    seems_silent = silence.share >= model.thresholds.no_action and not _says_more(message)
    if seems_silent and silence.message_class in may_be:
        reason = f"its words say {silence.message_class} (probability {silence.share:.3f})"
        return Judgement(silence.message_class, reason, by_words=True)
    if sign and is_short_answer(text):
        return Judgement(MessageClass.FOLLOWUP, f"{sign}, and says no more than a short answer")
    message_class = MessageClass(max(shares, key=lambda name: shares[name]))
    share = shares[message_class]
    if sign and message_class is MessageClass.FOLLOWUP:
        return Judgement(message_class, f"{sign}, and its words say follow-up (probability {share:.3f})")
    if message_class is MessageClass.REQUEST:
        return Judgement(message_class, f"a human asks (probability {share:.3f})")
    not_sure = f"not sure enough that it is {message_class} ({share:.3f})"
    rather = message_class if seems_silent else None
    return Judgement(MessageClass.REQUEST, f"{not_sure}, so a request", rather=rather)


def asks_about_another(message: Message) -> bool:
    """Did a human write anything above a mail that he forwarded?

    Then the words of that mail call for no silence, and tell of no case that it goes on with.
    """
    return message.forwarded_from is not None and message.text.above_history != ""


def _says_more(message: Message) -> bool:
    """Does anything beside the words of thanks or of a machine call for somebody who reads the mail?"""
    opens_case = new_case_at(message.text.new_text) is not None
    return opens_case or asks_about_another(message) or holds_order(message.text.signature)


def _may_be_a_persons(machine: MessageClass, message: Message) -> bool:
    """May a person have written what only its words say is a machine's?"""
    text = message.text.new_text
    if _says_more(message):
        return True
    if message.origin_detail is OriginDetail.AWAY:
        return not is_automatic_answer(text, message.subject)
    return is_a_customers(machine, text)


def _continues(message: Message) -> str:
    """What shows that the mail goes on with something, in plain words; empty where nothing does.

    Who writes above a mail that he forwards answers none, though subject and headers be those of an answer.
    """
    subject, text = message.subject, message.text.new_text
    if message.marks.case_numbers or _names_case(ngrams.lowered(f"{subject}\n{text[:2000]}")):
        return "it names a case"
    answers = message.in_reply_to or message.references or _REPLY.match(ngrams.lowered(subject))
    return "it answers a mail" if answers and not asks_about_another(message) else ""


def _names_case(lowered: str) -> bool:
    return _CASE_DIGITS.search(lowered) is not None and _CASE.search(lowered) is not None


class Silence(NamedTuple):
    """How probable it is that nobody need answer, and the likeliest reason."""

    message_class: MessageClass
    share: float


def silence_of(shares: Mapping[str, float]) -> Silence:
    """The probabilities of all classes that need no action, taken together, and the foremost of them."""
    none = {name: shares.get(name, 0.0) for name in NO_ACTION}
    return Silence(max(none, key=lambda name: none[name]), float(sum(none.values())))


def content_facts(text: str, subject: str) -> Facts:
    """What is noticed of a mail whose headers tell nothing."""
    return class_facts(text, subject, answers=False, names_case=False)


def class_facts(text: str, subject: str, *, answers: bool, names_case: bool) -> Facts:
    """What is noticed of a mail. ``answers``: its headers name an earlier one; ``names_case``: our mark."""
    told = telltales(text)
    read = text[:LONGEST_READ]
    forms = ngrams.forms(read)
    head, named = ngrams.lowered(read[:2000]), ngrams.lowered(subject[:300])
    noticed = {
        "reply": _REPLY.match(named) is not None or answers,
        "case_in_subject": _names_case(named) or names_case,
        "case_in_text": _names_case(head),
        **{name.value: name in told for name in NO_ACTION},
        "asks": discourse.REQUEST.search(head) is not None,
        "troubled": TROUBLE.search(head) is not None,
        "new_case": _NEW_CASE.search(head) is not None,
        "question": "?" in read,
        "exclamation": "!" in subject,
        "link": any(sign in read for sign in ("www.", "http", ".example/", ">>")),
    }
    present = [name for name, is_there in noticed.items() if is_there]
    present += _WORDS.each(forms[:WORDS_READ])
    present += [f"start={pair}" for pair in dict.fromkeys(ngrams.phrases(forms[:12])[len(forms[:12]) :])]
    present += _SUBJECT.each(ngrams.forms(subject[:300]))
    return Facts(present, {"length": math.log1p(len(forms)) / 5.0})
