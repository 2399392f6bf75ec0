"""What is noticed of each joint between two segments, as named facts.

Facts come from four sides: structure (paragraphs, list marks), turns of phrase, the words at the joint, and
what the classifier of kinds and areas says on either side. Training and service notice through these
functions alone.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from router.triage import discourse, ngrams
from router.triage.cohesion import Cohesion, areas, distance, kinds
from router.triage.laid import NEIGHBOURS, Laid, Numbers
from router.triage.linear import Facts, Named
from router.triage.segments import Gap
from router.triage.views import Kept, View

_NEAR = Named("near")


def joints(laid: Laid, kept: Sequence[Kept], cohesion: Cohesion) -> list[Facts]:
    """The facts of each joint between the segments of these mails, in their order."""
    (near_start, near_end), at = laid.near, laid.at
    before, after = cohesion.opinion(near_start, at), cohesion.opinion(at, near_end)
    one, other = cohesion.pairs[at - 1], cohesion.pairs[at]
    areas_before, areas_after = areas(before), areas(after)
    area_shift = distance(areas_before, areas_after)
    shifts = np.column_stack(
        [
            area_shift,
            distance(areas(one), areas(other)),
            distance(kinds(before), kinds(after)),
            (areas_before * areas_after).sum(axis=1),
            area_shift * np.minimum(areas_before.max(axis=1), areas_after.max(axis=1)),
            _sure_change(one, other),
        ]
    ).tolist()
    found: list[Facts] = []
    for mail, own_joints, own in zip(kept, laid.joints, laid.segments, strict=True):
        found += _of_mail(mail, shifts[own_joints], cohesion.pairs[own])
    return found


def _of_mail(kept: Kept, shifts: Sequence[Sequence[float]], pairs: Numbers) -> list[Facts]:
    views = kept.views
    several = (
        discourse.SEVERAL_MATTERS.search(ngrams.lowered(kept.mail.subject[:300])) is not None
        or discourse.SEVERAL_MATTERS.search(ngrams.lowered(kept.mail.text[:300])) is not None
    )
    paragraphs = sum(this.segment.gap in (Gap.PARAGRAPH, Gap.START) for this in views)
    list_facts = _list_facts(views, pairs)
    total = sum(len(this.forms) for this in views)
    gone_by = _GoneBy()
    found: list[Facts] = []
    for place in range(1, len(views)):
        gone_by.add(views[place - 1])
        facts = _joint_facts(views, place, shifts[place - 1], several, paragraphs, gone_by, total)
        found.append(facts.beside(list_facts) if views[place].segment.mark else facts)
    return found


class _GoneBy:
    """What stands before a joint in its mail."""

    def __init__(self) -> None:
        self.words = 0
        self.asks = False
        self.stems: set[str] = set()

    def add(self, this: View) -> None:
        self.words += len(this.forms)
        self.asks = self.asks or this.is_question
        self.stems |= this.stems


class _Names(NamedTuple):
    """The names of the facts that tell where a joint stands. There are few, so each is put together once."""

    gap: str
    marks: str
    paragraphs: str
    gap_close_sure: str
    gap_area_shift: str
    gap_kind_shift: str
    gap_new_matter: str
    gap_refers_back: str
    gap_paragraphs: str
    gap_several: str
    marks_close_sure: str
    marks_several: str
    marks_area_shift: str


@cache
def _names(gap: Gap, left_mark: str, right_mark: str, paragraphs: int) -> _Names:
    of_gap, of_marks = f"gap={gap}", f"marks={left_mark or '-'}|{right_mark or '-'}"
    of_paragraphs = f"paragraphs={paragraphs}"
    return _Names(
        of_gap,
        of_marks,
        of_paragraphs,
        f"{of_gap}*close_sure",
        f"{of_gap}*area_shift",
        f"{of_gap}*kind_shift",
        f"{of_gap}*new_matter",
        f"{of_gap}*refers_back",
        f"{of_gap}*{of_paragraphs}",
        f"{of_gap}*several",
        f"{of_marks}*close_sure",
        f"{of_marks}*several",
        f"{of_marks}*area_shift",
    )


def _joint_facts(
    views: Sequence[View],
    at: int,
    shifts: Sequence[float],
    several: bool,
    paragraphs: int,
    gone_by: _GoneBy,
    total: int,
) -> Facts:
    area_shift, close_shift, kind_shift, same_area, sure_shift, close_sure = shifts
    left, right = views[at - 1], views[at]
    before, after = views[max(0, at - NEIGHBOURS) : at], views[at : at + NEIGHBOURS]
    named = _names(right.segment.gap, left.segment.mark, right.segment.mark, min(paragraphs, 5))
    around = (
        frozenset()
        .union(*[this.stems for this in before])
        .intersection(frozenset().union(*[this.stems for this in after]))
    )
    shared = len(left.stems & right.stems) / max(1, min(len(left.stems), len(right.stems)))
    forms = right.forms
    present = [
        named.gap,
        named.marks,
        named.paragraphs,
        named.gap_paragraphs,
        f"segments={min(len(views), 8)}",
        f"opens={' '.join(forms[:1])}",
        f"opens2={' '.join(forms[:2])}",
        f"opens3={' '.join(forms[:3])}",
        f"ends={' '.join(left.forms[-1:])}",
        *_NEAR.each(forms[:8]),
    ]
    measured = {
        "left_length": math.log1p(len(left.forms)) / 3.0,
        "right_length": math.log1p(len(forms)) / 3.0,
        "left_total": math.log1p(gone_by.words) / 5.0,
        "right_total": math.log1p(total - gone_by.words) / 5.0,
        "area_shift": area_shift,
        "close_shift": close_shift,
        "kind_shift": kind_shift,
        "same_area": same_area,
        "sure_shift": sure_shift,
        "shared": shared,
        "shared_around": min(len(around), 4) / 4.0,
        "shared_before": len(right.stems & gone_by.stems) / max(1, len(right.stems)),
        "close_sure": close_sure,
        named.gap_close_sure: close_sure,
        named.marks_close_sure: close_sure,
        named.gap_area_shift: area_shift,
        named.gap_kind_shift: kind_shift,
        named.marks_area_shift: area_shift,
    }
    if right.opens_new_matter:
        present += ("new_matter", named.gap_new_matter)
        measured["new_matter*area_shift"] = area_shift
    if right.refers_back:
        present += ("refers_back", named.gap_refers_back)
        measured["refers_back*area_shift"] = area_shift
    if several:
        present += ("several", named.gap_several, named.marks_several)
        measured |= {"several*close_sure": close_sure, "several*area_shift": area_shift}
    noticed = (
        ("says_new", right.says_new),
        ("new_matter_inside", discourse.NEW_MATTER_INSIDE.search(right.lowered[:160]) is not None),
        ("left_question", left.is_question),
        ("right_question", right.is_question),
        ("both_ask", left.is_question and any(this.is_question for this in after)),
        ("any_ask_before", gone_by.asks),
        ("left_colon", left.text.endswith(":")),
        ("steps", any(this.tells_steps for this in before)),
    )
    present += [name for name, is_there in noticed if is_there]
    return Facts(present, measured)


def _list_facts(views: Sequence[View], pairs: Numbers) -> Facts:
    """What tells a list of matters from one of steps or symptoms: how its items differ, what leads to it."""
    items = [at for at, this in enumerate(views) if this.segment.mark]
    if not items:
        return Facts()
    said = pairs[items]
    variety = float(_sure_change(said[:-1], said[1:]).mean()) if len(items) > 1 else 0.0
    lead = sum(len(this.forms) for this in views[: items[0]])
    asking = sum(this.is_question for this in views[items[0] :]) / len(items)
    present = [f"list_items={min(len(items), 6)}"]
    measured = {
        "list_variety": variety,
        "list_asks": min(asking, 1.0),
        "list_lead": math.log1p(lead) / 4.0,
    }
    if not lead:
        present.append("list_without_lead")
        measured["list_without_lead*variety"] = variety
    return Facts(present, measured)


def _sure_change(one: Numbers, other: Numbers) -> Numbers:
    """How surely the segments are of different kind or area, row by row: 0 where either says little."""
    sure = np.minimum(one.max(axis=1), other.max(axis=1))
    change: Numbers = (1.0 - (one * other).sum(axis=1)) * sure
    return change
