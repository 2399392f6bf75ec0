"""Mails that pass another one on: what stands below is then the request, and new.

What the firm wrote itself is never opened, however it came back: it is no customer's request.
"""

from dataclasses import replace

from router.message.parts import Address, Section
from router.message.trim.answers import points_at_answers
from router.message.trim.closing import mark_closings
from router.message.trim.forwarded import author_of, is_among, points_on, refers_below
from router.message.trim.history import first_mark, next_text
from router.message.trim.quoted import mark_history
from router.message.trim.sectioned import Sectioned

_MAX_FORWARDS = 3
"""How many times a forwarded mail may itself be a forwarded mail."""


def open_forwarded(
    body: Sectioned,
    is_forward: bool,
    has_forward_mark: bool,
    is_reply: bool,
    ours: frozenset[str],
    written_to: frozenset[str],
) -> Address | None:
    """Make what was forwarded new where the sender only points at it; returns its author.

    Below the subject of a forward a greeting, or nothing, points well enough.
    """
    start = 0
    author: Address | None = None
    for _ in range(_MAX_FORWARDS):
        if not body.has(Section.QUOTED, start):
            break
        first, begin, written_by = _forwarded(body, start)
        own = "\n".join(
            body.texts[n] for n in range(start, len(body.texts)) if body.sections[n] is Section.NEW
        )
        if points_at_answers(own) or is_among(ours, written_by):
            break
        # In an answer, the history is most often ours; then only an address shows that it is not.
        is_known = written_by is not None and (bool(written_by.address) or not is_reply)
        is_passed_on = is_known and not is_among(written_to, written_by) and points_on(own)
        is_marked = has_forward_mark and (points_on(own) or not own.strip())
        if not (is_passed_on or is_marked or (is_forward and refers_below(own))):
            break
        _open(body, first, begin, written_by)
        author, start = written_by or author, begin
    return author


def open_first(body: Sectioned) -> Address | None:
    """Make the first quoted mail new, as one that was passed on without a word; returns its author."""
    first, begin, author = _forwarded(body, 0)
    if begin == first or author is None:
        return None
    _open(body, first, begin, author)
    return author


def is_of(ours: frozenset[str], body: Sectioned) -> bool:
    """Is one of ours the author of the first quoted mail?"""
    _, _, author = _forwarded(body, 0)
    return is_among(ours, author)


def _open(body: Sectioned, first: int, begin: int, written_by: Address | None) -> None:
    """Make the mail new whose mark begins at one line and whose words begin at the other."""
    body.sections[first:begin] = [Section.QUOTED] * (begin - first)
    body.sections[begin:] = [Section.NEW] * (len(body.texts) - begin)
    if body.texts[min(next_text(body.texts, begin), len(body.texts) - 1)].startswith(">"):
        # Apple quotes what it forwards: one ">" says nothing here, two are the history.
        body.texts[begin:] = [text.removeprefix(">").removeprefix(" ") for text in body.texts[begin:]]
        body.lines[begin:] = [
            replace(line, text=text)
            for line, text in zip(body.lines[begin:], body.texts[begin:], strict=True)
        ]
    mark_history(body, begin)
    mark_closings(body, begin, written_by.name if written_by else "")


def _forwarded(body: Sectioned, start: int) -> tuple[int, int, Address | None]:
    """Where the first quoted text begins, where its own words begin, and who wrote them."""
    first = next(n for n in range(start, len(body.texts)) if body.sections[n] is Section.QUOTED)
    mark = first_mark(body.texts, first)
    if mark is None or mark.start - first > 5 or not any(text.strip() for text in body.texts[mark.end :]):
        return first, first, None
    return first, mark.end, author_of(body.texts, mark)
