"""Whom the router may answer (promise 5): never a machine, never itself, never one address without limit.

Pure rules over a message that has been understood; the counting is done in :mod:`router.post.outbox`.
"""

from router.message.parts import Message, Origin
from router.post.compose import address_can_be_written

# Addresses that nobody reads (RFC 2142; RFC 3834, section 2; and plain habit).
_NOBODY = frozenset({
    "mailer-daemon", "postmaster", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply",
    "ikke-svar", "ikkesvar", "bounce", "bounces", "autoreply",
})  # fmt: skip


def reason_not_to_answer(message: Message, own_addresses: frozenset[str]) -> str | None:
    """Why this mail gets no automatic answer, in plain words; ``None`` if it may have one."""
    if message.origin is not Origin.HUMAN:
        return f"written by a machine: {message.origin_reason}"
    address = message.answer_address.address.lower()
    if not address:
        return "the mail has no address to answer"
    if not address_can_be_written(address):
        return "the address cannot be written to"
    if address in own_addresses or message.sender.address.lower() in own_addresses:
        return "the mail comes from one of our own mailboxes"
    local = address.partition("@")[0].partition("+")[0]
    if local in _NOBODY:
        return f"nobody reads {local}@"
    return None
