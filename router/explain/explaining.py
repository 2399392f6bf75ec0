"""From mails where they were found to explanations: understand each, judge it, and say so.

One mail never stops the rest, whatever it holds.
"""

from collections.abc import Iterable, Iterator

from router.explain.document import Explanation, explanation
from router.explain.sources import Source, mailbox_of
from router.message import OwnIdentity, understand
from router.taxonomy import Kind
from router.triage.issue import Triage
from router.triage.model import Model
from router.triage.triage import triage

NO_IDENTITY = OwnIdentity()


def explanations(
    sources: Iterable[Source], model: Model, mailbox: Kind | None = None, own: OwnIdentity = NO_IDENTITY
) -> Iterator[Explanation]:
    """One explanation for each source, in their order. A source that cannot be read has one too.

    ``mailbox`` says which mailbox the mails were sent to; ``None`` works it out from each mail's addresses.
    """
    for source in sources:
        message = understand(source.raw, own)
        warnings = [source.problem] if source.problem else []
        answer: Triage | None = None
        if not source.problem:
            try:
                answer = triage(message, mailbox or mailbox_of(source.raw, message), model)
            except Exception as error:  # noqa: BLE001 - one mail never stops the rest
                warnings.append(f"the mail could not be judged ({type(error).__name__}: {error})")
        yield explanation(source.name, message, answer, warnings)
