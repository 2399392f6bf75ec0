"""Mask personal data before a text becomes training data.

Numbers keep their grouping and become zeros, names become "NN", e-mail and postal addresses an invented one
(:mod:`router.learning.corpus.personal` knows where they stand and why these placeholders). What stands
outside them is unchanged to the letter, the labelled spans move with their words, and masking what is masked
changes nothing. No finder knows every name: persons who are only mentioned are found by common given names.
So a corpus of masked mails has to be kept like the mails themselves, though a leak of it would tell little.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from router.learning.corpus.labelled import LabelledIssue, LabelledMail
from router.learning.corpus.personal.addresses import MASKED_MAIL, mail_addresses, postal_addresses
from router.learning.corpus.personal.names import Persons, names, persons_of
from router.learning.corpus.personal.numbers import passwords, personal_numbers
from router.learning.corpus.personal.stretch import SOMEBODY, Stretch, apart
from router.message.parts import Address, Section
from router.message.trim.signature import closing_sections, inline_sign_off
from router.triage.issue import Span

_NOBODY = Address("", "")
_MOST_ROUNDS = 5
"""One finds nearly all; what a placeholder has made plain, such as a name beside a name, the next one."""


def mask(mail: LabelledMail, signature: str = "") -> LabelledMail:
    """The mail without personal data: sender, subject and text; its labels stay, and its id.

    Whoever the ``signature`` names, where it has been cut away from the text, is known there all the same.
    """
    signed = persons_of(signature, mail.sender, [slice(0, len(signature))])
    for _ in range(_MOST_ROUNDS):
        before, mail = mail, _masked_once(mail, signed)
        if mail == before:
            break
    return mail


def mask_text(text: str, sender: Address = _NOBODY) -> str:
    """A text alone without personal data; the sender's name, where known, is masked wherever it stands."""
    for _ in range(_MOST_ROUNDS):
        before, text = text, _mask_text_once(text, sender)
        if text == before:
            break
    return text


def _mask_text_once(text: str, sender: Address) -> str:
    signatures = _signatures(text, sender)
    persons = persons_of(text, sender, signatures)
    return _Edited(text, _stretches(text, persons, signatures)).text


def _masked_once(mail: LabelledMail, signed: Persons) -> LabelledMail:
    signatures = _signatures(mail.text, mail.sender)
    persons = persons_of(mail.text, mail.sender, signatures).together_with(signed)
    borders = {border for issue in mail.issues for span in issue.spans for border in (span.start, span.end)}
    edited = _Edited(mail.text, _cut(_stretches(mail.text, persons, signatures), borders))
    return replace(
        mail,
        sender=Address(
            _Edited(mail.sender.name, _stretches(mail.sender.name, persons, [])).text,
            MASKED_MAIL if mail.sender.address else "",
        ),
        subject=_Edited(mail.subject, _stretches(mail.subject, persons, [])).text,
        text=edited.text,
        issues=tuple(edited.issue(issue) for issue in mail.issues),
    )


def _stretches(text: str, persons: Persons, signatures: list[slice]) -> list[Stretch]:
    families: tuple[Iterable[Stretch], ...] = (
        mail_addresses(text),
        passwords(text),
        _united(personal_numbers(text, signatures)),
        postal_addresses(text, signatures),
        names(text, persons, signatures),
    )
    return apart(families)


def _united(numbers: Iterable[Stretch]) -> list[Stretch]:
    """Numbers that overlap as one: each digit of either is masked."""
    united: list[Stretch] = []
    for one in sorted(numbers):
        last = united[-1] if united else None
        if last is None or last.end <= one.start:
            united.append(one)
        elif one.end > last.end:
            behind = (
                one.placeholder[last.end - one.start :] if len(one.placeholder) == one.end - one.start else ""
            )
            united[-1] = Stretch(last.start, one.end, last.placeholder + behind)
    return united


def _signatures(text: str, sender: Address) -> list[slice]:
    """The parts of the text that are signature, whole lines but for one behind a last sentence."""
    lines = text.split("\n")
    sections = closing_sections(lines, sender.name)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    parts = [
        slice(start, next_start - 1)
        for (start, next_start), section in zip(pairwise(starts), sections, strict=True)
        if section is Section.SIGNATURE
    ]
    inline = inline_sign_off(lines, sections, sender.name)
    if inline is not None:
        line, column = inline
        parts.append(slice(starts[line] + column, starts[line + 1] - 1))
    return _adjacent_as_one(sorted(parts, key=lambda part: int(part.start)))


def _adjacent_as_one(parts: list[slice]) -> list[slice]:
    joined: list[slice] = []
    for part in parts:
        if joined and joined[-1].stop + 1 == part.start:
            joined[-1] = slice(joined[-1].start, part.stop)
        else:
            joined.append(part)
    return joined


def _cut(stretches: Iterable[Stretch], borders: set[int]) -> list[Stretch]:
    """The stretches, each cut where an issue begins or ends inside it, so that every border can move."""
    ordered = sorted(borders)
    cut = []
    for one in stretches:
        inside = ordered[bisect_right(ordered, one.start) : bisect_right(ordered, one.end - 1)]
        keeps_length = len(one.placeholder) == one.end - one.start
        for start, end in pairwise([one.start, *inside, one.end]):
            begins = one.placeholder if start == one.start else SOMEBODY
            own = one.placeholder[start - one.start : end - one.start] if keeps_length else begins
            cut.append(Stretch(start, end, own))
    return cut


@dataclass(frozen=True, slots=True, init=False)
class _Edited:
    """A text with placeholders in place of the stretches, and where its characters have gone."""

    text: str
    _ends: list[int]
    _shifts: list[int]

    def __init__(self, text: str, stretches: list[Stretch]) -> None:
        parts = []
        end = shift = 0
        shifts = [0]
        for one in stretches:
            parts += [text[end : one.start], one.placeholder]
            end = one.end
            shift += len(one.placeholder) - (one.end - one.start)
            shifts.append(shift)
        object.__setattr__(self, "text", "".join([*parts, text[end:]]))
        object.__setattr__(self, "_ends", [one.end for one in stretches])
        object.__setattr__(self, "_shifts", shifts)

    def moved(self, border: int) -> int:
        """Where a border of the old text stands now; it must not stand inside a stretch."""
        return border + self._shifts[bisect_right(self._ends, border)]

    def issue(self, issue: LabelledIssue) -> LabelledIssue:
        spans = tuple(Span(self.moved(span.start), self.moved(span.end)) for span in issue.spans)
        return replace(issue, spans=spans, text="".join(span.of(self.text) for span in spans))
