"""Cut a text into segments: the smallest pieces that can belong to different issues.

A segment is a paragraph, a list item, a line, a sentence, or a clause that opens with a turn of phrase such
as "og så lurte jeg på". Segments hold no white space at their ends, do not overlap, and stand in the order
of the text; between them there is white space only. Nothing is decided here: what stays together is decided
in :mod:`router.triage.split`. Linear time on any text; beyond :data:`MOST_SEGMENTS` the rest is one segment.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from router.triage import ngrams
from router.triage.clauses import clauses
from router.triage.issue import Span
from router.triage.wrapping import Line, wrapped

MOST_SEGMENTS = 120
"""A mail that somebody wrote has fewer; a log or a table that was pasted in may have thousands."""

SHORTEST_LOG = 10
"""So many lines in a row that begin alike but for a number ("Linje 6: …", "12:04:31 …") are pasted, not
written: they are one segment."""


class Gap(StrEnum):
    """What parts a segment from the one before it."""

    START = "start"
    PARAGRAPH = "paragraph"
    LINE = "line"
    SENTENCE = "sentence"
    CLAUSE = "clause"


class Segment(NamedTuple):
    """One piece, the gap before it, and its list mark in its class (``number``, ``bullet`` or none)."""

    span: Span
    gap: Gap
    mark: str


class _Block(NamedTuple):
    """Lines that belong together, the gap before them, and their list mark."""

    start: int
    end: int
    gap: Gap
    mark: str
    is_log: bool = False


_FEW = 80
_DIGITS = re.compile(r"\d+")
_LINE = re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-hA-H])[.)](?:\s|$)|\d{1,2}:\s")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s{1,3}(?=[^\W\d])")
_BULLET = re.compile(r"(?:[-*•–—·▪►>+]{1,2}|(?:[-*]\s)?\[[ xX]?\])\s")
# A pattern that begins with a plain set of characters is several times as quick to search for, so what must
# stand before is looked at from behind the first one. Here that keeps a run of full stops from being tried at
# each of them.
_SENTENCE_END = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]{0,9}[\"»”’')\]]{0,3}(?=\s)")
# Reads the text in lower case; that is quicker than ignoring case.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:f\.?eks|bl\.?a|ca|nr|kl|mvh|dvs|osv|evt|inkl|ekskl|jf|jfr|pga|tlf|kr|st|mill|mrd|avd|"
    r"ang|vedr|pr|pkt|art|stk|maks|min|m\.?m|o\.?l|m\.?fl|m\.?v|t\.?o\.?m|f\.?o\.?m|i\.?h\.?t|e\.?g|"
    r"i\.?e|mr|ms|"
    r"dr|no|vs|etc|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|des|org|el|[a-zæøå])$",
)


def segments(text: str) -> tuple[Segment, ...]:
    """The segments of a text in their order; none where the text is white space only."""
    found: list[Segment] = []
    lowered = ngrams.lowered(text)
    for block in _without_logs(text, _blocks(text)):
        for first, (piece_start, piece_end, piece_gap) in enumerate(_sentences(text, lowered, block)):
            if len(found) == MOST_SEGMENTS:
                rest = Span(found[-1].span.start, len(text.rstrip()))
                return (*found[:-1], Segment(rest, found[-1].gap, found[-1].mark))
            own_gap = piece_gap if first else (block.gap if found else Gap.START)
            found.append(Segment(Span(piece_start, piece_end), own_gap, "" if first else block.mark))
    return tuple(found)


def _blocks(text: str) -> list[_Block]:
    """Runs of lines that belong together."""
    lines = _lines(text)
    blocks: list[_Block] = []
    for line, is_wrapped in zip(lines, [False, *wrapped(lines)], strict=False):
        if is_wrapped:
            blocks[-1] = blocks[-1]._replace(end=line.end)
        else:
            gap = Gap.PARAGRAPH if line.is_below_blank else Gap.LINE
            blocks.append(_Block(line.start, line.end, gap, line.mark))
    return blocks


def _lines(text: str) -> list[Line]:
    """The lines that are not blank."""
    lines: list[Line] = []
    last_end = 0
    counted = 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        end = start + len(stripped)
        bare = _BARE_NUMBER.match(stripped)
        counts_on = bare is not None and int(bare[1]) == counted + 1
        counted = int(bare[1]) if bare and (counts_on or bare[1] == "1") else counted
        is_numbered = _NUMBERED.match(stripped) is not None or (counts_on and counted > 1)
        mark = "number" if is_numbered else "bullet" if _BULLET.match(stripped) else ""
        is_below_blank = text.count("\n", last_end, start) > 1
        lines.append(Line(start, end, stripped, line[: start - match.start()], is_below_blank, mark))
        last_end = end
    return lines


def _without_logs(text: str, blocks: list[_Block]) -> Iterator[_Block]:
    """The blocks, where the lines of a log are one."""
    if len(blocks) < SHORTEST_LOG:
        yield from blocks
        return
    for beginning, same in groupby(blocks, key=lambda block: "" if block.mark else _beginning(text, block)):
        lines = list(same)
        if beginning and len(lines) >= SHORTEST_LOG:
            yield _Block(lines[0].start, lines[-1].end, lines[0].gap, "", is_log=True)
        else:
            yield from lines


def _beginning(text: str, block: _Block) -> str:
    """The first two words of a line in which a number stands, with any number in its place; else nothing."""
    words = " ".join(text[block.start : min(block.end, block.start + _FEW)].split()[:2])
    return _DIGITS.sub("0", words) if _DIGITS.search(words) else ""


def _sentences(text: str, lowered: str, block: _Block) -> list[tuple[int, int, Gap]]:
    """The sentences and clauses of one block: (start, end, gap before)."""
    start, end = block.start, block.end
    if block.is_log:
        return [(start, end, Gap.LINE)]
    mark = _NUMBERED.match(text, start, end) or _BULLET.match(text, start, end)
    body = mark.end() if mark else start
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text, body, end)
        if match.end() < end and not _is_abbreviation(text, lowered, match, end)
    ]
    cuts = [(cut, Gap.SENTENCE) for cut in ends]
    cuts += [(cut, Gap.CLAUSE) for cut in clauses(lowered, [body, *ends, end])]
    if not cuts:
        return [(start, end, Gap.LINE)]
    cuts.sort(key=lambda cut: cut[0])
    pieces: list[tuple[int, int, Gap]] = []
    at, gap = start, Gap.LINE
    for cut, next_gap in [*cuts, (end, Gap.LINE)]:
        piece = text[at:cut]
        stripped = piece.strip()
        if stripped:
            piece_start = at + len(piece) - len(piece.lstrip())
            pieces.append((piece_start, piece_start + len(stripped), gap))
            gap = next_gap
        at = cut
    return pieces


def _is_abbreviation(text: str, lowered: str, stop: re.Match[str], end: int) -> bool:
    """Is this full stop a part of an abbreviation, an initial or an ordinal number?"""
    if stop.group() != ".":
        return False
    after = text[stop.end() : min(end, stop.end() + 4)].lstrip()
    if not after:
        return False
    before = lowered[max(0, stop.start() - 8) : stop.start()]
    if _ABBREVIATION.search(before):
        return True
    return before[-1:].isdigit() and (after[0].islower() or after[0].isdigit())
