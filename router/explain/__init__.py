"""What the router understands of mails that lie in files, what it would do with each, and why; no database.

`explain` is the whole command; the parts are in :mod:`router.explain.sources` (where mails lie),
:mod:`router.explain.document` (the public JSON) and :mod:`router.explain.page` (the same for people).
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console

from router.explain.document import Explanation, explanation, to_json
from router.explain.page import page
from router.explain.sources import Source, mailbox_of, read_mails
from router.message import OwnIdentity, understand
from router.taxonomy import Kind
from router.triage.issue import Triage
from router.triage.model import Model
from router.triage.triage import triage

__all__ = ["Explanation", "Source", "explain", "explanation", "explanations", "read_mails", "to_json"]

_NO_IDENTITY = OwnIdentity()


def explain(
    paths: Sequence[str],
    model: Model,
    mailbox: Kind | None,
    *,
    write_json: bool,
    console: Console,
    own: OwnIdentity = _NO_IDENTITY,
) -> None:
    """Write what is understood of each mail to the console, in the order of the paths.

    ``mailbox`` says which mailbox the mails were sent to; ``None`` works it out from each mail's addresses.
    With ``write_json``, one JSON object a line and nothing else.
    """
    for document in explanations(read_mails(paths), model, mailbox, own):
        if write_json:
            only_ascii = not console.encoding.lower().startswith("utf")
            console.file.write(to_json(document, only_ascii=only_ascii) + "\n")
        else:
            console.print(page(document))


def explanations(
    sources: Iterable[Source], model: Model, mailbox: Kind | None = None, own: OwnIdentity = _NO_IDENTITY
) -> Iterator[Explanation]:
    """One explanation for each source, in their order. A source that cannot be read has one too."""
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
