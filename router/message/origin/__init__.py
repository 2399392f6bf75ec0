"""Who or what wrote a mail: a human, an auto-reply, a delivery report, a newsletter, or the router itself.

One module a kind of writer. Headers come first (RFC 3834, 3464, 8098, 2919, 2369), then the sender, then
subject and text in Norwegian, English and the neighbours' languages. A human's mail taken for a machine's is
the worst error, because nobody would answer it: every weak sign (an empty Return-Path,
X-Auto-Response-Suppress, which Exchange puts on ordinary mail, a list's header) needs a second one, and when
unsure the mail is a human's. Even so, what the words showed without a header that only programs write is
told apart (``by_words``): a human has the last word on it.
"""

from collections.abc import Callable

from router.message.origin.automatic import automatic, notice
from router.message.origin.bounce import bounce
from router.message.origin.bulk import bulk
from router.message.origin.loop import loop
from router.message.origin.receipts import receipt
from router.message.origin.traits import Judged, Traits
from router.message.parts import Origin, OriginDetail

__all__ = ["Judged", "Traits", "origin_of"]

_RULES: tuple[Callable[[Traits], Judged | None], ...] = (loop, bounce, receipt, automatic, bulk, notice)


def origin_of(traits: Traits) -> Judged:
    """Who or what wrote the mail, and in plain words what showed it."""
    for rule in _RULES:
        judged = rule(traits)
        if judged is not None:
            is_surely_program = traits.has_empty_return_path or bool(traits.auto_submitted)
            return judged._replace(by_words=judged.by_words and not is_surely_program)
    return Judged(Origin.HUMAN, OriginDetail.HUMAN, "nothing shows a machine")
