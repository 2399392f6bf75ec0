"""Our own automatic mail that has come back to us, by whatever way."""

from router.message.origin.traits import Judged, Traits
from router.message.parts import Origin, OriginDetail

OWN_HEADER = "x-ticket-router"
"""The header that every mail of the router carries."""


def loop(traits: Traits) -> Judged | None:
    """Known by our header, by our Message-ID, or as an automatic mail from our own address."""
    domain = traits.own.message_id_domain.lower()
    if traits.headers.has(OWN_HEADER):
        return _loop("carries the header X-Ticket-Router: our own mail has come back")
    if domain and traits.message_id and traits.message_id.lower().endswith("@" + domain):
        return _loop(f"its Message-ID is one of ours (@{domain})")
    if traits.sender.address.lower() in traits.own.addresses and traits.auto_submitted:
        return _loop("an automatic mail from our own address")
    return None


def _loop(reason: str) -> Judged:
    return Judged(Origin.LOOP, OriginDetail.LOOP, reason)
