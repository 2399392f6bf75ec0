"""Why a human reads a whole mail before any of its issues goes on, whatever these are.

What a single issue is doubted for is told by :mod:`router.triage.doubt`.
"""

from router.message.parts import Message
from router.triage.absence import tells_of_absence
from router.triage.message_class import asks_about_another, content_facts, silence_of
from router.triage.model import Model
from router.triage.signed_orders import holds_order
from router.triage.silence import NO_ACTION, may_be_silent

RATHER_SILENT = 0.2
"""The chance that a forwarded mail needs no answer from which on a human decides what is wanted with it."""


def why_a_human_reads(message: Message, model: Model) -> str:
    """Why a human decides about a whole mail, whatever its issues and its class are; empty where there is no
    reason."""
    if holds_order(message.text.signature):
        return "a line of its signature may be an order"
    return "what was forwarded asks for nothing itself" if _forwards_what_asks_nothing(message, model) else ""


def _forwards_what_asks_nothing(message: Message, model: Model) -> bool:
    """Did a human write above a mail that he forwarded, and is that one rather thanks or a machine's mail?"""
    if not asks_about_another(message):
        return False
    below = message.text.new_text.removeprefix(message.text.above_history)
    if not (tells_of_absence(below) or any(may_be_silent(own, below, "") for own in NO_ACTION)):
        return False
    shares = model.message_class.probabilities(content_facts(below, ""))
    return silence_of(dict(zip(model.message_class.classes, shares, strict=True))).share >= RATHER_SILENT
