"""From mails where they were found to explanations: understand each, judge it, and say so.

Mails are judged some at a time, which is quicker. One mail never stops the rest, whatever it holds, and what
is said of it does not depend on the mails beside it.
"""

from collections.abc import Iterable, Iterator, Sequence

from router.explain.document import Explanation, explanation
from router.explain.sources import Source, mailbox_of
from router.message import Message, OwnIdentity, understand
from router.taxonomy import Kind
from router.triage import Addressed, Model, triage_each
from router.triage.issue import Triage

NO_IDENTITY = OwnIdentity()
SOME, SOME_BYTES = 64, 4 * 2**20
"""What is read before any of it is judged: so many mails, or as many as hold so many bytes."""


def explanations(
    sources: Iterable[Source], model: Model, mailbox: Kind | None = None, own: OwnIdentity = NO_IDENTITY
) -> Iterator[Explanation]:
    """One explanation for each source, in their order. A source that cannot be read has one too.

    ``mailbox`` says which mailbox the mails were sent to; ``None`` works it out from each mail's addresses.
    """
    for some in _some(sources):
        messages = [understand(source.raw, own) for source in some]
        yield from _explained(some, messages, model, mailbox)


def _some(sources: Iterable[Source]) -> Iterator[list[Source]]:
    some: list[Source] = []
    size = 0
    for source in sources:
        some.append(source)
        size += len(source.raw)
        if len(some) == SOME or size >= SOME_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _explained(
    sources: Sequence[Source], messages: Sequence[Message], model: Model, mailbox: Kind | None
) -> Iterator[Explanation]:
    read = [pair for pair in zip(sources, messages, strict=True) if not pair[0].problem]
    answers = iter(_judged(read, model, mailbox))
    for source, message in zip(sources, messages, strict=True):
        answer = source.problem or next(answers)
        if isinstance(answer, str):
            yield explanation(source.name, message, None, [answer])
        else:
            yield explanation(source.name, message, answer, [])


def _judged(read: Sequence[tuple[Source, Message]], model: Model, mailbox: Kind | None) -> list[Triage | str]:
    """What is said of each mail, or why nothing can be."""
    try:
        mails = [Addressed(message, mailbox or mailbox_of(source.raw, message)) for source, message in read]
        return list(triage_each(mails, model))
    except Exception as error:  # noqa: BLE001 - one mail never stops the rest
        if len(read) == 1:
            return [f"the mail could not be judged ({type(error).__name__}: {error})"]
        return [answer for one in read for answer in _judged([one], model, mailbox)]
