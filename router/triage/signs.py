"""What is noticed of each joint as numbers, for trees: one row a joint, one column a sign.

The signs are of the joint itself (gap, list marks, what opens the right side), of the two sides (both
neighbours, the paragraphs, all that stands before and after), and of the whole mail (paragraphs, questions,
lists, how many matters it announces, what its subject names). A tree can weigh a sign of the joint by one of
the whole mail; that is what makes the joints of one mail agree. Training and service notice through these
functions alone. The order of the columns is a part of the model's contract.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from router.taxonomy import Kind
from router.triage import discourse, ngrams
from router.triage.cohesion import Cohesion, Numbers, Places, areas, distance, kinds
from router.triage.pieces import PieceModel
from router.triage.segments import Gap
from router.triage.views import View, stems_of

NEIGHBOURS = 3
"""Segments on either side of a joint that are read together as its surroundings."""

SIGNS = 136
"""How many there are."""

LONGEST_HEADING = 4
"""Words of a line that names what follows."""

Columns = Mapping[str, Iterable[float] | float]

_GAPS = {Gap.CLAUSE: 0.0, Gap.SENTENCE: 1.0, Gap.LINE: 2.0, Gap.PARAGRAPH: 3.0, Gap.START: 3.0}
_MARKS = {"": 0.0, "bullet": 1.0, "number": 2.0}
_UNKNOWN = -9.0
_NUMBER = re.compile(r"\d{2,}")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÆØÅ][\wæøå]{2,20}")
_LIST = ("change", "areas", "asks", "item asks", "done", "lead", "words", "item question", "likeness")
_HEAD = 400
"""Characters of the text in which matters are announced."""
ASKS, QUESTION, BACK, TROUBLE, WORDS, ALSO, DONE = range(7)
"""The columns of a segment's own counts."""


def signs(views: Sequence[View], cohesion: Cohesion, subject: str, pieces: PieceModel) -> Numbers:
    """The signs of the joints between these segments, those of the openings left out: a row a joint."""
    mail = _Mail(views, cohesion)
    columns: dict[str, Iterable[float] | float] = {}
    for group in (_joint(mail), _topics(mail), _words(mail), _counts(mail), _layout(mail)):
        columns |= group
    columns |= _whole(mail, subject)
    columns |= _subject(mail, subject, pieces)
    return _table(columns, len(mail.at))


def _table(columns: Columns, rows: int) -> Numbers:
    table = np.empty((rows, len(columns)))
    for place, column in enumerate(columns.values()):
        table[:, place] = np.asarray(column, dtype=np.float64)
    return table


class _Mail:
    """The places of each joint's surroundings, and the sums that are asked for again and again."""

    def __init__(self, views: Sequence[View], cohesion: Cohesion) -> None:
        count = len(views)
        self.views, self.cohesion, self.count = views, cohesion, count
        self.own = np.array([_own_counts(this) for this in views], dtype=float)
        self.sums = np.vstack([np.zeros((1, self.own.shape[1])), np.cumsum(self.own, axis=0)])
        self.gap = np.array([_GAPS[this.segment.gap] for this in views])
        self.gap[0] = _GAPS[Gap.START]
        self.mark = np.array([_MARKS[this.segment.mark] for this in views])
        self.at: Places = np.arange(1, count)
        self.first: Places = np.zeros(count - 1, dtype=np.int64)
        self.last: Places = np.full(count - 1, count)
        self.opens_paragraph, self.opens_line = self.gap >= _GAPS[Gap.PARAGRAPH], self.gap >= _GAPS[Gap.LINE]
        self.paragraph = _start(self.opens_paragraph)[:-1], _end(self.opens_paragraph)[1:]
        self.line = _start(self.opens_line)[:-1], _end(self.opens_line)[1:]
        self.near = np.maximum(0, self.at - NEIGHBOURS), np.minimum(count, self.at + NEIGHBOURS)

    def sum(self, start: Places, end: Places) -> Numbers:
        """The counts of runs."""
        found: Numbers = self.sums[end] - self.sums[start]
        return found

    def matches(self, pattern: re.Pattern[str]) -> Numbers:
        """For each segment: does it open like this?"""
        return np.array([pattern.match(this.opening) is not None for this in self.views], dtype=float)


def _own_counts(this: View) -> tuple[float, ...]:
    return (
        float(this.asks),
        float(this.is_question),
        float(sum(form in discourse.POINTS_BACK for form in this.forms)),
        float(this.troubled),
        float(len(this.forms)),
        float(discourse.ALSO.search(this.lowered) is not None),
        float(discourse.WAS_DONE.match(this.opening) is not None),
    )


def _start(opens: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Places:
    """For each segment, where the run that it stands in starts; runs start where ``opens`` is true."""
    return np.maximum.accumulate(np.where(opens, np.arange(len(opens)), 0))


def _end(opens: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Places:
    """For each segment, where the run that it stands in ends."""
    count = len(opens)
    ends = np.append(np.where(opens, np.arange(count), count)[1:], count)
    return np.minimum.accumulate(ends[::-1])[::-1]


def _joint(mail: _Mail) -> Columns:
    """The joint itself: what parts the sides, and what opens the right one."""
    at, own = mail.at, mail.own
    left, right = mail.views[:-1], mail.views[1:]
    start, end = mail.paragraph
    marked = np.concatenate([[0.0], np.cumsum(mail.mark > 0)])
    ordinal, label = (
        mail.matches(discourse.ORDINAL),
        np.array([float(this.is_labelled) for this in mail.views]),
    )
    new = np.array([float(this.opens_new_matter) for this in mail.views])
    return {
        "gap": mail.gap[at],
        "left mark": mail.mark[at - 1],
        "right mark": mail.mark[at],
        "left paragraph has marks": marked[at] > marked[start],
        "right paragraph has marks": marked[end] > marked[at],
        "new matter": new[at],
        "new matters": new.sum(),
        "refers back": [this.refers_back for this in right],
        "ordinal": ordinal[at],
        "ordinals": ordinal.sum(),
        "narrows": mail.matches(discourse.NARROWS)[at],
        **_headings(mail),
        "label": label[at],
        "labels": label.sum(),
        "connective": mail.matches(discourse.CONNECTIVE)[at],
        "closing remark": mail.matches(discourse.CLOSING_REMARK)[at],
        "small letter": [this.text[:1].islower() for this in right],
        "after colon": [this.text.endswith(":") for this in left],
        "steps": [
            any(this.tells_steps for this in mail.views[first:place])
            for first, place in zip(mail.near[0], at, strict=True)
        ],
        "left words": own[at - 1, WORDS],
        "right words": own[at, WORDS],
    }


def _headings(mail: _Mail) -> Columns:
    """Short lines that name what follows, and beginnings that come again ("Sak 1 … Sak 2 …")."""
    heads = [
        line and len(this.forms) <= LONGEST_HEADING and not this.text.endswith("?")
        for this, line in zip(mail.views, mail.opens_line.tolist(), strict=True)
    ]
    heads[-1] = False
    first = [
        this.forms[0] if line and this.forms else str(place)
        for place, (this, line) in enumerate(zip(mail.views, mail.opens_line.tolist(), strict=True))
    ]
    counts = Counter(first)
    again = np.array([counts[word] for word in first], dtype=float)
    numbered = [
        again[place] if discourse.COUNTED.match(this.opening) else 1.0
        for place, this in enumerate(mail.views)
    ]
    capitals = [this.text.isupper() for this in mail.views]
    return {
        "heading": heads[1:],
        "headings": sum(heads),
        "in capitals": capitals[1:],
        "all in capitals": sum(capitals),
        "begins as others": again[1:],
        "counted as others": numbered[1:],
    }


def _topics(mail: _Mail) -> Columns:
    """What the classifier says of either side, and of both together."""
    at, said = mail.at, mail.cohesion.opinion
    one, other = mail.cohesion.pairs[at - 1], mail.cohesion.pairs[at]
    before, after = said(mail.first, at), said(at, mail.last)
    left, right = said(mail.paragraph[0], at), said(at, mail.paragraph[1])
    left_line, right_line = said(mail.line[0], at), said(at, mail.line[1])
    near_left, near_right = said(mail.near[0], at), said(at, mail.near[1])
    both, whole = said(*mail.paragraph), said(mail.first[:1], mail.last[:1])
    areas_before, areas_after, areas_left, areas_right = (areas(x) for x in (before, after, left, right))
    rows = np.arange(len(at))
    sure = np.minimum(one.max(axis=1), other.max(axis=1))
    return {
        "close areas": distance(areas(one), areas(other)),
        "close kinds": distance(kinds(one), kinds(other)),
        "left sure": one.max(axis=1),
        "right sure": other.max(axis=1),
        "close change": (1.0 - (one * other).sum(axis=1)) * sure,
        "all areas": distance(areas_before, areas_after),
        "all same area": (areas_before * areas_after).sum(axis=1),
        "all kinds": distance(kinds(before), kinds(after)),
        "before sure": areas_before.max(axis=1),
        "after sure": areas_after.max(axis=1),
        "all gain": np.minimum(areas_before.max(axis=1), areas_after.max(axis=1)) - areas(whole).max(),
        "paragraph areas": distance(areas_left, areas_right),
        "paragraph same area": (areas_left * areas_right).sum(axis=1),
        "paragraph same pair": (left * right).sum(axis=1),
        "paragraph kinds": distance(kinds(left), kinds(right)),
        "paragraph left sure": areas_left.max(axis=1),
        "paragraph right sure": areas_right.max(axis=1),
        "paragraph gain": np.minimum(areas_left.max(axis=1), areas_right.max(axis=1))
        - areas(both).max(axis=1),
        "line areas": distance(areas(left_line), areas(right_line)),
        "line kinds": distance(kinds(left_line), kinds(right_line)),
        "near areas": distance(areas(near_left), areas(near_right)),
        "near kinds": distance(kinds(near_left), kinds(near_right)),
        "near same area": (areas(near_left) * areas(near_right)).sum(axis=1),
        "area of right before": areas_before[rows, areas_right.argmax(axis=1)],
        "area before in right": areas_right[rows, areas_before.argmax(axis=1)],
        "whole sure": areas(whole).max(),
    }


def _words(mail: _Mail) -> Columns:
    """The words, numbers and names that the sides share."""
    at, shared = mail.at, mail.cohesion.shared
    start, end = mail.paragraph
    numbers = [frozenset(_NUMBER.findall(this.text)) for this in mail.views]
    names = [frozenset(_NAME.findall(this.text)) for this in mail.views]
    stems = [this.stems for this in mail.views]
    known_numbers, known_names, known_stems = (_before(kind) for kind in (numbers, names, stems))
    places = range(1, mail.count)
    return {
        "cosine": shared(at - 1, at, at, at + 1),
        "cosine of paragraphs": shared(start, at, at, end),
        "cosine of all": shared(mail.first, at, at, mail.last),
        "cosine with all before": shared(mail.first, at, at, at + 1),
        "cosine near": shared(mail.near[0], at, at, mail.near[1]),
        "cosine of paragraph with all before": shared(mail.first, at, at, end),
        "numbers again": [len(numbers[k] & known_numbers[k]) for k in places],
        "names again": [len(names[k] & known_names[k]) for k in places],
        "new names": [len(names[k] - known_names[k]) for k in places],
        "stems again": [len(stems[k] & known_stems[k]) / max(1, len(stems[k])) for k in places],
        "stems shared": [
            len(one & other) / max(1, min(len(one), len(other))) for one, other in pairwise(stems)
        ],
    }


def _before(kinds_of_words: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """For each segment, what stood in any segment before it."""
    seen: set[str] = set()
    found = []
    for own in kinds_of_words:
        found.append(frozenset(seen))
        seen |= own
    return found


def _counts(mail: _Mail) -> Columns:
    """Requests, questions, trouble, pointing words and length of either side."""
    at, own = mail.at, mail.own
    left, right = mail.sum(mail.paragraph[0], at), mail.sum(at, mail.paragraph[1])
    before, after = mail.sum(mail.first, at), mail.sum(at, mail.last)
    columns: dict[str, Iterable[float] | float] = {}
    for name, what in (("asks", ASKS), ("question", QUESTION)):
        columns |= {
            f"right {name}": own[at, what],
            f"left {name}": own[at - 1, what],
            f"left paragraph {name}": left[:, what],
            f"right paragraph {name}": right[:, what],
            f"before {name}": before[:, what],
            f"after {name}": after[:, what],
        }
    for name, what in (("trouble", TROUBLE), ("words", WORDS)):
        columns |= {f"left paragraph {name}": left[:, what], f"right paragraph {name}": right[:, what]}
    return columns | {
        "right trouble": own[at, TROUBLE],
        "before trouble": before[:, TROUBLE],
        "before words": before[:, WORDS],
        "after words": after[:, WORDS],
        "right points back": own[at, BACK],
        "right points back a word": own[at, BACK] / np.maximum(1.0, own[at, WORDS]),
        "right paragraph points back a word": right[:, BACK] / np.maximum(1.0, right[:, WORDS]),
        "right also": own[at, ALSO],
        "right paragraph also": right[:, ALSO],
        "right was done": own[at, DONE],
        "left was done": own[at - 1, DONE],
    }


def _layout(mail: _Mail) -> Columns:
    """Where the joint stands, and how the mail's paragraphs and list differ among themselves."""
    paragraphs = np.cumsum(mail.opens_paragraph)
    starts = np.flatnonzero(mail.opens_paragraph)
    ends = np.append(starts[1:], mail.count)
    said = areas(mail.cohesion.opinion(starts, ends))
    sure = areas(mail.cohesion.pairs)
    return {
        "segments before": mail.at,
        "segments after": mail.count - mail.at,
        "paragraphs": paragraphs[-1],
        "paragraphs before": paragraphs[mail.at - 1],
        "paragraphs after": paragraphs[-1] - paragraphs[mail.at - 1],
        "lines": mail.opens_line.sum(),
        "paragraphs differ": distance(said[:-1], said[1:]).mean() if len(starts) > 1 else 0.0,
        "paragraphs that ask": (mail.sum(starts, ends)[:, ASKS] > 0).mean(),
        "sure areas": len(set(sure[sure.max(axis=1) > 0.5].argmax(axis=1).tolist())),
        **_list(mail),
    }


def _list(mail: _Mail) -> Columns:
    """What tells a list of matters from one of steps or symptoms: how its items differ, and what they say."""
    items = np.flatnonzero(mail.mark > 0)
    if not len(items):
        return {"items": 0.0} | {f"list {name}": -1.0 for name in _LIST}
    ends = np.append(items[1:], mail.count)
    alone = mail.cohesion.pairs[items]
    said = areas(mail.cohesion.opinion(items, ends))
    counts = mail.sum(items, ends)
    likeness = mail.cohesion.likeness[np.ix_(items, items)]
    change = 0.0
    if len(items) > 1:
        sure = np.minimum(alone[:-1].max(axis=1), alone[1:].max(axis=1))
        change = float(((1.0 - (alone[:-1] * alone[1:]).sum(axis=1)) * sure).mean())
    values = (
        change,
        distance(said[:-1], said[1:]).mean() if len(items) > 1 else 0.0,
        mail.own[items, ASKS].mean(),
        (counts[:, ASKS] > 0).mean(),
        mail.own[items, DONE].mean(),
        mail.sums[items[0], WORDS],
        counts[:, WORDS].mean(),
        (counts[:, QUESTION] > 0).mean(),
        (likeness.sum() - np.trace(likeness)) / max(1, len(items) * (len(items) - 1)),
    )
    return {"items": float(len(items))} | {
        f"list {name}": float(value) for name, value in zip(_LIST, values, strict=True)
    }


def _whole(mail: _Mail, subject: str) -> Columns:
    """The whole mail: what it asks, and how many matters it says it holds."""
    head = " ".join(this.lowered[:_HEAD] for this in mail.views)[:_HEAD]
    named = ngrams.lowered(subject[:300])
    several = discourse.SEVERAL_MATTERS.search
    told = max(discourse.announced(named[:200]), discourse.announced(head))
    counts = {
        "paragraphs": mail.opens_paragraph.sum(),
        "items": (mail.mark > 0).sum(),
        "lines": mail.opens_line.sum(),
    }
    return {
        "questions": mail.sums[-1, QUESTION],
        "requests": mail.sums[-1, ASKS],
        "troubles": mail.sums[-1, TROUBLE],
        "words": mail.sums[-1, WORDS],
        "alsos": mail.sums[-1, ALSO],
        "announced": told,
        **{f"announced less {name}": told - count if told else _UNKNOWN for name, count in counts.items()},
        "several by subject": several(named) is not None,
        "several by text": several(head[:300]) is not None,
        "subject joins": discourse.SUBJECT_JOINS.search(named) is not None,
        "subject words": len(subject[:300].split()),
    }


def _subject(mail: _Mail, subject: str, pieces: PieceModel) -> Columns:
    """Which of the sides the subject names."""
    at = mail.at
    own = stems_of(ngrams.forms(subject[:300]))
    stems = [this.stems for this in mail.views]
    before = _before(stems)
    right = [
        own & frozenset().union(*stems[start:end])
        for start, end in zip(at.tolist(), mail.paragraph[1].tolist(), strict=True)
    ]
    columns: dict[str, Iterable[float] | float] = {
        "subject stems": len(own),
        "subject before": [len(own & before[place]) for place in at.tolist()],
        "subject in right": [len(found) for found in right],
        "subject new in right": [
            len(found - before[place]) for found, place in zip(right, at.tolist(), strict=True)
        ],
        "subject area before": -1.0,
        "subject area in right": -1.0,
        "subject sure": -1.0,
    }
    if subject.strip():
        row = pieces.features.row(subject[:300], "", Kind.SUPPORT)
        said = pieces.opinion(row).areas
        columns["subject area before"] = areas(mail.cohesion.opinion(mail.first, at)) @ said
        columns["subject area in right"] = areas(mail.cohesion.opinion(at, mail.paragraph[1])) @ said
        columns["subject sure"] = said.max()
    return columns


def opening_signs(openings: Numbers) -> Numbers:
    """How much the right side reads like the opening of a matter, and how the others do: the last signs.

    ``openings`` holds for each of the mail's segments how much it does.
    """
    right, left = openings[1:], openings[:-1]
    after = np.maximum.accumulate(openings[::-1])[::-1][1:]
    top, second = np.sort(openings)[::-1][:2]
    columns: Columns = {
        "opening": right,
        "left opening": left,
        "opening over left": right - left,
        "best opening before": np.maximum.accumulate(openings)[:-1],
        "best opening after": after,
        "next opening": np.append(openings[2:], _UNKNOWN),
        "opening over others": right - np.where(right == top, second, top),
    }
    return _table(columns, len(right))
