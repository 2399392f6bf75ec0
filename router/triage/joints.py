"""What is noticed of each segment and of each joint between two segments, as named facts.

Facts come from four sides: structure (paragraphs, list marks), turns of phrase, the words at the joint, and
what the classifier of kinds and areas says on either side. Training and service notice through these
functions alone.
"""

import re
from collections.abc import Sequence

import numpy as np

from router.triage import discourse
from router.triage.cohesion import Cohesion, Numbers, areas, distance, kinds
from router.triage.linear import Facts
from router.triage.segments import Gap
from router.triage.signs import NEIGHBOURS
from router.triage.views import View

_DIGIT = re.compile(r"\d")
LONGEST_GREETING = 5
"""Words of a greeting; what is longer says something as well ("Hei, vi får ikke sendt …")."""


def segment_facts(views: Sequence[View], at: int, after_farewell: bool) -> dict[str, float]:
    """What tells content from greeting, signature and small talk, for the segment ``at``."""
    this = views[at]
    count = len(this.forms)
    from_end = len(views) - 1 - at
    opens_as_greeting = at <= 1 and discourse.GREETING.match(this.opening) is not None
    facts = {
        f"gap={this.segment.gap}": 1.0,
        f"from_start={min(at, 2)}": 1.0,
        f"from_end={min(from_end, 4)}": 1.0,
        f"words={min(count, 6)}": 1.0,
        "length": float(np.log1p(count)) / 3.0,
        "area_peak": float(this.opinion.areas.max()),
        "after_farewell": float(after_farewell),
        "greeting": float(opens_as_greeting and count <= LONGEST_GREETING),
        "greeting_and_more": float(opens_as_greeting and count > LONGEST_GREETING),
        "farewell": float(this.is_farewell),
        "contact": float(discourse.CONTACT_DETAIL.search(this.text) is not None),
        "question": float(this.is_question),
        "asks": float(this.asks),
        "trouble": float(this.troubled),
        "full_stop": float(this.text[-1:] in ".!?:"),
        "digits": len(_DIGIT.findall(this.text, 0, 200)) / min(200, len(this.text)),
        "known": this.row.known_words / max(1, count),
    }
    for form in this.forms[:12]:
        facts[f"word={form}"] = 1.0
    if count == 1:
        facts["name"] = float(this.text[:1].isupper())
    return facts


def joints(views: Sequence[View], cohesion: Cohesion, whole: str, subject: str) -> list[Facts]:
    """The facts of each joint between these content segments of the text ``whole``."""
    several = float(
        discourse.SEVERAL_MATTERS.search(discourse.lowered(subject[:300])) is not None
        or discourse.SEVERAL_MATTERS.search(discourse.lowered(whole[:300])) is not None
    )
    paragraphs = sum(this.segment.gap in (Gap.PARAGRAPH, Gap.START) for this in views)
    at = np.arange(1, len(views))
    before = cohesion.opinion(np.maximum(0, at - NEIGHBOURS), at)
    after = cohesion.opinion(at, np.minimum(len(views), at + NEIGHBOURS))
    one, other = cohesion.pairs[:-1], cohesion.pairs[1:]
    area_shift = distance(areas(before), areas(after))
    shifts = np.column_stack(
        [
            area_shift,
            distance(areas(one), areas(other)),
            distance(kinds(before), kinds(after)),
            (areas(before) * areas(after)).sum(axis=1),
            area_shift * np.minimum(areas(before).max(axis=1), areas(after).max(axis=1)),
            _sure_change(one, other),
        ]
    ).tolist()
    list_facts = _list_facts(views, cohesion)
    found: list[Facts] = []
    for place in range(1, len(views)):
        facts = _joint_facts(views, place, shifts[place - 1], several, paragraphs)
        found.append(facts | list_facts if views[place].segment.mark else facts)
    return found


def _joint_facts(
    views: Sequence[View], at: int, shifts: Sequence[float], several: float, paragraphs: int
) -> dict[str, float]:
    area_shift, close_shift, kind_shift, same_area, sure_shift, close_sure = shifts
    left, right = views[at - 1], views[at]
    gap = right.segment.gap
    before, after = views[max(0, at - NEIGHBOURS) : at], views[at : at + NEIGHBOURS]
    new_matter = float(right.opens_new_matter)
    refers_back = float(right.refers_back)
    marks = f"{left.segment.mark or '-'}|{right.segment.mark or '-'}"
    shared = len(left.stems & right.stems) / max(1, min(len(left.stems), len(right.stems)))
    around = frozenset().union(*(this.stems for this in before)) & frozenset().union(
        *(this.stems for this in after)
    )
    gone_by = frozenset().union(*(this.stems for this in views[:at]))
    right_question = right.is_question
    facts = {
        f"gap={gap}": 1.0,
        f"marks={marks}": 1.0,
        f"opens={' '.join(right.forms[:1])}": 1.0,
        f"opens2={' '.join(right.forms[:2])}": 1.0,
        f"opens3={' '.join(right.forms[:3])}": 1.0,
        f"ends={' '.join(left.forms[-1:])}": 1.0,
        "new_matter": new_matter,
        "new_matter_inside": float(discourse.NEW_MATTER_INSIDE.search(right.lowered[:160]) is not None),
        "refers_back": refers_back,
        "several": several,
        "left_question": float(left.is_question),
        "right_question": float(right_question),
        "both_ask": float(left.is_question and any(this.is_question for this in after)),
        "any_ask_before": float(any(this.is_question for this in views[:at])),
        "left_colon": float(left.text.endswith(":")),
        "steps": float(any(this.tells_steps for this in before)),
        "left_length": float(np.log1p(len(left.forms))) / 3.0,
        "right_length": float(np.log1p(len(right.forms))) / 3.0,
        "left_total": float(np.log1p(sum(len(this.forms) for this in views[:at]))) / 5.0,
        "right_total": float(np.log1p(sum(len(this.forms) for this in views[at:]))) / 5.0,
        "area_shift": area_shift,
        "close_shift": close_shift,
        "kind_shift": kind_shift,
        "same_area": same_area,
        "sure_shift": sure_shift,
        "shared": shared,
        "shared_around": min(len(around), 4) / 4.0,
        "shared_before": len(right.stems & gone_by) / max(1, len(right.stems)),
        f"paragraphs={min(paragraphs, 5)}": 1.0,
        f"segments={min(len(views), 8)}": 1.0,
        "close_sure": close_sure,
        f"gap={gap}*close_sure": close_sure,
        f"marks={marks}*close_sure": close_sure,
        "several*close_sure": several * close_sure,
        f"gap={gap}*area_shift": area_shift,
        f"gap={gap}*kind_shift": kind_shift,
        f"gap={gap}*new_matter": new_matter,
        f"gap={gap}*refers_back": refers_back,
        f"gap={gap}*paragraphs={min(paragraphs, 5)}": 1.0,
        f"gap={gap}*several": several,
        f"marks={marks}*several": several,
        f"marks={marks}*area_shift": area_shift,
        "new_matter*area_shift": new_matter * area_shift,
        "refers_back*area_shift": refers_back * area_shift,
        "several*area_shift": several * area_shift,
    }
    for form in right.forms[:8]:
        facts[f"near={form}"] = 1.0
    return facts


def _list_facts(views: Sequence[View], cohesion: Cohesion) -> dict[str, float]:
    """What tells a list of matters from one of steps or symptoms: how its items differ, what leads to it."""
    items = [at for at, this in enumerate(views) if this.segment.mark]
    if not items:
        return {}
    said = cohesion.pairs[items]
    variety = float(_sure_change(said[:-1], said[1:]).mean()) if len(items) > 1 else 0.0
    lead = sum(len(this.forms) for this in views[: items[0]])
    asking = sum(this.is_question for this in views[items[0] :]) / len(items)
    return {
        "list_variety": variety,
        "list_asks": min(asking, 1.0),
        "list_lead": float(np.log1p(lead)) / 4.0,
        f"list_items={min(len(items), 6)}": 1.0,
        "list_without_lead": float(lead == 0),
        "list_without_lead*variety": float(lead == 0) * variety,
    }


def _sure_change(one: Numbers, other: Numbers) -> Numbers:
    """How surely the segments are of different kind or area, row by row: 0 where either says little."""
    sure = np.minimum(one.max(axis=1), other.max(axis=1))
    change: Numbers = (1.0 - (one * other).sum(axis=1)) * sure
    return change
